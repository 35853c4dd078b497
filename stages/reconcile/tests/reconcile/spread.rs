//! Spread over blocks, claims make the record that they make in one place.

use std::collections::BTreeMap;

use chancery_data::Schema;
use chancery_model::Claim;
use chancery_reconcile::{Given, Link, Material, blocks, links, reconcile_linked, state_names};
use proptest::prelude::*;

use crate::order::materials;
use crate::told::reconcile;

fn given<'m>(material: &'m Material, claims: Vec<&'m Claim>) -> Given<'m> {
    Given { reports: material.reports.iter().collect(), claims, judgements: Vec::new(), now: material.now }
}

/// The links that all blocks find, each for itself.
fn spread(schema: &Schema, material: &Material) -> Vec<Link> {
    let all: Vec<&Claim> = material.claims.iter().collect();
    let states = state_names(schema, &all);
    let mut shelves: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    for claim in all {
        let card = material.reports.iter().find(|card| card.id == claim.anchor.report).expect("its report is there");
        for block in blocks(schema, claim, card, &states) {
            shelves.entry(block).or_default().push(claim);
        }
    }
    shelves.into_values().flat_map(|claims| links(schema, &given(material, claims), &states)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_make_the_record_of_one_machine(material in materials()) {
        let schema = Schema::builtin();
        let found = spread(&schema, &material);
        let all = given(&material, material.claims.iter().collect());
        prop_assert_eq!(reconcile_linked(&schema, &all, &found), reconcile(&material));
        // The blocks are what counts: without a link nothing would be put together.
        let alone = reconcile_linked(&schema, &all, &[]);
        prop_assert!(alone.events.len() >= reconcile(&material).events.len());
    }
}
