//! `show`: everything about one event, position, pledge, proposal, statement, report or actor.

use chancery_model::{
    Bounds, Claim, ClaimId, ClaimValue, Contradiction, Event, Participant, RecordedEvidence, RecordedPosition,
    RecordedStatement, ReportCard, ReportId, Snapshot, StatementValue, Voice,
};

use crate::contradiction_json::ContradictionJson;
use crate::contradictions;
use crate::find::{Handle, ShortIds};
use crate::grade;
use crate::office_json::OfficeJson;
use crate::offsets::Texts;
use crate::phrase::{self, Cards, capital, count};
use crate::pledge_json::PledgeJson;
use crate::position_json::PositionJson;
use crate::positions;
use crate::proposal_json::{ProposalJson, RecordedProposalJson};
use crate::record_json::RecordedActorJson;
use crate::ruling;
use crate::wire::{EventJson, ReportJson, StatementJson};
use crate::{Line, Mark, Page, format, origins, part, proposal_view};

mod actor;
mod pledge;

/// Everything about what an id leads to, laid out.
#[must_use]
pub fn show(snapshot: &dyn Snapshot, handle: Handle<'_>) -> Page {
    let desk = Desk { snapshot, cards: Cards::of(snapshot), ids: ShortIds::of(snapshot) };
    let mut page = match handle {
        Handle::Event(event) => desk.event(event),
        Handle::Position(position) => desk.position(position),
        Handle::Pledge(pledge) => desk.pledge(pledge),
        Handle::Proposal(proposal) => proposal_view(snapshot, proposal).page(snapshot),
        Handle::Statement(statement) => desk.statement(statement),
        Handle::Contradiction(c) => desk.contradiction(c),
        Handle::Report(card) => desk.report(card),
        Handle::Actor(actor) => desk.actor(actor),
        Handle::Left(claim) => desk.left(claim),
    };
    page.push("Trust", grade::trust(snapshot, &handle));
    page.push("Judgements", ruling::lines(snapshot, &handle));
    page
}

/// The same as one line of JSON, in the shape that the record has it in.
#[must_use]
pub fn show_json(snapshot: &dyn Snapshot, handle: Handle<'_>) -> String {
    let mut texts = Texts::of(snapshot);
    match handle {
        Handle::Event(event) => format::json::line(&EventJson::merged(event, snapshot, &mut texts)),
        Handle::Position(p) => format::json::line(&PositionJson::recorded(p, snapshot, &mut texts)),
        Handle::Pledge(p) => format::json::line(&PledgeJson::recorded(p, snapshot, &mut texts)),
        Handle::Proposal(p) => format::json::line(&RecordedProposalJson::of(p, &mut texts)),
        Handle::Statement(s) => format::json::line(&StatementJson::recorded(s, snapshot, &mut texts)),
        Handle::Contradiction(c) => format::json::line(&ContradictionJson::of(c, &mut texts)),
        Handle::Report(card) => format::json::line(&ReportJson::of(card)),
        Handle::Actor(actor) => format::json::line(&RecordedActorJson::of(actor)),
        Handle::Left(claim) => {
            let text = texts.get(&claim.anchor.report);
            match &claim.value {
                ClaimValue::Event(value) => format::json::line(&EventJson::claimed(claim, value, text)),
                ClaimValue::Statement(value) => format::json::line(&StatementJson::claimed(claim, value, text)),
                ClaimValue::Pledge(value) => format::json::line(&PledgeJson::claimed(claim, value, text)),
                ClaimValue::Position(value) => format::json::line(&PositionJson::claimed(claim, value, text)),
                ClaimValue::Proposal(value) => format::json::line(&ProposalJson::claimed(claim, value, text)),
                ClaimValue::Office(value) => format::json::line(&OfficeJson::claimed(claim, value, text)),
            }
        }
    }
}

struct Desk<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    ids: ShortIds,
}

