//! The note of a report: what is told there.

use std::fmt::Write;

use chancery_model::{RecordedPosition, RecordedStatement, ReportCard};
use chancery_view::format::in_marks;
use chancery_view::format::markdown::escape;

use super::{Desk, front, link, section};
use crate::urn;

pub(super) fn note(desk: &Desk<'_, '_>, card: &ReportCard) -> String {
    let published = card.published.edtf.map(|date| date.to_string()).unwrap_or_default();
    let mut out = front(&[
        ("id", &card.id.0),
        ("key", &card.key),
        ("outlet", card.outlet.as_deref().unwrap_or_default()),
        ("published", &published),
        ("url", urn::address(card).unwrap_or_default()),
    ]);
    let _ = write!(out, "\n# {}\n\n", escape(card.title.as_deref().unwrap_or(&card.key)));
    let told = desk.source.cards.source(&card.id);
    let _ = writeln!(out, "{}, {}", escape(&told.label), told.date);
    if let Some(url) = urn::address(card) {
        let _ = writeln!(out, "\n<{url}>");
    }
    let Some(told) = desk.related.reports.get(&card.id) else { return out };
    section(&mut out, "Events", told.events.iter().map(|event| desk.event(event)));
    let holder = |p: &&RecordedPosition| {
        let holder = &p.value.holder.actor;
        format!("{}: {}", link(desk.names.actor(&holder.id), &holder.name), desk.position(p))
    };
    section(&mut out, "Positions", told.positions.iter().map(holder));
    section(&mut out, "Pledges", told.pledges.iter().map(|p| desk.pledge(p)));
    let speaker = |s: &&RecordedStatement| {
        let speaker = s.value.speaker.as_ref().map(|p| link(desk.names.actor(&p.actor.id), &p.actor.name));
        let words = in_marks(&escape(&s.value.text));
        format!("{}: {words} (`{}`)", speaker.unwrap_or_else(|| "Somebody".to_owned()), s.id)
    };
    section(&mut out, "Statements", told.statements.iter().map(speaker));
    out
}
