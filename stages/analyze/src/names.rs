//! Names, by the register and by shape.
//!
//! Takes sentences and tokens, gives the stretches that name a person, place, body or people.
//! What the register knows is found by look-up; the rest by capitals, given names and words such
//! as "Ministry". Who is meant is not asked here.

use std::collections::BTreeSet;

use chancery_data::{Data, Referent, fold};
use chancery_model::{ByteSpan, Name, NameKind, Sentence, SentenceKind, Token};

/// Finds all names, in order of the text, never overlapping.
pub(crate) fn find(data: &Data, text: &str, sentences: &[Sentence], tokens: &[Token]) -> Vec<Name> {
    let finder = Finder { data, text, tokens };
    let mut names = Vec::new();
    for sentence in sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = finder.name_at(at, sentence);
            if let Some((name, next)) = found {
                names.push(name);
                at = next;
            } else {
                at += 1;
            }
        }
    }
    finder.spread_surnames(sentences, &mut names);
    names
}

struct Finder<'a> {
    data: &'a Data,
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Finder<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    fn name(&self, from: usize, to: usize, kind: NameKind) -> (Name, usize) {
        (Name { span: self.tokens[from].span.cover(self.tokens[to - 1].span), kind }, to)
    }

    fn name_at(&self, at: usize, sentence: &Sentence) -> Option<(Name, usize)> {
        let end = sentence.tokens.end;
        let registered = self.registered(at, end);
        if !self.is_capital(at) {
            return registered.map(|(to, kind)| self.name(at, to, kind));
        }
        let person = self.given_and_surname(at, end);
        match (registered, person) {
            (Some((to, kind)), Some(by_shape)) if by_shape > to => {
                // "Jordan Bardella" is no state; "Turkey Hakan Fidan" does not happen.
                let given_is_person = kind == NameKind::Person || self.data.lexicon.given_name(self.word(at)).is_some();
                if given_is_person {
                    return Some(self.name(at, by_shape, NameKind::Person));
                }
                return Some(self.name(at, to, kind));
            }
            (Some((to, kind)), _) => {
                if kind == NameKind::Person && to == at + 1 && !self.bare_surname_fits(at, sentence) {
                    return self.surname_first(at, sentence);
                }
                if let Some(longer) = self.body(at, end).filter(|longer| *longer > to) {
                    return Some(self.name(at, longer, NameKind::Organisation));
                }
                return Some(self.name(at, to, kind));
            }
            (None, Some(to)) => return Some(self.name(at, to, NameKind::Person)),
            (None, None) => {}
        }
        if let Some(to) = self.body(at, end) {
            return Some(self.name(at, to, NameKind::Organisation));
        }
        self.unknown(at, sentence)
    }

    /// The longest name of the register that starts at token `at`.
    fn registered(&self, at: usize, end: usize) -> Option<(usize, NameKind)> {
        let (to, referents) = longest(self.data, self.text, &self.tokens[..end], at)?;
        kind_of(&referents).map(|kind| (to, kind))
    }

    /// A given name followed by at least one more capitalised word: "Mariana Betsa".
    fn given_and_surname(&self, at: usize, end: usize) -> Option<usize> {
        self.data.lexicon.given_name(self.word(at))?;
        let mut to = at + 1;
        let mut last = at;
        while to < end && to < at + 6 {
            let word = self.word(to);
            let initial = word.len() <= 3 && word.ends_with('.') && self.is_capital(to);
            let hyphen = word == "-" && self.touches(to);
            if matches!(word, "Jr." | "Jr" | "Sr.") {
                break;
            }
            if self.is_capital(to) && word.len() > 1 || initial || hyphen {
                if self.is_capital(to) && !initial {
                    last = to;
                }
                to += 1;
            } else if self.data.lexicon.phrase("particles", &[word]).is_some()
                && to + 1 < end
                && (self.is_capital(to + 1) || self.word(to + 1) == "-")
            {
                to += 1;
            } else {
                break;
            }
        }
        // "Harris Administration", "Abraham Accords" are no people.
        let ends = |class: &str| self.data.lexicon.phrase(class, &[&self.word(last).to_lowercase()]).is_some();
        if last == at || ends("body-words") || ends("named-after") {
            return None;
        }
        let comma = usize::from(self.word(last + 1) == ",");
        let junior = last + 1 + comma < end && matches!(self.word(last + 1 + comma), "Jr." | "Jr" | "Sr.");
        Some(if junior { last + 2 + comma } else { last + 1 })
    }

    /// Whether token `at` stands without blanks between its neighbours.
    fn touches(&self, at: usize) -> bool {
        at > 0
            && at + 1 < self.tokens.len()
            && self.tokens[at - 1].span.end() == self.tokens[at].span.start()
            && self.tokens[at].span.end() == self.tokens[at + 1].span.start()
    }

    /// Capitalised words that end in a word for a body: "Democratic Forces", "Ministry of Defence".
    fn body(&self, at: usize, end: usize) -> Option<usize> {
        let first = self.word(at);
        let nation =
            self.data.names.referents(first).iter().any(|r| matches!(r, Referent::National(_) | Referent::State(_)));
        if nation || self.data.lexicon.phrase("common-words", &[&first.to_lowercase()]).is_some() {
            return None;
        }
        let mut to = at;
        let mut found = None;
        while to < end && to < at + 8 && self.is_capital(to) {
            let word = self.word(to).to_lowercase();
            to += 1;
            if self.data.lexicon.phrase("body-words", &[&word]).is_some() {
                found = Some(to);
                if self.word(to) == "of" && self.is_capital(to + 1) && to + 1 < end {
                    to += 1;
                } else if ["of", "for"].contains(&self.word(to))
                    && self.word(to + 1) == "the"
                    && self.is_capital(to + 2)
                    && to + 2 < end
                {
                    to += 2;
                }
                continue;
            }
            if found.is_some() && !self.word(to - 2).starts_with(char::is_uppercase) {
                found = Some(to);
            }
        }
        found.filter(|to| *to > at + 1)
    }

    /// A surname that unknown capitals follow: a family name first ("Zhang Gaoli"), or a given
    /// name that is a surname elsewhere.
    fn surname_first(&self, at: usize, sentence: &Sentence) -> Option<(Name, usize)> {
        let common = self.data.lexicon.phrase("common-words", &[&self.word(at).to_lowercase()]).is_some();
        let mut to = at + 1;
        while to < sentence.tokens.end && to < at + 3 && self.is_unknown_capital(to, sentence) {
            to += 1;
        }
        (!common && to > at + 1 && !self.shouts(at)).then(|| self.name(at, to, NameKind::Person))
    }

    /// A bare surname of the register stands for its bearer unless it opens a sentence as a common
    /// word or stands inside a longer run of unknown capitals.
    fn bare_surname_fits(&self, at: usize, sentence: &Sentence) -> bool {
        let word = self.word(at).to_lowercase();
        if self.data.lexicon.phrase("common-words", &[&word]).is_some() {
            return false;
        }
        let before = at > sentence.tokens.start && self.is_unknown_capital(at - 1, sentence);
        let after = self.is_unknown_capital(at + 1, sentence) && at + 1 < sentence.tokens.end;
        !(before || after) || sentence.kind == SentenceKind::Headline
    }

    /// Whether a word is known as a surname and as nothing else.
    fn is_surname_only(&self, at: usize) -> bool {
        let referents = self.data.names.referents(self.word(at));
        self.is_capital(at) && !referents.is_empty() && referents.iter().all(|r| matches!(r, Referent::Surname(_)))
    }

    /// Whether a word stands all in capitals, as in headlines set into the text.
    fn shouts(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 3 && word.chars().all(char::is_uppercase)
    }

    fn is_unknown_capital(&self, at: usize, sentence: &Sentence) -> bool {
        at > sentence.tokens.start && self.is_capital(at) && self.is_unknown_word(at)
    }

    fn is_unknown_word(&self, at: usize) -> bool {
        let word = self.word(at);
        let lower = word.to_lowercase();
        word.len() > 2
            && self.data.names.referents(word).is_empty()
            && self.data.lexicon.role(&lower).is_none()
            && self.data.lexicon.phrase("title-words", &[&lower]).is_none()
    }

    /// A run of capitals that nothing is known of: a name of some kind, not at the start of a
    /// sentence, where capitals say nothing, nor in a headline, where all words bear them.
    fn unknown(&self, at: usize, sentence: &Sentence) -> Option<(Name, usize)> {
        if sentence.kind == SentenceKind::Headline {
            return None;
        }
        let mut to = at;
        while to < sentence.tokens.end
            && to < at + 5
            && (to == at || self.is_unknown_capital(to, sentence) || self.is_surname_only(to))
        {
            to += 1;
        }
        if at == sentence.tokens.start {
            let known = self.data.lexicon.phrase("common-words", &[&self.word(at).to_lowercase()]).is_some()
                || !self.is_unknown_word(at)
                || self.shouts(at);
            return (!known && to >= at + 2 && self.speaks(at, to, sentence))
                .then(|| self.name(at, to, NameKind::Person));
        }
        let lower = self.word(at).to_lowercase();
        let skip = self.data.lexicon.role(&lower).is_some()
            || self.data.lexicon.phrase("title-words", &[&lower]).is_some()
            || self.data.lexicon.phrase("calendar-words", &[&lower]).is_some()
            || self.data.lexicon.phrase("common-words", &[&lower]).is_some()
            || self.word(at).chars().filter(|c| c.is_alphabetic()).count() < 2
            || self.shouts(at) && self.shouts(at + 1);
        let person = !skip && to >= at + 2 && self.speaks(at, to, sentence);
        (!skip).then(|| self.name(at, to, if person { NameKind::Person } else { NameKind::Other }))
    }

    /// Whether a run of unknown capitals is used as people are: it says something, follows a title,
    /// or is explained by an apposition ("Tymofiy Mylovanov, the former minister").
    fn speaks(&self, at: usize, to: usize, sentence: &Sentence) -> bool {
        let lexicon = &self.data.lexicon;
        let lower = |i: usize| self.word(i).to_lowercase();
        let is_role = |i: usize| lexicon.role(&lower(i)).is_some();
        let said = |i: usize| lexicon.phrase("saying", &[&lower(i)]).is_some();
        let comma_before = at > sentence.tokens.start && self.word(at - 1) == ",";
        let after_role = comma_before && (1..=5).any(|n| at > sentence.tokens.start + n && is_role(at - n - 1));
        let explained = self.word(to) == "," && {
            let article = matches!(self.word(to + 1), "a" | "an" | "the" | "who");
            let age = self.word(to + 1).len() == 2 && self.word(to + 1).bytes().all(|b| b.is_ascii_digit());
            age || article && (to + 1..to + 6).any(|i| is_role(i) || self.word(i) == "who")
        };
        let past = at > sentence.tokens.start && said(at - 1);
        if (at..to).any(|i| !self.word(i).chars().any(char::is_lowercase)) {
            return false;
        }
        said(to) || past || after_role || explained
    }

    /// A person told by full name or title may be told by surname afterwards.
    fn spread_surnames(&self, sentences: &[Sentence], names: &mut Vec<Name>) {
        let mut surnames = BTreeSet::new();
        for name in names.iter_mut() {
            let words: Vec<&str> = name.span.of(self.text).split_whitespace().collect();
            let letters = words.iter().any(|w| w.chars().any(char::is_lowercase));
            let surname = letters && !self.is_common(name.span) && !self.goes_on(name.span);
            if name.kind == NameKind::Other && surname && self.follows_title(name.span, sentences) {
                name.kind = NameKind::Person;
            }
            if name.kind == NameKind::Person
                && let Some(last) = words.last()
            {
                surnames.insert(*last);
            }
        }
        for name in names.iter_mut().filter(|n| n.kind != NameKind::Person) {
            // "Jim Jordan … Jordan said": beside a word of saying, the man and not the country.
            let known = surnames.contains(name.span.of(self.text)) && !self.is_common(name.span);
            if known && (name.kind == NameKind::Other || self.says(name.span)) {
                name.kind = NameKind::Person;
            }
        }
        let taken: BTreeSet<usize> = names.iter().map(|n| n.span.start()).collect();
        for sentence in sentences {
            let first = sentence.tokens.start;
            if first < sentence.tokens.end
                && surnames.contains(self.word(first))
                && !taken.contains(&self.tokens[first].span.start())
                && self.data.lexicon.phrase("common-words", &[&self.word(first).to_lowercase()]).is_none()
            {
                names.push(self.name(first, first + 1, NameKind::Person).0);
            }
        }
        names.sort_by_key(|n| n.span);
    }

    /// Whether a word is one of titles and bodies, and no surname: "Deputy Assistant", "senior Administration".
    fn is_common(&self, span: ByteSpan) -> bool {
        let word = span.of(self.text).to_lowercase();
        let classes = ["title-words", "body-words", "bodies", "body-nouns", "role-adjectives", "named-after"];
        let lexicon = &self.data.lexicon;
        lexicon.role(&word).is_some() || classes.iter().any(|class| lexicon.phrase(class, &[&word]).is_some())
    }

    /// Whether a capitalised word follows: "Chief Medical Advisor".
    fn goes_on(&self, span: ByteSpan) -> bool {
        self.is_capital(self.tokens.partition_point(|t| t.span.start() < span.end()))
    }

    /// Whether a word of saying stands beside a name.
    fn says(&self, span: ByteSpan) -> bool {
        let first = self.tokens.partition_point(|t| t.span.start() < span.start());
        let after = self.tokens.partition_point(|t| t.span.start() < span.end());
        let saying = |i: usize| self.data.lexicon.phrase("saying", &[&self.word(i).to_lowercase()]).is_some();
        saying(after) || first > 0 && saying(first - 1)
    }

    fn follows_title(&self, span: ByteSpan, sentences: &[Sentence]) -> bool {
        let i = self.tokens.partition_point(|t| t.span.start() < span.start());
        let from = sentences.partition_point(|s| s.span.end() <= span.start());
        let start = sentences.get(from).map_or(0, |s| s.tokens.start);
        (1..=3).any(|n| {
            i >= start + n && {
                let phrase = &self.text[self.tokens[i - n].span.start()..self.tokens[i - 1].span.end()];
                self.data.lexicon.role(&phrase.to_lowercase()).is_some_and(|(_, plural)| !plural)
            }
        })
    }
}

