//! What was found, in the words of a case.

use std::fmt::Write as _;

use chancery_model::{
    Attendance, ByteSpan, Change, Changed, Claim, ClaimValue, Contradiction, ContradictionStatus, Difference, Edtf,
    Event, EventKind, EventValue, Participant, Place, PledgeValue, PositionValue, ProposalValue, Record,
    RecordedPosition, RecordedStatement, Report, Rung, StatementValue, Status,
};

use crate::form::Sort;

/// An event of the record.
pub(crate) fn recorded(record: &Record, event: &Event) -> String {
    let mut notes = Vec::new();
    if event.reports.len() > 1 {
        notes.push(format!("{} reports", event.reports.len()));
    }
    if event.origins != event.reports.len() {
        notes.push(format!("{} origin{}", event.origins, if event.origins == 1 { "" } else { "s" }));
    }
    let mut statuses: Vec<_> = event.history.iter().map(|h| h.status.as_str()).collect();
    statuses.dedup();
    if statuses.len() > 1 {
        notes.push(statuses.join(", "));
    }
    if event.overdue {
        notes.push("overdue".to_owned());
    }
    notes.extend(event.outcomes.iter().map(|o| format!("outcome {}", o.value.as_str())));
    notes.extend(beside(&event.issues, event.process.as_deref()));
    if !event.own_word.is_empty() {
        let mut sides: Vec<_> = event.own_word.iter().map(|actor| actor.name.as_str()).collect();
        sides.sort_unstable();
        notes.push(format!("said by {}", sides.join(", ")));
    }
    let whole = event.part_of.as_ref().map(|part| record.events.iter().find(|e| e.id == part.of));
    notes.extend(whole.map(|whole| whole.map_or_else(|| "part of nothing".to_owned(), belongs)));
    let told = Told {
        date: event.date(),
        kind: &event.kind,
        status: event.status,
        place: event.place.as_ref(),
        actors: &event.actors,
        recipients: &event.recipients,
        mediators: &event.mediators,
    };
    told.line() + &bracketed(notes)
}

/// Which greater event something is part of, by its day, kind and place.
fn belongs(whole: &Event) -> String {
    let date = whole.date().map_or_else(|| "undated".to_owned(), |d| d.to_string());
    let place = whole.place.as_ref().map_or_else(String::new, |place| format!(" in {}", place.name));
    format!("part of {date} {}{place}", whole.kind)
}

/// What was said, in the record.
pub(crate) fn said(record: &Record, statement: &RecordedStatement) -> String {
    let text = one_line(&statement.value.text);
    let line = format!("said {}: \"{}\"", speaker(&statement.value), text.trim_end_matches(','));
    let event = record.events.iter().find(|e| statement.part_of.as_ref() == Some(&e.id));
    line + &bracketed(event.map(belongs).into_iter().collect())
}

/// A position of the record.
pub(crate) fn stands(position: &RecordedPosition) -> String {
    let value = &position.value;
    let mut notes = Vec::new();
    if value.red_line {
        notes.push("red line".to_owned());
    }
    if position.reports.len() > 1 {
        notes.push(format!("{} reports", position.reports.len()));
    }
    if position.origins != position.reports.len() {
        notes.push(format!("{} origin{}", position.origins, if position.origins == 1 { "" } else { "s" }));
    }
    let mut stances: Vec<_> = position.history.iter().map(|h| h.stance.as_str()).collect();
    stances.dedup();
    if stances.len() > 1 {
        notes.push(stances.join(", "));
    }
    if position.disputed {
        notes.push("disputed".to_owned());
    }
    place(value) + &bracketed(notes)
}

