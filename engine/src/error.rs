//! What can stop the engine: only the store.

/// Why a record could not be made or kept.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store refused.
    #[error(transparent)]
    Record(#[from] chancery_record::RecordError),
}