/// Names that look-up and shape found, with those of the encoder where they found none or only part: identity
/// needs the spellings that the register knows, but "British Airways" is not British.
pub(crate) fn together(data: &Data, text: &str, known: Vec<Name>, told: Vec<Name>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(known.len() + told.len());
    let mut told = told.into_iter().peekable();
    let mut last = 0;
    let mut known = known.into_iter().peekable();
    while let Some(next) = known.peek().copied() {
        let Some(name) = told.next_if(|name| name.span.start() <= next.span.start()) else {
            known.next();
            if next.span.start() >= last {
                last = next.span.end();
                out.push(next);
            }
            continue;
        };
        let free = name.span.end() <= next.span.start();
        if name.span.start() >= last && (free || is_longer(data, text, name, next)) {
            last = name.span.end();
            out.push(name);
        }
    }
    out.extend(told.filter(|name| name.span.start() >= last));
    out
}

/// Whether a name of the encoder, which starts no later, says more than one found before: it goes on behind it,
/// and with more than a title.
fn is_longer(data: &Data, text: &str, told: Name, known: Name) -> bool {
    if !told.span.contains(known.span) || told.span == known.span || told.kind == NameKind::Group {
        return false;
    }
    let before = ByteSpan::new(told.span.start(), known.span.start()).of(text);
    let after = text[known.span.end()..told.span.end()].trim();
    let is = |class: &str, word: &str| data.lexicon.phrase(class, &[word]).is_some();
    let title = |word: &str| {
        let lower = word.to_lowercase();
        data.lexicon.role(&lower).is_some() || is("honorifics", &lower) || is("title-words", &lower)
    };
    let first = after.split_whitespace().next().unwrap_or("").to_lowercase();
    let apart = first.starts_with(['\'', '’', ',']) || is("locatives", &first);
    // "Polish Foreign Ministry" is Poland's.
    let lower = after.to_lowercase();
    let rest: Vec<&str> = lower.split_whitespace().collect();
    if known.kind != NameKind::Person && data.lexicon.phrase("bodies", &rest) == Some(rest.len()) {
        return false;
    }
    // "U.S.-Russia" are two.
    let next = after.strip_prefix(['-', '–']).unwrap_or("");
    if !next.is_empty() && !data.names.referents(next).is_empty() {
        return false;
    }
    // "the G20 Hangzhou summit" is held by the G20.
    let occasion = |word: &&str| ["summit-noun", "talks-noun", "meeting-noun"].iter().any(|class| is(class, word));
    if told.kind == NameKind::Other && rest.last().is_some_and(occasion) {
        return false;
    }
    // A name goes on in capitals: "Danish foreign ministry" is a description.
    let says_more = |word: &str| word.contains(char::is_uppercase) && !title(word);
    !after.is_empty() && !apart && before.split_whitespace().chain(after.split_whitespace()).any(says_more)
}

