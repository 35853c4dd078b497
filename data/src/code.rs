//! What states and kinds of event are called in tables of other programs.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::table::Table;
use crate::{Fault, Register};

/// Codes for those who load the record into tables of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// ISO 3166-1 alpha-3, by the id of the state.
    pub alpha3: BTreeMap<String, String>,
    /// Types of the PLOVER event ontology, each with the quarter it is counted in: `verbal cooperation`.
    pub quads: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PloverType {
    quad: String,
}

const QUADS: [&str; 4] = ["material conflict", "material cooperation", "verbal conflict", "verbal cooperation"];

pub(crate) fn read(files: &[(&str, &str)], register: &Register, faults: &mut Vec<Fault>) -> Codes {
    let mut alpha3 = BTreeMap::new();
    for row in Table::read(files, "places/codes.tsv", &["state", "alpha3"], 1, faults).rows() {
        let (state, code) = (row.text(0), row.text(1));
        if !register.states.contains_key(&state) {
            faults.push(row.fault(format!("`{state}` is no state of states.tsv")));
        }
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            faults.push(row.fault(format!("`{code}` is not three capitals")));
        }
        alpha3.insert(state, code);
    }
    Codes { alpha3, quads: quads(files, faults) }
}

fn quads(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> BTreeMap<String, String> {
    const FILE: &str = "schema/plover.toml";
    let Some((_, content)) = files.iter().find(|(path, _)| *path == FILE) else { return BTreeMap::new() };
    let types = match toml::from_str::<BTreeMap<String, PloverType>>(content) {
        Ok(types) => types,
        Err(error) => {
            faults.push(crate::rule::toml_fault(FILE, content, &error));
            return BTreeMap::new();
        }
    };
    for (kind, PloverType { quad }) in &types {
        if !QUADS.contains(&quad.as_str()) {
            let message = format!("`{quad}` of `{kind}` is none of {}", QUADS.join(", "));
            faults.push(Fault { file: FILE.to_owned(), line: 0, message });
        }
    }
    types.into_iter().map(|(kind, of)| (kind, of.quad)).collect()
}
