//! What a report has from other outlets: claims whose words stand in what an outlet reports or was told.

use std::collections::BTreeMap;

use chancery_data::{CreditScope, Data};
use chancery_model::{Claim, ClaimValue, Document, PassedOn, StatementValue};

use crate::chain;

/// The claims that were passed on, in order of their ids.
pub(crate) fn passed_on(data: &Data, document: &Document<'_>, own: Option<&str>, claims: &[Claim]) -> Vec<PassedOn> {
    let mut cited: BTreeMap<usize, Option<String>> = BTreeMap::new();
    let carried: Vec<Carried<'_>> = claims.iter().filter_map(|claim| Carried::of(data, own, claim)).collect();
    let mut passed: Vec<PassedOn> = claims
        .iter()
        .filter_map(|claim| {
            let by_chain = match &claim.value {
                ClaimValue::Position(position) => first_outlet(data, own, &position.chain),
                ClaimValue::Statement(statement) => source(data, own, statement),
                _ => None,
            };
            // Of statements within each other the innermost is nearest to what happened, and its chain holds the rest.
            let around = || {
                let holding = carried.iter().filter(|c| c.holds(claim));
                holding.min_by_key(|c| c.length).map(|c| c.outlet.clone())
            };
            let in_sentence = || {
                let sentence = document.sentence_at(claim.anchor.span.start())?;
                cited.entry(sentence).or_insert_with(|| of_sentence(data, document, own, sentence)).clone()
            };
            let outlet = by_chain.or_else(around).or_else(in_sentence)?;
            Some(PassedOn { claim: claim.id.clone(), outlet })
        })
        .collect();
    passed.sort();
    passed
}

/// The outlet that a sentence says it has what it tells from, in words that are nobody's statement: "as first reported
/// by Axios", "per Bloomberg".
fn of_sentence(data: &Data, document: &Document<'_>, own: Option<&str>, sentence: usize) -> Option<String> {
    let text = document.text(document.sentences[sentence].span);
    let patterns = data.credits.iter().filter(|pattern| pattern.scope == CreditScope::Sentence);
    let outlet = patterns.filter_map(|pattern| pattern.find(&data.outlets, text)).map(|(outlet, _)| outlet);
    outlet.map(|outlet| &outlet.name).find(|name| is_other(data, own, name)).cloned()
}

/// What an outlet carried.
struct Carried<'a> {
    statement: &'a StatementValue,
    outlet: String,
    /// Bytes of what was said.
    length: usize,
}

impl<'a> Carried<'a> {
    fn of(data: &Data, own: Option<&str>, claim: &'a Claim) -> Option<Self> {
        let ClaimValue::Statement(statement) = &claim.value else { return None };
        let outlet = source(data, own, statement)?;
        let length = statement.content.iter().chain(&statement.quotes).map(|span| span.len()).sum();
        Some(Self { statement, outlet, length })
    }

    /// Whether the words that a claim hangs on are among those carried.
    fn holds(&self, claim: &Claim) -> bool {
        self.statement.content.iter().chain(&self.statement.quotes).any(|piece| piece.contains(claim.anchor.span))
    }
}

/// The outlet that a statement comes from: the nearest to the speaker, or the speaker.
fn source(data: &Data, own: Option<&str>, statement: &StatementValue) -> Option<String> {
    let speaker = || {
        let name = chain::usual(data, &statement.speaker.as_ref()?.actor.name);
        is_other(data, own, &name).then_some(name)
    };
    first_outlet(data, own, &statement.chain).or_else(speaker)
}

fn first_outlet(data: &Data, own: Option<&str>, chain: &[String]) -> Option<String> {
    chain.iter().find(|name| is_other(data, own, name)).cloned()
}

/// Whether a name is that of an outlet other than the report's own.
fn is_other(data: &Data, own: Option<&str>, name: &str) -> bool {
    own != Some(name) && chain::is_outlet(data, name)
}
