//! A folder of the user's own rules, which add to the built-in ones or take their place.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Fault;

/// What such a folder may hold, as under `data/`.
const PARTS: [&str; 4] = ["lemmas", "lexicon", "rules", "schema"];

/// The files of a folder, with paths as under `data/`.
#[derive(Debug, Default)]
pub(crate) struct OwnRules {
    folder: PathBuf,
    files: Vec<(String, String)>,
}

impl OwnRules {
    /// Reads the files under `folder`.
    pub(crate) fn read(folder: &Path, faults: &mut Vec<Fault>) -> Self {
        let mut own = Self { folder: folder.to_owned(), files: Vec::new() };
        for part in PARTS {
            own.collect(&folder.join(part), part, faults);
        }
        own.files.sort();
        if own.files.is_empty() && faults.is_empty() {
            let message = format!("no rules are in this folder; they are `.toml` files under {}", PARTS.join(", "));
            faults.push(Fault { file: folder.display().to_string(), line: 0, message });
        }
        own
    }

    fn collect(&mut self, folder: &Path, name: &str, faults: &mut Vec<Fault>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            if path.is_dir() {
                self.collect(&path, &name, faults);
            } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv") {
                match fs::read(&path).map(String::from_utf8) {
                    Ok(Ok(content)) => self.files.push((name, content)),
                    Ok(Err(_)) => faults.push(fault(&path, "not UTF-8; save the file as UTF-8".to_owned())),
                    Err(error) => faults.push(fault(&path, format!("cannot be read: {error}"))),
                }
            }
        }
    }

    /// The built-in files with those of the folder over them.
    pub(crate) fn over<'f>(&'f self, builtin: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
        let own = |path: &str| self.files.iter().any(|(name, _)| name == path);
        let kept = builtin.iter().copied().filter(|(path, _)| !own(path));
        let mut files: Vec<_> = kept.chain(self.files.iter().map(|(p, c)| (p.as_str(), c.as_str()))).collect();
        files.sort_unstable();
        files
    }

    /// Names the files of the folder in faults as the user would.
    pub(crate) fn name(&self, faults: &mut [Fault]) {
        for fault in faults {
            if self.files.iter().any(|(name, _)| *name == fault.file) {
                fault.file = self.folder.join(&fault.file).display().to_string();
            }
        }
    }
}

fn fault(path: &Path, message: String) -> Fault {
    Fault { file: path.display().to_string(), line: 0, message }
}
