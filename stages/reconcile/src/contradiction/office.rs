//! Whom one report calls a former holder of an office, and another, no earlier, its holder.

use std::collections::BTreeMap;

use chancery_model::{ActorId, Claim, ClaimValue, ContradictionKind, Day, Edtf};

use super::{Dispute, Files};

/// Days after which somebody may have taken up an office again.
const TERM: i32 = 31;

/// What is told of one person and one office.
struct Told<'a> {
    name: &'a str,
    /// That he holds it.
    now: Vec<&'a Claim>,
    /// That he held it once.
    former: Vec<&'a Claim>,
}

/// The disputes over who holds an office.
pub(super) fn disputes<'a>(files: &Files<'a>, claims: &[&'a Claim]) -> Vec<Dispute<'a>> {
    let mut told: BTreeMap<(&ActorId, &str), Told<'a>> = BTreeMap::new();
    for &claim in claims {
        let ClaimValue::Office(office) = &claim.value else { continue };
        let who = &office.holder.actor;
        let new = || Told { name: &who.name, now: Vec::new(), former: Vec::new() };
        let of = told.entry((&who.id, &office.title)).or_insert_with(new);
        if office.former { of.former.push(claim) } else { of.now.push(claim) }
    }
    // Of a report without a date, what the days of its events tell.
    let day = |claim: &Claim| files.learned(claim).and_then(|d: Edtf| d.first_day().or(d.last_day()));
    let dispute = |((_, title), Told { name, now, former }): ((_, &str), Told<'a>)| {
        // Whom the register gives the office still has not left it between the two reports.
        let holds = |claim: &Claim| day(claim).and_then(|day| since(claim, day));
        let at_odds = |now: &Claim, former: &Claim| {
            let gap = day(former).zip(day(now)).and_then(|(from, to)| from.until(to).ok()).map(|span| span.get_days());
            gap.is_some_and(|days| (0..=TERM).contains(&days) || days.abs() <= TERM && holds(former).is_some())
        };
        let holders: Vec<&Claim> = now.iter().copied().filter(|n| former.iter().any(|f| at_odds(n, f))).collect();
        let is_false = |former: &&Claim| holds(former).is_some() || now.iter().any(|n| at_odds(n, former));
        let leavers: Vec<&Claim> = former.iter().copied().filter(is_false).collect();
        let term = leavers.iter().find_map(|claim| holds(claim)).filter(|_| holders.is_empty());
        Dispute {
            kind: ContradictionKind::Office,
            about: name.to_owned(),
            events: Vec::new(),
            sides: vec![(format!("former {title}"), leavers), (title.to_owned(), holders)],
            who: None,
            registered: term.map(|from| format!("{title} since {from}, by the register")),
        }
    };
    told.into_iter().map(dispute).collect()
}

/// Since when somebody has held an office by the register, where a day lies in that term.
fn since(claim: &Claim, day: Day) -> Option<Day> {
    let ClaimValue::Office(office) = &claim.value else { return None };
    let holds =
        |term: &&Edtf| term.first_day().is_some_and(|from| from <= day) && term.last_day().is_none_or(|to| day <= to);
    office.terms.iter().find(holds).and_then(|term| term.first_day())
}
