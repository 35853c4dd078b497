//! Names mended by the tree: a name has all the words that the tree joins in it as equals (`flat`), and no more.

use chancery_data::{Data, Referent, fold};
use chancery_model::{Document, Name, NameKind, Token};

/// Names with the words that belong to them; where two turn out to be one, they become one.
pub(crate) fn mend(data: &Data, document: &Document<'_>, names: Vec<Name>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let Some(sentence) = document.sentence_at(name.span.start()) else { continue };
        let tokens = document.tokens_of(sentence);
        let Some(name) = (Mender { data, document, tokens }).mend(name) else { continue };
        match out.last_mut() {
            Some(last) if last.span.end() > name.span.start() => {
                last.span = last.span.cover(name.span);
                if name.kind == NameKind::Person {
                    last.kind = name.kind;
                }
            }
            _ => out.push(name),
        }
    }
    // "Al-Mutairat" alone is the man once "Fares al-Mutairat" is told.
    let folded = |name: &Name| fold(document.text(name.span));
    let people: Vec<String> = out.iter().filter(|n| n.kind == NameKind::Person).map(folded).collect();
    for name in out.iter_mut().filter(|n| n.kind == NameKind::Other) {
        let text = document.text(name.span);
        let word = text.to_lowercase();
        let common = ["body-words", "named-after", "title-words", "role-adjectives"];
        let is = |class: &&str| data.lexicon.phrase(class, &[&word]).is_some();
        let surname = format!(" {}", fold(text));
        let named = text.contains(char::is_lowercase) && !common.iter().any(is) && data.lexicon.role(&word).is_none();
        if named && people.iter().any(|whole| whole.ends_with(&surname)) {
            name.kind = NameKind::Person;
        }
    }
    out
}

/// Whether it may be the name of a man or a woman.
fn is_human(name: Name) -> bool {
    matches!(name.kind, NameKind::Person | NameKind::Other)
}

struct Mender<'a> {
    data: &'a Data,
    document: &'a Document<'a>,
    tokens: &'a [Token],
}

