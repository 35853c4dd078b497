//! Decisions: a form names a task and a thing of the record, the engine checks it and makes it a judgement, the store
//! keeps it. What has just been decided is in force on the page that follows.

use std::sync::Arc;

use axum::http::StatusCode;
use chancery_data::outlet_named;
use chancery_engine::record::Store;
use chancery_engine::{Marked, Ruling};
use chancery_model::{Anchor, ClaimKind, Judgement, JudgementId, ReportId, Snapshot, Subject};
use chancery_view::{Handle, find, hangs, subjects};

use super::back;
use crate::answer::{Answer, Fault};
use crate::held::{Desk, Held};
use crate::visit::Query;

/// How often a decision is checked anew because somebody else judged meanwhile.
const TRIES: usize = 3;

pub(super) fn judge(desk: &Arc<Desk>, form: &Query) -> Result<Answer, Fault> {
    for _ in 0..TRIES {
        let mut store = Store::open(&desk.settings().store)?;
        let so_far = store.docket()?;
        let held = desk.renewed()?;
        let ruling = ruling(desk, &held, form)?;
        let judgement = desk.engine().judge(&*held, &ruling, &desk.settings().by, &desk.moment())?;
        if store.judge_in_view(&judgement, so_far)?.is_none() {
            continue;
        }
        follow(desk, &judgement, &mut store)?;
        desk.renewed()?;
        return Ok(Answer::Go { to: landing(desk, form)?, cookie: None });
    }
    Err(Fault::new(StatusCode::CONFLICT, "somebody else is judging at this moment; try again"))
}

/// Where to go when it is done: back, unless what the page shows is there no more.
fn landing(desk: &Arc<Desk>, form: &Query) -> Result<String, Fault> {
    let held = desk.renewed()?;
    let gone = form.get("task") == Some("reject") && form.get("back").is_some_and(|back| back.starts_with("/show/"));
    let gone = gone && form.get("id").is_some_and(|id| find(&*held, id).is_err());
    Ok(if gone { "/judgements".to_owned() } else { back(form, "/judgements") })
}

/// What a form asks for.
fn ruling(desk: &Desk, held: &Held, form: &Query) -> Result<Ruling, Fault> {
    let need = |name: &str| form.text(name).ok_or_else(|| Fault::senseless(format!("`{name}` is missing")));
    let (task, id) = (need("task")?, need("id")?);
    Ok(match task.as_str() {
        "same" => Ruling::Same(vec![party(held, &id)?, party(held, &need("other")?)?]),
        "different" => Ruling::Different(apart(held, &id, &need("other")?)?),
        "reject" => Ruling::Reject(on(held, &id)?),
        "explain" => Ruling::Explain { on: on(held, &id)?, text: need("text")? },
        "set" => Ruling::Set { on: on(held, &id)?, field: need("field")?, value: need("value")? },
        "rename" => match find(held, &id)? {
            Handle::Actor(actor) => Ruling::Rename { from: actor.actor.clone(), to: need("name")? },
            _ => return Err(Fault::senseless(format!("`{id}` is no actor"))),
        },
        "grade" => Ruling::Grade { source: source(desk, held, &id)?, letter: need("letter")? },
        "add-event" => Ruling::Add(marked(held, form, &id, ClaimKind::Event)?),
        "add-position" => Ruling::Add(marked(held, form, &id, ClaimKind::Position)?),
        "add-pledge" => Ruling::Add(marked(held, form, &id, ClaimKind::Pledge)?),
        other => return Err(Fault::senseless(format!("`{other}` is no decision that the desk knows"))),
    })
}

/// The subjects of a decision on what an id leads to.
fn on(held: &Held, id: &str) -> Result<Vec<Subject>, Fault> {
    subjects(held, find(held, id)?)
        .ok_or_else(|| Fault::senseless(format!("`{id}` is read from many claims; name one")))
}

