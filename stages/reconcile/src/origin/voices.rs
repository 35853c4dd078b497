//! Whose word each claim of one event or position is. A report that passes on what an outlet reports has that outlet
//! as its origin: two papers that cite one agency are one voice, and so is the agency's own report beside them. Of
//! a chain the end counts. A reprint or citation does not tell which report of the outlet it is of, and so never
//! makes two voices of one outlet.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ActorId, Claim, ReportId, Voice};

use super::Origins;

/// A claim on its way to a voice.
struct Telling<'o> {
    report: &'o ReportId,
    text: usize,
    /// The outlet that the report has it from.
    from: Option<&'o str>,
    /// Whether the report says so of this claim, and not of its whole text.
    cited: bool,
}

impl Origins<'_> {
    /// The origin of each claim of one event or position, by id: that of a text, or `outlet:` and a name.
    pub(crate) fn voices<'o>(&'o self, claims: &[&'o Claim]) -> Vec<&'o str> {
        self.voiced(claims).into_iter().map(|(_, voice)| voice).collect()
    }

    /// The origins of one event or position, by id, with the reports that bring them.
    pub(crate) fn told_by(&self, claims: &[&Claim]) -> Vec<Voice> {
        #[derive(Default)]
        struct Heard<'o> {
            reports: BTreeSet<&'o ReportId>,
            citing: BTreeSet<&'o ReportId>,
            outlet: Option<&'o str>,
        }
        let mut voices: BTreeMap<&str, Heard<'_>> = BTreeMap::new();
        for (telling, voice) in self.voiced(claims) {
            let heard = voices.entry(voice).or_default();
            heard.reports.insert(telling.report);
            if telling.cited {
                heard.citing.insert(telling.report);
            }
            heard.outlet = heard.outlet.or(telling.from);
        }
        let ids = |reports: BTreeSet<&ReportId>| reports.into_iter().cloned().collect();
        let voice = |(id, heard): (&str, Heard<'_>)| Voice {
            id: id.to_owned(),
            outlet: id.strip_prefix("outlet:").or(heard.outlet).map(str::to_owned),
            reports: ids(heard.reports),
            citing: ids(heard.citing),
        };
        voices.into_iter().map(voice).collect()
    }

    /// The state or body in whose official outlet a claim was published, as its own word.
    pub(crate) fn speaks_for(&self, claim: &Claim) -> Option<&ActorId> {
        self.telling(claim).filter(|telling| telling.from.is_none())?;
        self.of.get(&claim.anchor.report)?.imprint?.speaks_for.as_ref()
    }

    fn voiced<'o>(&'o self, claims: &[&'o Claim]) -> Vec<(Telling<'o>, &'o str)> {
        let tellings: Vec<Telling<'o>> = claims.iter().filter_map(|claim| self.telling(claim)).collect();
        let mut known: BTreeMap<&str, &'o str> = BTreeMap::new();
        for outlet in tellings.iter().filter_map(|t| t.from) {
            known.entry(outlet).or_insert_with(|| self.end(&tellings, outlet));
        }
        let voice =
            |telling: &Telling<'o>| telling.from.map_or(self.texts[telling.text].id.as_str(), |from| known[from]);
        let voices: Vec<&str> = tellings.iter().map(voice).collect();
        tellings.into_iter().zip(voices).collect()
    }

    fn telling<'o>(&'o self, claim: &'o Claim) -> Option<Telling<'o>> {
        let (report, at) = self.of.get_key_value(&claim.anchor.report)?;
        let other = |outlet: &&str| !self.publishers[at.text].contains(outlet);
        let cited = at.imprint.and_then(|i| i.source_of(&claim.id)).filter(other);
        let credited = self.texts[at.text].outlet.as_deref().filter(other);
        Some(Telling { report, text: at.text, from: cited.or(credited), cited: cited.is_some() })
    }

    /// Where what is passed on from an outlet ends: at a report of its own, or at the outlet that it passes on itself.
    /// Outlets that cite each other in a ring are one voice: that of the first by name.
    fn end<'o>(&'o self, tellings: &[Telling<'o>], outlet: &'o str) -> &'o str {
        let mut passed = vec![outlet];
        loop {
            let last = passed[passed.len() - 1];
            let by = |t: &&Telling<'o>| self.publishers[t.text].contains(&last);
            let own = tellings.iter().filter(by).filter(|t| t.from.is_none());
            if let Some(text) = own.map(|t| self.texts[t.text].id.as_str()).min() {
                return text;
            }
            let further = tellings.iter().filter(by).filter_map(|t| t.from).min();
            match further.map(|next| (next, passed.iter().position(|o| *o == next))) {
                Some((next, None)) => passed.push(next),
                Some((_, Some(start))) => return &self.outlets[passed[start..].iter().min().copied().unwrap_or(last)],
                None => return &self.outlets[last],
            }
        }
    }
}
