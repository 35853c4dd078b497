//! Long titles before a name: "Party Secretariat Member and Chair of the Commission for Foreign Relations Li Na".
//!
//! A title without an article names nobody by itself: "Member and Director of the Office" waits for whoever bears
//! it. So all that stands between it and the next person, as long as it may be part of a title, belongs to that
//! person, and neither the bodies among it nor the half of a list is somebody.

use chancery_model::{ByteSpan, MentionForm, Name, NameKind};

use super::{Chunk, Chunker};

/// Most words of a title.
const LONGEST: usize = 28;

/// What was met on the way from the first word of a title to its bearer.
#[derive(Default)]
struct Way {
    /// The last role: "Director".
    role: Option<ByteSpan>,
    /// States and bodies named: of these one is served.
    named: Vec<(ByteSpan, NameKind)>,
}

impl Chunker<'_, '_> {
    /// The person whose title starts at `at`; none where the words are no title, or nobody bears it.
    pub(super) fn titled(&self, at: usize) -> Option<Chunk> {
        let w = self.words;
        let article = w.is("articles", at);
        let mut i = if article { at + 1 } else { at };
        while i < self.end && w.is("role-adjectives", i) && !self.is_capital(i) {
            i += 1;
        }
        let start = i;
        let mut way = Way::default();
        while i < self.end.min(start + LONGEST) {
            if way.role.is_some()
                && let Some((name, end)) = self.bearer(i)
            {
                return self.borne(at, end, name, &way);
            }
            i = self.part(i, article, &mut way)?;
        }
        None
    }

    /// The word after the part of a title that stands at `at`.
    fn part(&self, at: usize, article: bool, way: &mut Way) -> Option<usize> {
        let w = self.words;
        if self.person(at).is_some() {
            return None;
        }
        if let Some((n, plural)) = self.title_noun(at) {
            // "Envoy **of the Secretary-General** A": what somebody else is.
            let others = |before: usize| before > 0 && matches!(self.lower(before - 1), "of" | "to");
            let theirs = at > 0 && (others(at) || self.lower(at - 1) == "the" && others(at - 1));
            if way.role.is_none() || !theirs {
                way.role = Some(w.span(at, at + n));
            }
            return (!plural).then_some(at + n);
        }
        if let Some((name, end)) = self.name_at(at) {
            // Of a name of nothing known, the last words may be the bearer's.
            if name.kind == NameKind::Other {
                return Some(at + 1);
            }
            way.named.push((name.span, name.kind));
            return Some(if w.is_possessive(end) { end + 1 } else { end });
        }
        let titled = way.role.is_some();
        match self.lower(at) {
            // "(PLO)": another name of what stands before.
            "(" if self.lower(at + 2) == ")" && self.is_capital(at + 1) => Some(at + 3),
            "of" | "for" | "to" | "in" | "on" | "at" if titled => {
                Some(at + 1 + usize::from(self.lower(at + 1) == "the"))
            }
            "-" | "–" => Some(at + 1),
            // "the President and Prime Minister A" are two, "Member and Director A" is one.
            "and" | "&" if titled && self.is_capital(at + 1) => {
                (!article || self.title_noun(at + 1).is_none()).then_some(at + 1)
            }
            // "Kenya's Regional Security **and** Intelligence Adviser A"
            "and" | "&" if !titled && self.is_field_before(at) && self.leads_to_title(at + 1) => Some(at + 1),
            // "the Minister of Trade and Industry of Chile, A," is one man.
            "," if titled && !way.named.is_empty() && self.closes_apposition(at + 1) => Some(at + 1),
            // "Minister of Foreign Affairs, **Business and Cooperation** of Chile"
            "," if titled && self.leads_to_field(at + 1) => Some(at + 1),
            "," if titled && !article => {
                let next = if matches!(self.lower(at + 1), "and" | "&") { at + 2 } else { at + 1 };
                self.title_noun(next).is_some_and(|(_, plural)| !plural).then_some(next)
            }
            _ if self.is_capital(at) => Some(at + 1),
            _ => None,
        }
    }

