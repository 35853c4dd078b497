//! Whose a position is, and in whose words: somebody named, all for whom "they" or "the two leaders" stands, whoever
//! speaks the words around, or whoever wrote the report.

use chancery_model::{ActorKind, Attendance, Participant, PositionFinding, Role};

use crate::cast::{Known, turns};
use crate::chain;
use crate::parties::Parties;
use crate::position::Positions;

/// Whose a position is, who puts it into words, and how both were found out.
pub(crate) struct Held {
    pub(crate) holder: Participant,
    pub(crate) said_by: Option<Participant>,
    pub(crate) steps: Vec<String>,
}

impl Positions<'_> {
    /// Whose a position is, each holder once; nobody where none is known.
    pub(crate) fn held(&self, finding: &PositionFinding) -> Vec<Held> {
        let speaker = finding.statement.and_then(|i| self.said[i].speaker.as_ref());
        let mut held: Vec<Held> = Vec::new();
        for (told_by, mut steps) in self.tellers(finding, speaker) {
            let said_by = self.said_by(&told_by, speaker);
            let holder = match &told_by.acts_for {
                Some(body) => {
                    steps.push(format!("{} speaks for {}", told_by.actor.name, body.name));
                    Participant { actor: body.clone(), acts_for: None, office: None, ..told_by }
                }
                None => told_by,
            };
            if !held.iter().any(|h| h.holder.actor.id == holder.actor.id) {
                held.push(Held { holder, said_by, steps });
            }
        }
        held
    }

    /// Who takes the stance by the words of the report, each with the way it was found out.
    fn tellers(&self, finding: &PositionFinding, speaker: Option<&Participant>) -> Vec<(Participant, Vec<String>)> {
        let parties = Parties { data: self.data, document: self.document, drafts: self.drafts };
        let Some(mention) = finding.holder else {
            if finding.statement.is_some() || self.document.quotation_at(finding.trigger).is_some() {
                let known = speaker.filter(|s| s.acts_for.is_some() || s.actor.kind != ActorKind::Group);
                return known.map(|known| (known.clone(), Vec::new())).into_iter().collect();
            }
            if let Some(turn) = turns::at(self.turns, finding.trigger.start()) {
                // Speakers tell at length what "we" or anybody has to do.
                let speaker = turn.speaker.iter().filter(|_| finding.first_person || !self.exhorts(finding));
                let seated = |known: &Known| known.seated(finding.trigger, Role::Party, Attendance::Told);
                return speaker.map(|known| (seated(known), vec![known.step.clone()])).collect();
            }
            // What "must" be done, by a report that nobody signed, nobody asks for.
            let signed = self.author.is_some() || parties.is_signed();
            if !signed && !finding.first_person {
                return Vec::new();
            }
            let mut steps = Vec::new();
            let writers = parties.writers(self.author, finding.trigger, &mut steps);
            return writers.into_iter().map(|one| (one, steps.clone())).collect();
        };
        let (told, resolved) = (&self.findings.mentions[mention], &self.resolved[mention]);
        let words = self.document.text(told.span);
        // A readout speaks of those who met, whatever else it names last.
        let readout = || parties.wrote_together() || parties.publisher().is_some();
        if parties.are_counted(told) && (resolved.len() < 2 || readout()) {
            let mut steps = Vec::new();
            let sides = parties.sides(told.span, words, &mut steps);
            if !sides.is_empty() {
                return sides.into_iter().map(|side| (self.speaks_for(side), steps.clone())).collect();
            }
        }
        let seated = resolved.iter().map(|known| {
            let step = format!("“{words}”: {}", known.step);
            (known.seated(told.span, Role::Party, Attendance::Told), vec![step])
        });
        seated.collect()
    }

    /// "We must stand together", "to get there".
    fn exhorts(&self, finding: &PositionFinding) -> bool {
        let first = self.document.text(finding.content).split_whitespace().next().unwrap_or_default().to_lowercase();
        ["i", "we", "infinitive-mark"].iter().any(|class| self.data.lexicon.phrase(class, &[&first]).is_some())
    }

    /// Whoever sat there for a state or body, if he is known.
    fn speaks_for(&self, side: Participant) -> Participant {
        let people = self.drafts.iter().flat_map(|draft| &draft.actors);
        let mut people = people.filter(|one| one.acts_for.as_ref().is_some_and(|body| body.id == side.actor.id));
        people.next().map_or(side.clone(), |one| Participant { span: side.span, ..one.clone() })
    }

    /// Whoever puts a position into words: the one who speaks, for whomever he speaks; else the person whose it is. A
    /// state or body that speaks for itself needs no other word.
    fn said_by(&self, told_by: &Participant, speaker: Option<&Participant>) -> Option<Participant> {
        let own = |s: &&Participant| {
            s.span == told_by.span || s.actor.id == told_by.actor.id || Some(&s.actor) == told_by.acts_for.as_ref()
        };
        let outlet = |s: &&Participant| chain::is_outlet(self.data, &s.actor.name);
        match speaker.filter(|s| !own(s) && !outlet(s)) {
            Some(speaker) => Some(speaker.clone()),
            None => {
                let speaks = told_by.actor.kind == ActorKind::Person || told_by.acts_for.is_some();
                Some(told_by.clone()).filter(|_| speaks)
            }
        }
    }
}
