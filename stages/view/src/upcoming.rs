//! What lies ahead, what was to have taken place by now, and both as a calendar that other programs can subscribe to.

use std::fmt::Write;

use chancery_model::{Day, Edtf, Event, Snapshot, Status};
use serde::Serialize;

use crate::occasion::{Occasion, Occasions, is_past};
use crate::phrase::Cards;
use crate::{Table, format, phrase};

/// What lies ahead of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Upcoming {
    /// The day that counts as today.
    pub now: Option<String>,
    /// Planned for days past, with no report that it happened; the newest first.
    pub overdue: Vec<Occasion>,
    /// Planned or proposed for today or later, the soonest first.
    pub ahead: Vec<Occasion>,
    /// Planned or proposed for no known day.
    pub undated: Vec<Occasion>,
    /// Called off or denied, with a day that is not past.
    pub off: Vec<Occasion>,
}

/// What lies ahead in a record.
#[must_use]
pub fn upcoming(snapshot: &dyn Snapshot) -> Upcoming {
    let record = snapshot.record();
    let desk = Occasions::of(snapshot);
    let mut upcoming = Upcoming {
        now: record.now.map(|day| day.to_string()),
        overdue: Vec::new(),
        ahead: Vec::new(),
        undated: Vec::new(),
        off: Vec::new(),
    };
    for event in &record.events {
        let past = is_past(event.date(), record.now);
        let list = match event.status {
            Status::Planned | Status::Proposed if event.overdue || past => &mut upcoming.overdue,
            Status::Planned | Status::Proposed if event.date().is_none() => &mut upcoming.undated,
            Status::Planned | Status::Proposed => &mut upcoming.ahead,
            Status::Cancelled | Status::Denied if event.date().is_some() && !past => &mut upcoming.off,
            _ => continue,
        };
        list.push(desk.make(event));
    }
    upcoming.overdue.reverse();
    upcoming
}

impl Upcoming {
    /// As one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format::json::line(self)
    }

    /// As a sheet for a spreadsheet.
    #[must_use]
    pub fn sheet(&self) -> Table {
        let lists =
            [("overdue", &self.overdue), ("ahead", &self.ahead), ("undated", &self.undated), ("off", &self.off)];
        let mut rows = Vec::new();
        for (list, events) in lists {
            rows.extend(events.iter().map(|e| {
                let who: Vec<&str> = e.actors.iter().chain(&e.recipients).map(|w| w.name.as_str()).collect();
                vec![
                    list.to_owned(),
                    e.date.map(|d| d.to_string()).unwrap_or_default(),
                    e.kind.clone(),
                    e.status.to_owned(),
                    who.join(", "),
                    e.place.clone().unwrap_or_default(),
                    e.id.clone(),
                ]
            }));
        }
        Table { columns: vec!["list", "date", "kind", "status", "who", "where", "id"], rows }
    }
}

/// What lies ahead and what is overdue as an iCalendar (RFC 5545): whole days, each with an id that stays the same,
/// so that a calendar which reads it again moves what it has.
#[must_use]
pub fn calendar(snapshot: &dyn Snapshot) -> String {
    let record = snapshot.record();
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Upcoming//EN", "X-WR-CALNAME:Chancery"] {
        fold(&mut out, line);
    }
    let cards = Cards::of(snapshot);
    let shown = |e: &&Event| e.status.is_ahead() || (e.status.is_off() && !is_past(e.date(), record.now));
    for event in record.events.iter().filter(shown) {
        if let Some((first, last)) = days(event) {
            entry(&mut out, snapshot, &cards, event, (first, last));
        }
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

/// The days of an event, where both ends are known.
fn days(event: &Event) -> Option<(Day, Day)> {
    let date = event.date()?;
    Some((date.first_day()?, date.last_day()?))
}

fn entry(out: &mut String, snapshot: &dyn Snapshot, cards: &Cards<'_>, event: &Event, (first, last): (Day, Day)) {
    let stamp = |day: Day| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
    // The day after the last one ends it.
    let end = last.tomorrow().unwrap_or(last);
    // When it was learned last: never the clock, so that the same record gives the same file.
    let learned = event.history.iter().filter_map(|h| h.learned.and_then(Edtf::last_day)).max();
    let status = match event.status {
        Status::Cancelled | Status::Denied => "CANCELLED",
        Status::Planned => "CONFIRMED",
        _ => "TENTATIVE",
    };
    let occasion = phrase::occasion(&event.kind, event.status.as_str(), event.place.as_ref(), &phrase::who(event));
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{}@chancery.invalid", event.id));
    fold(out, &format!("DTSTAMP:{}T000000Z", stamp(learned.unwrap_or(first))));
    fold(out, &format!("DTSTART;VALUE=DATE:{}", stamp(first)));
    fold(out, &format!("DTEND;VALUE=DATE:{}", stamp(end)));
    fold(out, &format!("SUMMARY:{}", escape(&phrase::capital(&occasion))));
    if let Some(place) = &event.place {
        fold(out, &format!("LOCATION:{}", escape(&phrase::place(place))));
    }
    fold(out, &format!("STATUS:{status}"));
    fold(out, "TRANSP:TRANSPARENT");
    if let Some((report, words)) = phrase::best_words(snapshot, cards, event) {
        let source = cards.source(report);
        fold(out, &format!("DESCRIPTION:{}", escape(&format!("“{words}” {}, {}", source.label, source.date))));
    }
    fold(out, "END:VEVENT");
}

/// A text value: separators escaped, control characters and those that turn the line around left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in format::on_one_line(text).chars() {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A content line, folded at 75 bytes.
fn fold(out: &mut String, line: &str) {
    const MOST: usize = 75;
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > MOST {
            out.push_str("\r\n ");
            length = 1;
        }
        let _ = write!(out, "{c}");
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_and_separators_escaped() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "é".repeat(80)));
        assert!(out.lines().all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é".repeat(80)));
        assert_eq!(escape("a, b; c\\d\ne\u{202e}f"), "a\\, b\\; c\\\\d ef");
    }
}
