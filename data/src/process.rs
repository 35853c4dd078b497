//! Processes: negotiations that go on over many meetings, known by parties, issues, places and years.

use std::collections::BTreeMap;

use chancery_model::Edtf;
use serde::Deserialize;

use crate::{Fault, Issues, Register};

/// A negotiation that many occasions belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its name.
    pub name: String,
    /// Those between whom it is, by their id in the register.
    pub parties: Vec<String>,
    /// Who must be there: all of these, or none in particular where it is empty.
    pub needs: Vec<String>,
    /// Hosts and go-betweens.
    pub mediators: Vec<String>,
    /// Where it is held.
    pub places: Vec<String>,
    /// What it is about.
    pub issues: Vec<String>,
    /// The first day.
    pub from: Edtf,
    /// The last day; none where it goes on.
    pub to: Option<Edtf>,
}

/// Processes, by key.
pub type Processes = BTreeMap<String, Process>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcessFile {
    name: String,
    parties: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    mediators: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
    #[serde(default)]
    issues: Vec<String>,
    from: String,
    to: Option<String>,
}

pub(crate) fn read(files: &[(&str, &str)], register: &Register, issues: &Issues, faults: &mut Vec<Fault>) -> Processes {
    const FILE: &str = "schema/processes.toml";
    let mut processes = Processes::new();
    let Some((_, content)) = files.iter().find(|(path, _)| *path == FILE) else { return processes };
    let read = match toml::from_str::<BTreeMap<String, ProcessFile>>(content) {
        Ok(read) => read,
        Err(e) => {
            faults.push(crate::rule::toml_fault(FILE, content, &e));
            return processes;
        }
    };
    for (key, file) in read {
        let line = content.find(&format!("[{key}]")).map_or(0, |at| content[..at].matches('\n').count() + 1);
        let mut fault = |message: String| faults.push(Fault { file: FILE.to_owned(), line, message });
        for id in file.parties.iter().chain(&file.needs).chain(&file.mediators) {
            if !register.has_actor(id) {
                fault(format!("`{id}` is nobody of the register"));
            }
        }
        for issue in file.issues.iter().filter(|issue| !issues.issues.contains_key(*issue)) {
            fault(format!("`{issue}` is no issue of data/schema/issues.toml"));
        }
        let mut day = |text: &str| {
            let edtf = text.parse::<Edtf>();
            if let Err(e) = &edtf {
                fault(format!("`{text}` is no date: {e}"));
            }
            edtf.ok()
        };
        let (from, to) = (day(&file.from), file.to.as_deref().map(&mut day));
        let (Some(from), Some(to)) = (from, to.map_or(Some(None), |to| to.map(Some))) else { continue };
        let ProcessFile { name, parties, needs, mediators, places, issues, .. } = file;
        processes.insert(key, Process { name, parties, needs, mediators, places, issues, from, to });
    }
    processes
}

impl Process {
    /// Whether it went on at a time.
    #[must_use]
    pub fn is_on(&self, time: Edtf) -> bool {
        let begun = self.from.first_day().zip(time.last_day()).is_none_or(|(from, last)| from <= last);
        let over = self.to.and_then(Edtf::last_day).zip(time.first_day()).is_some_and(|(to, first)| first > to);
        begun && !over
    }
}
