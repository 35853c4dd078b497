//! A folder of the user's own tables, which add to the built-in ones or take their place.

use std::fs;
use std::path::Path;

use crate::Fault;

/// The tables that a folder may hold: file name, and the built-in table it belongs to. What it
/// withdraws has no built-in table.
const TABLES: [(&str, &str); 10] = [
    ("descriptions.tsv", "register/descriptions.tsv"),
    ("holders.tsv", "register/holders.tsv"),
    ("offices.tsv", "register/offices.tsv"),
    ("organisations.tsv", "register/organisations.tsv"),
    ("persons.tsv", "register/persons.tsv"),
    ("places.tsv", "places/places.tsv"),
    ("points.tsv", "places/points.tsv"),
    ("seats.tsv", "register/seats.tsv"),
    ("states.tsv", "register/states.tsv"),
    ("withdrawn.tsv", WITHDRAWN),
];

/// Terms of the built-in tables that no longer count.
pub(super) const WITHDRAWN: &str = "register/withdrawn.tsv";

/// The tables of a folder, with their paths as the user would write them.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// Built-in table, path, content; in order of the file names.
    tables: Vec<(&'static str, String, String)>,
}

impl Folder {
    /// Reads the tables under `path`; other files than tables are left alone.
    pub(crate) fn read(path: &Path, faults: &mut Vec<Fault>) -> Self {
        let whole = |message: String| Fault { file: path.display().to_string(), line: 0, message };
        let mut names = Vec::new();
        match fs::read_dir(path) {
            Ok(entries) => names.extend(entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned())),
            Err(error) => faults.push(whole(format!("the register folder cannot be read: {error}"))),
        }
        names.retain(|name| name.ends_with(".tsv"));
        names.sort_unstable();
        if names.is_empty() && faults.is_empty() {
            let tables = TABLES.map(|(name, _)| name).join(", ");
            faults.push(whole(format!("no table of a register is in this folder; they are {tables}")));
        }
        let mut tables = Vec::new();
        for name in names {
            let file = path.join(&name);
            let fault = |message: String| Fault { file: file.display().to_string(), line: 0, message };
            let Some((_, table)) = TABLES.iter().find(|(own, _)| *own == name) else {
                let tables = TABLES.map(|(name, _)| name).join(", ");
                faults.push(fault(format!("no table of a register; they are {tables}")));
                continue;
            };
            match fs::read(&file).map(String::from_utf8) {
                Ok(Ok(content)) => tables.push((*table, file.display().to_string(), content)),
                Ok(Err(_)) => faults.push(fault("not UTF-8; save the file as UTF-8".to_owned())),
                Err(error) => faults.push(fault(format!("cannot be read: {error}"))),
            }
        }
        Self { tables }
    }

    /// Path and content of the folder's own version of a built-in table.
    pub(super) fn table(&self, table: &str) -> Option<(&str, &str)> {
        self.tables.iter().find(|(of, _, _)| *of == table).map(|(_, path, content)| (path.as_str(), content.as_str()))
    }

    /// What makes this folder differ from another, wherever it lies.
    pub(crate) fn contents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tables.iter().map(|(table, _, content)| (*table, content.as_str()))
    }
}