impl Mender<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| self.document.text(t.span))
    }

    fn mend(&self, mut name: Name) -> Option<Name> {
        let mut from = self.tokens.partition_point(|t| t.span.start() < name.span.start());
        let mut to = self.tokens.partition_point(|t| t.span.start() < name.span.end());
        // "Pieter van der Zwaluw of" ends before "of", "Moon Jae-in" behind "in".
        let apart = |at: usize| at == from || self.tokens[at - 1].span.end() < self.tokens[at].span.start();
        while from < to && matches!(self.tokens[to - 1].upos.as_deref(), Some("ADP" | "CCONJ")) && apart(to - 1) {
            to -= 1;
        }
        // An address of the web, and what people take part in, is no part of a name.
        if let Some(end) = (from + 1..to).find(|i| self.is_foreign(*i)) {
            to = end;
        }
        if name.kind == NameKind::Person && self.is_unknown(name) {
            to = (from + 1..to).find(|i| self.is_body(*i)).unwrap_or(to);
        }
        let titles = (from..to).all(|i| self.is_title(i) || name.kind == NameKind::Person && self.is_body(i));
        // "Sheikh" alone is nobody, whatever the register says.
        let address = name.kind == NameKind::Person && (from..to).all(|i| self.is_address(i));
        if from == to
            || address
            || titles && name.kind != NameKind::Organisation && self.is_unknown(name)
            || self.is_code(name)
        {
            return None;
        }
        let words = |from: usize, to: usize| self.tokens[from].span.cover(self.tokens[to - 1].span);
        let known = |from: usize, to: usize| !self.data.names.referents(self.document.text(words(from, to))).is_empty();
        let (first, last) = self.joined(from);
        let (first, high) = (first.min(from), (last + 1).max(to));
        let low = (first..from).find(|i| !self.is_title(*i)).unwrap_or(from);
        // What the register knows is whole, but for a bare surname: "Chelsea Clinton".
        let surname = |r: &&Referent| matches!(r, Referent::Surname(_));
        let bare = to == from + 1 && self.data.names.referents(self.word(from)).iter().all(surname);
        let more = (low, high) != (from, to) && self.is_one_name(low, high);
        if more && (bare && !(low..from).all(|i| self.is_particle(i)) || !known(from, to) || known(low, high)) {
            (from, to) = (low, high);
        }
        // "Sayyid Badr al-Busaidi": the form of address is none of the name, unless the register says so.
        while is_human(name)
            && self.is_address(from)
            && !known(from, to)
            && (to > from + 2 || to > from + 1 && known(from + 1, to))
        {
            from += 1;
        }
        name.span = words(from, to);
        let last = self.word(to - 1).to_lowercase();
        let thing = ["body-words", "named-after"].iter().any(|c| self.data.lexicon.phrase(c, &[&last]).is_some());
        if name.kind == NameKind::Person && to > from + 1 && thing && self.is_unknown(name) {
            name.kind = NameKind::Other;
        }
        if name.kind == NameKind::Other && !thing && from > 0 && to > from + 1 && self.is_address(from - 1) {
            name.kind = NameKind::Person;
        }
        Some(name)
    }

    /// The first and the last word that the tree joins with one as parts of a flat name.
    fn joined(&self, at: usize) -> (usize, usize) {
        let flat = |at: usize| self.tokens[at].deprel.as_deref() == Some("flat");
        let head = |at: usize| self.tokens[at].head.and_then(|h| h.checked_sub(1)).filter(|h| *h < self.tokens.len());
        let root = |mut at: usize| {
            // A sound tree ends.
            for _ in 0..self.tokens.len() {
                match head(at) {
                    Some(next) if flat(at) => at = next,
                    _ => break,
                }
            }
            at
        };
        let of = root(at);
        let members = (0..self.tokens.len()).filter(|i| *i == of || flat(*i) && root(*i) == of);
        members.fold((at, at), |(first, last), i| (first.min(i), last.max(i)))
    }

    /// Whether the words are nothing but names, with hyphens inside.
    fn is_one_name(&self, from: usize, to: usize) -> bool {
        const LONGEST: usize = 8;
        let hyphen = |i: usize| self.word(i) == "-" && i > from && i + 1 < to;
        // "the Harris administration" is no Harris; "Q" stands before a question of a transcript.
        let other = |i: usize| self.is_body(i) || self.is_foreign(i) || self.word(i).chars().nth(1).is_none();
        let named = |i: usize| self.tokens[i].upos.as_deref() == Some("PROPN") && !other(i) || hyphen(i);
        to - from <= LONGEST && (from..to).all(named)
    }

    /// "El-" of "El-Sissi", which the register may know as "Sissi".
    fn is_particle(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        word == "-" || self.data.lexicon.phrase("particles", &[&word]).is_some()
    }

    fn is_foreign(&self, at: usize) -> bool {
        self.word(at).contains("](") || self.word(at).contains("://")
    }

    fn is_body(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        let classes = ["body-words", "bodies", "body-nouns"];
        classes.iter().any(|class| self.data.lexicon.phrase(class, &[&word]).is_some())
    }

    fn is_unknown(&self, name: Name) -> bool {
        self.data.names.referents(self.document.text(name.span)).is_empty()
    }

    /// "IL", "D-MA": a constituency, which nobody is called.
    fn is_code(&self, name: Name) -> bool {
        const LONGEST: usize = 4;
        let text = self.document.text(name.span);
        let code = text.len() <= LONGEST && text.chars().all(|c| c.is_ascii_uppercase() || c == '-');
        name.kind == NameKind::Person && code && self.is_unknown(name)
    }

    fn is_title(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        let lexicon = &self.data.lexicon;
        self.is_address(at) || lexicon.role(&word).is_some() || lexicon.phrase("title-words", &[&word]).is_some()
    }

    fn is_address(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        ["honorifics", "her-address", "his-address"]
            .iter()
            .any(|class| self.data.lexicon.phrase(class, &[&word]).is_some())
    }
}
