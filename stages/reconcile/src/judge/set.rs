//! Sets one field of a claim or event to the value that a judgement gives it. Values were checked when
//! the judgement was made; one that does not fit after all sets nothing.

use std::collections::BTreeMap;

use chancery_data::Schema;
use chancery_model::{
    Anchor, Attendance, ByteSpan, Claim, ClaimValue, Event, EventKind, EventValue, Evidence, Money, OfficeValue,
    Outcome, OutcomeValue, Participant, Place, PledgeStatus, PledgeValue, PositionValue, ProposalValue,
    RecordedOutcome, Stance, Status, When,
};
use serde::Deserialize;

/// What a value is understood by.
pub(crate) struct Ground<'a> {
    pub(crate) schema: &'a Schema,
    /// Where the claim hangs: what a person sets stands in no words of the report but these.
    pub(crate) anchor: &'a Anchor,
    pub(crate) countries: &'a Countries,
}

/// The country of each place that claims name, so that a place set by name alone is not poorer than
/// the same place read from a text.
pub(crate) type Countries = BTreeMap<String, Option<String>>;

pub(crate) fn countries<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Countries {
    let mut countries = Countries::new();
    for claim in claims {
        if let ClaimValue::Event(EventValue { place: Some(place), .. }) = &claim.value {
            let known = countries.entry(place.name.clone()).or_default();
            if known.is_none() {
                known.clone_from(&place.country);
            }
        }
    }
    countries
}

/// A value written as a JSON string, without its quotation marks.
pub(crate) fn bare(value: &str) -> &str {
    let value = value.trim();
    value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).unwrap_or(value)
}

/// Sets a field of a claim; `false` where there is no such field or the value is none of its.
pub(crate) fn set(ground: &Ground<'_>, claim: &mut ClaimValue, field: &str, value: &str) -> bool {
    let set = match claim {
        ClaimValue::Event(event) => ground.event(event, field, value),
        ClaimValue::Position(position) => ground.position(position, field, value),
        ClaimValue::Pledge(pledge) => ground.pledge(pledge, field, value),
        ClaimValue::Proposal(proposal) => ground.proposal(proposal, field, value),
        ClaimValue::Statement(statement) if field == "speaker" => {
            ground.person(statement.speaker.as_ref(), value).map(|speaker| statement.speaker = speaker)
        }
        ClaimValue::Office(office) => ground.office(office, field, value),
        ClaimValue::Statement(_) => None,
    };
    set.is_some()
}

/// Sets a field of an event of the record.
pub(crate) fn rule(ground: &Ground<'_>, event: &mut Event, field: &str, value: &str) {
    let mut told = EventValue {
        kind: event.kind.clone(),
        plover: event.plover.clone(),
        status: event.status,
        actors: std::mem::take(&mut event.actors),
        recipients: std::mem::take(&mut event.recipients),
        mediators: std::mem::take(&mut event.mediators),
        place: event.place.take(),
        moved_from: None,
        earlier: None,
        time: event.time.take(),
        outcome: None,
        issues: std::mem::take(&mut event.issues),
        process: event.process.take(),
        background: event.background,
    };
    let set = ground.event(&mut told, field, value).is_some();
    if set && field == "outcome" {
        // The words are those of the reports that tell this outcome, where any does.
        let words = |value| event.outcomes.iter().find(|o| o.value == value).map(|o| o.evidence.clone());
        let outcome =
            told.outcome.map(|o| RecordedOutcome { value: o.value, evidence: words(o.value).unwrap_or_default() });
        event.outcomes = outcome.into_iter().collect();
    }
    let EventValue { kind, plover, status, actors, recipients, mediators, place, time, issues, process, .. } = told;
    (event.kind, event.plover, event.status) = (kind, plover, status);
    (event.actors, event.recipients, event.mediators) = (actors, recipients, mediators);
    (event.place, event.time, event.issues, event.process) = (place, time, issues, process);
    event.background = told.background;
    event.overdue &= status == Status::Planned;
}

