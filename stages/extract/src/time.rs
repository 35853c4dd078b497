//! Expressions of time, as the text says them, by the rules of `data/times`; no day is fixed here.

mod mean;
mod read;

use chancery_data::{PatternAt, TimeElement, TimePart, TimePattern, TimeRule, TimeRules};
use chancery_model::{Name, NameKind, RuleId, Sentence, TimeFinding, TimeKind};

use crate::words::Words;

/// Most words that what must stand before a time may have.
const BEFORE: usize = 4;

/// All expressions of time outside site chrome, in order of the text.
pub(crate) fn times(words: &Words<'_>) -> Vec<TimeFinding> {
    let mut times = Vec::new();
    for sentence in words.document.sentences.iter().filter(|s| !s.chrome && s.tokens.len() <= Sentence::MOST_TOKENS * 4)
    {
        let reader =
            Matcher { words, rules: &words.data.times, start: sentence.tokens.start, end: sentence.tokens.end };
        let mut at = sentence.tokens.start;
        while at < reader.end {
            let Some(Read { to, kind, rule }) = reader.best(at, None) else {
                at += 1;
                continue;
            };
            let span = words.span(at, to);
            // "Theresa May", "April Rossi".
            let within = |n: &Name| n.kind == NameKind::Person && n.span != span && n.span.contains(span);
            let borne = matches!(kind, TimeKind::Month { .. }) && words.document.names.iter().any(within);
            if !borne {
                times.push(TimeFinding { span, value: kind, rule: rule.clone() });
            }
            at = to;
        }
    }
    times
}

/// An expression that was read: the token behind it, what it says, by which rule.
struct Read<'r> {
    to: usize,
    kind: TimeKind,
    rule: &'r RuleId,
}

/// What a pattern keeps.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Time(TimeKind),
}

/// Names and what is kept under them.
type Kept<'r> = Vec<(&'r str, Value)>;

/// The rules, in one sentence.
struct Matcher<'w, 'd> {
    words: &'w Words<'d>,
    rules: &'d TimeRules,
    start: usize,
    end: usize,
}

impl<'d> Matcher<'_, 'd> {
    /// The rule that reads most words from `at` on, of a group or of those that stand alone.
    fn best(&self, at: usize, group: Option<&str>) -> Option<Read<'d>> {
        let mut best: Option<Read<'d>> = None;
        for (rule, to, kind) in self.rules.beginning(self.word(at)).iter().filter_map(|p| self.rule(*p, at, group)) {
            if best.as_ref().is_none_or(|b| to > b.to) {
                best = Some(Read { to, kind, rule: &rule.id });
            }
        }
        best
    }

    fn rule(
        &self,
        (rule, pattern): PatternAt,
        at: usize,
        group: Option<&str>,
    ) -> Option<(&'d TimeRule, usize, TimeKind)> {
        let rule = &self.rules.rules[rule];
        let wanted = match group {
            Some(group) => rule.group.as_deref() == Some(group),
            None => !rule.part,
        };
        if !wanted {
            return None;
        }
        let (to, kept) = self.pattern(&rule.patterns[pattern], at)?;
        Some((rule, to, mean::mean(&rule.means, &kept)?))
    }

    fn pattern(&self, pattern: &'d TimePattern, at: usize) -> Option<(usize, Kept<'d>)> {
        let mut kept = Vec::new();
        let to = self.row(&pattern.elements, at, &mut kept)?;
        (self.stands_after(&pattern.after, to) && self.stands_before(&pattern.before, at)).then_some((to, kept))
    }

    /// The token behind the elements, where they all fit from `at` on. What may be absent is taken
    /// where it can be.
    fn row(&self, elements: &'d [TimeElement], at: usize, kept: &mut Kept<'d>) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        for (to, value) in self.fitting(element, at) {
            let before = kept.len();
            kept.extend(element.name.as_deref().zip(value));
            let joint = (self.joins(to) && !rest.is_empty()).then_some(to + 1);
            for next in [Some(to), joint].into_iter().flatten() {
                if let Some(end) = self.row(rest, next, kept) {
                    return Some(end);
                }
            }
            kept.truncate(before);
        }
        if element.optional { self.row(rest, at, kept) } else { None }
    }

    /// Whether a hyphen joins the words on both sides of it.
    fn joins(&self, at: usize) -> bool {
        self.word(at) == "-" && at > self.start && at + 1 < self.end && {
            let span = |i: usize| self.words.token(i).span;
            span(at - 1).end() == span(at).start() && span(at).end() == span(at + 1).start()
        }
    }

    /// The ways in which an element fits at `at`: the token behind it and its value, longest first.
    fn fitting(&self, element: &'d TimeElement, at: usize) -> Vec<(usize, Option<Value>)> {
        if at >= self.end {
            return Vec::new();
        }
        let mut ways = match &element.part {
            TimePart::Any => vec![(at + 1, None)],
            TimePart::Words(any) if any.iter().any(|word| word == self.word(at)) => vec![(at + 1, None)],
            TimePart::Words(_) => Vec::new(),
            TimePart::Table(table) => {
                self.phrases(table, at).map(|(to, value)| (to, Some(Value::Text(value.to_owned())))).collect()
            }
            TimePart::Reader(reader) => {
                self.read(*reader, at).into_iter().map(|(to, value)| (to, Some(Value::Text(value)))).collect()
            }
            TimePart::Group(group) => {
                self.best(at, Some(group)).into_iter().map(|read| (read.to, Some(Value::Time(read.kind)))).collect()
            }
        };
        if let Some(tag) = &element.tag {
            let fits = |to: usize| self.words.token(to - 1).xpos.as_ref().is_none_or(|xpos| xpos.starts_with(tag));
            ways.retain(|(to, _)| fits(*to));
        }
        ways
    }

    /// The phrases of a table that stand at `at`, with their values.
    fn phrases(&self, table: &'d str, at: usize) -> impl Iterator<Item = (usize, &'d str)> {
        let words = &self.rules.words;
        let capital = !words.capital(table)
            || self.words.document.text(self.words.token(at).span).starts_with(char::is_uppercase);
        words.phrases(table, self.word(at)).iter().filter_map(move |worded| {
            let fits = worded.phrase.iter().enumerate().all(|(i, word)| self.word(at + i) == word);
            (capital && fits).then_some((at + worded.phrase.len(), worded.value.as_str()))
        })
    }

    /// The lower-case word; empty beyond the sentence.
    fn word(&self, at: usize) -> &str {
        if at < self.end { self.words.lower(at) } else { "" }
    }

    fn stands_after(&self, elements: &'d [TimeElement], mut at: usize) -> bool {
        for element in elements {
            match self.fitting(element, at).first() {
                Some(_) if element.not => return false,
                Some((to, _)) => at = *to,
                None if element.not || element.optional => {}
                None => return false,
            }
        }
        true
    }

    fn stands_before(&self, elements: &'d [TimeElement], mut at: usize) -> bool {
        for element in elements.iter().rev() {
            let from = (at.saturating_sub(BEFORE).max(self.start)..at)
                .find(|from| self.fitting(element, *from).iter().any(|(to, _)| *to == at));
            match from {
                Some(_) if element.not => return false,
                Some(from) => at = from,
                None if element.not || element.optional => {}
                None => return false,
            }
        }
        true
    }
}
