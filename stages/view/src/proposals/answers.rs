//! What each party says to a proposal as a whole, and what it said before.

use chancery_model::{Edtf, RecordedAnswer, RecordedProposal, Stance};
use serde::Serialize;

use crate::offsets::Texts;
use crate::phrase::{self, Cards};
use crate::quoted::{Named, Quoted};
use crate::{Line, Mark, Source};

/// A party's answer to a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyAnswer {
    /// Whose it is: the state or body behind an official.
    pub party: Named,
    /// What it said last.
    pub stance: Stance,
    /// What it said before that was another thing, oldest first.
    pub before: Vec<Stance>,
    /// When the last was learned.
    pub learned: Option<Edtf>,
    /// The words that tell it.
    pub words: Quoted,
    /// The claim that says so.
    pub claim: String,
    #[serde(skip)]
    source: Source,
}

/// The answers to a proposal, a party each, in the order in which they were first learned.
pub(super) fn answers(p: &RecordedProposal, cards: &Cards<'_>, texts: &mut Texts<'_>) -> Vec<PartyAnswer> {
    let mut parties: Vec<(Named, Vec<&RecordedAnswer>)> = Vec::new();
    for answer in &p.answers {
        let party = Named::behind(&answer.by);
        match parties.iter_mut().find(|(known, _)| *known == party) {
            Some((_, told)) => told.push(answer),
            None => parties.push((party, vec![answer])),
        }
    }
    let told = parties.into_iter().filter_map(|(party, told)| {
        // What was learned on no known day stands first, and decides only where there is nothing else.
        let last = *told.iter().rfind(|a| a.learned.is_some()).or(told.last())?;
        let mut before: Vec<Stance> = told.iter().map(|a| a.stance).collect();
        before.dedup();
        before.retain(|stance| *stance != last.stance);
        let text = &texts.get(&last.report).text;
        let exact: Vec<&str> = last.evidence.iter().map(|span| span.of(text)).collect();
        Some(PartyAnswer {
            party,
            stance: last.stance,
            before,
            learned: last.learned,
            words: Quoted::of(cards, &exact.join(" … "), &last.report),
            claim: last.claim.0.clone(),
            source: cards.source(&last.report),
        })
    });
    told.collect()
}

impl PartyAnswer {
    /// "Kenya: accepts; earlier conditional", with the words.
    pub(super) fn line(&self) -> Line {
        let mut line = Line::strong(&self.party.name).and(Mark::Plain, format!(": {}", self.stance.as_str()));
        if !self.before.is_empty() {
            let before: Vec<&str> = self.before.iter().map(|s| s.as_str()).collect();
            line = line.and(Mark::Faint, format!("; earlier {}", before.join(", ")));
        }
        if let Some(day) = self.learned {
            line = line.and(Mark::Faint, format!(", learned {}", phrase::date(Some(day))));
        }
        line.over(Line::quote(&self.words.exact).from(vec![self.source.clone()]))
    }
}