impl Desk<'_> {
    fn event(&self, event: &Event) -> Page {
        let mut page = Page::new(format!(
            "{}, {} — {}",
            capital(&event.kind.0),
            event.status.as_str(),
            phrase::date(event.date())
        ));
        page.about = format!("{}; {}", event.id, reports_and_origins(event));
        let mut facts = Vec::new();
        if let Some(plover) = &event.plover {
            let mode = plover.mode.as_ref().map_or_else(String::new, |m| format!(", {m}"));
            facts.push(Line::fact("PLOVER", format!("{}{mode}", plover.kind)));
        }
        facts.push(match &event.time {
            None => Line::fact("when", "no report tells"),
            Some(when) => {
                let line = Line::fact("when", phrase::date(when.edtf));
                let line =
                    if when.text.is_empty() { line } else { line.and(Mark::Plain, " ").and(Mark::Quote, &when.text) };
                if when.steps.is_empty() { line } else { line.and(Mark::Faint, format!(" ({})", when.steps)) }
            }
        });
        facts.extend(origins::own_word(event).map(Line::plain));
        facts.push(Line::fact("where", event.place.as_ref().map_or("no report tells".to_owned(), phrase::place)));
        let outcome = |o: &chancery_model::RecordedOutcome| {
            let words = o.evidence.first().map(|e| (e.exact.clone(), self.cards.source(&e.report)));
            let line = Line::fact("outcome", phrase::outcome(o.value));
            match words {
                Some((words, source)) => line.and(Mark::Plain, " ").and(Mark::Quote, &words).from(vec![source]),
                None => line,
            }
        };
        facts.extend(event.outcomes.iter().map(outcome));
        if !event.issues.is_empty() {
            facts.push(Line::fact("about", event.issues.join(", ")));
        }
        facts.extend(event.process.as_ref().map(|process| Line::fact("process", process)));
        if event.background {
            facts.push(Line::plain("told as background only"));
        }
        if event.overdue {
            facts.push(Line::plain("planned for a day now past, and no report that it happened"));
        }
        facts.extend(part::fact(self.snapshot, event, &self.ids));
        page.push("What is known", facts);
        let mut who: Vec<Line> = event.actors.iter().map(|p| person(p, "")).collect();
        who.extend(event.recipients.iter().map(|p| person(p, "recipient")));
        who.extend(event.mediators.iter().map(|p| person(p, "mediator")));
        page.push("Who", who);
        let history = event.history.iter().map(|h| {
            let day = h.date.filter(|date| Some(*date) != event.date());
            let day = day.map_or_else(String::new, |date| format!(" for {}", phrase::date(Some(date))));
            Line::strong(h.status.as_str())
                .and(Mark::Plain, self.set_by(&h.claim, "status"))
                .and(Mark::Plain, format!("{day}, learned {}", learned(h.learned)))
                .from(vec![self.cards.source(&h.report)])
                .id(&h.claim.0)
        });
        let spoken = self.snapshot.record().statements.iter().filter(|s| s.part_of.as_ref() == Some(&event.id));
        let parts = part::parts(self.snapshot, event).map(|part| self.event_line(part));
        page.push("Parts", parts.chain(spoken.map(|s| self.statement_line(s))).collect());
        page.push("History", history.collect());
        page.push("Reports from one origin", self.origins(&event.voices));
        let disputed = self.snapshot.record().contradictions.iter().filter(|c| c.events.contains(&event.id));
        page.push("Contradictions", disputed.map(|c| contradictions::line(c, &self.cards)).collect());
        page.push("In the words of", self.words(&event.evidence));
        page
    }

    fn origins(&self, voices: &[Voice]) -> Vec<Line> {
        origins::lines(&self.cards, &origins::reasons(self.snapshot, &self.cards, voices))
    }

    fn contradiction(&self, contradiction: &Contradiction) -> Page {
        let mut page = Page::new(format!("Contradiction: {}", contradiction.kind.as_str()));
        page.about = format!("{}; {}", contradiction.id, contradiction.status.as_str());
        page.push("What reports say", vec![contradictions::line(contradiction, &self.cards)]);
        let events = self.snapshot.record().events.iter().filter(|e| contradiction.events.contains(&e.id));
        page.push("Events", events.map(|e| self.event_line(e)).collect());
        page
    }

    fn position(&self, position: &RecordedPosition) -> Page {
        let value = &position.value;
        let mut page = Page::new(format!("{}, on {}", value.holder.actor.name, value.issue));
        let counts = format!("{}, {}", count(position.reports.len(), "report"), count(position.origins, "origin"));
        page.about = format!("{}; {counts}", position.id);
        let mut facts = vec![positions::head(position)];
        facts.extend(value.clause.as_ref().map(|clause| Line::fact("clause", clause)));
        let condition = value.condition.and_then(|span| {
            Some(Line::fact("condition", "").and(Mark::Quote, span.of(&self.snapshot.text(&position.report)?)))
        });
        facts.extend(condition);
        facts.push(Line::fact("attribution", value.rung.as_str().replace('-', " ")));
        if !value.chain.is_empty() {
            facts.push(Line::fact("through", value.chain.join(", ")));
        }
        if position.disputed {
            facts.push(Line::plain("what was learned last tells both for and against"));
        }
        page.push("What is known", facts);
        let history = position.history.iter().map(|h| {
            let absolute = if h.red_line { " (red line)" } else { "" };
            Line::strong(h.stance.as_str())
                .and(Mark::Plain, absolute)
                .and(Mark::Plain, self.set_by(&h.claim, "stance"))
                .and(Mark::Plain, format!(", learned {}", learned(h.learned)))
                .from(self.source_list(&h.report))
                .id(&h.claim.0)
        });
        page.push("History", history.collect());
        page.push("Reports from one origin", self.origins(&position.voices));
        page.push("In the words of", self.words(&position.evidence));
        page
    }

    /// Whose word a step of a history is, where it is not the report's.
    fn set_by(&self, claim: &ClaimId, field: &str) -> String {
        let by = ruling::set_by(self.snapshot, claim, field);
        by.map_or_else(String::new, |by| format!(", set by {by}"))
    }

    fn statement(&self, statement: &RecordedStatement) -> Page {
        let mut page = self.said(&statement.value);
        page.about = statement.id.to_string();
        let learned = statement.learned.map_or_else(|| "no known day".to_owned(), |l| phrase::date(Some(l)));
        let mut facts = facts_of(&statement.value);
        facts.push(Line::fact("learned", learned));
        let events = self.snapshot.record().events.iter().filter(|e| statement.part_of.as_ref() == Some(&e.id));
        facts.extend(events.map(|event| Line::fact("part of", part::name(event)).id(self.ids.get(&event.id))));
        page.push("What is known", facts);
        page.push("In the words of", self.words(&statement.evidence));
        page
    }

    fn said(&self, value: &StatementValue) -> Page {
        let speaker = value.speaker.as_ref().map_or_else(|| "An unknown speaker".to_owned(), phrase::speaker);
        let mut page = Page::new(speaker);
        page.push("Said", vec![Line::quote(&value.text)]);
        page
    }

    fn report(&self, card: &ReportCard) -> Page {
        let mut page = Page::new(card.title.as_deref().unwrap_or(&card.key));
        page.about = card.id.to_string();
        let mut facts = Vec::new();
        let mut tell = |name: &str, value: Option<&str>| facts.extend(value.map(|v| Line::fact(name, v)));
        tell("outlet", card.outlet.as_deref());
        tell("byline", card.byline.as_deref());
        tell("key", Some(&card.key));
        tell("path", card.path.as_deref());
        tell("address", card.url.as_deref());
        tell("language", card.language.as_deref());
        tell("added", card.added.as_deref());
        page.push("What is known", facts);
        page.push("Published", published(card));
        let record = self.snapshot.record();
        let same: Vec<Line> = record
            .origins
            .iter()
            .filter(|o| o.reports.contains(&card.id))
            .flat_map(|o| &o.reports)
            .filter(|r| **r != card.id)
            .map(|r| Line::plain("one text").from(vec![self.cards.source(r)]))
            .collect();
        page.push("Same origin", same);
        let credits = card.imprint.iter().flat_map(|i| &i.credits);
        let credit = |c: &chancery_model::Credit| Line::fact(&c.outlet, "").and(Mark::Quote, &c.words);
        page.push("Whose text it says that it is", credits.map(credit).collect());
        let events = record.events.iter().filter(|e| e.reports.contains(&card.id));
        page.push("Events", events.map(|e| self.event_line(e)).collect());
        let statements = record.statements.iter().filter(|s| s.report == card.id);
        page.push("Positions", self.positions(|p| p.reports.contains(&card.id)));
        page.push("Statements", statements.map(|s| self.statement_line(s)).collect());
        let notes = self.snapshot.notes().iter().filter(|(report, _)| *report == card.id);
        let notes = notes.map(|(_, note)| {
            let line = Line::plain(format!("{} ({})", note.message, note.code));
            note.evidence.iter().fold(line, |line, e| line.over(Line::quote(&e.exact)))
        });
        page.push("Remarks", notes.collect());
        page
    }

    fn left(&self, claim: &Claim) -> Page {
        let mut page = match &claim.value {
            ClaimValue::Event(value) => {
                Page::new(format!("{}, {}: left out of the record", capital(&value.kind.0), value.status.as_str()))
            }
            ClaimValue::Statement(value) => self.said(value),
            ClaimValue::Pledge(value) => Page::new(format!("{} {}", value.by.actor.name, phrase::undertaking(value))),
            ClaimValue::Position(value) => {
                Page::new(format!("{} {}: {}", value.holder.actor.name, value.stance.as_str(), value.proposition))
            }
            ClaimValue::Proposal(value) => Page::new(phrase::proposal(value)),
            ClaimValue::Office(value) => Page::new(phrase::office(value)),
        };
        let whose = match &claim.value {
            // These are not put together over reports.
            ClaimValue::Office(_) => "told by one report, `chancery why {}` tells how",
            _ => "left out of the record by judgement, `chancery why {}` tells which",
        };
        page.about = format!("{}; {}", claim.id, whose.replace("{}", &claim.id.0));
        let sources = vec![self.cards.source(&claim.anchor.report)];
        let words = claim.evidence.iter().map(|e| Line::quote(&e.exact).from(sources.clone()));
        page.push("In the words of", words.collect());
        page
    }

    /// The positions that `are` asked for, a line each.
    fn positions(&self, are: impl Fn(&RecordedPosition) -> bool) -> Vec<Line> {
        let asked = self.snapshot.record().positions.iter().filter(|p| are(p));
        asked.map(|p| positions::head(p).from(self.source_list(&p.report)).id(self.ids.get(&p.id))).collect()
    }

    fn words(&self, evidence: &[RecordedEvidence]) -> Vec<Line> {
        let line = |e: &RecordedEvidence| Line::quote(&e.exact).from(vec![self.cards.source(&e.report)]);
        evidence.iter().map(line).collect()
    }

    fn event_line(&self, event: &Event) -> Line {
        let line = Line::strong(capital(&phrase::date(event.date()))).and(
            Mark::Plain,
            format!(
                ": {}",
                phrase::occasion(&event.kind, event.status.as_str(), event.place.as_ref(), &phrase::who(event))
            ),
        );
        line.id(self.ids.get(&event.id))
    }

    fn statement_line(&self, statement: &RecordedStatement) -> Line {
        let name = statement.value.speaker.as_ref().map_or("unknown speaker", |p| &p.actor.name);
        Line::strong(name)
            .and(Mark::Plain, ": ")
            .and(Mark::Quote, &statement.value.text)
            .from(self.source_list(&statement.report))
            .id(self.ids.get(&statement.id))
    }

    fn source_list(&self, report: &ReportId) -> Vec<crate::Source> {
        vec![self.cards.source(report)]
    }
}

