//! What can be wrong with a knowledge file.

use std::fmt;
use std::sync::Arc;

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// Path under `data/`, or as the user's folder was named.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
}

impl Origin {
    pub(crate) fn fault(&self, message: String) -> Fault {
        Fault { file: self.file.to_string(), line: self.line, message }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One fault of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path under `data/`, or as the user's folder was named.
    pub file: String,
    /// Line, from 1; 0 where the fault is of the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// All faults of all files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// Table by table, in the order in which they are read; never empty.
    pub faults: Vec<Fault>,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.faults.len();
        write!(f, "{count} {} in the knowledge files", if count == 1 { "fault" } else { "faults" })?;
        for fault in &self.faults {
            write!(f, "\n{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DataError {}
