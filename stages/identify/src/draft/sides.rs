//! Who faces whom: those whom one argument of a rule seats stand together, and each side must have somebody.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, ActorKind, EventFinding, MentionForm, Participant, Role};

use super::maker::Maker;
use super::occasion::same_seat;
use super::{Draft, ONLY_ADDS, REACH};
use crate::cast::Known;
use crate::name::one_line;
use crate::syntax::Lead;

/// The sides of an occasion as one sentence tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    /// Who stands where: the actors of each argument of the match that has any.
    ends: Vec<Vec<ActorId>>,
    /// Whether nobody is known of one of them: "A and B met **voters**".
    pub(super) is_open: bool,
}

impl Maker<'_> {
    /// Who stands on which side.
    pub(super) fn facing(&self, finding: &EventFinding, actors: &[Participant]) -> Sides {
        let mut ends: BTreeMap<usize, Vec<ActorId>> = BTreeMap::new();
        let mut known: BTreeSet<usize> = BTreeSet::new();
        for seat in &finding.actors {
            let span = self.findings.mentions[seat.mention].span;
            let here = actors.iter().filter(|p| p.span == span).map(|p| p.actor.id.clone());
            let end = ends.entry(seat.end).or_default();
            end.extend(here);
            // Who sits there already by another name is known, too.
            if !end.is_empty() || !self.resolved[seat.mention].is_empty() {
                known.insert(seat.end);
            }
        }
        let is_open = ends.keys().any(|end| !known.contains(end));
        Sides { ends: ends.into_values().filter(|end| !end.is_empty()).collect(), is_open }
    }

    /// The other side where only one is known: people of whom the words say that they are another side ("rebels",
    /// "opposition leaders"), by all that is said of them. "Leaders" alone may be anybody, and are mostly at home.
    pub(super) fn described(&self, finding: &EventFinding, known: &[Participant]) -> Vec<Participant> {
        let is_known = |end: usize| finding.actors.iter().any(|s| s.end == end && !self.resolved[s.mention].is_empty());
        let mut list: Vec<Participant> = Vec::new();
        for seat in finding.actors.iter().filter(|seat| !known.is_empty() && !is_known(seat.end)) {
            let mention = &self.findings.mentions[seat.mention];
            let MentionForm::Role { role, plural: true, .. } = mention.form else { continue };
            if known.iter().any(|p| p.span == mention.span) {
                continue;
            }
            let span = Lead::of(self.document, role).map_or(mention.span, |lead| lead.modified()).cover(mention.span);
            let name = one_line(self.document.text(span));
            let says = |word: &str| self.data.lexicon.phrase("another-side", &[&word.to_lowercase()]).is_some();
            if name.split(' ').any(says) {
                list.push(Known::described(self.document, name).seated(mention.span, seat.role, seat.attendance));
            }
        }
        list
    }

    /// Whether a name is that of an occasion, at which others meet: "East Asia Summit".
    pub(super) fn is_occasion(&self, actor: &Actor) -> bool {
        let last = actor.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let is = |class: &&str| self.data.lexicon.phrase(class, &[&last]).is_some();
        let registered = self.data.register.organisations.contains_key(&actor.id.0);
        let body = actor.kind == ActorKind::Organisation || registered;
        body && actor.name.contains(' ') && ["summit-noun", "talks-noun", "meeting-noun"].iter().any(is)
    }

    /// Whether those who sit at it act for two known bodies at least: not a host and his own people.
    fn is_between_bodies(&self, draft: &Draft) -> bool {
        let body = |p: &Participant| match (&p.acts_for, p.actor.kind) {
            (Some(body), _) => Some(body.id.0.clone()),
            (None, ActorKind::Person) => None,
            (None, _) => Some(p.actor.id.0.clone()),
        };
        let known = |id: &String| self.data.register.actor_name(id).is_some();
        draft.actors.iter().filter_map(body).filter(known).collect::<BTreeSet<_>>().len() >= 2
    }

    /// Gives those who joined an occasion what was told of it before more than one was known, and tells whether
    /// anything was: "hosted a call today with allies. Joining him were …".
    pub(super) fn joins(&self, draft: &mut Draft, loose: &mut Vec<Draft>) -> bool {
        let family = self.family(&draft.kind);
        let same = |told: &Draft| {
            // "convened a virtual meeting. Joining him at the meeting were …"
            let remote = self.family(&told.kind) == Some("remote");
            let near = draft.sentence - told.last_sentence.min(draft.sentence) <= REACH;
            let seated = |p: &Participant| draft.actors.iter().any(|q| same_seat(p, q));
            let here = !told.actors.is_empty() && told.actors.iter().all(seated) && told.sentence < draft.sentence;
            near && here && (remote || self.family(&told.kind) == family) && told.agrees(draft, true)
        };
        // A delegation to talks is one side of them.
        let beside = draft.actors.iter().all(|p| p.role == Role::Party);
        let adds = draft.sides >= ONLY_ADDS && beside && self.is_between_bodies(draft) && draft.kind.0 != "talks";
        let Some(i) = loose.iter().rposition(same).filter(|_| adds) else { return false };
        let told = loose.remove(i);
        draft.evidence.splice(0..0, told.evidence.clone());
        if self.family(&told.kind) != family {
            draft.kind = told.kind.clone();
            draft.place = None;
        }
        draft.absorb(told, false);
        true
    }
}

impl Draft {
    /// Whether those in common with another are not all on one side here: "A and B met C. They also met D" are two.
    pub(super) fn meets_both(&self, other: &Self) -> bool {
        let shared = |id: &ActorId| {
            let own = self.actors.iter().find(|p| p.actor.id == *id);
            own.is_some_and(|p| other.actors.iter().any(|q| same_seat(p, q)))
        };
        let met = self.facing.ends.iter().filter(|end| end.iter().any(shared)).count();
        self.facing.ends.len() < 2 || met != 1
    }
}
