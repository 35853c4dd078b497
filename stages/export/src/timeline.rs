//! Events as the JSON that TimelineJS shows: a slide an event with a known day, its words and their source. Dates are as
//! exact as they are told, and read as the program says them. Events of no known day have no place on a line of time, and
//! are left out.

use chancery_model::{Edtf, Event, PartialDate};
use serde::Serialize;

use crate::source::Source;
use crate::urn;
use crate::xml::escape;

#[derive(Serialize)]
struct Timeline {
    title: Title,
    events: Vec<Slide>,
}

#[derive(Serialize)]
struct Title {
    text: Text,
}

#[derive(Serialize)]
struct Slide {
    unique_id: String,
    start_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    /// The same in words.
    display_date: String,
    text: Text,
    group: String,
}

/// A date; what is not told of it is left out.
#[derive(Serialize)]
struct Date {
    year: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<i8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<i8>,
}

/// Both are HTML to TimelineJS.
#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

/// The slides of a record.
pub(crate) fn write(source: &Source<'_>) -> String {
    let record = source.record();
    let slides: Vec<Slide> = record.events.iter().filter_map(|event| slide(source, event)).collect();
    let undated = record.events.len() - slides.len();
    let left_out = if undated == 0 {
        String::new()
    } else {
        format!(", {} of no known day left out", chancery_view::counted(undated, "event"))
    };
    let reports = chancery_view::counted(record.reports.len(), "report");
    let text = Text { headline: "Chronology".to_owned(), text: format!("<p>From {reports}{left_out}.</p>") };
    chancery_view::format::json::line(&Timeline { title: Title { text }, events: slides })
}

fn slide(source: &Source<'_>, event: &Event) -> Option<Slide> {
    let (start, end) = match event.date()? {
        Edtf::Date { date, .. } => (date, None),
        Edtf::Interval { from: Some(from), to } => (from, to),
        Edtf::Interval { from: None, to } => (to?, None),
    };
    let words = source.best(event).map_or_else(String::new, |cited| {
        let told = source.cards.source(&cited.report);
        let label = escape(&told.label);
        let label = match source.card(&cited.report).and_then(urn::address) {
            Some(url) => format!("<a href=\"{}\">{label}</a>", escape(url)),
            None => label,
        };
        format!("<blockquote>{}</blockquote><p>{label}, {}</p>", escape(&cited.exact), escape(&told.date))
    });
    let weight = chancery_view::counted(event.reports.len(), "report");
    let origins = chancery_view::counted(event.origins, "origin");
    Some(Slide {
        unique_id: event.id.0.clone(),
        start_date: Date::of(start),
        end_date: end.map(Date::of),
        display_date: chancery_view::date_in_words(event.date()),
        text: Text {
            headline: escape(&chancery_view::event_in_words(event)),
            text: format!("{words}<p>{weight}, {origins}; <code>{}</code></p>", event.id),
        },
        group: event.process.clone().unwrap_or_else(|| event.kind.0.clone()),
    })
}

impl Date {
    fn of(date: PartialDate) -> Self {
        match date {
            PartialDate::Year(year) => Self { year, month: None, day: None },
            PartialDate::Month(year, month) => Self { year, month: Some(month), day: None },
            PartialDate::Day(day) => Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) },
        }
    }
}
