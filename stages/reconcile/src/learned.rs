//! Takes reports and occasions, gives when each report's news was learned: its publication date, or
//! the bounds that other dates of the record set for a report without one.

use std::collections::BTreeMap;

use chancery_model::{
    Bounds, Claim, ClaimId, ClaimValue, Day, Edtf, EventValue, PartialDate, ReportCard, ReportId, Status,
};
use rustc_hash::FxHashMap as HashMap;

use crate::told;

/// When each report's news was learned; reports of which nothing is known are missing.
pub(crate) type Learned = HashMap<ReportId, Edtf>;

/// Publication dates, and bounds where there are none: what took place on a day was written on that
/// day or later, what was still planned for it on that day or earlier. Bounds that contradict each
/// other count for nothing. The bounds are given beside it.
pub(crate) fn learned(
    reports: &[ReportCard],
    events: &[&Claim],
    occasions: &[Vec<usize>],
) -> (Learned, BTreeMap<ReportId, Bounds>) {
    let mut learned: Learned =
        reports.iter().filter_map(|r| r.published.edtf.map(|edtf| (r.id.clone(), edtf))).collect();
    let mut found: BTreeMap<&ReportId, Ends<'_>> = BTreeMap::new();
    for occasion in occasions {
        let claims = || occasion.iter().filter_map(|&i| event(events[i]).map(|e| (&events[i].anchor.report, e)));
        let Some((from, to)) = days(claims().map(|(_, event)| event)) else { continue };
        // An event bears the id of its first claim.
        let id = &events[occasion[0]].id;
        for (report, event) in claims().filter(|(report, _)| !learned.contains_key(*report)) {
            let ends = found.entry(report).or_default();
            match event.status {
                Status::Held | Status::Ongoing => ends.not_before(from, id),
                Status::Planned | Status::Proposed => ends.not_after(to, id),
                Status::Cancelled | Status::Denied => {}
            }
        }
    }
    let bounds = found.into_iter().filter_map(|(report, ends)| Some((report.clone(), ends.bounds()?)));
    let bounds: BTreeMap<ReportId, Bounds> = bounds.collect();
    learned.extend(bounds.iter().map(|(report, bounds)| (report.clone(), bounds.edtf)));
    (learned, bounds)
}

/// The newest day on which a report was published.
pub(crate) fn newest(reports: &[ReportCard]) -> Option<Day> {
    reports.iter().filter_map(|r| r.published.edtf?.last_day()).max()
}

/// A key that orders dates as moments of learning: by day; of one day, what was learned up to it
/// before what was learned on it before what was learned from it on; unknown last.
pub(crate) fn order(date: Option<Edtf>) -> (bool, Option<Day>, u8, Option<Day>) {
    match date.map(|d| (d.first_day(), d.last_day())) {
        Some((None, Some(to))) => (false, Some(to), 0, Some(to)),
        Some((Some(from), Some(to))) => (false, Some(from), 1, Some(to)),
        Some((Some(from), None)) => (false, Some(from), 2, None),
        Some((None, None)) | None => (true, None, 0, None),
    }
}

/// The number of the day of a moment of learning, for whoever compares many; `None` where it is not known.
pub(crate) fn day(date: Option<Edtf>) -> Option<i32> {
    date.and_then(Edtf::first_day).map(told::number)
}

/// Days between two of these; `None` where one is not known.
pub(crate) fn gap(a: Option<i32>, b: Option<i32>) -> Option<i32> {
    Some((a? - b?).abs())
}

/// The ends of the time in which a report can have been written, each with the event that sets it.
#[derive(Default)]
struct Ends<'a> {
    from: Option<(Day, &'a ClaimId)>,
    to: Option<(Day, &'a ClaimId)>,
}

impl<'a> Ends<'a> {
    fn not_before(&mut self, day: Option<Day>, by: &'a ClaimId) {
        if let Some(day) = day.filter(|day| self.from.is_none_or(|(known, id)| (*day, id) > (known, by))) {
            self.from = Some((day, by));
        }
    }

    fn not_after(&mut self, day: Option<Day>, by: &'a ClaimId) {
        if let Some(day) = day.filter(|day| self.to.is_none_or(|(known, id)| (*day, by) < (known, id))) {
            self.to = Some((day, by));
        }
    }

    fn bounds(&self) -> Option<Bounds> {
        let end = |end: Option<(Day, &ClaimId)>| end.map(|(day, _)| PartialDate::Day(day));
        let edtf = match (self.from, self.to) {
            (None, None) => return None,
            (Some((from, _)), Some((to, _))) if from > to => return None,
            (Some((from, _)), Some((to, _))) => Edtf::days(from, to),
            (from, to) => Edtf::Interval { from: end(from), to: end(to) },
        };
        let mut by: Vec<ClaimId> = self.from.iter().chain(&self.to).map(|(_, id)| (*id).clone()).collect();
        by.sort();
        by.dedup();
        Some(Bounds { edtf, by })
    }
}

fn event(claim: &Claim) -> Option<&EventValue> {
    match &claim.value {
        ClaimValue::Event(event) => Some(event),
        _ => None,
    }
}

/// First and last day on which an occasion can have been, by all its dated claims; `None` where it
/// has none, or where judgements have joined days that exclude each other.
fn days<'a>(claims: impl Iterator<Item = &'a EventValue>) -> Option<(Option<Day>, Option<Day>)> {
    let mut dated = claims.filter_map(|e| e.time.as_ref()?.edtf).peekable();
    dated.peek()?;
    let (from, to) = dated
        .fold((None, None), |(from, to): (Option<Day>, _), d| (from.max(d.first_day()), earlier(to, d.last_day())));
    match (from, to) {
        (Some(from), Some(to)) if from > to => None,
        days => Some(days),
    }
}

/// The earlier of two ends; an open end is later than any day.
fn earlier(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
