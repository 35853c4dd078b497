//! What a report has from other outlets: claims whose words stand in what an outlet reports or was told.

use chancery_data::Data;
use chancery_model::{Claim, ClaimValue, PassedOn, StatementValue};

use crate::chain;

/// The claims that were passed on, in order of their ids.
pub(crate) fn passed_on(data: &Data, own: Option<&str>, claims: &[Claim]) -> Vec<PassedOn> {
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
            let outlet = by_chain.or_else(around)?;
            Some(PassedOn { claim: claim.id.clone(), outlet })
        })
        .collect();
    passed.sort();
    passed
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