/// What became of something: the sort of change, what it is, and what differs.
pub(crate) fn changed(after: &Record, before: &Record, change: &Change) -> String {
    let about = [after, before].into_iter().find_map(|record| match &change.of {
        Changed::Event(id) => record.events.iter().find(|e| e.id == *id).map(|e| recorded(record, e)),
        Changed::Position(id) => record.positions.iter().find(|p| p.id == *id).map(stands),
        Changed::Contradiction(id) => record.contradictions.iter().find(|c| c.id == *id).map(differs),
        Changed::Pledge(id) => record.pledges.iter().find(|p| p.id == *id).map(|p| pledge(&p.value)),
        Changed::Proposal(id) => {
            record.proposals.iter().find(|p| p.id == *id).map(|p| format!("proposal \"{}\"", p.name))
        }
    });
    let told = |value: &Option<String>| value.as_deref().unwrap_or("not told").to_owned();
    let difference = |d: &Difference| format!("{}: {} → {}", d.field, told(&d.before), told(&d.after));
    let notes = change.differences.iter().map(difference).collect();
    // What the record tells of it besides stands in its own notes.
    let about = about.unwrap_or_default();
    let about = about.split_once(" [").map_or(about.as_str(), |(about, _)| about);
    format!("{} {about}", change.kind.as_str()) + &bracketed(notes)
}

/// A contradiction of the record.
pub(crate) fn differs(contradiction: &Contradiction) -> String {
    let sides: Vec<&str> = contradiction.sides.iter().map(|side| side.value.as_str()).collect();
    let settled = contradiction.status != ContradictionStatus::Open;
    let status = settled.then(|| contradiction.status.as_str().to_owned()).into_iter().collect();
    format!("contradiction {} {}: {}", contradiction.kind.as_str(), contradiction.about, sides.join(" | "))
        + &bracketed(status)
}

/// A claim of one of the sorts asked for.
pub(crate) fn claimed(report: &Report, claim: &Claim, sorts: &[Sort]) -> Option<String> {
    let asked = |sort| sorts.contains(&sort);
    match &claim.value {
        ClaimValue::Event(value) if asked(Sort::Events) => Some(event(value)),
        ClaimValue::Statement(value) if asked(Sort::Statements) => Some(statement(value)),
        ClaimValue::Position(value) if asked(Sort::Positions) => Some(position(report, value)),
        ClaimValue::Proposal(value) if asked(Sort::Proposals) => Some(proposal(report, value)),
        ClaimValue::Pledge(value) if asked(Sort::Pledges) => Some(pledge(value)),
        _ => None,
    }
}

fn event(value: &EventValue) -> String {
    let mut notes = if value.background { vec!["background".to_owned()] } else { Vec::new() };
    notes.extend(value.outcome.iter().map(|o| format!("outcome {}", o.value.as_str())));
    notes.extend(beside(&value.issues, value.process.as_deref()));
    let told = Told {
        date: value.time.as_ref().and_then(|time| time.edtf),
        kind: &value.kind,
        status: value.status,
        place: value.place.as_ref(),
        actors: &value.actors,
        recipients: &value.recipients,
        mediators: &value.mediators,
    };
    told.line() + &bracketed(notes)
}

/// What an event of one report and one of the record have in common.
struct Told<'a> {
    date: Option<Edtf>,
    kind: &'a EventKind,
    status: Status,
    place: Option<&'a Place>,
    actors: &'a [Participant],
    recipients: &'a [Participant],
    mediators: &'a [Participant],
}

impl Told<'_> {
    fn line(&self) -> String {
        let date = self.date.map_or_else(|| "undated".to_owned(), |d| d.to_string());
        let mut line = format!("{date} {} {}", self.kind, self.status.as_str());
        if let Some(place) = self.place {
            let _ = write!(line, " in {}", place.name);
        }
        let names = |of: &[Participant]| of.iter().map(attending).collect::<Vec<_>>().join(", ");
        let _ = write!(line, ": {}", names(self.actors));
        if !self.recipients.is_empty() {
            let _ = write!(line, " → {}", names(self.recipients));
        }
        if !self.mediators.is_empty() {
            let _ = write!(line, "; mediated by {}", names(self.mediators));
        }
        line
    }
}

