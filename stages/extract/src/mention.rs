//! Mentions: phrases that name somebody or something.
//!
//! A mention is a name with its title ("British Prime Minister Keir Starmer"), a description by
//! role ("senior U.S. envoys") or a pronoun. Several nations before one plural role ("French and
//! German officials") are several mentions.

mod title;

use chancery_data::Referent;
use chancery_model::{ByteSpan, Mention, MentionForm, Name, NameKind};

use crate::words::Words;

/// A mention with the tokens it takes.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// One or, where several nations share a role, several.
    pub(crate) mentions: Vec<Mention>,
    /// Whether the words name a vague whole that members may be listed of.
    pub(crate) vague: bool,
}

/// The mentions of a sentence, in order.
pub(crate) fn chunks(words: &Words<'_>, sentence: usize) -> Vec<Chunk> {
    let range = words.document.sentences[sentence].tokens.clone();
    let chunker = Chunker { words, sentence, end: range.end };
    let mut chunks = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if let Some(mut chunk) = chunker.chunk(at) {
            chunk.to = chunker.abbreviated(chunk.to);
            at = chunk.to.max(at + 1);
            chunks.push(chunk);
        } else {
            at += 1;
        }
    }
    chunks
}

fn is_person(chunk: &Chunk) -> bool {
    matches!(chunk.mentions[..], [Mention { form: MentionForm::Name { kind: NameKind::Person, .. }, .. }])
}

struct Chunker<'a, 'w> {
    words: &'a Words<'w>,
    sentence: usize,
    end: usize,
}

/// A description as that of the owner's, where the words name nobody else whose it is.
fn owned(mut chunk: Chunk, owner: Option<ByteSpan>) -> Chunk {
    for mention in &mut chunk.mentions {
        if let MentionForm::Role { of: of @ None, .. } = &mut mention.form {
            *of = owner;
        }
    }
    chunk
}

/// Words for whom somebody serves, and where the list of them ends.
struct Served {
    spans: Vec<ByteSpan>,
    to: usize,
}

impl Chunker<'_, '_> {
    fn chunk(&self, at: usize) -> Option<Chunk> {
        let known = self.both_sides(at).or_else(|| self.described(at)).or_else(|| self.pronoun(at));
        // A title that names nobody by itself is that of the next person.
        let titled = || self.titled(at);
        let known = if known.as_ref().is_some_and(is_person) { known } else { titled().or(known) };
        known.or_else(|| self.described_body(at))
    }

    fn make(&self, from: usize, to: usize, forms: Vec<(ByteSpan, MentionForm)>, vague: bool) -> Chunk {
        let mentions = forms.into_iter().map(|(span, form)| Mention { span, form, sentence: self.sentence }).collect();
        Chunk { from, to, mentions, vague }
    }

    /// The name that starts at `at`, within the sentence.
    fn name_at(&self, at: usize) -> Option<(&Name, usize)> {
        if at < self.end { self.words.name_at(at) } else { None }
    }

    /// The lower-case word at `at`; empty beyond the sentence.
    fn lower(&self, at: usize) -> &str {
        if at < self.end { self.words.lower(at) } else { "" }
    }

    fn both_sides(&self, at: usize) -> Option<Chunk> {
        let n = self.words.phrase("both-sides", at, self.end);
        // "the presidents of Laos and Serbia" say who they are.
        let said = matches!(self.lower(at + n), "of" | "from") || self.role_noun(at + n).is_some();
        if n == 0 || said {
            return None;
        }
        let span = self.words.span(at, at + n);
        let form = MentionForm::Role { role: span, of: None, plural: true, definite: true };
        Some(self.make(at, at + n, vec![(span, form)], false))
    }

