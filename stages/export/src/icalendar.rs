//! Events as an iCalendar (RFC 5545): whole days, since nobody tells hours. An event keeps its UID, so that a calendar
//! which reads the file again moves what it has; SEQUENCE rises with every move, calling off and taking up again that the
//! record knows of. What is told by month, or about a day, is tentative and says so. When it was learned stands for the clock, so that the same record gives the same file.

use chancery_model::{ClaimValue, Day, Edtf, Event, Snapshot, Status};
use chancery_view::format::{in_marks, on_one_line};
use chancery_view::{Cards, best_evidence, date_in_words, event_in_words, place_in_words};

use crate::dates;

/// Which events a calendar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All with days that are known.
    All,
    /// What lies ahead, is overdue, or was called off and has its day yet to come.
    Upcoming,
}

/// The calendar of a record.
#[must_use]
pub fn write(snapshot: &dyn Snapshot, shown: Shown) -> String {
    let record = snapshot.record();
    let cards = Cards::of(snapshot);
    let mut out = String::new();
    let name = if shown == Shown::Upcoming { "Upcoming" } else { "Chronology" };
    fold(&mut out, "BEGIN:VCALENDAR");
    fold(&mut out, "VERSION:2.0");
    fold(&mut out, &format!("PRODID:-//Chancery//{name}//EN"));
    fold(&mut out, "CALSCALE:GREGORIAN");
    fold(&mut out, "METHOD:PUBLISH");
    fold(&mut out, "X-WR-CALNAME:Chancery");
    for event in &record.events {
        let past = matches!((event.date().and_then(Edtf::last_day), record.now), (Some(last), Some(now)) if last < now);
        let is_shown = shown == Shown::All || event.status.is_ahead() || (event.status.is_off() && !past);
        if let Some(days) = days(event).filter(|_| is_shown) {
            entry(&mut out, snapshot, &cards, event, days);
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
    let learned = event.history.iter().filter_map(|h| h.learned.and_then(Edtf::last_day)).max();
    let stamped = stamp(learned.unwrap_or(first));
    let exact = event.date().is_some_and(dates::is_exact);
    let status = match event.status {
        Status::Cancelled | Status::Denied => "CANCELLED",
        Status::Planned | Status::Ongoing | Status::Held if exact => "CONFIRMED",
        Status::Planned | Status::Ongoing | Status::Held | Status::Proposed => "TENTATIVE",
    };
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{}@chancery.invalid", event.id));
    fold(out, &format!("DTSTAMP:{stamped}T000000Z"));
    fold(out, &format!("LAST-MODIFIED:{stamped}T000000Z"));
    fold(out, &format!("SEQUENCE:{}", moves(snapshot, event)));
    fold(out, &format!("DTSTART;VALUE=DATE:{}", stamp(first)));
    fold(out, &format!("DTEND;VALUE=DATE:{}", stamp(end)));
    fold(out, &format!("SUMMARY:{}", escape(&event_in_words(event))));
    if let Some(place) = &event.place {
        fold(out, &format!("LOCATION:{}", escape(&place_in_words(place))));
    }
    fold(out, &format!("STATUS:{status}"));
    fold(out, &format!("CATEGORIES:{}", escape(&event.kind.0)));
    fold(out, "TRANSP:TRANSPARENT");
    let about = if exact { String::new() } else { format!("The day: {}. ", date_in_words(event.date())) };
    if let Some((report, _, words)) = best_evidence(snapshot, cards, event) {
        let source = cards.source(report);
        let told = format!("{about}{} {}, {}", in_marks(words), source.label, source.date);
        fold(out, &format!("DESCRIPTION:{}", escape(&told)));
        if let Some(url) = source.url.filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            fold(out, &format!("URL:{}", on_one_line(&url)));
        }
    }
    fold(out, "END:VEVENT");
}

/// How often an event was told for other days than before, called off or taken up again, in the order learned.
fn moves(snapshot: &dyn Snapshot, event: &Event) -> usize {
    let mut told: Vec<(Option<Edtf>, bool)> = Vec::new();
    for step in &event.history {
        let before = told.last().and_then(|(date, _)| *date);
        let moved_from = snapshot.claim(&step.claim).and_then(|claim| match &claim.value {
            ClaimValue::Event(value) => value.moved_from.as_ref().and_then(|when| when.edtf),
            _ => None,
        });
        // One report alone may tell that it was moved.
        if let Some(from) = moved_from.filter(|from| told.is_empty() && Some(*from) != step.date) {
            told.push((Some(from), false));
        }
        told.push((step.date.or(before), step.status.is_off()));
    }
    told.dedup();
    told.windows(2)
        .filter(|pair| {
            let ((before, was_off), (after, is_off)) = (pair[0], pair[1]);
            was_off != is_off || matches!((before, after), (Some(a), Some(b)) if a != b)
        })
        .count()
}

/// A text value: separators escaped, control characters and those that turn the line around left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in on_one_line(text).chars() {
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
        out.push(c);
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
