//! Days told by how far they lie from another: "on Friday, a day after they met".

use chancery_model::{Day, Distance, Edtf, TimeKind, When};
use jiff::ToSpan;

use super::maker::Maker;

/// How many sentences back the day may have been told that words without one are measured from.
const REACH: usize = 3;

impl Maker<'_> {
    /// The day, or two days, that a distance gives. Nothing where it is longer than days or not told in figures.
    pub(super) fn apart(&self, distance: &Distance) -> Option<When> {
        let days = match distance.length.map(|i| &self.findings.times[i].value) {
            Some(TimeKind::Duration(value)) if value.starts_with("PT") => None,
            Some(TimeKind::Duration(value)) => Some(value.strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok()?),
            Some(_) => return None,
            None => None,
        };
        let from = match distance.from {
            Some(time) => self.times[time].day()?,
            None => self.told_before(distance)?,
        };
        let off = |days: i64| from.checked_add((if distance.earlier { -days } else { days }).days()).ok();
        let edtf = match days {
            Some(days) => Edtf::day(off(days)?),
            None => {
                let other = off(1)?;
                Edtf::days(from.min(other), from.max(other))
            }
        };
        let text = self.document.text(distance.words).to_owned();
        let steps = format!("“{text}” what is told of {from} → {edtf}");
        Some(When { edtf: Some(edtf), text, basis: "told".to_owned(), steps, span: distance.words })
    }

    /// The day told last before, in the same sentence or shortly above.
    fn told_before(&self, distance: &Distance) -> Option<Day> {
        let sentence = |at: usize| self.document.sentence_at(at);
        let here = sentence(distance.words.start())?;
        let before = self.findings.times.iter().zip(self.times).rev();
        let mut near = before.filter(|(time, _)| {
            time.span.end() <= distance.words.start()
                && sentence(time.span.start()).is_some_and(|sentence| sentence + REACH >= here)
        });
        near.find_map(|(_, fixed)| fixed.day())
    }
}