    fn pronoun(&self, at: usize) -> Option<Chunk> {
        let tag = |at: usize| self.words.token(at).xpos.as_deref();
        // "thanked her", not "her house".
        let known = ["he", "she", "they"].iter().any(|class| self.words.is(class, at)) && tag(at) != Some("PRP$");
        // "**both** the minister and his envoy" are those two.
        let known = known && !(self.lower(at) == "both" && self.lower(at + 1) == "the");
        let of_two = ["latter", "former-of-two"].iter().map(|class| self.words.phrase(class, at, self.end)).max();
        if let Some(n @ 1..) = of_two
            && at + n < self.end
            && !tag(at + n).is_some_and(|tag| tag.starts_with("NN") || tag.starts_with("JJ"))
        {
            let span = self.words.span(at, at + n);
            return Some(self.make(at, at + n, vec![(span, MentionForm::Pronoun)], false));
        }
        let span = self.words.token(at).span;
        known.then(|| self.make(at, at + 1, vec![(span, MentionForm::Pronoun)], false))
    }

    fn described(&self, at: usize) -> Option<Chunk> {
        let w = self.words;
        if w.is("honorifics", at)
            && let Some((name, to)) = self.person(at)
        {
            // "King Abdullah of Jordan"
            let of = self.served_after(to).and_then(|s| s.spans.first().copied());
            let address = w.span(at, at + w.phrase("honorifics", at, self.end));
            return Some(self.named(at, to, name, of.map(|_| address), of));
        }
        // "His Highness the Crown Prince"
        let address = w.phrase("honorifics", at, self.end);
        if address > 0 && w.is("articles", at + address) {
            return self.described(at + address).map(|chunk| Chunk { from: at, ..chunk });
        }
        let mut i = at;
        let mut definite = false;
        // "his spokesman", "its delegation": whose they are is found out with the rest.
        let owner = matches!(self.lower(i), "his" | "her" | "its").then(|| w.token(i).span);
        if matches!(self.lower(i), "the" | "his" | "her" | "its" | "their" | "our") {
            definite = true;
            i += 1;
        } else if matches!(self.lower(i), "a" | "an" | "one" | "another") {
            i += 1;
            if self.lower(i) == "of" && self.lower(i + 1) == "the" {
                i += 2;
            }
        }
        i = self.adjectives(i);
        let before = self.served(i);
        let after_served = before.as_ref().map_or(i, |s| s.to);
        // "the task force **the** president announced"
        let apart = before.is_some() && self.words.is("articles", after_served);
        let j = if apart { self.end } else { self.adjectives(after_served) };
        let role = self.role(j).or_else(|| self.qualified_role(j, before.as_ref()));
        // "During a visit to Reykjavik, Danish Prime Minister …": one man serves one state.
        let listed = before.as_ref().is_some_and(|s| s.spans.len() > 1);
        if let Some((role_span, plural, to)) = role.filter(|(_, plural, _)| *plural || !listed) {
            return self.with_role(at, definite, before, role_span, plural, to).map(|chunk| owned(chunk, owner));
        }
        // "France's Emmanuel Macron"
        if let Some(served) = before.as_ref().filter(|s| w.is_possessive(s.to.wrapping_sub(1)))
            && let Some((name, to)) = self.person(served.to)
        {
            return Some(self.named(at, to, name, None, served.spans.first().copied()));
        }
        let qualified = i > at + 1 || i > at && !w.is("articles", at);
        self.bare_name(at, i).filter(|chunk| !qualified || chunk.vague || is_person(chunk))
    }

    /// "the alliance", "the Nordic country": a state or body named before.
    fn described_body(&self, at: usize) -> Option<Chunk> {
        const QUALIFIERS: usize = 3;
        let w = self.words;
        if self.lower(at) != "the" {
            return None;
        }
        let qualifies = |i: usize| {
            let pos = w.token(i).upos.as_deref().unwrap_or("");
            let named = self.name_at(i).is_some_and(|(name, _)| name.kind != NameKind::Other);
            self.lower(i) == "-" || matches!(pos, "ADJ" | "NUM") && !named
        };
        let body = |from: usize| {
            (1..=2).rev().filter(|n| from + n <= self.end).find(|n| {
                let words: Vec<&str> = (from..from + n).map(|i| self.lower(i)).collect();
                w.data.register.descriptions.contains_key(&words.join(" "))
            })
        };
        let first = at + 1;
        let from = (first..self.end.min(first + QUALIFIERS + 1))
            .take_while(|i| *i == first || qualifies(i - 1))
            .find(|i| body(*i).is_some())?;
        let to = from + body(from)?;
        // "the bloc's top diplomat" and "the country of his birth" speak of others.
        let goes_on = w.is_possessive(to) || self.lower(to) == "of" || self.lower(to) == "-";
        let noun = to < self.end && w.token(to).upos.as_deref() == Some("NOUN");
        let role = w.span(from, to);
        let form = MentionForm::Role { role, of: None, plural: false, definite: true };
        (!goes_on && !noun).then(|| self.make(at, to, vec![(w.span(at, to), form)], false))
    }

