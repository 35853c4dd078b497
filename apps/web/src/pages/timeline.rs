//! The chronology drawn along a line of time: a lane a kind, a mark an event, today as a line, and stretches without
//! reports shaded. What is planned is dashed, a day that is not told is a bar with soft ends.

use std::collections::BTreeMap;

use chancery_model::{Day, Edtf, Snapshot};
use chancery_view::{Chronology, Occasion, covered};
use jiff::{ToSpan, Unit};
use maud::{Markup, html};

use crate::lay::{capital, count};
use crate::told::plain;
use crate::visit::Visit;

/// The width of the drawing, in its own units, and of the names of lanes before it.
const WIDE: f64 = 1080.0;
const NAMES: f64 = 84.0;

/// The height of a row of marks, and of the head with the months.
const ROW: f64 = 15.0;
const HEAD: f64 = 26.0;

/// The most rows of a lane; what does not fit is counted.
const ROWS: usize = 24;

/// The longest stretch that is drawn unasked, in days: more of it is a click away.
const UNASKED: i32 = 400;

/// A stretch without reports that is worth showing, in days.
const SILENT: i32 = 14;

/// The days that are drawn.
#[derive(Clone, Copy)]
struct Window {
    first: Day,
    last: Day,
}

impl Window {
    fn days(self) -> i32 {
        days(self.first, self.last)
    }

    /// Where the morning of a day lies.
    fn at(self, day: Day) -> f64 {
        let along = f64::from(days(self.first, day)) / f64::from(self.days() + 1);
        NAMES + along.clamp(0.0, 1.0) * (WIDE - NAMES)
    }

    /// Where the evening of a day lies.
    fn after(self, day: Day) -> f64 {
        self.at(day.tomorrow().unwrap_or(day))
    }

    fn holds(self, first: Day, last: Day) -> bool {
        first <= self.last && last >= self.first
    }

    fn address(self) -> String {
        format!("{}/{}", self.first, self.last)
    }
}

fn days(from: Day, to: Day) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}

/// The drawing, with ways to look closer or further.
pub(super) fn timeline(visit: &Visit, chronology: &Chronology) -> Markup {
    let now = visit.held.record().now;
    let Some(window) = window(visit, &chronology.events, now) else {
        return html! { p class="empty" { "None of these events has a day; the list shows them." } };
    };
    let drawn: Vec<Mark<'_>> = chronology.events.iter().filter_map(|event| Mark::of(event, window)).collect();
    let lanes = lanes(drawn);
    let height = HEAD + lanes.iter().map(|lane| lane.height() + 8.0).sum::<f64>() + 6.0;
    let shown: usize = lanes.iter().map(|lane| lane.marks.len() + lane.left).sum();
    let outside = chronology.events.len() - shown;
    let mut top = HEAD;
    html! {
        (nearer(visit, window))
        figure class="timeline" tabindex="0" aria-label="Timeline; the list shows the same events as text" {
            svg viewBox={ "0 0 " (WIDE) " " (height) } role="group" aria-label={ (count(shown, "event")) " from " (window.first) " to " (window.last) } {
                defs {
                    @for status in ["held", "ongoing", "planned", "proposed", "cancelled", "denied"] {
                        linearGradient id={ "soft-" (status) } {
                            stop class={ "stop " (status) } offset="0" stop-opacity="0" {}
                            stop class={ "stop " (status) } offset="0.3" stop-opacity="0.75" {}
                            stop class={ "stop " (status) } offset="0.7" stop-opacity="0.75" {}
                            stop class={ "stop " (status) } offset="1" stop-opacity="0" {}
                        }
                    }
                }
                @for (from, until) in silent(visit, window) {
                    rect class="silent" x=(window.after(from)) y=(HEAD) width=((window.at(until) - window.after(from)).max(0.0)) height=(height - HEAD) {
                        title { "no report published between " (from) " and " (until) }
                    }
                }
                @for (x, label, strong) in ticks(window) {
                    line class={ "tick" @if strong { " strong" } } x1=(x) x2=(x) y1=(HEAD - 6.0) y2=(height) {}
                    text class="month" x=(x + 3.0) y=(HEAD - 10.0) { (label) }
                }
                @for lane in &lanes {
                    @let here = { let here = top; top += lane.height() + 8.0; here };
                    text class="lane" x="0" y=(here + 12.0) { (capital(&lane.kind.replace('-', " "))) }
                    line class="edge" x1="0" x2=(WIDE) y1=(here - 4.0) y2=(here - 4.0) {}
                    @for mark in &lane.marks { (mark.draw(visit, here)) }
                    @if lane.left > 0 { text class="lane" x="0" y=(here + 26.0) { "+" (lane.left) " more" } }
                }
                @if let Some(now) = now.filter(|now| window.holds(*now, *now)) {
                    line class="now" x1=(window.at(now)) x2=(window.at(now)) y1=(HEAD - 6.0) y2=(height) { title { "today, " (now) } }
                    text class="now" x=(window.at(now) + 3.0) y=(height - 3.0) { "today" }
                }
            }
        }
        @if outside > 0 { p class="faint" { (count(outside, "event")) " without a day, or outside of these days." } }
        (legend())
    }
}

