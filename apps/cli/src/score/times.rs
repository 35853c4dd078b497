//! Times annotated by others and times found in, marks out, as TempEval-3 defines them (UzZaman and
//! others, SemEval-2013, task 1): spans alike, spans that overlap, and of these the ones whose type, and
//! whose value, is the same.

use super::Figure;
use super::timeml::Timex;

/// Marks for times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TimeScore {
    /// Spans that are the same.
    pub(crate) strict: Figure,
    /// Spans that overlap, each counted once.
    pub(crate) relaxed: Figure,
    /// Of these, those of the same type.
    pub(crate) kind: Figure,
    /// Of these, those of the same value.
    pub(crate) value: Figure,
}

impl TimeScore {
    /// Adds the counts of another.
    pub(crate) fn add(&mut self, other: Self) {
        self.strict.add(other.strict);
        self.relaxed.add(other.relaxed);
        self.kind.add(other.kind);
        self.value.add(other.value);
    }
}

/// Scores the times found in one article; both lists are in order of the text. A time is matched with
/// one of the other side at most: with the same span where there is one, else with the first that overlaps
/// and is free.
pub(crate) fn score(gold: &[Timex], found: &[Timex]) -> TimeScore {
    let mut partner: Vec<Option<usize>> = gold.iter().map(|g| found.iter().position(|f| f.span == g.span)).collect();
    let strict = partner.iter().flatten().count();
    for (g, time) in gold.iter().enumerate() {
        if partner[g].is_none() {
            let free = |f: &usize| !partner.contains(&Some(*f)) && found[*f].span.overlaps(time.span);
            partner[g] = (0..found.len()).find(free);
        }
    }
    let pairs: Vec<(&Timex, &Timex)> =
        gold.iter().zip(&partner).filter_map(|(g, f)| Some((g, &found[(*f)?]))).collect();
    let of = |correct| Figure { correct, system: found.len(), gold: gold.len() };
    TimeScore {
        strict: of(strict),
        relaxed: of(pairs.len()),
        kind: of(pairs.iter().filter(|(g, f)| g.kind == f.kind).count()),
        value: of(pairs.iter().filter(|(g, f)| g.value.is_some() && g.value == f.value).count()),
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::ByteSpan;

    use super::*;

    fn times(list: &[(usize, usize, &str, &str)]) -> Vec<Timex> {
        let time = |&(start, end, kind, value): &(usize, usize, &str, &str)| Timex {
            span: ByteSpan::new(start, end),
            kind: kind.to_owned(),
            value: Some(value.to_owned()).filter(|v| !v.is_empty()),
        };
        list.iter().map(time).collect()
    }

    fn correct(score: TimeScore) -> [usize; 4] {
        [score.strict.correct, score.relaxed.correct, score.kind.correct, score.value.correct]
    }

    #[test]
    fn spans_types_and_values_are_counted_apart() {
        let gold = times(&[
            (0, 6, "DATE", "2025-12-05"),
            (10, 20, "DURATION", "P3D"),
            (30, 40, "DATE", "2024"),
            (50, 55, "SET", "P1D"),
        ]);
        // The same in all; too short, of another type; the same span, another value; one too many.
        let found = times(&[
            (0, 6, "DATE", "2025-12-05"),
            (12, 20, "DATE", "P3D"),
            (30, 40, "DATE", "2023"),
            (70, 75, "DATE", "2020"),
        ]);
        let score = score(&gold, &found);
        assert_eq!(correct(score), [2, 3, 2, 2]);
        assert_eq!((score.relaxed.system, score.relaxed.gold), (4, 4));
        assert!((score.relaxed.f1() - 75.0).abs() < 1e-9 && (score.value.f1() - 50.0).abs() < 1e-9);
    }

    #[test]
    fn one_long_span_answers_one_gold_span() {
        let gold = times(&[(0, 5, "DATE", "2020"), (10, 15, "DATE", "2021")]);
        let found = times(&[(0, 15, "DATE", "2021")]);
        assert_eq!(correct(score(&gold, &found)), [0, 1, 1, 0]);
    }

    #[test]
    fn the_same_span_goes_before_one_that_overlaps() {
        let gold = times(&[(0, 10, "DATE", "2020"), (5, 10, "DATE", "2021")]);
        let found = times(&[(5, 10, "DATE", "2021")]);
        assert_eq!(correct(score(&gold, &found)), [1, 1, 1, 1]);
    }

    #[test]
    fn a_value_that_nobody_told_is_not_right() {
        let (gold, found) = (times(&[(0, 5, "DATE", "")]), times(&[(0, 5, "DATE", "")]));
        assert_eq!(correct(score(&gold, &found)), [1, 1, 1, 0]);
    }
}
