//! Occasions that one report tells at two stages: as coming in one place, as taking place in another. A body holds one
//! summit at a time; of any other occasion two tellings stay two where their words do not make them one.

use chancery_model::{Actor, ActorKind, ByteSpan, EventKind, NameKind, SentenceKind, Status};

use super::Draft;
use super::maker::Maker;
use super::occasion::MOST_EVIDENCE;
use crate::found;
use crate::place::place;

/// How many sentences of a section its heading may name the occasion of.
const SECTION: usize = 2;

impl Maker<'_> {
    /// Calls a summit what a section opens with, where its heading does and both name the place: "ASEAN Summit in
    /// Jakarta" above "… where the secretary-general convened ministers".
    pub(super) fn by_headings(&self, drafts: &mut [Draft]) {
        let sentences = &self.document.sentences;
        let is_heading = |i: &usize| sentences[*i].kind == SentenceKind::Headline;
        for at in (0..sentences.len()).filter(is_heading) {
            let heading = sentences[at].span;
            let Some((body, spot)) = self.summit_of(heading) else { continue };
            let section: Vec<usize> = (at + 1..sentences.len()).take(SECTION).take_while(|i| !is_heading(i)).collect();
            let spot = place(self.data, self.document.text(spot), spot);
            let told = |d: &Draft| {
                let here = matches!((&d.place, &spot), (Some(a), Some(b)) if a.name == b.name);
                section.contains(&d.sentence) && d.status.is_real() && d.kind.0 != "call" && here && d.speaks_for(&body)
            };
            let mut of_section = drafts.iter_mut().filter(|d| told(d));
            let (Some(draft), None) = (of_section.next(), of_section.next()) else { continue };
            draft.kind = EventKind("summit".to_owned());
            draft.named_above = true;
            draft.steps.push(format!("a summit of {} by the heading “{}”", body.name, self.document.text(heading)));
            found::keep(&mut draft.evidence, [heading], MOST_EVIDENCE);
        }
    }

    /// The body whose summit a heading names, and the words that name its place.
    fn summit_of(&self, heading: ByteSpan) -> Option<(Actor, ByteSpan)> {
        let is_summit = |span: ByteSpan| {
            let word = self.document.text(span).to_lowercase();
            self.data.lemmas.entries(&word).iter().any(|e| e.class == "summit")
        };
        let tokens = self.document.tokens.iter().filter(|t| heading.contains(t.span));
        let word = tokens.map(|t| t.span).find(|span| is_summit(*span))?;
        let names = || self.document.names.iter().zip(self.names).filter(|(name, _)| heading.contains(name.span));
        // "ASEAN Summit" may be one name.
        let mut body =
            names().filter(|(name, _)| name.span.start() < word.start()).filter_map(|(_, actor)| actor.clone());
        let body = body.rfind(|actor| actor.kind == ActorKind::Organisation)?;
        let spot = names().find(|(name, _)| name.kind == NameKind::Place && name.span.start() >= word.end())?;
        Some((body, spot.0.span))
    }

    /// Makes the summit of a body that is told as coming, without a day, the one that is told as taking place: on the
    /// day of the report, going on, or named by a heading.
    pub(super) fn stages(&self, drafts: &mut Vec<Draft>) {
        let today = self.day();
        let now = |d: &Draft| {
            let day = d.edtf().and_then(chancery_model::Edtf::single_day);
            d.named_above || d.status == Status::Ongoing || day.is_some() && day == today
        };
        let mut at = 0;
        while at < drafts.len() {
            let coming = &drafts[at];
            let body = match &coming.actors[..] {
                [only] if only.actor.kind == ActorKind::Organisation => Some(only.actor.clone()),
                _ => None,
            };
            let open = coming.kind.0 == "summit" && coming.status == Status::Planned && coming.time.is_none();
            let Some(body) = body.filter(|_| open && !coming.another) else {
                at += 1;
                continue;
            };
            let fits = |d: &Draft| {
                let here = coming.place.is_none() || coming.same_place(d);
                d.kind.0 == "summit" && d.status.is_real() && here && now(d) && d.speaks_for(&body)
            };
            let mut all = drafts.iter().enumerate().filter(|(_, d)| fits(d)).map(|(i, _)| i);
            let (Some(held), None) = (all.next(), all.next()) else {
                at += 1;
                continue;
            };
            let coming = drafts.remove(at);
            let held = &mut drafts[if held > at { held - 1 } else { held }];
            held.steps.extend(coming.steps);
            held.steps.push(format!("told as coming too: “{}”", self.document.text(coming.trigger)));
            held.earlier = Some(coming.status);
            found::keep(&mut held.evidence, coming.evidence, MOST_EVIDENCE);
        }
    }
}

impl Draft {
    /// Whether a body sits at it, or somebody who acts for it.
    fn speaks_for(&self, body: &Actor) -> bool {
        self.actors.iter().any(|p| p.actor.id == body.id || p.acts_for.as_ref().is_some_and(|of| of.id == body.id))
    }
}
