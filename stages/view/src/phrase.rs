//! How things are said on a page: dates, participants, counts, sources.

use chancery_model::{
    Attendance, ByteSpan, Decimal, Edtf, Event, EventKind, OfficeValue, OutcomeValue, PartialDate, Participant, Period,
    Place, PledgeStatus, PledgeValue, ProposalValue, ReportCard, ReportId, Role, Snapshot, Status,
};
use rustc_hash::FxHashMap;

use crate::Source;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "3 reports", "1 report".
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    match (n, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !noun.ends_with("ay") => format!("{n} {stem}ies"),
        _ => format!("{n} {noun}s"),
    }
}

/// What a proposal is called, and what is told of it.
pub(crate) fn proposal(value: &ProposalValue) -> String {
    format!("{}{}", value.name, proposed(value))
}

/// What is told of a proposal, behind its name.
pub(crate) fn proposed(value: &ProposalValue) -> String {
    let names = |of: &[Participant]| of.iter().map(|p| p.actor.name.as_str()).collect::<Vec<_>>().join(", ");
    let people = [("by", &value.by), ("drafted by", &value.drafted_by), ("to", &value.to)];
    let mut told: Vec<String> = people
        .into_iter()
        .filter(|(_, who)| !who.is_empty())
        .map(|(joint, who)| format!(" {joint} {}", names(who)))
        .collect();
    if value.planned {
        told.push(" (yet to be put forward)".to_owned());
    }
    let answers: Vec<String> =
        value.answers.iter().map(|a| format!("{} {}", a.by.actor.name, a.stance.as_str())).collect();
    if !answers.is_empty() {
        told.push(format!(": {}", answers.join(", ")));
    }
    told.concat()
}

/// Who holds, or held, which office: "Ana Silva, former envoy".
pub(crate) fn office(value: &OfficeValue) -> String {
    let former = if value.former { "former " } else { "" };
    format!("{}, {former}{}", value.holder.actor.name, value.title)
}

