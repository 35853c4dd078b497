//! Whom one report calls a former holder of an office, and another, no earlier, its holder.

use std::collections::BTreeMap;

use chancery_model::{ActorId, Claim, ClaimValue, ContradictionKind, Day, Edtf};

use super::{Dispute, Files};

/// Days after which somebody may have taken up an office again.
const TERM: i32 = 31;

/// The disputes over who holds an office.
pub(super) fn disputes<'a>(files: &Files<'a>, claims: &'a [Claim]) -> Vec<Dispute<'a>> {
    let mut told: BTreeMap<(&ActorId, &str), (&str, Vec<&Claim>, Vec<&Claim>)> = BTreeMap::new();
    for claim in claims {
        let ClaimValue::Office(office) = &claim.value else { continue };
        let who = &office.holder.actor;
        let (_, now, former) = told.entry((&who.id, &office.title)).or_insert((&who.name, Vec::new(), Vec::new()));
        if office.former { former.push(claim) } else { now.push(claim) }
    }
    // Of a report without a date, what the days of its events tell.
    let day = |claim: &Claim| files.learned(claim).and_then(|d: Edtf| d.first_day().or(d.last_day()));
    let dispute = |((_, title), (name, now, former)): ((_, &str), (&str, Vec<&'a Claim>, Vec<&'a Claim>))| {
        // Who left between the two reports is told rightly by both.
        let still = |now: &Claim, former: &Claim| {
            let gap = day(former).zip(day(now));
            gap.is_some_and(|(from, to)| from.until(to).is_ok_and(|span| (0..=TERM).contains(&span.get_days())))
        };
        let holds: Vec<&Claim> = now.iter().copied().filter(|n| former.iter().any(|f| still(n, f))).collect();
        let held: Vec<&Claim> = former.iter().copied().filter(|f| now.iter().any(|n| still(n, f))).collect();
        let mut sides = vec![(format!("former {title}"), held), (title.to_owned(), holds)];
        let mut registered = None;
        if sides.iter().any(|(_, claims)| claims.is_empty()) {
            let against = |claim: &&Claim| day(claim).is_some_and(|day| since(claim, day).is_some());
            sides[0].1 = former.iter().copied().filter(against).collect();
            let term = sides[0].1.first().and_then(|claim| since(claim, day(claim)?));
            registered = term.map(|from| format!("{title} since {from}, by the register"));
        }
        Dispute { kind: ContradictionKind::Office, about: name.to_owned(), events: Vec::new(), sides, registered }
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
