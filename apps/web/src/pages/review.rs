//! What may be decided of a thing, as small forms under it. Nothing is offered where the desk is for reading only, nor
//! of a state that is past.

use chancery_engine::settable;
use chancery_model::{Actor, ClaimKind, PledgeStatus, ReportCard};
use chancery_view::{Handle, hangs};
use maud::{Markup, html};

use crate::told::{plain, told};
use crate::visit::Visit;

/// A form that makes one decision and comes back here.
fn form(visit: &Visit, task: &str, on: &str, fields: &Markup) -> Markup {
    html! {
        form class={ "decide " (task) } method="post" action="/judge" {
            input type="hidden" name="pass" value=(visit.desk.pass());
            input type="hidden" name="task" value=(task);
            input type="hidden" name="id" value=(plain(on));
            input type="hidden" name="back" value=(visit.with("see", None));
            (fields)
        }
    }
}

/// The forms, closed until they are wanted; `key` opens one.
fn forms(visit: &Visit, title: &str, forms: &[(&str, &str, Markup)]) -> Markup {
    html! {
        @if visit.decides() {
            section class="review" {
                h2 { (title) }
                @for (key, label, form) in forms {
                    details data-key=[(!key.is_empty()).then_some(key)] { summary { (label) } (form) }
                }
                p class="faint" { "Decided by " (told(&visit.desk.settings().by)) ". Decisions are kept, and can be taken back under " a href="/judgements" { "Judgements" } "." }
            }
        }
    }
}

/// Of an event, position, statement or other claim.
pub(super) fn claim(visit: &Visit, handle: Handle<'_>) -> Markup {
    let Some((id, anchors)) = hangs(&*visit.held, handle) else { return html! {} };
    let Some(kind) = anchors.first().map(|anchor| anchor.kind) else { return html! {} };
    let other = |task: &str, says: &str| {
        form(
            visit,
            task,
            &id,
            &html! { label { (says) " " input name="other" required placeholder="id"; } button { "Decide" } },
        )
    };
    let mut all = vec![
        ("x", "Reject: it is not so", form(visit, "reject", &id, &html! { button { "Leave it out of the record" } })),
        (
            "e",
            "Set a field",
            form(
                visit,
                "set",
                &id,
                &html! {
                    label { "Field " select name="field" { @for field in settable(kind) { option { (field) } } } }
                    label { "Value " input name="value" required; }
                    button { "Set" }
                },
            ),
        ),
    ];
    if !matches!(kind, ClaimKind::Statement | ClaimKind::Office) {
        all.push(("m", "Same as another", other("same", "It is the same as")));
        all.push(("s", "Different from another", other("different", "It is not the same as")));
    }
    all.push(("a", "Explain", remark(visit, &id)));
    forms(visit, "Review", &all)
}

fn remark(visit: &Visit, id: &str) -> Markup {
    form(
        visit,
        "explain",
        id,
        &html! { label { "Remark " textarea name="text" rows="2" required {} } button { "Keep" } },
    )
}

/// Of a contradiction.
pub(super) fn explain(visit: &Visit, id: &str) -> Markup {
    html! {
        @if visit.decides() { details class="review" data-key="a" { summary { "Explain" } (remark(visit, id)) } }
    }
}

/// Of an actor.
pub(super) fn actor(visit: &Visit, actor: &Actor) -> Markup {
    let rename = form(
        visit,
        "rename",
        &actor.id.0,
        &html! {
            label { "Is called, or is whoever is called " input name="name" required value=(plain(&actor.name)); }
            button { "Rename" }
        },
    );
    let letters = letters(visit, &actor.id.0, "F");
    forms(visit, "Review", &[("e", "Rename", rename), ("a", "Grade how far it may be relied on", letters)])
}

/// Of an outlet.
pub(super) fn grade(visit: &Visit, outlet: &str, now: &str) -> Markup {
    html! { @if visit.decides() { details class="review" { summary { "Grade" } (letters(visit, outlet, now)) } } }
}

