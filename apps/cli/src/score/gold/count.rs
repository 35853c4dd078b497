//! One report's annotations and what the program says of it, counted.
//!
//! What is found: an engagement where the parties agree and the evidence is shared, or else date and place;
//! a position where the holder answers and the evidence is shared; a quotation by its words; a pledge by the
//! pledger and the evidence. What is asked further is asked of the found alone.

use serde_json::Value;

use super::engagements::of_engagements;
use super::items::{Pledge, Quotation, engagements, pledges, positions, quotations, shared};
use super::names::{answers, named_alike};
use super::positions::of_positions;
use super::tell::{Teller, named};
use crate::score::fault::Fault;
use crate::score::pairs::{pairs, unpaired};
use crate::score::words::{Text, alike, words};
use crate::score::{Figure, Share};

/// Least agreement of parties, and least share of evidence.
pub(super) const ENOUGH: f64 = 0.5;

/// Least likeness of a quotation's words.
const SAME_WORDS: f64 = 0.8;

/// A quotation of ours counts from this many words.
const QUOTED_WORDS: usize = 4;

/// Counts over reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) reports: usize,
    pub(crate) engagement: Figure,
    /// Found, with status, place and date right, and neither invented.
    pub(crate) engagement_strict: Figure,
    /// Engagements that the report is about: how many of them are found.
    pub(crate) main: Share,
    pub(crate) status: Share,
    pub(crate) form: Share,
    /// Where the gold has a place.
    pub(crate) place: Share,
    /// Where the gold has a date.
    pub(crate) date: Share,
    /// Where the gold has no place: how often one is told. Here few is good.
    pub(crate) invented_place: Share,
    /// Where the gold has no date: how often one is told.
    pub(crate) invented_date: Share,
    pub(crate) position: Figure,
    /// Found, with issue and side right.
    pub(crate) position_strict: Figure,
    pub(crate) issue: Share,
    /// Whether for, against or neither is right.
    pub(crate) stance: Share,
    /// Where the gold names who said it.
    pub(crate) said_by: Share,
    /// Likeness of the words of the propositions, summed, and of how many.
    pub(crate) proposition: (f64, usize),
    pub(crate) quotation: Figure,
    pub(crate) speaker: Share,
    pub(crate) pledge: Figure,
    /// All that is wrong.
    pub(crate) faults: Vec<Fault>,
}

/// Counts one report: its annotations against what the program told of it (null where it told nothing).
pub(crate) fn count(tally: &mut Tally, id: &str, gold: &Value, told: &Value, text: &str) {
    let text = Text::of(text);
    let teller = Teller { report: id, text: &text };
    tally.reports += 1;
    of_engagements(tally, &engagements(gold, &text), &engagements(told, &text), teller);
    of_positions(tally, &positions(gold, &text), &positions(told, &text), teller);
    of_quotations(tally, &quotations(gold), quotations(told), teller);
    of_pledges(tally, &pledges(gold, &text), &pledges(told, &text), teller);
}

fn of_quotations(tally: &mut Tally, gold: &[Quotation], mut ours: Vec<Quotation>, teller: Teller<'_>) {
    ours.retain(|one| words(&one.text).len() >= QUOTED_WORDS);
    let found = pairs(gold, &ours, |g, o| alike(&words(&g.text), &words(&o.text)), SAME_WORDS);
    for (i, j) in &found {
        let (g, o) = (&gold[*i], &ours[*j]);
        let right = named_alike(g.speaker.as_ref(), o.speaker.as_ref());
        tally.speaker.count(right);
        if !right {
            tally.faults.push(teller.wrong_speaker(g, named(&g.speaker), named(&o.speaker)));
        }
    }
    tally.quotation.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.quotation("missed quotation", missed));
    }
    for spurious in unpaired(&ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.quotation("spurious quotation", spurious));
    }
}