/// The days asked for; else all that the events cover, where that is not too long, else the last stretch of it.
fn window(visit: &Visit, events: &[Occasion], now: Option<Day>) -> Option<Window> {
    let asked: Option<Edtf> = visit.query.date("on").ok().flatten();
    if let Some((first, last)) = asked.and_then(|on| Some((on.first_day()?, on.last_day()?))) {
        return Some(Window { first, last });
    }
    let covered = covered(events)?;
    let (first, last) = (covered.first_day()?, covered.last_day()?);
    let aside = |day: Day, by: i32| day.checked_add(by.days()).unwrap_or(day);
    let first = first.max(aside(last, -UNASKED));
    // Today is seen where it is near.
    let near = |now: &Day| days(last, *now) < 60 && *now > last;
    let last = now.filter(near).unwrap_or(last);
    let margin = (days(first, last) / 30).max(2);
    Some(Window { first: aside(first, -margin), last: aside(last, margin) })
}

/// Links to look closer, further, before and after.
fn nearer(visit: &Visit, window: Window) -> Markup {
    let aside = |day: Day, by: i32| day.checked_add(by.days()).unwrap_or(day);
    let (length, quarter) = (window.days(), (window.days() / 4).max(1));
    let of = |first: Day, last: Day| visit.with("on", Some(&Window { first, last }.address()));
    html! {
        nav class="choices" aria-label="Stretch of time" {
            a href=(of(aside(window.first, -length / 2), aside(window.last, -length / 2))) { "Earlier" }
            @if length > 6 { a href=(of(aside(window.first, quarter), aside(window.last, -quarter))) { "Closer" } }
            a href=(of(aside(window.first, -length / 2), aside(window.last, length / 2))) { "Further" }
            a href=(of(aside(window.first, length / 2), aside(window.last, length / 2))) { "Later" }
            span class="faint" { (window.first) " to " (window.last) }
        }
    }
}

/// An event as it is drawn.
struct Mark<'e> {
    event: &'e Occasion,
    from: f64,
    until: f64,
    row: usize,
}

impl<'e> Mark<'e> {
    fn of(event: &'e Occasion, window: Window) -> Option<Self> {
        let date = event.date?;
        let first = date.first_day().or(date.last_day())?;
        let last = date.last_day().unwrap_or(window.last).max(first);
        let first = date.first_day().unwrap_or(window.first).min(first);
        if !window.holds(first, last) {
            return None;
        }
        Some(Self { event, from: window.at(first), until: window.after(last), row: 0 })
    }

    /// A dot for a day, a bar for days, a bar with soft ends where the day is not told.
    fn draw(&self, visit: &Visit, top: f64) -> Markup {
        let y = top + ROW * self.row as f64 + ROW / 2.0;
        let (middle, wide) = ((self.from + self.until) / 2.0, self.until - self.from);
        let one_day = self.event.exact && self.event.first == self.event.last;
        let status = if self.event.overdue { "overdue" } else { self.event.status };
        let names: Vec<&str> =
            self.event.actors.iter().chain(&self.event.recipients).map(|w| w.name.as_str()).collect();
        let place = self.event.place.as_ref().map_or_else(String::new, |p| format!(" in {p}"));
        let told = format!("{}: {}{place} ({status}) — {}", self.event.day, self.event.kind, names.join(", "));
        html! {
            a href=(visit.to("/show", &self.event.id)) class={ "mark " (status) } aria-label=(plain(&told)) {
                title { (plain(&told)) }
                @if one_day { circle cx=(middle) cy=(y) r="5" {} }
                @else if self.event.exact { rect class="bar" x=(self.from) y=(y - 4.5) width=(wide.max(9.0)) height="9" rx="4.5" {} }
                @else { rect class="soft" x=(middle - wide.max(14.0) / 2.0) y=(y - 4.5) width=(wide.max(14.0)) height="9" fill={ "url(#soft-" (self.event.status) ")" } {} }
                @if matches!(self.event.status, "cancelled" | "denied") {
                    path class="cross" d={ "M" (middle - 4.0) " " (y - 4.0) "l8 8m0 -8l-8 8" } {}
                }
            }
        }
    }
}