/// The claims of what may be the same as another.
fn party(held: &Held, id: &str) -> Result<Vec<Anchor>, Fault> {
    let hang = hangs(held, find(held, id)?).map(|(_, anchors)| anchors);
    hang.ok_or_else(|| Fault::senseless(format!("`{id}` is nothing that can be the same as another or different")))
}

/// Two things that are to be kept apart: where both ids lead to one, the claims that bear them.
fn apart(held: &Held, a: &str, b: &str) -> Result<Vec<Vec<Anchor>>, Fault> {
    let mut parties = vec![party(held, a)?, party(held, b)?];
    if parties[0] == parties[1] {
        for (party, id) in parties.iter_mut().zip([a, b]) {
            party.retain(|anchor| chancery_model::ClaimId::of(anchor).0.starts_with(id));
        }
        if parties.iter().any(|party| party.len() != 1) || parties[0] == parties[1] {
            return Err(Fault::senseless(format!(
                "`{a}` and `{b}` are one; name two of its claims, which stand under Why"
            )));
        }
    }
    Ok(parties)
}

/// An outlet of the record or of the tables, else an actor.
fn source(desk: &Desk, held: &Held, name: &str) -> Result<Subject, Fault> {
    let known = held.record().reports.iter().any(|card| card.outlet.as_deref() == Some(name));
    if known {
        return Ok(Subject::Outlet(name.to_owned()));
    }
    if let Some(outlet) = outlet_named(&desk.engine().data().outlets, name) {
        return Ok(Subject::Outlet(outlet.name.clone()));
    }
    match find(held, name)? {
        Handle::Actor(actor) => Ok(Subject::Actor(actor.actor.id.clone())),
        _ => Err(Fault::senseless(format!("`{name}` is no outlet and no actor"))),
    }
}

/// Words of a report with the fields that the form gives.
fn marked(held: &Held, form: &Query, id: &str, kind: ClaimKind) -> Result<Marked, Fault> {
    let Handle::Report(card) = find(held, id)? else { return Err(Fault::senseless(format!("`{id}` is no report"))) };
    let words = form.text("words").ok_or_else(|| Fault::senseless("`words` is missing"))?;
    let given =
        form.pairs().iter().filter_map(|(name, value)| Some((name.strip_prefix("f-")?.to_owned(), value.clone())));
    let start = form.number("start")?;
    Ok(Marked { report: card.id.clone(), words, start, kind, fields: given.collect() })
}

/// A report under another date is read anew: "Monday" is another day.
fn follow(desk: &Desk, judgement: &Judgement, store: &mut Store) -> Result<(), Fault> {
    let reports = judgement.subjects.iter().filter_map(|subject| match subject {
        Subject::Report(report) if judgement.kind.as_str() == "set" => Some(report.clone()),
        _ => None,
    });
    let reports: Vec<ReportId> = reports.collect();
    if !reports.is_empty() {
        desk.engine().reread(store, Some(&reports), &desk.moment(), &mut |_| {})?;
    }
    Ok(())
}

/// Takes a judgement back.
pub(super) fn undo(desk: &Arc<Desk>, form: &Query) -> Result<Answer, Fault> {
    let id = JudgementId(form.text("id").ok_or_else(|| Fault::senseless("`id` is missing"))?);
    let mut store = Store::open(&desk.settings().store)?;
    let all = store.all_judgements()?;
    let judgement = all.iter().find(|judgement| judgement.id == id);
    let judgement = judgement.ok_or_else(|| Fault::missing(format!("no judgement is called `{id}`")))?;
    if !store.withdraw(&judgement.id, &desk.moment())? {
        return Err(Fault::new(StatusCode::CONFLICT, format!("judgement `{id}` was taken back already")));
    }
    follow(desk, judgement, &mut store)?;
    desk.renewed()?;
    Ok(Answer::Go { to: back(form, "/judgements"), cookie: None })
}
