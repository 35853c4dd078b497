//! Takes reports, gives the acts of reporting that they go back to.
//!
//! Two things tell that reports go back to one act. Their texts are one ([`texts`]): the same under other
//! mastheads, cut, or lightly edited. Or one passes on what another outlet reports ([`voices`]): its text is a
//! wire's, or it says of a claim whose it is. The first holds for the whole report, the second for a claim. That two
//! texts tell the same in other words, or quote the same words, tells nothing of where they come from.

mod alike;
mod texts;
mod voices;

use std::collections::BTreeMap;

use chancery_model::{Imprint, Origin, ReportCard, ReportId};
use rustc_hash::FxHashMap as HashMap;

/// The acts of reporting of a record.
pub(crate) struct Origins<'a> {
    /// By id.
    texts: Vec<Origin>,
    of: HashMap<&'a ReportId, Report<'a>>,
    /// Who published the reports of each text.
    publishers: Vec<Vec<&'a str>>,
    /// The origin of what is passed on from an outlet whose own report is not at hand.
    outlets: BTreeMap<String, String>,
}

/// A report at hand.
struct Report<'a> {
    /// Where its text stands among the texts.
    text: usize,
    imprint: Option<&'a Imprint>,
}

impl<'a> Origins<'a> {
    pub(crate) fn of(reports: &'a [ReportCard]) -> Self {
        let texts = texts::texts(reports);
        let mut text_of: HashMap<ReportId, usize> =
            HashMap::with_capacity_and_hasher(reports.len(), Default::default());
        for (at, text) in texts.iter().enumerate() {
            text_of.extend(text.reports.iter().map(|id| (id.clone(), at)));
        }
        let mut publishers: Vec<Vec<&str>> = vec![Vec::new(); texts.len()];
        let mut of = HashMap::with_capacity_and_hasher(reports.len(), Default::default());
        let mut outlets = BTreeMap::new();
        for card in reports {
            let (text, imprint) = (text_of[&card.id], card.imprint.as_ref());
            publishers[text].extend(imprint.and_then(|i| i.outlet.as_deref()).or(card.outlet.as_deref()));
            let passed = imprint.into_iter().flat_map(|i| &i.passed_on).map(|p| &p.outlet);
            let credited = imprint.into_iter().flat_map(|i| &i.credits).map(|c| &c.outlet);
            outlets.extend(passed.chain(credited).map(|outlet| (outlet.clone(), format!("outlet:{outlet}"))));
            of.insert(&card.id, Report { text, imprint });
        }
        Self { texts, of, publishers, outlets }
    }

    /// The texts as the record lists them.
    pub(crate) fn texts(&self) -> Vec<Origin> {
        self.texts.clone()
    }
}
