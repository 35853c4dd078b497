//! Tab-separated tables: comment lines, a header, sorted rows, `|` between the members of a list.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use crate::{Fault, Origin};

/// The rows of one table, with their place for messages.
pub(crate) struct Table<'f> {
    file: &'f str,
    rows: Vec<(usize, Vec<&'f str>)>,
}

/// One row.
pub(crate) struct Row<'f> {
    pub(crate) file: &'f str,
    pub(crate) line: usize,
    cells: Vec<&'f str>,
}

impl<'f> Table<'f> {
    /// Reads `file` out of `files`. `unique` is the number of leading columns that together may
    /// occur only once; the rows are sorted by the first.
    pub(crate) fn read(
        files: &[(&'f str, &'f str)],
        file: &'f str,
        columns: &[&str],
        unique: usize,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let table = Self::read_unsorted(files, file, columns, unique, faults);
        let mut last = "";
        for (line, cells) in &table.rows {
            if cells[0] < last {
                let message = format!("`{}` stands after `{last}`: sort the rows by the first column", cells[0]);
                faults.push(Fault { file: file.to_owned(), line: *line, message });
            }
            last = cells[0];
        }
        table
    }

    /// Reads a table whose rows stand in an order of their own.
    pub(crate) fn read_unsorted(
        files: &[(&'f str, &'f str)],
        file: &'f str,
        columns: &[&str],
        unique: usize,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut rows = Vec::new();
        let mut fault = |line, message: String| faults.push(Fault { file: file.to_owned(), line, message });
        let Some((_, content)) = files.iter().find(|(path, _)| *path == file) else {
            fault(0, "the file is missing".to_owned());
            return Self { file, rows };
        };
        let mut header = false;
        let mut seen = BTreeSet::new();
        for (line, text) in (1..).zip(content.lines()) {
            if text.starts_with('#') && !header || text.is_empty() {
                continue;
            }
            let cells: Vec<&str> = text.split('\t').collect();
            if !header {
                header = true;
                if cells != columns {
                    fault(line, format!("the columns are `{}`, expected `{}`", cells.join(" "), columns.join(" ")));
                    return Self { file, rows };
                }
                continue;
            }
            if cells.len() != columns.len() {
                fault(line, format!("{} cells, expected {}", cells.len(), columns.len()));
                continue;
            }
            if let Some(cell) = cells.iter().find(|c| c.trim() != **c) {
                fault(line, format!("blanks around `{}`: remove them", cell.trim()));
            }
            if unique > 0 && !seen.insert(cells[..unique].to_vec()) {
                fault(line, format!("`{}` stands twice", cells[..unique].join(" ")));
            }
            rows.push((line, cells));
        }
        Self { file, rows }
    }

    pub(crate) fn rows(self) -> impl Iterator<Item = Row<'f>> {
        let file = self.file;
        self.rows.into_iter().map(move |(line, cells)| Row { file, line, cells })
    }
}

impl Row<'_> {
    pub(crate) fn text(&self, column: usize) -> String {
        self.cells[column].to_owned()
    }

    pub(crate) fn optional(&self, column: usize) -> Option<String> {
        Some(self.cells[column]).filter(|c| !c.is_empty()).map(str::to_owned)
    }

    pub(crate) fn list(&self, column: usize) -> Vec<String> {
        self.cells[column].split('|').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect()
    }

    /// A word out of a fixed set.
    pub(crate) fn word<'a, T: Deserialize<'a>>(&'a self, column: usize) -> Result<T, Fault> {
        let cell = IntoDeserializer::<Error>::into_deserializer(self.cells[column]);
        T::deserialize(cell).map_err(|e| self.fault(e.to_string()))
    }

    /// The members of a list, each once and without blanks around it.
    pub(crate) fn clean_list(&self, column: usize, faults: &mut Vec<Fault>) -> Vec<String> {
        let cell = self.cells[column];
        let mut list: Vec<String> = Vec::new();
        for member in cell.split('|').filter(|_| !cell.is_empty()) {
            if member.trim() != member || member.is_empty() {
                faults.push(self.fault(format!("blanks around `{}` in a list: remove them", member.trim())));
            } else if list.iter().any(|known| known == member) {
                faults.push(self.fault(format!("`{member}` stands twice in a list")));
            } else {
                list.push(member.to_owned());
            }
        }
        list
    }

    pub(crate) fn origin(&self) -> Origin {
        Origin { file: Arc::from(self.file), line: self.line }
    }

    pub(crate) fn fault(&self, message: String) -> Fault {
        Fault { file: self.file.to_owned(), line: self.line, message }
    }
}