    fn adjectives(&self, mut at: usize) -> usize {
        loop {
            let adjective = at < self.end
                && (self.words.is("role-adjectives", at) && !self.is_named(at) || self.joins_adjectives(at))
                && !self.is_last_noun(at);
            match if adjective { 1 } else { self.ordinal(at) } {
                0 => return at,
                n => at += n,
            }
        }
    }

    /// How many words an ordinal takes, raised ending or not: "1st", "1<sup>st</sup>".
    fn ordinal(&self, at: usize) -> usize {
        let digits = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let ending = |word: &str| matches!(word, "st" | "nd" | "rd" | "th");
        let word = self.lower(at);
        let plain = word.len() > 2 && word.is_char_boundary(word.len() - 2);
        if plain && ending(&word[word.len() - 2..]) && digits(&word[..word.len() - 2]) {
            return 1;
        }
        const RAISED: [&str; 8] = ["", "<", "sup", ">", "", "<", "/", "sup"];
        let raised = RAISED.iter().enumerate().all(|(i, mark)| mark.is_empty() || self.lower(at + i) == *mark);
        if digits(word) && raised && ending(self.lower(at + 4)) { RAISED.len() + 1 } else { 0 }
    }

    /// Whether a known name starts here; capitals of which nothing is known ("Western") may qualify.
    fn is_named(&self, at: usize) -> bool {
        // "Senior Administration" is no name, however it is written.
        let rank = |end: usize| {
            (at..end).all(|i| self.words.is("role-adjectives", i) || self.words.is("bodies", i)) && end > at + 1
        };
        self.name_at(at).is_some_and(|(name, end)| name.kind != NameKind::Other && !rank(end))
    }

    /// Whether a word that may qualify a role is itself the role here: "a senior official said".
    fn is_last_noun(&self, at: usize) -> bool {
        self.role_noun(at).is_some_and(|(n, _)| {
            let next = at + n;
            self.role_noun(next).is_none() && !self.words.is("role-adjectives", next)
        })
    }

    /// A hyphen inside "high-ranking".
    fn joins_adjectives(&self, at: usize) -> bool {
        self.lower(at) == "-" && at > 0 && self.words.is("role-adjectives", at - 1)
    }

    /// States or bodies before a role: "British, French and German", "Iran's", "NATO".
    fn served(&self, at: usize) -> Option<Served> {
        let w = self.words;
        let (name, mut to) = self.name_at(at)?;
        if name.kind == NameKind::Other {
            return None;
        }
        // "Cuban American leaders" serve neither state.
        let group = |at: usize| self.name_at(at).is_some_and(|(name, _)| name.kind == NameKind::Group);
        let before = at > 0
            && w.document.names.iter().any(|n| n.kind == NameKind::Group && n.span.end() + 1 == name.span.start());
        if name.kind == NameKind::Group && (group(to) || before) {
            return None;
        }
        let mut spans = vec![name.span];
        if w.is_possessive(to) {
            return Some(Served { spans, to: to + 1 });
        }
        if name.kind == NameKind::Person {
            return None;
        }
        let lists = |name: &Name| matches!(name.kind, NameKind::Group | NameKind::Place);
        // "from Kenya **and the African Union**", and not "of Kenya, African Union chair A"
        let known = |at: usize| {
            let and = |at: usize| matches!(self.lower(at), "and" | "&");
            let joined = at > 1 && (and(at - 1) || self.lower(at - 1) == "the" && and(at - 2));
            let body = self.name_at(at).filter(|(name, _)| joined && name.kind == NameKind::Organisation);
            body.is_some_and(|(name, end)| !self.is_unknown(&[name.span]) && !self.is_capital(end))
        };
        loop {
            let mut next = to;
            while next < self.end && matches!(self.lower(next), "," | "and" | "&" | "-" | "–") {
                next += 1;
            }
            // "Kenya, Ghana and **the** Gambia"
            let article = usize::from(next > to && self.lower(next) == "the");
            if known(next + article)
                || self.name_at(next + article).is_some_and(|(name, _)| name.kind == NameKind::Place)
            {
                next += article;
            }
            match self.name_at(next) {
                Some((more, end)) if next > to && (lists(more) || known(next)) => {
                    spans.push(more.span);
                    to = end;
                }
                _ => break,
            }
        }
        Some(Served { spans, to })
    }

