//! What a person says that an event is a part of: an event of the record, known by the places where its claims hang,
//! as the part is. No event comes to be a part of itself.

use std::collections::BTreeSet;

use chancery_model::{Anchor, ClaimId, ClaimKind, Event, PART_OF, Setting, Snapshot, Subject};

use super::Refusal;
use super::against::Docketed;

/// Whether a field of an event is asked for that tells what it is part of.
pub(super) fn is_asked(on: &[Subject], field: &str) -> bool {
    let named = field.trim().to_lowercase().replace(['-', ' '], "_") == PART_OF;
    let mut anchors = on.iter().flat_map(Subject::anchors).peekable();
    named && anchors.peek().is_some() && anchors.all(|anchor| anchor.kind == ClaimKind::Event)
}

/// The setting, with its subjects: the claims of the part, and those of the greater event where there is one.
pub(super) fn setting(
    snapshot: &dyn Snapshot,
    docket: &Docketed<'_>,
    on: &[Subject],
    value: &str,
) -> Result<(Setting, Vec<Subject>), Refusal> {
    let value = value.trim();
    let set = |value: &str| Setting { field: PART_OF.to_owned(), value: value.to_owned() };
    if matches!(value, "none" | "nothing" | "unknown" | "null") {
        return Ok((set("null"), on.to_vec()));
    }
    let whole = event(snapshot, value)?;
    let part: BTreeSet<&Anchor> = on.iter().flat_map(Subject::anchors).collect();
    let anchors = anchors(snapshot, whole);
    if let Some(shared) = anchors.iter().find(|anchor| part.contains(anchor)) {
        return Err(Refusal::PartOfItself(ClaimId::of(shared).0, value.to_owned()));
    }
    let mut above = anchors.clone();
    let mut passed = BTreeSet::new();
    while let Some((judgement, next)) = docket.part_of(&above).filter(|(judgement, _)| passed.insert(&judgement.id)) {
        // The greater event may have come to be told by more reports.
        let next: Vec<&Event> = next.iter().filter_map(|a| of_claim(snapshot, &ClaimId::of(a))).collect();
        above = next.iter().flat_map(|event| self::anchors(snapshot, event)).collect();
        if above.iter().any(|anchor| part.contains(anchor)) {
            let first = part.first().map_or_else(String::new, |anchor| ClaimId::of(anchor).0);
            let what = format!("`{first}` cannot be part of `{}`, for that is part of it", whole.id);
            return Err(docket.stands_against(what, judgement));
        }
    }
    let subjects = on.iter().cloned().chain([Subject::Claims(anchors)]).collect();
    Ok((set(&whole.id.0), subjects))
}

/// The event that an id means, or the beginning of one.
fn event<'s>(snapshot: &'s dyn Snapshot, id: &str) -> Result<&'s Event, Refusal> {
    let refuse = |allowed: String| Refusal::NoValue { field: "event".to_owned(), value: id.to_owned(), allowed };
    if let Some(claim) = snapshot.claim(&ClaimId(id.to_owned()))
        && let Some(event) = of_claim(snapshot, &claim.id)
    {
        return Ok(event);
    }
    let bears = |event: &&Event| id.len() > 1 && event.claims.iter().any(|claim| claim.0.starts_with(id));
    let found: Vec<&Event> = snapshot.record().events.iter().filter(bears).collect();
    match found[..] {
        [one] => Ok(one),
        [] => Err(refuse("write the id of the visit or gathering that it is part of, or `none`".to_owned())),
        _ => Err(refuse("more than one is called so; type more of the id".to_owned())),
    }
}

fn of_claim<'s>(snapshot: &'s dyn Snapshot, id: &ClaimId) -> Option<&'s Event> {
    snapshot.record().events.iter().find(|event| event.claims.contains(id))
}

fn anchors(snapshot: &dyn Snapshot, event: &Event) -> Vec<Anchor> {
    event.claims.iter().filter_map(|id| Some(snapshot.claim(id)?.anchor.clone())).collect()
}