/// The end of the longest name of the register that starts at token `at`, and what it may stand for, which
/// is never nothing.
pub(crate) fn longest<'d>(
    data: &'d Data,
    text: &str,
    tokens: &[Token],
    at: usize,
) -> Option<(usize, Vec<&'d Referent>)> {
    let span = tokens[at].span;
    let most = tokens.len().min(at + data.names.reach(&fold(span.of(text))));
    (at + 1..=most).rev().find_map(|to| {
        let form = &text[span.start()..tokens[to - 1].span.end()];
        let referents = data.names.referents(form);
        (!referents.is_empty() && !form.contains("\n\n")).then_some((to, referents))
    })
}

/// The kind of what a name may stand for. Where it may be a place and a bare surname ("Paris"),
/// the place is meant.
fn kind_of(referents: &[&Referent]) -> Option<NameKind> {
    let rank = |r: &Referent| match r {
        Referent::Person(_) => (0, NameKind::Person),
        Referent::State(_) | Referent::Capital(_) | Referent::Seat(_) | Referent::Place(_) => (1, NameKind::Place),
        Referent::Organisation(_) => (2, NameKind::Organisation),
        Referent::National(_) => (3, NameKind::Group),
        Referent::Surname(_) => (4, NameKind::Person),
    };
    referents.iter().map(|r| rank(r)).min().map(|(_, kind)| kind)
}