/// When something was learned, in words.
fn learned(on: Option<chancery_model::Edtf>) -> String {
    on.map_or_else(|| "on no known day".to_owned(), |day| phrase::date(Some(day)))
}

fn reports_and_origins(event: &Event) -> String {
    format!("{}, {}", count(event.reports.len(), "report"), count(event.origins, "origin"))
}

/// A participant with office, principal, part and attendance.
fn person(p: &Participant, part: &str) -> Line {
    let mut about: Vec<String> = Vec::new();
    about.extend(p.office.clone());
    about.extend(p.acts_for.as_ref().filter(|a| a.id != p.actor.id).map(|a| format!("for {}", a.name)));
    let role = if part.is_empty() { p.role.as_str() } else { part };
    about.push(role.to_owned());
    if p.attendance != chancery_model::Attendance::Told {
        about.push(format!("attendance {}", p.attendance.as_str()));
    }
    Line::strong(&p.actor.name)
        .and(Mark::Plain, format!(" — {}", about.join(", ")))
        .and(Mark::Faint, format!(" ({})", p.actor.id))
}

fn facts_of(value: &StatementValue) -> Vec<Line> {
    let mut facts =
        vec![Line::fact("form", value.form.as_str()), Line::fact("attribution", value.rung.as_str().replace('-', " "))];
    facts.extend(value.cue.as_ref().map(|cue| Line::fact("cue", cue)));
    if !value.chain.is_empty() {
        facts.push(Line::fact("through", value.chain.join(", ")));
    }
    facts
}

