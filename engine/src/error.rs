//! What can stop the engine: only the store.

/// Why a record could not be made or kept.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store refused.
    #[error(transparent)]
    Record(#[from] chancery_record::RecordError),
    /// The store refused when part of the work was done.
    #[error("{cause}; what came before it is kept: {}", reports(*.kept))]
    CutShort {
        /// What the store said.
        cause: chancery_record::RecordError,
        /// How many reports had been recorded by then.
        kept: usize,
    },
}

impl EngineError {
    /// The same error, met when so many reports were recorded.
    pub(crate) fn after(self, kept: usize) -> Self {
        match self {
            Self::Record(cause) if kept > 0 => Self::CutShort { cause, kept },
            other => other,
        }
    }
}

fn reports(n: usize) -> String {
    if n == 1 { "1 report".to_owned() } else { format!("{n} reports") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_tells_what_was_kept_before_it() {
        let full = || EngineError::from(chancery_record::RecordError::Full { store: "s".to_owned() });
        let alone = "no space left for `s`; nothing of this batch was recorded";
        assert_eq!(full().after(0).to_string(), alone);
        assert_eq!(full().after(1).to_string(), format!("{alone}; what came before it is kept: 1 report"));
    }
}
