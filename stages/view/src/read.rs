//! `read`: what one report says, for the eye; nothing is merged and nothing stored.

use chancery_model::{ClaimValue, EventValue, PledgeValue, PositionValue, ProposalValue, StatementValue};

use crate::event::published;
use crate::phrase::{self, capital, count};
use crate::{Line, Mark, Page, ReadView};

/// What a report says, laid out.
#[must_use]
pub fn read(view: ReadView<'_>) -> Page {
    let card = view.report.card();
    let mut page = Page::new(card.title.as_deref().unwrap_or(&card.key));
    let outlet = card.outlet.as_ref().map_or_else(String::new, |o| format!("{o}, "));
    page.about = format!("{outlet}{}, report {}", phrase::date(card.published.edtf), card.id.short());
    page.push("Published", published(&card));
    let mut events = Vec::new();
    let mut statements = Vec::new();
    let mut positions = Vec::new();
    let mut proposals = Vec::new();
    let mut pledges = Vec::new();
    let mut offices = Vec::new();
    for claim in &view.reading.claims {
        let line = match &claim.value {
            ClaimValue::Event(value) => event(value),
            ClaimValue::Statement(value) => speech(value),
            ClaimValue::Position(value) => position(value),
            ClaimValue::Proposal(value) => proposal(value),
            ClaimValue::Pledge(value) => pledge(value),
            ClaimValue::Office(value) => Line::plain(phrase::office(value)),
        };
        let list = match &claim.value {
            ClaimValue::Event(_) => &mut events,
            ClaimValue::Statement(_) => &mut statements,
            ClaimValue::Position(_) => &mut positions,
            ClaimValue::Proposal(_) => &mut proposals,
            ClaimValue::Pledge(_) => &mut pledges,
            ClaimValue::Office(value) if value.former => &mut offices,
            // Every title would be a line.
            ClaimValue::Office(_) => continue,
        };
        let words = claim.evidence.iter().map(|e| Line::quote(&e.exact));
        let rule = Line::default().and(Mark::Faint, format!("rule {}", claim.rule)).id(&claim.id.0);
        list.push(words.chain([rule]).fold(line, Line::over));
    }
    page.push("Events", events);
    page.push("Positions", positions);
    page.push("Proposals", proposals);
    page.push("Pledges", pledges);
    page.push("Former offices", offices);
    page.push("Statements", statements);
    let notes = view.reading.notes.iter().map(|note| {
        let line = Line::plain(format!("{} ({})", note.message, note.code));
        note.evidence.iter().fold(line, |line, e| line.over(Line::quote(&e.exact)))
    });
    page.push("Remarks", notes.collect());
    let found = view.findings;
    let counts = format!(
        "{}, {}, {}, {}",
        count(view.document.sentences.len(), "sentence"),
        count(view.document.names.len(), "name"),
        count(found.times.len(), "time"),
        count(found.amounts.len(), "amount")
    );
    page.push("Also found", vec![Line::plain(counts)]);
    page
}

fn event(value: &EventValue) -> Line {
    let date = value.time.as_ref().map_or_else(
        || "undated".to_owned(),
        |t| match t.edtf {
            Some(_) => phrase::date(t.edtf),
            None => format!("undated (“{}”)", t.text),
        },
    );
    let outcome =
        phrase::outcomes(value.outcome.iter().map(|o| o.value)).map_or_else(String::new, |o| format!(", {o}"));
    let background = if value.background { ", background" } else { "" };
    let status = format!("{}{outcome}{background}", value.status.as_str());
    let who = phrase::everybody(&value.actors, &value.recipients, &value.mediators, value.status);
    let about = if value.issues.is_empty() { String::new() } else { format!(", on {}", value.issues.join(", ")) };
    Line::strong(capital(&date))
        .and(Mark::Plain, format!(": {}{about}", phrase::occasion(&value.kind, &status, value.place.as_ref(), &who)))
}

fn speech(value: &StatementValue) -> Line {
    let speaker = value.speaker.as_ref().map_or_else(|| "unknown speaker".to_owned(), phrase::speaker);
    let cue = value.cue.as_ref().map_or_else(String::new, |c| format!(" {c}"));
    Line::strong(speaker).and(Mark::Plain, format!("{cue}, {}", value.rung.as_str().replace('-', " ")))
}

fn pledge(value: &PledgeValue) -> Line {
    Line::strong(&value.by.actor.name).and(Mark::Plain, format!(" {}", phrase::undertaking(value)))
}

fn position(value: &PositionValue) -> Line {
    let line = if value.red_line { " (red line)" } else { "" };
    let by = value.said_by.as_ref().map_or_else(String::new, |by| format!(", in the words of {}", by.actor.name));
    Line::strong(&value.holder.actor.name)
        .and(Mark::Plain, format!(" {}{line}, on {}: {}{by}", value.stance.as_str(), value.issue, value.proposition))
}

fn proposal(value: &ProposalValue) -> Line {
    Line::strong(&value.name).and(Mark::Plain, phrase::proposed(value))
}
