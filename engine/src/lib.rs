//! The sentence that the stages form: bytes are acquired as reports, analysed, extracted,
//! identified, recorded, reconciled. The only crate that knows all stages; it decides nothing
//! that a stage could decide and prints nothing.

mod add;
mod error;
mod given;
mod read;
mod snapshot;

use std::sync::OnceLock;

use chancery_acquire::Furniture;
use chancery_data::Data;
use chancery_model::{Day, Report};

pub use add::{Progress, Tally};
pub use chancery_acquire::{AcquireError, Acquired, Input, Options, list};
pub use chancery_analyze as analyze;
pub use chancery_record as record;
pub use error::EngineError;
pub use read::{Read, ResolvedTime};
pub use snapshot::{Collected, Stored};

/// Version of the program, as readings name it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// All stages with the knowledge they work from.
#[derive(Debug)]
pub struct Engine {
    data: Data,
    /// Compiled when the first report is acquired: a look at a record acquires none.
    furniture: OnceLock<Furniture>,
}

impl Engine {
    /// An engine over this knowledge.
    #[must_use]
    pub fn new(data: Data) -> Self {
        Self { data, furniture: OnceLock::new() }
    }

    /// The knowledge it works from.
    #[must_use]
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// Bytes to reports: those of one file or of standard input, with what could not be read.
    #[must_use]
    pub fn acquire(&self, input: &Input, options: &Options) -> Acquired {
        let furniture = self.furniture.get_or_init(|| Furniture::new(&self.data.chrome));
        chancery_acquire::read(input, &self.data.outlets, furniture, options)
    }

    /// One report to its claims. Never fails; what is doubtful stands in the reading's notes.
    #[must_use]
    pub fn read<'r>(&self, report: &'r Report) -> Read<'r> {
        let document = chancery_analyze::analyze(&self.data, report);
        let findings = chancery_extract::extract(&self.data, &document);
        let identified = chancery_identify::identify(&self.data, &document, &findings);
        Read::new(&self.data, document, findings, identified)
    }

    /// Inputs to a record in memory, with what could not be read.
    #[must_use]
    pub fn gather(
        &self,
        inputs: &[Input],
        options: &Options,
        now: Option<Day>,
        progress: &mut dyn FnMut(Progress),
    ) -> (Collected, Vec<String>) {
        let (reports, mut problems) = read::acquire_all(inputs, |input| self.acquire(input, options));
        (self.gather_watched(reports, now, &mut problems, progress), problems)
    }
}
