//! The note of an event.

use std::fmt::Write;

use chancery_model::{Attendance, Event, Participant};
use chancery_view::format::markdown::escape;

use super::{Desk, front, link, section};

pub(super) fn note(desk: &Desk<'_, '_>, event: &Event) -> String {
    let date = event.date().map(|date| date.to_string()).unwrap_or_default();
    let place = event.place.as_ref().map(chancery_view::place_in_words).unwrap_or_default();
    let mut out = front(&[
        ("id", &event.id.0),
        ("kind", &event.kind.0),
        ("status", event.status.as_str()),
        ("date", &date),
        ("place", &place),
        ("process", event.process.as_deref().unwrap_or_default()),
    ]);
    let told = chancery_view::event_in_words(event);
    let _ = write!(out, "\n# {}\n\n{}", escape(&told), chancery_view::date_in_words(event.date()));
    let reports = chancery_view::counted(event.reports.len(), "report");
    let _ = writeln!(out, "; {reports}, {}.", chancery_view::counted(event.origins, "origin"));

    let sides = [("", &event.actors), (", whom it is aimed at", &event.recipients), (", go-between", &event.mediators)];
    let who = sides.into_iter().flat_map(|(side, people)| people.iter().map(move |p| (side, p)));
    section(&mut out, "Who", who.map(|(side, p)| participant(desk, p, side)));

    let whole = event.part_of.as_ref().and_then(|part| desk.related.events.get(&part.of));
    section(&mut out, "Part of", whole.into_iter().map(|whole| desk.event(whole)));
    let parts = desk.related.parts.get(&event.id);
    section(&mut out, "Parts", parts.into_iter().flatten().map(|part| desk.event(part)));

    let history = event.history.iter().map(|step| {
        let date =
            step.date.map(|date| format!(" for {}", chancery_view::date_in_words(Some(date)))).unwrap_or_default();
        let learned = step.learned.map_or_else(
            || "learned on no known day".to_owned(),
            |learned| format!("learned {}", chancery_view::date_in_words(Some(learned))),
        );
        format!("{}{date}, {learned}: {} (`{}`)", step.status.as_str(), desk.report(&step.report), step.claim)
    });
    section(&mut out, "History", history);

    if !event.evidence.is_empty() {
        out.push_str("\n## Words\n");
        for evidence in &event.evidence {
            let _ = write!(out, "\n{}", desk.quote(&desk.source.cited(evidence)));
        }
    }
    out
}

/// A link to whoever is there, with whom they act for and how sure it is that they come.
fn participant(desk: &Desk<'_, '_>, p: &Participant, side: &str) -> String {
    let principal = p.acts_for.as_ref().filter(|principal| principal.id != p.actor.id);
    let principal = principal.map_or_else(String::new, |a| format!(", for {}", link(desk.names.actor(&a.id), &a.name)));
    let office = p.office.as_deref().map_or_else(String::new, |office| format!(", {}", escape(office)));
    let attendance = match p.attendance {
        Attendance::Told => String::new(),
        other => format!(" ({})", other.as_str()),
    };
    format!("{}{office}{principal}{side}{attendance}", link(desk.names.actor(&p.actor.id), &p.actor.name))
}