/// A date in words; "undated" where there is none.
#[must_use]
pub fn date(date: Option<Edtf>) -> String {
    match date {
        None | Some(Edtf::Interval { from: None, to: None }) => "undated".to_owned(),
        Some(Edtf::Date { date, approximate: false }) => partial(date),
        Some(Edtf::Date { date, approximate: true }) => format!("about {}", partial(date)),
        Some(Edtf::Interval { from: Some(from), to: None }) => format!("from {}", partial(from)),
        Some(Edtf::Interval { from: None, to: Some(to) }) => format!("by {}", partial(to)),
        Some(Edtf::Interval { from: Some(from), to: Some(to) }) => match (from, to) {
            (PartialDate::Day(a), PartialDate::Day(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
                format!("{}–{}", a.day(), partial(to))
            }
            _ => format!("{} – {}", partial(from), partial(to)),
        },
    }
}

fn partial(date: PartialDate) -> String {
    let month = |m: i8| MONTHS[usize::from(m.unsigned_abs().clamp(1, 12)) - 1];
    match date {
        PartialDate::Year(y) => y.to_string(),
        PartialDate::Month(y, m) => format!("{} {y}", month(m)),
        PartialDate::Day(d) => format!("{} {} {}", d.day(), month(d.month()), d.year()),
    }
}

/// A key of the schema as words with a capital: `arms-control` → "Arms control".
pub(crate) fn capital(key: &str) -> String {
    opening(&key.replace(['-', '_'], " "))
}

/// Words as they open a sentence.
#[must_use]
pub fn opening(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// "London, United Kingdom"; the country alone where the place is the country.
#[must_use]
pub fn place(place: &Place) -> String {
    match &place.country {
        Some(country) if *country != place.name => format!("{}, {country}", place.name),
        _ => place.name.clone(),
    }
}

/// "meeting in Bern, Switzerland (held) — Anna Keller, Marc Dubois".
pub(crate) fn occasion(kind: &EventKind, status: &str, at: Option<&Place>, who: &str) -> String {
    let preposition = if kind.0 == "visit" { "to" } else { "in" };
    let place = at.map_or_else(String::new, |p| format!(" {preposition} {}", place(p)));
    let who = if who.is_empty() { String::new() } else { format!(" — {who}") };
    format!("{}{place} ({status}){who}", kind.0.replace(['-', '_'], " "))
}

/// What came of an occasion, in two words.
pub(crate) fn outcome(value: OutcomeValue) -> &'static str {
    match value {
        OutcomeValue::Agreement => "agreement reached",
        OutcomeValue::Partial => "partial result",
        OutcomeValue::None => "no result",
    }
}

/// Results that reports tell; where they differ, all of them.
pub(crate) fn outcomes(values: impl Iterator<Item = OutcomeValue>) -> Option<String> {
    let told: Vec<&str> = values.map(outcome).collect();
    (!told.is_empty()).then(|| told.join(" or "))
}

/// "Keir Starmer (United Kingdom)", with what is uncertain about the attendance.
fn participant(p: &Participant, status: Status) -> String {
    let attendance = match p.attendance {
        Attendance::Told => None,
        // Everybody is only expected at what lies ahead.
        Attendance::Expected if status.is_ahead() => None,
        other => Some(other.as_str()),
    };
    let role = (p.role == Role::Host).then_some("host");
    let acts_for = p.acts_for.as_ref().filter(|a| a.id != p.actor.id).map(|a| a.name.as_str());
    let inside: Vec<&str> = [acts_for, role, attendance].into_iter().flatten().collect();
    if inside.is_empty() { p.actor.name.clone() } else { format!("{} ({})", p.actor.name, inside.join(", ")) }
}

/// "promised Ukraine: send tents (£50 billion a year, by 2030), in the words of Keir Starmer".
pub(crate) fn undertaking(value: &PledgeValue) -> String {
    let to = value.to.as_ref().map(|to| match value.status {
        PledgeStatus::Promised => format!(" {}", to.actor.name),
        PledgeStatus::Approved => format!(" for {}", to.actor.name),
        PledgeStatus::Delivered => format!(" to {}", to.actor.name),
    });
    let period = value.period.map_or_else(String::new, |period| format!(" a {}", period.as_str()));
    let amount = value.amount.as_ref().map(|amount| format!("{}{period}", amount.text));
    let until = value.until.as_ref().map(|until| match until.edtf {
        Some(Edtf::Date { .. }) => format!("until {}", date(until.edtf)),
        _ => until.text.clone(),
    });
    let inside: Vec<String> = amount.into_iter().chain(until).collect();
    let inside = if inside.is_empty() { String::new() } else { format!(" ({})", inside.join(", ")) };
    let by = value.said_by.as_ref().map_or_else(String::new, |by| format!(", in the words of {}", by.actor.name));
    format!("{}{}: {}{inside}{by}", value.status.as_str(), to.unwrap_or_default(), value.what)
}

/// A sum of money: "NOK 90 billion a year", "EUR 12,500".
pub(crate) fn money(number: Decimal, currency: &str, period: Option<Period>) -> String {
    let told = number.to_string();
    let (whole, part) = told.split_once('.').map_or((told.as_str(), ""), |(whole, part)| (whole, part));
    let scale = [(12, "trillion"), (9, "billion"), (6, "million")];
    // As many figures behind the point as a reader takes in.
    let fits = |zeros: usize| whole.len() > zeros && whole[whole.len() - zeros..].trim_end_matches('0').len() <= 3;
    let number = match scale.into_iter().find(|(zeros, _)| part.is_empty() && fits(*zeros)) {
        Some((zeros, word)) => {
            let (whole, part) = whole.split_at(whole.len() - zeros);
            let part = part.trim_end_matches('0');
            format!("{whole}{}{part} {word}", if part.is_empty() { "" } else { "." })
        }
        None => {
            let mut grouped = String::new();
            for (at, digit) in whole.char_indices() {
                if at > 0 && (whole.len() - at).is_multiple_of(3) && !grouped.ends_with('-') {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            format!("{grouped}{}{part}", if part.is_empty() { "" } else { "." })
        }
    };
    let period = period.map_or_else(String::new, |period| format!(" a {}", period.as_str()));
    format!("{currency} {number}{period}")
}

/// Everybody at an event, in one line: sides, whom it was aimed at, go-betweens.
pub(crate) fn who(event: &Event) -> String {
    everybody(&event.actors, &event.recipients, &event.mediators, event.status)
}

/// Sides, whom an event was aimed at, go-betweens, in one line.
pub(crate) fn everybody(
    actors: &[Participant],
    recipients: &[Participant],
    mediators: &[Participant],
    status: Status,
) -> String {
    let list = |of: &[Participant]| of.iter().map(|p| participant(p, status)).collect::<Vec<_>>().join(", ");
    let mut out = list(actors);
    if !recipients.is_empty() {
        out = format!("{out} → {}", list(recipients));
    }
    if !mediators.is_empty() {
        let separator = if out.is_empty() { "" } else { "; " };
        out = format!("{out}{separator}through {}", list(mediators));
    }
    out.trim().to_owned()
}

/// A speaker with whom and in what office they speak: "Keir Starmer (Prime Minister, United Kingdom)".
pub(crate) fn speaker(p: &Participant) -> String {
    let acts_for = p.acts_for.as_ref().filter(|a| a.id != p.actor.id).map(|a| a.name.as_str());
    let inside: Vec<&str> = match (p.office.as_deref(), acts_for) {
        (Some(office), Some(acts_for)) if office.contains(acts_for) => vec![office],
        (office, acts_for) => [office, acts_for].into_iter().flatten().collect(),
    };
    if inside.is_empty() { p.actor.name.clone() } else { format!("{} ({})", p.actor.name, inside.join(", ")) }
}

/// "3 reports, 2 origins", or nothing where there is one report only.
pub(crate) fn weight(reports: usize, origins: usize) -> String {
    if reports < 2 { String::new() } else { format!("{}, {}", count(reports, "report"), count(origins, "origin")) }
}

/// A report as a source.
pub(crate) fn source(card: &ReportCard) -> Source {
    let label = short(card.label());
    Source {
        title: card.title.clone().filter(|t| *t != label),
        label,
        url: card.url.clone(),
        date: date(card.published.edtf),
        report: card.id.short().to_owned(),
    }
}

/// A headline that stands in for an outlet, cut at a word where it is long.
pub(crate) fn short(label: &str) -> String {
    cut(label, 48)
}

/// Words cut at a blank where they are longer than that many characters.
pub(crate) fn cut(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_owned() };
    let cut = &words[..end];
    let whole_words = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{}…", whole_words.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The cards of a snapshot, by id.
#[derive(Debug)]
pub struct Cards<'s>(FxHashMap<&'s ReportId, &'s ReportCard>);

impl<'s> Cards<'s> {
    /// The cards of a snapshot.
    #[must_use]
    pub fn of(snapshot: &'s dyn Snapshot) -> Self {
        Self(snapshot.record().reports.iter().map(|card| (&card.id, card)).collect())
    }

    /// The card of a report, where the record has it.
    #[must_use]
    pub fn get(&self, report: &ReportId) -> Option<&'s ReportCard> {
        self.0.get(report).copied()
    }

    /// The report as a source.
    #[must_use]
    pub fn source(&self, report: &ReportId) -> Source {
        self.get(report).map_or_else(
            || Source {
                label: report.short().to_owned(),
                title: None,
                url: None,
                date: date(None),
                report: report.short().to_owned(),
            },
            source,
        )
    }
}

/// An event as the line of a list: "Meeting in Bern, Switzerland (held) — Anna Keller, Marc Dubois".
#[must_use]
pub fn event(event: &Event) -> String {
    capital(&occasion(&event.kind, event.status.as_str(), event.place.as_ref(), &who(event)))
}

/// The words that tell an event best, without their place.
pub(crate) fn best_words<'s>(
    snapshot: &'s dyn Snapshot,
    cards: &Cards<'_>,
    event: &'s Event,
) -> Option<(&'s ReportId, &'s str)> {
    best_evidence(snapshot, cards, event).map(|(report, _, exact)| (report, exact))
}

/// The words that tell an event best, with their report and where they stand: of a dated report that gives the status in
/// force, those around what gave the event away.
#[must_use]
pub fn best_evidence<'s>(
    snapshot: &'s dyn Snapshot,
    cards: &Cards<'_>,
    event: &'s Event,
) -> Option<(&'s ReportId, ByteSpan, &'s str)> {
    let in_force = event.history.iter().filter(|h| h.status == event.status);
    let dated = |r: &ReportId| cards.get(r).is_some_and(|c| c.published.edtf.is_some());
    let best = in_force.min_by_key(|h| !dated(&h.report)).and_then(|h| snapshot.claim(&h.claim));
    if let Some(claim) = best {
        let around = claim.evidence.iter().find(|e| e.span.contains(claim.anchor.span));
        let evidence = around.or(claim.evidence.first())?;
        return Some((&claim.anchor.report, evidence.span, &evidence.exact));
    }
    event.evidence.first().map(|e| (&e.report, e.span, e.exact.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_people_say_them() {
        for (edtf, said) in [
            ("2025-12-08", "8 December 2025"),
            ("2025-12-08~", "about 8 December 2025"),
            ("2025-12", "December 2025"),
            ("2025", "2025"),
            ("2025-12-08/2025-12-09", "8–9 December 2025"),
            ("2025-11-30/2025-12-01", "30 November 2025 – 1 December 2025"),
            ("../2025-12", "by December 2025"),
            ("2025-02-28/..", "from 28 February 2025"),
        ] {
            assert_eq!(date(edtf.parse().ok()), said);
        }
        assert_eq!(date(None), "undated");
    }

    #[test]
    fn long_words_are_cut_at_a_blank() {
        assert_eq!(cut("The envoys met.", 15), "The envoys met.");
        assert_eq!(cut("The envoys met, and talked.", 16), "The envoys met…");
        assert_eq!(cut("Żółć in one\nline", 13), "Żółć in one…");
        assert_eq!(cut("unbroken", 3), "unb…");
    }

    #[test]
    fn money_is_said_as_people_say_it() {
        let said = |number: &str, period| money(number.parse().expect("a number"), "NOK", period);
        assert_eq!(said("90000000000", None), "NOK 90 billion");
        assert_eq!(said("45500000", Some(Period::Year)), "NOK 45.5 million a year");
        assert_eq!(said("1234567", None), "NOK 1,234,567");
        assert_eq!(said("12500", None), "NOK 12,500");
        assert_eq!(said("999.5", None), "NOK 999.5");
        assert_eq!(said("2000000000000", None), "NOK 2 trillion");
    }

    #[test]
    fn counts_have_their_plural() {
        assert_eq!(count(1, "report"), "1 report");
        assert_eq!(count(0, "origin"), "0 origins");
        assert_eq!(count(2, "country"), "2 countries");
        assert_eq!(count(3, "day"), "3 days");
    }
}