impl Ground<'_> {
    fn event(&self, event: &mut EventValue, field: &str, value: &str) -> Option<()> {
        match field {
            "kind" => {
                event.kind = (!value.is_empty()).then(|| EventKind(value.to_owned()))?;
                event.plover = self.schema.plover(&event.kind, None, event.status);
            }
            "status" => {
                let mode = event.plover.as_ref().and_then(|p| p.mode.clone());
                event.status = status(value)?;
                event.plover = self.schema.plover(&event.kind, mode.as_deref(), event.status);
            }
            "place" => event.place = self.place(event.place.as_ref(), value)?,
            "time" => event.time = self.time(event.time.as_ref(), value)?,
            "participants" => {
                let known: Vec<Participant> =
                    [&event.actors, &event.recipients, &event.mediators].map(Clone::clone).concat();
                event.actors = self.people(&known, value)?;
                let told = |p: &Participant| known.iter().any(|k| k.actor.id == p.actor.id);
                for new in event.actors.iter_mut().filter(|p| event.status.is_ahead() && !told(p)) {
                    new.attendance = Attendance::Expected;
                }
                let named = |p: &Participant| event.actors.iter().any(|a| a.actor.id == p.actor.id);
                event.recipients.retain(|p| !named(p));
                event.mediators.retain(|p| !named(p));
            }
            "recipients" => event.recipients = self.people(&event.recipients.clone(), value)?,
            "mediators" => event.mediators = self.people(&event.mediators.clone(), value)?,
            "outcome" => {
                event.outcome = or_none(value, |word| {
                    let all = [OutcomeValue::Agreement, OutcomeValue::Partial, OutcomeValue::None];
                    let value = all.into_iter().find(|o| o.as_str() == word)?;
                    let told = event.outcome.take().filter(|o| o.value == value);
                    Some(told.unwrap_or(Outcome { value, evidence: Vec::<Evidence>::new() }))
                })?;
            }
            "issues" => event.issues = issues(value),
            "process" => event.process = or_none(value, |key| Some(key.to_owned()))?,
            "background" => event.background = value.parse().ok()?,
            _ => return None,
        }
        Some(())
    }

    fn position(&self, position: &mut PositionValue, field: &str, value: &str) -> Option<()> {
        match field {
            "holder" => position.holder = self.person(Some(&position.holder), value)??,
            "said_by" => position.said_by = self.person(position.said_by.as_ref(), value)?,
            "issue" => {
                let (issue, clause) = value.split_once('/').map_or((value, None), |(issue, _)| (issue, Some(value)));
                (position.issue, position.clause) = (issue.to_owned(), clause.map(str::to_owned));
            }
            "stance" => position.stance = Stance::ALL.into_iter().find(|s| s.as_str() == value)?,
            "red_line" => position.red_line = value.parse().ok()?,
            "proposition" => position.proposition = value.to_owned(),
            "process" => position.process = or_none(value, |key| Some(key.to_owned()))?,
            _ => return None,
        }
        Some(())
    }

    fn pledge(&self, pledge: &mut PledgeValue, field: &str, value: &str) -> Option<()> {
        match field {
            "by" => {
                pledge.by = self.person(Some(&pledge.by), value)??;
                pledge.parties.clear();
            }
            "said_by" => pledge.said_by = self.person(pledge.said_by.as_ref(), value)?,
            "to" => pledge.to = self.person(pledge.to.as_ref(), value)?,
            "what" => pledge.what = value.to_owned(),
            "status" => pledge.status = PledgeStatus::ALL.into_iter().find(|s| s.as_str() == value)?,
            "amount" => pledge.amount = or_none(value, |amount| self.money(pledge.amount.as_ref(), amount))?,
            "until" => {
                pledge.until = self.time(pledge.until.as_ref(), value)?;
                // Now a day is told, and no length.
                pledge.length = None;
            }
            "process" => pledge.process = or_none(value, |key| Some(key.to_owned()))?,
            _ => return None,
        }
        Some(())
    }

    fn proposal(&self, proposal: &mut ProposalValue, field: &str, value: &str) -> Option<()> {
        match field {
            "name" => proposal.name = value.to_owned(),
            "by" => proposal.by = self.people(&proposal.by.clone(), value)?,
            "drafted_by" => proposal.drafted_by = self.people(&proposal.drafted_by.clone(), value)?,
            "to" => proposal.to = self.people(&proposal.to.clone(), value)?,
            "planned" => proposal.planned = value.parse().ok()?,
            "process" => proposal.process = or_none(value, |key| Some(key.to_owned()))?,
            _ => return None,
        }
        Some(())
    }

    fn office(&self, office: &mut OfficeValue, field: &str, value: &str) -> Option<()> {
        match field {
            "holder" => office.holder = self.person(Some(&office.holder), value)??,
            "title" => office.title = value.to_lowercase(),
            "former" => office.former = value.parse().ok()?,
            _ => return None,
        }
        Some(())
    }

    /// People as JSON. Those whom the claim named keep the words that name them, and the part that they play.
    fn people(&self, known: &[Participant], value: &str) -> Option<Vec<Participant>> {
        let mut people: Vec<Participant> = or_none(value, |json| serde_json::from_str(json).ok())?.unwrap_or_default();
        for one in &mut people {
            match known.iter().find(|k| k.actor.id == one.actor.id) {
                Some(known) => (one.role, one.attendance, one.span) = (known.role, known.attendance, known.span),
                None => one.span = self.anchor.span,
            }
        }
        Some(people)
    }

    fn person(&self, known: Option<&Participant>, value: &str) -> Option<Option<Participant>> {
        let known: Vec<Participant> = known.into_iter().cloned().collect();
        self.people(&known, value).map(|people| people.into_iter().next())
    }

    /// A place as JSON with its country, or by name alone.
    fn place(&self, before: Option<&Place>, value: &str) -> Option<Option<Place>> {
        #[derive(Deserialize)]
        struct Named {
            name: String,
            country: Option<String>,
        }
        let span = before.map_or(self.anchor.span, |p| p.span);
        or_none(value, |value| {
            if value.starts_with('{') {
                let Named { name, country } = serde_json::from_str(value).ok()?;
                return Some(Place { name, country, area: false, span });
            }
            Some(Place {
                name: value.to_owned(),
                country: self.countries.get(value).cloned().flatten(),
                area: false,
                span,
            })
        })
    }

    fn time(&self, before: Option<&When>, value: &str) -> Option<Option<When>> {
        or_none(value, |value| {
            let edtf = value.parse().ok()?;
            let (text, span) = before.map_or_else(|| (String::new(), self.anchor.span), |t| (t.text.clone(), t.span));
            let steps = format!("{edtf}, set by judgement");
            Some(When { edtf: Some(edtf), text, basis: "judgement".to_owned(), steps, span })
        })
    }

    fn money(&self, before: Option<&Money>, amount: &str) -> Option<Money> {
        let (value, currency) = amount.split_once(' ')?;
        let (text, span): (String, ByteSpan) =
            before.map_or_else(|| (amount.to_owned(), self.anchor.span), |m| (m.text.clone(), m.span));
        Some(Money { value: value.to_owned(), currency: currency.to_owned(), text, span })
    }
}

/// A value, or word that there is none (`Some(None)`); `None` where it cannot be read.
fn or_none<T>(value: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if matches!(value, "null" | "") { Some(None) } else { read(value).map(Some) }
}

fn issues(value: &str) -> Vec<String> {
    let mut issues: Vec<String> =
        value.split(',').map(str::trim).filter(|i| !matches!(*i, "null" | "")).map(str::to_owned).collect();
    issues.sort();
    issues.dedup();
    issues
}

fn status(word: &str) -> Option<Status> {
    use Status::{Cancelled, Denied, Held, Ongoing, Planned, Proposed};
    [Proposed, Planned, Ongoing, Held, Cancelled, Denied].into_iter().find(|s| s.as_str() == word)
}
