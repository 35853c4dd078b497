//! Names mended by the tree: a name has all the words that the tree joins in it as equals (`flat`), and no more.

use std::collections::BTreeSet;

use chancery_data::{Data, Referent, fold};
use chancery_model::{ByteSpan, Document, Name, NameKind, Token};

/// Most words between a minister's "of" and the last field that he is in charge of.
const MINISTER: usize = 9;
/// Most words of a name.
const LONGEST: usize = 8;

/// Names with the words that belong to them; where two turn out to be one, they become one.
pub(crate) fn mend(data: &Data, document: &Document<'_>, names: Vec<Name>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        let Some(sentence) = document.sentence_at(name.span.start()) else { continue };
        let tokens = document.tokens_of(sentence);
        let mender = Mender { data, document, tokens };
        let states = mender.states_of_body(name);
        if !states.is_empty() {
            out.extend(states);
            continue;
        }
        let Some(name) = mender.mend(name) else { continue };
        match out.last_mut() {
            Some(last) if last.span.end() > name.span.start() => {
                last.span = last.span.cover(name.span);
                if name.kind == NameKind::Person {
                    last.kind = name.kind;
                }
            }
            // "Mishal Al" and "Sabah" of "Mishal Al-Sabah"
            Some(last)
                if is_human(*last)
                    && name.kind == NameKind::Person
                    && document.report.text.get(last.span.end()..name.span.start()) == Some("-") =>
            {
                last.span = last.span.cover(name.span);
                last.kind = NameKind::Person;
            }
            _ => out.push(name),
        }
    }
    // "Al-Mutairat" alone is the man once "Fares al-Mutairat" is told.
    let people = out.iter().filter(|n| n.kind == NameKind::Person).map(|n| fold(document.text(n.span)));
    let surnames: BTreeSet<String> = people
        .flat_map(|whole| whole.match_indices(' ').map(|(blank, _)| whole[blank + 1..].to_owned()).collect::<Vec<_>>())
        .collect();
    for name in out.iter_mut().filter(|n| n.kind == NameKind::Other) {
        let text = document.text(name.span);
        let word = text.to_lowercase();
        let common = ["body-words", "named-after", "title-words", "role-adjectives"];
        let is = |class: &&str| data.lexicon.phrase(class, &[&word]).is_some();
        let named = text.contains(char::is_lowercase) && !common.iter().any(is) && data.lexicon.role(&word).is_none();
        if named && surnames.contains(&fold(text)) {
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

    fn words(&self, from: usize, to: usize) -> ByteSpan {
        self.tokens[from].span.cover(self.tokens[to - 1].span)
    }

    fn is_known(&self, from: usize, to: usize) -> bool {
        !self.data.names.referents(self.document.text(self.words(from, to))).is_empty()
    }

    fn mend(&self, name: Name) -> Option<Name> {
        let (from, to) = self.trimmed(name)?;
        if let Some((state, end)) = self.state_of_minister(name, from, to) {
            return Some(Name { span: self.words(state, end), kind: NameKind::Place });
        }
        let (from, to) = self.completed(from, to);
        let from = if is_human(name) { self.without_address(from, to) } else { from };
        let to =
            if name.kind == NameKind::Organisation && !self.is_known(from, to) { self.whole(from, to) } else { to };
        Some(Name { span: self.words(from, to), kind: self.kind(name.kind, from, to) })
    }

    /// The states that have set up a body together, which is known by no other name: "the **Kenya-Ghana** Joint
    /// Commission", "the Joint Commission of **Kenya** and Ghana". None of any other name.
    fn states_of_body(&self, name: Name) -> Vec<Name> {
        let from = self.tokens.partition_point(|t| t.span.start() < name.span.start());
        let to = self.tokens.partition_point(|t| t.span.start() < name.span.end());
        let state = |from: usize, to: usize| {
            let named = from < to && to <= self.tokens.len();
            let referents = || self.data.names.referents(self.document.text(self.words(from, to)));
            let is = |r: &Referent| matches!(r, Referent::State(_) | Referent::Organisation(_));
            (named && referents().iter().any(|r| is(r)))
                .then(|| Name { span: self.words(from, to), kind: NameKind::Place })
        };
        if name.kind != NameKind::Organisation || to <= from + 2 || self.is_known(from, to) {
            return Vec::new();
        }
        let hyphen = (from + 1..to - 1).find(|i| matches!(self.word(*i), "-" | "–"));
        let pair = hyphen.and_then(|at| {
            let end = (at + 2..to).rev().find(|end| state(at + 1, *end).is_some())?;
            Some(vec![state(from, at)?, state(at + 1, end)?])
        });
        let last = (from + 1..to - 1).rev().find(|i| self.word(*i) == "of").and_then(|of| state(of + 1, to));
        let and = self.word(to) == "and" && (to + 2..to + 4).any(|end| state(to + 1, end).is_some());
        pair.or_else(|| last.filter(|_| and).map(|one| vec![one])).unwrap_or_default()
    }

    /// Where the state begins that a minister's field was joined with: "Minister of **Foreign Affairs of Chile**", of which
    /// "Chile" alone is a name. The ministry of that is one body.
    fn state_of_minister(&self, name: Name, from: usize, to: usize) -> Option<(usize, usize)> {
        let of = |i: usize| matches!(self.word(i), "of" | "for");
        let minister = || (1..=MINISTER).any(|n| from > n && of(from - n) && self.is_role(from - n - 1));
        let loose = matches!(name.kind, NameKind::Organisation | NameKind::Other) && !self.is_known(from, to);
        let joint = |i: &usize| self.word(*i) == "of" && self.is_field(*i - 1);
        let joint = (from + 1..to.saturating_sub(1)).find(joint).filter(|_| loose)?;
        let state = joint + 1 + usize::from(self.word(joint + 1) == "the");
        let known = |end: &usize| {
            let referents = || self.data.names.referents(self.document.text(self.words(state, *end)));
            state < *end && *end <= self.tokens.len() && referents().iter().any(|r| matches!(r, Referent::State(_)))
        };
        // The name may end within that of the state: "Foreign Affairs of the **Republic** of Chile".
        let end = (to..to + 3).find(known)?;
        minister().then_some((state, end))
    }

    /// The words of a name, less those behind it that are none of it; `None` where nothing is left that names.
    fn trimmed(&self, name: Name) -> Option<(usize, usize)> {
        let from = self.tokens.partition_point(|t| t.span.start() < name.span.start());
        let mut to = self.tokens.partition_point(|t| t.span.start() < name.span.end());
        // "Pieter van der Zwaluw of" ends before "of", "Moon Jae-in" behind "in".
        let apart = |at: usize| at == from || self.tokens[at - 1].span.end() < self.tokens[at].span.start();
        while from < to && matches!(self.tokens[to - 1].upos.as_deref(), Some("ADP" | "CCONJ")) && apart(to - 1) {
            to -= 1;
        }
        to = (from + 1..to).find(|i| self.is_foreign(*i)).unwrap_or(to);
        // "Department of Labour Ana Lopes"
        if name.kind == NameKind::Organisation && self.is_unknown(name) && self.is_charged(from, to) {
            let bearer =
                |i: &usize| i + 2 == to && self.is_given(*i) && !matches!(self.word(*i - 1), "of" | "for" | "the");
            to = (from + 3..to).find(bearer).unwrap_or(to);
        }
        let person = name.kind == NameKind::Person;
        // "Harris Administration Participants"
        if person && self.is_unknown(name) {
            to = (from + 1..to).find(|i| self.is_body(*i)).unwrap_or(to);
        }
        let titles = (from..to).all(|i| self.is_title(i) || person && self.is_body(i));
        // "Sheikh" alone is nobody, whatever the register says.
        let address = person && (from..to).all(|i| self.is_address(i));
        let nobody = address || titles && name.kind != NameKind::Organisation && self.is_unknown(name);
        (from < to && !nobody && !self.is_code(name)).then_some((from, to))
    }

    /// The same with the words that the tree joins with them.
    fn completed(&self, from: usize, to: usize) -> (usize, usize) {
        let (first, last) = self.joined(from);
        let (first, high) = (first.min(from), (last + 1).max(to));
        let low = (first..from).find(|i| !self.is_title(*i)).unwrap_or(from);
        // What the register knows is whole, but for a bare surname: "Chelsea Clinton".
        let surname = |r: &&Referent| matches!(r, Referent::Surname(_));
        let bare = to == from + 1 && self.data.names.referents(self.word(from)).iter().all(surname);
        let given = bare && !(low..from).all(|i| self.is_particle(i));
        let more = given || !self.is_known(from, to) || self.is_known(low, high);
        if more && self.is_one_name(low, high) { (low, high) } else { (from, to) }
    }

    /// Where the name of a body ends that "and" or a title cuts short: "Department of Housing **and Urban
    /// Development**", "Office of the Assistant **Secretary for Trade**".
    fn whole(&self, from: usize, to: usize) -> usize {
        const MOST: usize = 3;
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        // "Association of Attorneys **General**"
        let plural = self.word(to - 1).ends_with('s')
            && self.data.lexicon.phrase("behind-plurals", &[&self.word(to).to_lowercase()]).is_some();
        if plural && self.is_charged(from, to) && capital(to) {
            return to + 1;
        }
        let link = |i: usize| matches!(self.word(i), "of" | "for" | "the");
        if !self.is_charged(from, to) {
            // "Senate Environment **and Public Works Committee**"
            let cut = self.is_field(to - 1) && matches!(self.word(to), "and" | "&");
            let most = self.tokens.len().min(to + 1 + MOST);
            let run = (to + 1..most).take_while(|i| capital(*i) && !self.is_title(*i));
            return run.filter(|i| cut && *i > to + 1 && self.is_body(*i)).last().map_or(to, |end| end + 1);
        }
        let last = self.word(to - 1).to_lowercase();
        if self.data.lexicon.phrase("title-nouns", &[&last]).is_some() {
            let goes_on =
                |i: &usize| capital(*i) && !self.is_given(*i) || link(*i) && (capital(*i + 1) || link(*i + 1));
            let end = (to..self.tokens.len().min(to + LONGEST)).take_while(goes_on).last();
            return end.map_or(to, |end| end + 1);
        }
        if !matches!(self.word(to), "and" | "&") {
            return to;
        }
        let plain = |i: &usize| capital(*i) && !self.is_title(*i) && !self.is_body(*i) && !self.is_known(*i, *i + 1);
        let end = (to + 1..self.tokens.len().min(to + 1 + MOST)).take_while(plain).last().map_or(to, |end| end + 1);
        // "the Ministry of Defence and **Energy Minister** A"
        let titled = end == to + 2 && end < self.tokens.len() && (capital(end) || self.word(end) == "-");
        if end > to + 1 && self.is_field(end - 1) && !titled { end } else { to }
    }

    /// Whether a shortened form of address stands before a surname: "Rep. Matsuda".
    fn is_short(&self, address: usize, at: usize) -> bool {
        self.word(address).ends_with('.') && self.word(at).contains(char::is_lowercase) && !self.is_title(at)
    }

    /// Whether a name tells what a body is charged with: "Department **of** Trade". Of "the Departments of Trade and
    /// Justice" there are two.
    fn is_charged(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|i| matches!(self.word(i), "of" | "for" | "on") && self.is_body(i - 1))
    }

    fn is_field(&self, at: usize) -> bool {
        let word = self.word(at).to_lowercase();
        self.data.lexicon.phrase("office-fields", &[&word]).is_some()
    }

    fn is_given(&self, at: usize) -> bool {
        self.data.lexicon.given_name(self.word(at)).is_some()
    }

    /// Whether the name that ends before `to` is explained by a role behind a comma, as people are: "Ana Lopes, Chief
    /// Trade Adviser, and".
    fn is_apposed(&self, from: usize, to: usize) -> bool {
        const LONGEST_TITLE: usize = 6;
        if self.word(to) != "," || to != from + 2 && to != from + 3 {
            return false;
        }
        let named = |i: usize| self.word(i).chars().nth(1).is_some_and(char::is_lowercase) && !self.is_body(i);
        let somewhere =
            from > 0 && self.tokens[from - 1].upos.as_deref() == Some("ADP") && self.word(from - 1) != "with";
        let title = |i: &usize| {
            self.word(*i).starts_with(char::is_uppercase) && self.data.names.referents(self.word(*i)).is_empty()
        };
        let most = self.tokens.len().min(to + 1 + LONGEST_TITLE);
        let end = (to + 1..most).take_while(title).last().filter(|end| self.is_role(*end));
        let closed = end.is_some_and(|end| matches!(self.word(end + 1), "," | "." | "of" | "to" | "at" | "for"));
        closed && !somewhere && (from..to).all(named)
    }

    fn is_role(&self, at: usize) -> bool {
        self.data.lexicon.role(&self.word(at).to_lowercase()).is_some_and(|(_, plural)| !plural)
    }

    /// Where a name begins behind a form of address ("Sayyid Badr al-Busaidi"), unless the register has it with that.
    fn without_address(&self, mut from: usize, to: usize) -> usize {
        let enough = |from: usize| to > from + 2 || to > from + 1 && self.is_known(from + 1, to);
        let ranks = |at: usize| {
            let word = self.word(at).to_lowercase();
            self.word(at + 1) != "-" && self.data.lexicon.phrase("ranks", &[&word]).is_some()
        };
        while (self.is_address(from) || ranks(from)) && !self.is_known(from, to) && enough(from) {
            from += 1;
        }
        from
    }

    /// "Brent Spence Bridge" is no person; "Dr. Nadège Tchoumba" is one.
    fn kind(&self, kind: NameKind, from: usize, to: usize) -> NameKind {
        let last = self.word(to - 1).to_lowercase();
        let thing = ["body-words", "named-after", "office-fields"]
            .iter()
            .any(|c| self.data.lexicon.phrase(c, &[&last]).is_some());
        let several = to > from + 1;
        match kind {
            NameKind::Person if several && thing && !self.is_known(from, to) => NameKind::Other,
            NameKind::Other
                if !thing && from > 0 && self.is_address(from - 1) && (several || self.is_short(from - 1, from)) =>
            {
                NameKind::Person
            }
            NameKind::Other if several && !thing && self.is_apposed(from, to) => NameKind::Person,
            kind => kind,
        }
    }

    /// The first and the last word near by that the tree joins with one as parts of a flat name.
    fn joined(&self, at: usize) -> (usize, usize) {
        let flat = |at: usize| self.tokens[at].deprel.as_deref() == Some("flat");
        let head = |at: usize| self.tokens[at].head.and_then(|h| h.checked_sub(1)).filter(|h| *h < self.tokens.len());
        let root = |at: usize| {
            let up = std::iter::successors(Some(at), |at| head(*at).filter(|_| flat(*at)));
            up.take(LONGEST).last().unwrap_or(at)
        };
        let of = root(at);
        let near = at.saturating_sub(LONGEST)..(at + LONGEST).min(self.tokens.len());
        let members = near.filter(|i| *i == of || flat(*i) && root(*i) == of);
        members.fold((at, at), |(first, last), i| (first.min(i), last.max(i)))
    }

    /// Whether the words are nothing but names, with hyphens inside.
    fn is_one_name(&self, from: usize, to: usize) -> bool {
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