/// What an event is about, and the negotiation that it belongs to.
fn beside(issues: &[String], process: Option<&str>) -> Vec<String> {
    let about = (!issues.is_empty()).then(|| format!("about {}", issues.join(", ")));
    about.into_iter().chain(process.map(|process| format!("process {process}"))).collect()
}

/// A participant, with an attendance that the status does not tell.
fn attending(p: &Participant) -> String {
    match p.attendance {
        Attendance::Told | Attendance::Expected => p.actor.name.clone(),
        Attendance::Uncertain | Attendance::Declined => format!("{} ({})", p.actor.name, p.attendance.as_str()),
    }
}

fn statement(value: &StatementValue) -> String {
    let told = format!("statement {} {}: \"{}\"", speaker(value), value.form.as_str(), one_line(&value.text));
    told + &bracketed(source(value.rung, &value.chain))
}

fn position(report: &Report, value: &PositionValue) -> String {
    let mut notes = Vec::new();
    if value.red_line {
        notes.push("red line".to_owned());
    }
    if let Some(condition) = value.condition {
        notes.push(format!("if \"{}\"", words(report, condition)));
    }
    if let Some(said_by) = &value.said_by {
        notes.push(format!("by {}", said_by.actor.name));
    }
    notes.extend(source(value.rung, &value.chain));
    place(value) + &bracketed(notes)
}

/// Who stands where.
fn place(value: &PositionValue) -> String {
    let issue = value.clause.as_ref().unwrap_or(&value.issue);
    let (holder, stance) = (&value.holder.actor.name, value.stance.as_str());
    format!("position {holder} {stance} {issue}: \"{}\"", one_line(&value.proposition))
}

fn proposal(report: &Report, value: &ProposalValue) -> String {
    let names = |of: &[Participant]| of.iter().map(|p| p.actor.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut line = format!("proposal \"{}\"", value.name);
    if !value.by.is_empty() {
        let _ = write!(line, " by {}", names(&value.by));
    }
    if !value.to.is_empty() {
        let _ = write!(line, " → {}", names(&value.to));
    }
    let mut notes: Vec<String> = Vec::new();
    if !value.drafted_by.is_empty() {
        notes.push(format!("drafted by {}", names(&value.drafted_by)));
    }
    if value.planned {
        notes.push("planned".to_owned());
    }
    notes.extend(value.versions.iter().map(|span| format!("version \"{}\"", words(report, *span))));
    notes.extend(value.contains.iter().map(|span| format!("contains \"{}\"", words(report, *span))));
    notes.extend(value.answers.iter().map(|a| format!("{} {}", a.by.actor.name, a.stance.as_str())));
    line + &bracketed(notes)
}

fn pledge(value: &PledgeValue) -> String {
    let mut notes = Vec::new();
    if let Some(amount) = &value.amount {
        notes.push(format!("{} {}", amount.value, amount.currency));
    }
    if let Some(period) = value.period {
        notes.push(format!("a {}", period.as_str()));
    }
    if let Some(until) = &value.until {
        notes.push(format!("until {}", until.edtf.map_or_else(|| one_line(&until.text), |day| day.to_string())));
    }
    if let Some(said_by) = &value.said_by {
        notes.push(format!("by {}", said_by.actor.name));
    }
    let to = value.to.as_ref().map_or_else(String::new, |to| format!(" → {}", to.actor.name));
    format!("pledge {}{to} {}: \"{}\"", value.by.actor.name, value.status.as_str(), value.what) + &bracketed(notes)
}

fn source(rung: Rung, chain: &[String]) -> Vec<String> {
    let rung = (rung != Rung::None).then(|| rung.as_str().to_owned());
    let chain = (!chain.is_empty()).then(|| format!("via {}", chain.join(" > ")));
    rung.into_iter().chain(chain).collect()
}

fn speaker(statement: &StatementValue) -> &str {
    statement.speaker.as_ref().map_or("unknown", |p| p.actor.name.as_str())
}

fn words(report: &Report, span: ByteSpan) -> String {
    one_line(span.of(&report.text))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bracketed(notes: Vec<String>) -> String {
    if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join("; ")) }
}
