//! Days told by the first and the last of them: "on Monday and Tuesday", "between Monday and Wednesday", "from Friday to
//! Sunday". "On Monday and Thursday" tells of two occasions, and is none.

use chancery_model::{Day, Edtf, TimeKind, When};
use jiff::ToSpan;

use super::maker::Maker;

/// Most days of which first and last are told so by weekdays, or as two by "and".
const LONGEST: i32 = 7;
/// Most days from one date to another.
const LONGEST_BY_DATE: i32 = 62;

impl Maker<'_> {
    /// The days from first to last, where the time told by `when` is one of the two.
    pub(super) fn stretch(&self, index: usize, when: &When) -> Option<When> {
        let day = when.edtf.and_then(Edtf::single_day)?;
        let behind =
            || self.between(index, index + 1).and_then(|joint| Some((joint, day, self.after(index + 1, day)?)));
        let before = index.checked_sub(1);
        let ahead = || {
            let other = before?;
            let joint = self.between(other, index)?;
            Some((joint, self.before(other, day)?, day))
        };
        let (joint, first, last) = behind().or_else(ahead)?;
        let length = first.until(last).ok()?.get_days();
        let framed = joint == "and" && length > 1 && !self.is_framed(if last == day { before? } else { index });
        let other = if last == day { before? } else { index + 1 };
        // "from Monday to Friday" of what was moved is no stretch.
        let given_up = |i: usize| self.findings.events.iter().any(|event| event.moved_from == Some(i));
        if given_up(index) || given_up(other) {
            return None;
        }
        let dated = |i: usize| !matches!(self.findings.times[i].value, TimeKind::Weekday { .. });
        let longest = if joint != "and" && dated(index) && dated(other) { LONGEST_BY_DATE } else { LONGEST };
        if framed || !(1..longest).contains(&length) {
            return None;
        }
        let span = when.span.cover(self.findings.times[other].span);
        let (text, edtf) = (self.document.text(span).to_owned(), Edtf::days(first, last));
        let steps = format!("{}, and with what stands beside it, “{text}” → {edtf}", when.steps);
        Some(When { edtf: Some(edtf), text, steps, span, ..when.clone() })
    }

    /// The one word between two times, where it joins the first and the last of some days.
    fn between(&self, first: usize, last: usize) -> Option<String> {
        let (a, b) = (self.findings.times.get(first)?.span, self.findings.times.get(last)?.span);
        let words = self.document.report.text.get(a.end()..b.start())?.to_lowercase();
        let word = words.trim().trim_end_matches(" on").to_owned();
        self.data.lexicon.phrase("days-between", &[&word]).map(|_| word)
    }

    /// "**between** Monday and Wednesday"
    fn is_framed(&self, first: usize) -> bool {
        let before = self.document.report.text[..self.findings.times[first].span.start()].trim_end();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        self.data.lexicon.phrase("days-framed", &[&word]).is_some()
    }

    /// The day of a time told as the last of some, seen from the first.
    fn after(&self, index: usize, first: Day) -> Option<Day> {
        match self.findings.times[index].value {
            TimeKind::Weekday { weekday, shift: 0 } => {
                let days = (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7);
                first.checked_add(i64::from(days).days()).ok()
            }
            _ => self.times[index].day(),
        }
    }

    /// The day of a time told as the first of some, seen from the last.
    fn before(&self, index: usize, last: Day) -> Option<Day> {
        match self.findings.times[index].value {
            TimeKind::Weekday { weekday, shift: 0 } => {
                let days = (last.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
                last.checked_sub(i64::from(days).days()).ok()
            }
            _ => self.times[index].day(),
        }
    }
}