    /// The longest run of role nouns at `at`: "deputy foreign minister", "special envoy".
    fn role(&self, at: usize) -> Option<(ByteSpan, bool, usize)> {
        let mut to = at;
        let mut plural = false;
        loop {
            let start = if to == at { at } else { self.adjectives(to) };
            if self.name_at(start).is_some_and(|(name, _)| name.kind == NameKind::Person) {
                break;
            }
            let Some((n, many)) = self.role_noun(start) else { break };
            to = start + n;
            plural = many;
        }
        (to > at).then(|| (self.words.span(at, to), plural, to))
    }

    /// A role after words of its field: "the UN's humanitarian chief", "France's European affairs
    /// minister", "a Turkish trade delegation". Only where a noun must follow: after a possessive or
    /// a nation.
    fn qualified_role(&self, at: usize, before: Option<&Served>) -> Option<(ByteSpan, bool, usize)> {
        let w = self.words;
        let before = before?;
        let owned = w.is_possessive(before.to.wrapping_sub(1));
        let nation = before.spans.len() == 1
            && self.name_at(at.saturating_sub(1)).is_some_and(|(name, _)| name.kind == NameKind::Group);
        let most = if owned {
            2
        } else if nation {
            1
        } else {
            0
        };
        for start in at + 1..=(at + most).min(self.end) {
            let word = self.lower(start - 1);
            let function =
                ["clause-openers", "place-prepositions", "saying", "joining"].iter().any(|c| w.is(c, start - 1));
            if function || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
                return None;
            }
            if let Some((_, plural, to)) = self.role(start) {
                return Some((w.span(at, to), plural, to));
            }
        }
        None
    }

    fn role_noun(&self, at: usize) -> Option<(usize, bool)> {
        // "an official visit": what follows is the noun.
        let nouns = ["visit-noun", "talks-noun", "meeting-noun", "call-noun", "summit-noun", "issued"];
        if self.words.is("role-adjectives", at) && nouns.iter().any(|noun| self.words.is(noun, at + 1)) {
            return None;
        }
        for n in (1..=4).rev() {
            if at + n > self.end {
                continue;
            }
            let phrase: Vec<&str> = (at..at + n).map(|i| self.lower(i)).collect();
            let phrase = phrase.join(" ").replace(" - ", "-");
            if let Some((_, plural)) = self.words.lexicon().role(&phrase) {
                return Some((n, plural));
            }
        }
        let n = self.words.phrase("bodies", at, self.end);
        if n > 0 {
            return Some((n, self.lower(at + n - 1).ends_with('s')));
        }
        // "Western governments" are one vague group.
        let n = self.words.phrase("bodies-of-several", at, self.end);
        let nation = || {
            let before = self.name_at(at.checked_sub(1)?).map(|(name, _)| name);
            before
                .filter(|name| matches!(name.kind, NameKind::Group | NameKind::Place) && !self.is_unknown(&[name.span]))
        };
        (n > 0 && (self.lower(at + n) == "of" || nation().is_some())).then_some((n, true))
    }

    fn person(&self, at: usize) -> Option<(&Name, usize)> {
        let mut i = at;
        loop {
            // The register writes some names with their form of address.
            let named = self.name_at(i).filter(|(name, _)| name.kind == NameKind::Person);
            let address = self.words.phrase("honorifics", i, self.end);
            if named.is_some() || address == 0 {
                return named;
            }
            i += address;
        }
    }

    fn with_role(
        &self,
        from: usize,
        definite: bool,
        before: Option<Served>,
        role: ByteSpan,
        plural: bool,
        to: usize,
    ) -> Option<Chunk> {
        let w = self.words;
        if let Some((name, end)) = self.sent_by_office(to).filter(|_| !plural && before.is_none()) {
            return Some(self.named(from, end, name, Some(role), None));
        }
        let (mut role, mut to) = (role, to);
        let mut served = before.map(|s| s.spans).unwrap_or_default();
        if let Some((whose, end)) = self.owned_body(to).filter(|_| !plural && served.is_empty()) {
            served = vec![whose];
            role = ByteSpan::new(role.start(), w.token(end - 1).span.end());
            to = end;
        } else if served.is_empty() {
            if let Some(after) = self.served_after(to) {
                served = after.spans;
                to = after.to;
            }
        } else if let Some(after) = self.portfolio(to) {
            to = after;
        } else if let Some(after) = self.served_after(to).filter(|_| self.lower(to) == "of" && self.is_unknown(&served))
        {
            // "the National Security Advisors **of Kenya and Ghana**"
            served = after.spans;
            to = after.to;
        }
        if !plural && self.lower(to) == "," && self.person(to + 1).is_some() && self.closes_apposition(to + 1) {
            to += 1;
        }
        if let Some((name, end)) = self.person(to).filter(|_| !plural) {
            let after = || self.served_after(end).and_then(|s| s.spans.first().copied());
            // "National Security Advisor A **of Kenya**"
            let known = |span: &ByteSpan| !w.data.names.referents(w.document.text(*span)).is_empty();
            let of = served.first().copied().filter(known).or_else(after).or(served.first().copied());
            return Some(self.named(from, end, name, Some(role), of));
        }
        let span = w.span(from, to);
        let determined = from < to
            && matches!(self.lower(from), "the" | "a" | "an" | "one" | "his" | "her" | "its" | "their" | "another");
        if served.is_empty() && !plural && !determined && !w.document.text(role).starts_with(char::is_uppercase) {
            return None;
        }
        let title_only =
            w.lexicon().role(&role.of(&w.document.report.text).to_lowercase()).is_some_and(|(r, _)| r.kind == "title");
        if title_only {
            return None;
        }
        if served.len() > 1 && (plural || w.is("bodies", to.saturating_sub(1))) {
            let forms = served
                .into_iter()
                .map(|of| (of, MentionForm::Role { role, of: Some(of), plural: true, definite }))
                .collect();
            return Some(self.make(from, to, forms, false));
        }
        let of = served.first().copied();
        let form = MentionForm::Role { role, of, plural, definite };
        Some(self.make(from, to, vec![(span, form)], plural && of.is_none()))
    }

    /// Whether nobody knows any of those served.
    fn is_unknown(&self, served: &[ByteSpan]) -> bool {
        let w = self.words;
        served.iter().all(|span| w.data.names.referents(w.document.text(*span)).is_empty())
    }

    /// "of France", "from Russia and Ukraine" after a role.
    fn served_after(&self, at: usize) -> Option<Served> {
        let w = self.words;
        if !matches!(self.lower(at), "of" | "from" | "for" | "representing") {
            return None;
        }
        let start = if w.is("articles", at + 1) { at + 2 } else { at + 1 };
        let served = self.served(start)?;
        let acts = self.name_at(start).is_some_and(|(n, _)| matches!(n.kind, NameKind::Place | NameKind::Organisation));
        // "a delegation from **Syria's** main opposition group" is not the state's.
        let owns = self.lower(at) == "from" && w.is_possessive(served.to - 1);
        (acts && !owns).then_some(served)
    }

    /// "of Ukraine's National Security and Defence Council", "of Ukraine's presidential office" after a role: whose
    /// the body is, and where its name ends.
    fn owned_body(&self, at: usize) -> Option<(ByteSpan, usize)> {
        const LONGEST: usize = 8;
        let w = self.words;
        let served = self.served_after(at).filter(|s| self.lower(at) == "of" && w.is_possessive(s.to - 1))?;
        let [whose] = served.spans[..] else { return None };
        let goes_on = |i: &usize| {
            let word = w.document.text(w.token(*i).span);
            word.starts_with(char::is_alphabetic) && self.person(*i).is_none() && !w.is("clause-openers", *i)
        };
        let last = (served.to..self.end.min(served.to + LONGEST))
            .take_while(goes_on)
            .filter(|i| w.is("body-words", *i) || w.is("body-nouns", *i))
            .last()?;
        Some((whose, last + 1))
    }

    fn named(&self, from: usize, to: usize, name: &Name, title: Option<ByteSpan>, of: Option<ByteSpan>) -> Chunk {
        let (title, of, to) = match title {
            Some(_) => (title, of, self.trailing_served(to, of)),
            None => match self.apposition(to) {
                Some((role, whose, end)) => (Some(role), of.or(whose), end),
                None => self.state_after(to).map_or((None, of, to), |(state, end)| (None, of.or(Some(state)), end)),
            },
        };
        let span = self.words.token(from).span.cover(name.span);
        let form = MentionForm::Name { name: name.span, kind: name.kind, title, of };
        self.make(from, to, vec![(span, form)], false)
    }

    fn trailing_served(&self, to: usize, of: Option<ByteSpan>) -> usize {
        match self.served_after(to) {
            Some(served) if of == served.spans.first().copied() && served.spans.len() == 1 => served.to,
            _ => to,
        }
    }

    /// "of the Netherlands" after a person.
    fn state_after(&self, at: usize) -> Option<(ByteSpan, usize)> {
        let served = self.served_after(at).filter(|_| self.lower(at) == "of")?;
        let [state] = served.spans[..] else { return None };
        let referents = self.words.data.names.referents(self.words.document.text(state));
        let names_one = referents.iter().any(|r| matches!(r, Referent::State(_)));
        (names_one && !self.words.is_possessive(served.to - 1)).then_some((state, served.to))
    }

    /// ", the Kremlin's foreign policy aide," after a person: role, whose, and where it ends.
    fn apposition(&self, at: usize) -> Option<(ByteSpan, Option<ByteSpan>, usize)> {
        if self.lower(at) != "," {
            return None;
        }
        let mut i = at + 1;
        if matches!(self.lower(i), "the" | "a" | "an" | "his" | "her" | "our" | "their" | "my") {
            i += 1;
        }
        i = self.adjectives(i);
        let before = self.served(i);
        let j = self.adjectives(before.as_ref().map_or(i, |s| s.to));
        let (role, plural, mut to) = self.role(j)?;
        if plural || self.person(to).is_some() {
            return None;
        }
        let mut whose = before.and_then(|s| s.spans.first().copied());
        if let Some(after) = self.served_after(to) {
            whose = whose.or_else(|| after.spans.first().copied());
            to = after.to;
        }
        let mut close = to;
        let goes_on = |at: usize| !matches!(self.lower(at), "," | "." | ";" | ":") && self.person(at).is_none();
        while close < self.end && close < to + 8 && goes_on(close) {
            close += 1;
        }
        // "A, a party leader, as well as with B": he is told of for himself.
        if self.person(close).is_some() {
            return Some((role, whose, to));
        }
        let closed = matches!(self.lower(close), "," | "." | ";");
        closed.then(|| (role, whose, if self.lower(close) == "," { close + 1 } else { close }))
    }

    /// A name without role: a person, a state, a body; nationals only where they are people.
    fn bare_name(&self, from: usize, at: usize) -> Option<Chunk> {
        let w = self.words;
        if let Some((name, to)) = self.person(at) {
            return Some(self.named(from, to, name, None, None));
        }
        let (name, to) = self.name_at(at)?;
        let text = w.document.text(name.span);
        let is_people = match name.kind {
            NameKind::Group => text.ends_with('s') && !w.is_possessive(to),
            NameKind::Place => true,
            // "the National Security **Advisor**": the name of an office, cut short.
            NameKind::Organisation => !self.goes_on_as_title(to),
            NameKind::Person | NameKind::Other => false,
        };
        if !is_people {
            return None;
        }
        let vague = w.data.names.referents(text).iter().any(|r| match r {
            Referent::Organisation(id) => w.data.register.organisations.get(id).is_some_and(|o| o.kind == "collective"),
            _ => false,
        });
        let form = MentionForm::Name { name: name.span, kind: name.kind, title: None, of: None };
        Some(self.make(from, to, vec![(name.span, form)], vague))
    }
}
