//! Every rule holds on the sentences in its file, and shows enough of them.

use chancery_data::Data;
use chancery_engine::Engine;

/// Fewest sentences of each sort that show where a rule begins and ends.
const FEWEST: usize = 3;

#[test]
fn rules_hold_on_their_sentences() {
    let engine = Engine::new(Data::builtin().expect("the built-in data loads"));
    let faults = engine.check_rules();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_rule_shows_its_edges() {
    let data = Data::builtin().expect("the built-in data loads");
    for rule in &data.rules {
        for (key, count) in [("match", rule.matches.len()), ("not", rule.not.len())] {
            assert!(count >= FEWEST, "data/rules/{}.toml: {count} `{key}` sentences; give {FEWEST} or more", rule.id);
        }
    }
}
