//! Days told by how far they lie from another: "on Friday, a day after they met".

use chancery_model::{Day, Distance, Edtf, EventFinding, TimeKind, When};
use jiff::ToSpan;

use super::Draft;
use super::maker::Maker;

/// How many sentences back the day may have been told that words without one are measured from.
const REACH: usize = 3;
/// How many sentences back an occasion may have been told that only its name points to.
const OCCASIONS: usize = 8;

impl Maker<'_> {
    /// The day, or two days, that a distance gives from the clause above.
    pub(super) fn apart(&self, finding: &EventFinding) -> Option<When> {
        let distance = finding.distance.as_ref()?;
        // What the clause above tells is measured from this, and not the other way round.
        let measures = |other: &EventFinding| {
            let to = other.distance.as_ref().and_then(|distance| distance.occasion);
            to == Some(finding.trigger) && self.data.schema.is_engagement(&other.kind)
        };
        if distance.from.is_none() && self.findings.events.iter().any(measures) {
            return None;
        }
        let from = match (distance.occasion, distance.from) {
            (Some(_), _) => return None,
            (None, Some(time)) => self.times[time].day()?,
            (None, None) => self.told_before(distance)?,
        };
        self.reckoned(distance, from)
    }

    /// Gives those told to lie a distance from another occasion their day, where that has one.
    pub(super) fn beside_occasions(&self, drafts: &mut [Draft]) {
        for i in 0..drafts.len() {
            let draft = &drafts[i];
            let distance = draft.distance.as_ref().filter(|_| draft.edtf().is_none());
            let Some((distance, word)) = distance.and_then(|d| Some((d, d.occasion?))) else { continue };
            let others = || drafts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other);
            let told = others().find(|other| other.asides.tells(word));
            let called = || {
                let near = |d: &&Draft| d.sentence <= draft.sentence && draft.sentence - d.sentence <= OCCASIONS;
                let mut called = others().filter(near).filter(|other| self.is_called(other, word));
                called.next().filter(|_| called.next().is_none())
            };
            let day = told.or_else(called).and_then(Draft::edtf).and_then(Edtf::single_day);
            if let Some(when) = day.and_then(|day| self.reckoned(distance, day)) {
                drafts[i].steps.push(when.steps.clone());
                drafts[i].time = Some(when);
            }
        }
    }

    /// The day, or two days, that lie a distance from another. Nothing where it is longer than days or not told in
    /// figures.
    fn reckoned(&self, distance: &Distance, from: Day) -> Option<When> {
        let days = match distance.length.map(|i| &self.findings.times[i].value) {
            Some(TimeKind::Duration(value)) if value.starts_with("PT") => None,
            Some(TimeKind::Duration(value)) => Some(value.strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok()?),
            Some(_) => return None,
            None => None,
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