    /// Whether capitals alone lead to what somebody is in charge of: "International Cooperation".
    fn leads_to_field(&self, at: usize) -> bool {
        const LONGEST: usize = 3;
        let mut run = (at..at + LONGEST).take_while(|i| self.is_capital(*i) && self.person(*i).is_none());
        run.any(|i| self.words.is("office-fields", i))
    }

    fn is_field_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.words.is("office-fields", before))
    }

    /// Where a mention ends that an abbreviation or a constituency in brackets closes: "the Republic of Korea (ROK)".
    pub(super) fn abbreviated(&self, to: usize) -> usize {
        const LONGEST: usize = 4;
        if self.lower(to) != "(" {
            return to;
        }
        let text = |i: usize| self.words.document.text(self.words.token(i).span);
        let short = |i: usize| text(i).chars().all(|c| c.is_ascii_uppercase() || matches!(c, '-' | '.' | '&'));
        let close = (to + 2..self.end.min(to + 2 + LONGEST)).find(|i| self.lower(*i) == ")");
        close.filter(|close| (to + 1..*close).all(short)).map_or(to, |close| close + 1)
    }

    /// Whether capitals alone lead to a title: "Intelligence Adviser".
    fn leads_to_title(&self, at: usize) -> bool {
        const LONGEST: usize = 3;
        let field = |i: &usize| self.is_capital(*i) && self.title_noun(*i).is_none();
        let next = (at..at + LONGEST).take_while(field).last();
        next.is_some_and(|last| self.title_noun(last + 1).is_some_and(|(_, plural)| !plural))
    }

    /// A role written as a title.
    fn title_noun(&self, at: usize) -> Option<(usize, bool)> {
        if !self.is_capital(at) {
            return None;
        }
        let n = self.words.phrase("title-nouns", at, self.end);
        let body = self.words.phrase("bodies", at, self.end) > 0;
        let role = self.role_noun(at).filter(|_| !body);
        // "Lieutenant General A" is addressed so and holds no office.
        let role = role.filter(|(n, _)| *n > 1 || !self.words.is("honorifics", at));
        role.or((n > 0).then_some((n, false)))
    }

    /// Whether a name is cut short before the role that it belongs to.
    pub(super) fn goes_on_as_title(&self, at: usize) -> bool {
        self.title_noun(at).is_some_and(|(_, plural)| !plural)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        at < self.end && self.words.document.text(self.words.token(at).span).starts_with(char::is_uppercase)
    }

    /// The name at `at` behind a title: a person's; or one of which nothing is known, with a given name in it.
    fn bearer(&self, at: usize) -> Option<(Name, usize)> {
        if let Some((name, end)) = self.person(at) {
            return Some((*name, end));
        }
        let w = self.words;
        let inside = self.words.document.names.iter().find(|n| n.span.contains(w.token(at).span));
        if inside.is_some_and(|n| n.kind != NameKind::Other) {
            return None;
        }
        // "Envoy for Regional **Cooperation** A": still what he is in charge of.
        if w.is("office-fields", at) {
            return None;
        }
        let whole = self.name_at(at).is_some_and(|(name, end)| name.kind == NameKind::Other && end > at + 1);
        let rest = self.ends_portfolio(at);
        let word = w.document.text(w.token(at).span);
        let given = w.lexicon().given_name(word).is_some();
        let mut end = at;
        while self.is_capital(end) && self.name_at(end).is_none_or(|(n, _)| n.kind == NameKind::Other) {
            end += 1;
        }
        let none = (at..end).any(|i| self.title_noun(i).is_some() || w.is("title-nouns", i) || w.is("body-words", i));
        // "**Economics** Ana Lopes": the given name stands further on.
        let later = |i: usize| w.lexicon().given_name(w.document.text(w.token(i).span)).is_some();
        if !given && (at + 1..end.saturating_sub(1)).any(later) {
            return None;
        }
        let long = (2..=4).contains(&(end - at));
        let span = || w.span(at, end);
        (long && !none && (given || rest || whole && self.closes(at)))
            .then(|| (Name { span: span(), kind: NameKind::Person }, end))
    }

    /// Whether the word before is the last of a portfolio that a name of nothing known runs on from: "Minister of Trade
    /// and **Industry** Wei Lun".
    fn ends_portfolio(&self, at: usize) -> bool {
        if at > 0 && self.words.is("office-fields", at - 1) {
            return true;
        }
        let open = at.checked_sub(1).and_then(|before| self.name_at(before));
        let long = open.is_some_and(|(name, end)| name.kind == NameKind::Other && end >= at + 2);
        long && at > 1 && matches!(self.lower(at - 2), "of" | "for" | "and" | "&")
    }

    /// Whether the word before closes a title: the role itself, or the name of what is served.
    fn closes(&self, at: usize) -> bool {
        let ends = |n: &&Name| n.span.end() <= self.words.token(at).span.start();
        let before = self.words.document.names.iter().rfind(ends);
        let served = before.is_some_and(|n| {
            let gap = &self.words.document.report.text[n.span.end()..self.words.token(at).span.start()];
            n.kind != NameKind::Other && gap.trim().is_empty()
        });
        served || (at.saturating_sub(3)..at).any(|i| self.title_noun(i).is_some_and(|(n, _)| i + n == at))
    }

    /// "Special Envoy **of the Secretary-General for the Great Lakes, A**": whose office is told after that of whoever sent
    /// him.
    pub(super) fn sent_by_office(&self, at: usize) -> Option<(&Name, usize)> {
        let start = at + 1 + usize::from(self.words.is("articles", at + 1));
        let (_, plural, end) = self.role(start).filter(|_| matches!(self.lower(at), "of" | "to"))?;
        let end = self.portfolio(end).unwrap_or(end);
        let apart = self.lower(end) == "," && self.closes_apposition(end + 1);
        self.person(if apart { end + 1 } else { end }).filter(|_| !plural && self.is_capital(start))
    }

    /// "for Political Affairs", "to Canada" after a role that is already somebody's, where the person follows.
    pub(super) fn portfolio(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        let w = self.words;
        if !matches!(self.lower(at), "for" | "to") {
            return None;
        }
        let field =
            |i: usize| w.document.text(w.token(i).span).chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
        let mut to = at + 1;
        while to < self.end && to <= at + LONGEST && self.person(to).is_none() && field(to) {
            to += 1;
        }
        let follows = self.person(to).is_some();
        let capital = |i: usize| w.document.text(w.token(i).span).starts_with(char::is_uppercase);
        let apart = self.lower(to) == "," && self.person(to + 1).is_some() && self.closes_apposition(to + 1);
        (to > at + 1 && (follows && (at + 1..to).all(capital) || apart)).then_some(to)
    }

    /// Whether the name at `at` is closed by a comma, as an apposition is.
    pub(super) fn closes_apposition(&self, at: usize) -> bool {
        self.person(at).is_some_and(|(_, end)| matches!(self.lower(end), "," | "." | ";" | ""))
    }

    fn borne(&self, from: usize, end: usize, name: Name, way: &Way) -> Option<Chunk> {
        let state = |kind: NameKind| matches!(kind, NameKind::Place | NameKind::Group);
        let after = self.served_after(end).filter(|s| s.spans.len() == 1);
        let to = after.as_ref().map_or(end, |s| s.to);
        let of = way.named.iter().find(|(_, kind)| state(*kind)).map(|(span, _)| *span);
        let of = of.or_else(|| after.and_then(|s| s.spans.first().copied()));
        let of = of.or_else(|| way.named.first().map(|(span, _)| *span));
        let span = self.words.token(from).span.cover(name.span);
        let form = MentionForm::Name { name: name.span, kind: NameKind::Person, title: way.role, of };
        Some(self.make(from, to, vec![(span, form)], false))
    }
}