/// The events of a kind, in rows where none hides another.
struct Lane<'e> {
    kind: String,
    marks: Vec<Mark<'e>>,
    rows: usize,
    /// How many did not fit.
    left: usize,
}

impl Lane<'_> {
    fn height(&self) -> f64 {
        ROW * self.rows.max(if self.left > 0 { 2 } else { 1 }) as f64
    }
}

/// Where kinds stand above each other; others follow by name.
const ORDER: [&str; 5] = ["summit", "talks", "meeting", "visit", "call"];

fn lanes(marks: Vec<Mark<'_>>) -> Vec<Lane<'_>> {
    let rank = |kind: &str| ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len());
    let mut of: BTreeMap<(usize, String), Vec<Mark<'_>>> = BTreeMap::new();
    for mark in marks {
        of.entry((rank(&mark.event.kind), mark.event.kind.clone())).or_default().push(mark);
    }
    of.into_iter()
        .map(|((_, kind), mut marks)| {
            marks.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.until.total_cmp(&b.until)));
            let mut ends: Vec<f64> = Vec::new();
            for mark in &mut marks {
                let (from, until) =
                    (mark.from.min((mark.from + mark.until) / 2.0 - 6.0), mark.until.max(mark.from + 12.0));
                mark.row = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
                if mark.row == ends.len() {
                    ends.push(until);
                } else {
                    ends[mark.row] = until;
                }
            }
            let all = marks.len();
            marks.retain(|mark| mark.row < ROWS);
            Lane { kind, left: all - marks.len(), marks, rows: ends.len().min(ROWS) }
        })
        .collect()
}

/// Beginnings of months, or of days and years where the stretch is short or long: place, name, whether a year begins.
fn ticks(window: Window) -> Vec<(f64, String, bool)> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let length = window.days();
    let mut ticks = Vec::new();
    let mut day = window.first;
    while day <= window.last {
        let (opens_month, opens_year) = (day.day() == 1, day.day() == 1 && day.month() == 1);
        let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
        let told = match length {
            ..=12 => true,
            13..=21 => opens_month || day.day() % 2 == 0,
            22..=90 => opens_month || [8, 15, 22].contains(&day.day()),
            _ => false,
        };
        let label = if told {
            Some(format!("{} {month}", day.day()))
        } else if length > 90 && length <= 800 && opens_month && (length <= 420 || day.month() % 2 == 1) {
            Some(if opens_year { day.year().to_string() } else { month.to_owned() })
        } else if length > 800 && opens_year && (length <= 12_000 || day.year() % 10 == 0) {
            Some(day.year().to_string())
        } else {
            None
        };
        ticks.extend(label.map(|label| (window.at(day), label, opens_year || (length <= 90 && opens_month))));
        // Only the first of a month matters in a long stretch.
        let next = if length > 90 { day.first_of_month().checked_add(1.month()) } else { day.tomorrow() };
        match next {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    // Names of many years do not fit.
    let every = ticks.len().div_ceil(16).max(1);
    ticks.into_iter().enumerate().filter(|(n, _)| n % every == 0).map(|(_, tick)| tick).collect()
}

/// Stretches between two reports in which none was published.
fn silent(visit: &Visit, window: Window) -> Vec<(Day, Day)> {
    let cards = visit.held.record().reports.iter();
    let mut days_of: Vec<Day> = cards.filter_map(|card| card.published.edtf?.first_day()).collect();
    days_of.sort_unstable();
    days_of.dedup();
    let least = SILENT.max(window.days() / 12);
    let long = |pair: &&[Day]| days(pair[0], pair[1]) > least && window.holds(pair[0], pair[1]);
    days_of.windows(2).filter(long).map(|pair| (pair[0], pair[1])).collect()
}

fn legend() -> Markup {
    html! {
        ul class="legend" {
            @for (status, says) in [("held", "held"), ("ongoing", "ongoing"), ("planned", "planned"), ("proposed", "proposed"), ("overdue", "overdue")] {
                li { svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { g class={ "mark " (status) } { circle cx="7" cy="7" r="5" {} } } " " (says) }
            }
            li { svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { g class="mark cancelled" { circle cx="7" cy="7" r="5" {} path class="cross" d="M3 3l8 8m0 -8l-8 8" {} } } " called off or denied" }
            li { svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true" { g class="mark held" { rect class="soft" x="0" y="3" width="30" height="9" fill="url(#soft-held)" {} } } " day not told" }
            li { svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true" { rect class="silent" width="30" height="14" {} } " no report published" }
        }
    }
}