/// The publication date in force with its reason, and every other date that offered itself.
pub(crate) fn published(card: &ReportCard) -> Vec<Line> {
    let published = &card.published;
    let mut chosen = Line::strong(phrase::date(published.edtf));
    if let Some(basis) = published.basis {
        chosen = chosen.and(Mark::Plain, format!(" ({})", basis.as_str()));
    }
    if let Some(words) = &published.text {
        chosen = chosen.and(Mark::Plain, " ").and(Mark::Quote, words);
    }
    if !published.reason.is_empty() {
        chosen = chosen.and(Mark::Faint, format!(": {}", published.reason));
    }
    let refused = published.candidates.iter().filter_map(|c| {
        let reason = c.refused.as_ref()?;
        let date = Line::plain(format!("not {} ({}) ", phrase::date(Some(c.edtf)), c.basis.as_str()));
        Some(date.and(Mark::Quote, &c.text).and(Mark::Faint, format!(": {reason}")))
    });
    std::iter::once(chosen).chain(card.bounds.as_ref().map(written)).chain(refused).collect()
}

/// When a report without a date can have been written, and by which events.
fn written(bounds: &Bounds) -> Line {
    let events: Vec<&str> = bounds.by.iter().map(|id| id.0.as_str()).collect();
    Line::plain(format!("written {}", phrase::date(Some(bounds.edtf))))
        .and(Mark::Faint, format!(", by event {}", events.join(" and ")))
}