fn of_pledges(tally: &mut Tally, gold: &[Pledge], ours: &[Pledge], teller: Teller<'_>) {
    let mark = |g: &Pledge, o: &Pledge| {
        if answers(g.by.as_ref(), o.by.as_ref()) { shared(&g.marks, &o.marks) } else { 0.0 }
    };
    let found = pairs(gold, ours, mark, ENOUGH);
    tally.pledge.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.pledge("missed pledge", missed));
    }
    for spurious in unpaired(ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.pledge("spurious pledge", spurious));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "Kari Moe met Ann Lee in Oslo on Monday. Ann Lee may call Kari Moe next week. “We will not \
        give up the pier,” Moe said. Norway will pay for the new pier.";

    fn gold() -> Value {
        let (moe, lee) = (json!({"kind": "person", "name": "Kari Moe"}), json!({"kind": "person", "name": "Ann Lee"}));
        let evidence = |exact: &str| json!([{"exact": exact}]);
        json!({
            "engagements": [
                {"form": "meeting", "participants": [moe, lee], "status": "held", "place": "Oslo", "date": "2026-03-09",
                 "main": true, "evidence": evidence("Kari Moe met Ann Lee in Oslo on Monday.")},
                {"form": "call", "participants": [lee, moe], "status": "planned", "place": null, "date": null,
                 "main": false, "evidence": evidence("Ann Lee may call Kari Moe next week.")}],
            "positions": [
                {"holder": moe, "said_by": moe, "issue": "territory", "stance": "rejects", "proposition": "give up the pier",
                 "evidence": evidence("We will not give up the pier")}],
            "pledges": [{"by": {"kind": "state", "name": "Norway"}, "evidence": evidence("Norway will pay for the new pier.")}],
            "quotes": [{"speaker": moe, "text": "We will not give up the pier,"}]})
    }

    fn counted(told: &Value) -> Tally {
        let mut tally = Tally::default();
        count(&mut tally, "a", &gold(), told, TEXT);
        tally
    }

    fn whole(count: usize) -> Figure {
        Figure { correct: count, system: count, gold: count }
    }

    #[test]
    fn the_gold_scores_full_marks_on_itself() {
        let tally = counted(&gold());
        assert_eq!((tally.engagement, tally.engagement_strict, tally.main.correct), (whole(2), whole(2), 1));
        assert_eq!(
            (tally.position, tally.position_strict, tally.pledge, tally.quotation),
            (whole(1), whole(1), whole(1), whole(1))
        );
        assert_eq!(
            (tally.invented_place, tally.invented_date),
            (Share { correct: 0, of: 1 }, Share { correct: 0, of: 1 })
        );
        assert_eq!(
            (tally.speaker, tally.said_by, tally.proposition),
            (Share { correct: 1, of: 1 }, Share { correct: 1, of: 1 }, (1.0, 1))
        );
        assert_eq!(tally.faults, []);
    }

    #[test]
    fn nothing_told_misses_everything() {
        let tally = counted(&Value::Null);
        assert_eq!(tally.engagement, Figure { correct: 0, system: 0, gold: 2 });
        let mut kinds: Vec<&str> = tally.faults.iter().map(|f| f.kind.as_str()).collect();
        kinds.dedup();
        assert_eq!(kinds, ["missed engagement", "missed position", "missed quotation", "missed pledge"]);
    }

    #[test]
    fn what_is_wrong_is_told_by_kind() {
        let evidence = |exact: &str| json!([{"exact": exact}]);
        let tally = counted(&json!({
            "events": [
                {"kind": "visit", "actors": [{"name": "Kari Moe"}], "recipients": [{"name": "Ann Lee"}], "status": "planned",
                 "place": {"name": "Bergen"}, "time": {"edtf": "2026-03-10"}, "evidence": evidence("Kari Moe met Ann Lee in Oslo")},
                {"kind": "call", "actors": [{"name": "Ann Lee"}, {"name": "Kari Moe"}], "status": "planned",
                 "place": {"name": "Oslo"}, "time": {"edtf": "2026-03-16"}, "evidence": evidence("Ann Lee may call Kari Moe")},
                {"kind": "talks", "actors": [{"name": "Sweden"}, {"name": "Norway"}], "evidence": []}],
            "positions": [{"holder": {"name": "Moe"}, "issue": "other", "stance": "supports", "proposition": "keep the pier",
                 "evidence": evidence("We will not give up the pier")}],
            "statements": [{"speaker": {"name": "Lee"}, "quotes": [{"exact": "We will not give up the pier,"}, {"exact": "no"}]}],
            "pledges": [{"by": {"name": "Sweden"}, "evidence": evidence("Norway will pay for the new pier.")}]}));
        let told: Vec<(&str, &str)> = tally.faults.iter().map(|f| (f.kind.as_str(), f.told.as_str())).collect();
        assert_eq!(
            told,
            [
                ("wrong status", "meeting of Kari Moe, Ann Lee: held, not planned"),
                ("wrong place", "meeting of Kari Moe, Ann Lee: Oslo, not Bergen"),
                ("wrong date", "meeting of Kari Moe, Ann Lee: 2026-03-09, not 2026-03-10"),
                ("invented place", "call of Ann Lee, Kari Moe: nothing, not Oslo"),
                ("invented date", "call of Ann Lee, Kari Moe: nothing, not 2026-03-16"),
                ("spurious engagement", "talks of Sweden, Norway"),
                ("wrong issue", "Kari Moe rejects give up the pier (territory): territory, not other"),
                ("wrong stance", "Kari Moe rejects give up the pier (territory): rejects, not supports"),
                ("wrong said by", "Kari Moe rejects give up the pier (territory): Kari Moe, not nothing"),
                ("wrong speaker", "Kari Moe, not Lee"),
                ("missed pledge", "Norway"),
                ("spurious pledge", "Sweden"),
            ]
        );
        assert_eq!(tally.faults[0].words, "Kari Moe met Ann Lee in Oslo on Monday.");
        assert_eq!((tally.engagement_strict.correct, tally.quotation), (0, whole(1)));
        // "keep the pier" for "give up the pier".
        assert!((tally.proposition.0 - 0.4).abs() < 1e-9);
    }
}