fn letters(visit: &Visit, source: &str, now: &str) -> Markup {
    let grades = [
        ("A", "completely reliable"),
        ("B", "usually reliable"),
        ("C", "fairly reliable"),
        ("D", "not usually reliable"),
        ("E", "unreliable"),
        ("F", "cannot be judged"),
    ];
    form(
        visit,
        "grade",
        source,
        &html! {
            label { "Grade " select name="letter" {
                @for (letter, says) in grades { option value=(letter) selected[letter == now] { (letter) ", " (says) } }
            } }
            button { "Grade" }
        },
    )
}

/// Of a report as such.
pub(super) fn report(visit: &Visit, card: &ReportCard) -> Markup {
    let id = card.id.short();
    let day = card.published.edtf.map(|date| date.to_string()).unwrap_or_default();
    let dated = form(
        visit,
        "set",
        id,
        &html! {
            input type="hidden" name="field" value="published";
            label { "Published " input name="value" required placeholder="2025-12-08" value=(day); }
            button { "Set, and read it again" }
        },
    );
    let reject = form(visit, "reject", id, &html! { button { "Leave it out of the record" } });
    forms(
        visit,
        "Review",
        &[
            ("e", "Set its day of publication", dated),
            ("x", "Reject the report", reject),
            ("a", "Explain", remark(visit, id)),
        ],
    )
}

/// Words of a report that tell something which no rule read there.
pub(super) fn mark(visit: &Visit, card: &ReportCard) -> Markup {
    let (id, data) = (card.id.short(), visit.desk.engine().data());
    let words = html! { label { "Words, as they stand in the report " textarea name="words" rows="2" required class="selected" {} } };
    let event = form(
        visit,
        "add-event",
        id,
        &html! {
            (words)
            label { "Kind " select name="f-kind" { @for (kind, _) in data.schema.events.iter().filter(|(_, schema)| schema.is_engagement()) { option selected[kind == "meeting"] { (kind) } } } }
            label { "Status " select name="f-status" { @for status in ["held", "planned", "proposed", "ongoing", "cancelled", "denied"] { option { (status) } } } }
            label { "Who took part " input name="f-participants" required placeholder="Ann Lee (Kenya), Ghana"; }
            label { "Where " input name="f-place"; }
            label { "When " input name="f-time" placeholder="2025-12-08"; }
            button { "Add the event" }
        },
    );
    let position = form(
        visit,
        "add-position",
        id,
        &html! {
            (words)
            label { "Holder " input name="f-holder" required; }
            label { "Stance " select name="f-stance" { @for stance in chancery_model::Stance::ALL { option { (stance.as_str()) } } } }
            label { "Issue " select name="f-issue" { @for (key, issue) in &data.issues.issues { option value=(key) { (issue.label) } } } }
            label { "On what " input name="f-proposition" required; }
            button { "Add the position" }
        },
    );
    let pledge = form(
        visit,
        "add-pledge",
        id,
        &html! {
            (words)
            label { "Who is bound " input name="f-by" required; }
            label { "To whom " input name="f-to"; }
            label { "What " input name="f-what" required; }
            label { "Amount " input name="f-amount" placeholder="50 million EUR"; }
            label { "Status " select name="f-status" { @for status in PledgeStatus::ALL { option { (status.as_str()) } } } }
            button { "Add the pledge" }
        },
    );
    forms(
        visit,
        "Something missed?",
        &[
            ("m", "Mark words as an event", event),
            ("p", "Mark words as a position", position),
            ("w", "Mark words as a pledge", pledge),
        ],
    )
}

/// A judgement, to be taken back.
pub(super) fn undo(visit: &Visit, id: &str) -> Markup {
    html! {
        @if visit.decides() {
            form class="decide undo" method="post" action="/undo" {
                input type="hidden" name="pass" value=(visit.desk.pass());
                input type="hidden" name="id" value=(id);
                button { "Take back" }
            }
        }
    }
}
