//! Engagements of one report, counted: found where the parties agree and the evidence is shared, or else date
//! and place.

use super::count::{ENOUGH, Tally};
use super::days::{is_narrow, same_date};
use super::items::{Engagement, Party, family, shared};
use super::names::{agreement, same_place};
use super::tell::Teller;
use crate::score::Figure;
use crate::score::pairs::{pairs, unpaired};

/// Counts those of the gold against ours.
pub(super) fn of_engagements(tally: &mut Tally, gold: &[Engagement], ours: &[Engagement], teller: Teller<'_>) {
    let found = pairs(gold, ours, engagement_match, ENOUGH);
    let strict = found.iter().filter(|(i, j)| of_found_engagement(tally, &gold[*i], &ours[*j], teller)).count();
    tally.engagement.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    tally.engagement_strict.add(Figure { correct: strict, system: ours.len(), gold: gold.len() });
    tally.main.of += gold.iter().filter(|g| g.main).count();
    tally.main.correct += found.iter().filter(|(i, _)| gold[*i].main).count();
    for missed in unpaired(gold, found.iter().map(|(i, _)| *i)) {
        tally.faults.push(teller.engagement("missed engagement", missed));
    }
    for spurious in unpaired(ours, found.iter().map(|(_, j)| *j)) {
        tally.faults.push(teller.engagement("spurious engagement", spurious));
    }
}

/// Asks the rest of an engagement that was found; whether status, place and date are right.
fn of_found_engagement(tally: &mut Tally, gold: &Engagement, ours: &Engagement, teller: Teller<'_>) -> bool {
    let faults = &mut tally.faults;
    let mut judge = |right: bool, kind: &str, [expected, told]: [&Option<String>; 2]| {
        if !right {
            faults.push(teller.wrong_engagement(kind, gold, expected.as_deref(), told.as_deref()));
        }
        right
    };
    let status = judge(same_status(gold, ours), "wrong status", [&gold.status, &ours.status]);
    tally.status.count(status);
    let form = family(gold.form.as_deref()) == family(ours.form.as_deref());
    tally.form.count(judge(form, "wrong form", [&gold.form, &ours.form]));
    let places = [&gold.place, &ours.place];
    let place = if gold.place.is_some() {
        let right = judge(in_one_place(gold, ours), "wrong place", places);
        tally.place.count(right);
        right
    } else {
        let right = judge(ours.place.is_none(), "invented place", places);
        tally.invented_place.count(!right);
        right
    };
    let dates = [&gold.date, &ours.date];
    let date = if gold.date.is_some() {
        let right = judge(same_date(gold.date.as_deref(), ours.date.as_deref()), "wrong date", dates);
        tally.date.count(right);
        right
    } else {
        let right = judge(!is_narrow(ours.date.as_deref()), "invented date", dates);
        tally.invented_date.count(!right);
        right
    };
    status && place && date
}

fn parties(one: &Engagement) -> Vec<&Party> {
    one.who.iter().collect()
}

/// Parties and mediators.
fn everybody(one: &Engagement) -> Vec<&Party> {
    one.who.iter().chain(&one.mediators).collect()
}

/// How well an engagement of ours answers to one of the gold; 0 where it does not.
fn engagement_match(gold: &Engagement, ours: &Engagement) -> f64 {
    let mut agreed = agreement(&parties(gold), &parties(ours));
    if !(gold.mediators.is_empty() && ours.mediators.is_empty()) {
        agreed = agreed.max(agreement(&everybody(gold), &everybody(ours)));
    }
    let evidence = shared(&gold.marks, &ours.marks) >= ENOUGH;
    let place = in_one_place(gold, ours);
    let date = same_date(gold.date.as_deref(), ours.date.as_deref());
    if agreed < ENOUGH || !(evidence || (date && (place || gold.place.is_none()))) {
        return 0.0;
    }
    let bonus = |held: bool, worth: f64| if held { worth } else { 0.0 };
    agreed + bonus(evidence, 0.4) + bonus(same_status(gold, ours), 0.2) + bonus(place, 0.2) + bonus(date, 0.2)
}

/// What is going on is held, and what is denied is as good as cancelled.
fn same_status(gold: &Engagement, ours: &Engagement) -> bool {
    let group = |status: &Option<String>| match status.as_deref() {
        Some("ongoing") => Some("held".to_owned()),
        Some("denied") => Some("cancelled".to_owned()),
        other => other.map(str::to_owned),
    };
    group(&gold.status) == group(&ours.status)
}

fn in_one_place(gold: &Engagement, ours: &Engagement) -> bool {
    gold.place.as_ref().zip(ours.place.as_ref()).is_some_and(|(gold, ours)| same_place(gold, ours))
}
