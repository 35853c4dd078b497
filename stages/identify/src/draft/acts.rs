//! Acts: what somebody does to somebody, told by its own words.

use chancery_model::Participant;

use super::Draft;
use super::maker::Maker;
use crate::act;
use crate::cast::means_several;

impl Maker<'_> {
    /// Acts: each is told by its own words; the same act told twice is one.
    pub(super) fn acts(&self) -> Vec<Draft> {
        let mut acts: Vec<Draft> = Vec::new();
        for finding in self.findings.events.iter().filter(|f| !self.data.schema.is_engagement(&f.kind)) {
            let seated = |seats| act::seated(self.document, self.findings, self.resolved, seats);
            let (actors, mut recipients) = (seated(&finding.actors), seated(&finding.recipients));
            // "Peru and Chile urged both sides": not themselves.
            let several = |p: &Participant| means_several(self.data, &self.document.text(p.span).to_lowercase());
            recipients.retain(|p| !several(p) || !actors.iter().any(|q| q.actor.id == p.actor.id));
            if actors.is_empty() && recipients.is_empty() {
                continue;
            }
            let draft = Draft { actors, recipients, ..self.draft(finding) };
            let ids = |list: &[Participant]| list.iter().map(|p| p.actor.id.clone()).collect::<Vec<_>>();
            let same = |told: &&mut Draft| {
                told.kind == draft.kind
                    && ids(&told.actors) == ids(&draft.actors)
                    && ids(&told.recipients) == ids(&draft.recipients)
                    && told.agrees(&draft, true)
            };
            match acts.iter_mut().find(same) {
                Some(told) => told.absorb(draft, false),
                None => acts.push(draft),
            }
        }
        acts
    }
}
