//! The sentence that the stages form: bytes are acquired as reports, analysed, extracted,
//! identified, recorded, reconciled. The only crate that knows all stages; it decides nothing
//! that a stage could decide and prints nothing.

mod add;
mod error;
mod fetched;
mod given;
mod intake;
mod judge;
mod read;
mod rules;
mod snapshot;
mod spread;

use std::sync::{Arc, OnceLock};

use chancery_acquire::{Furniture, Pieces, pieces};
use chancery_analyze::Analyser;
use chancery_analyze::encoder::Encoder;
use chancery_analyze::weights::Weights;
use chancery_data::Data;
use chancery_model::{Day, Document, Report};
use sha2::{Digest, Sha256};

pub use add::{Progress, Tally};
pub use chancery_acquire::{
    AcquireError, Acquired, Feed, FeedEntry, Fetched, Input, Options, Survey, feed_list, list, survey,
};
pub use chancery_analyze as analyze;
pub use chancery_extract::Trigger;
pub use chancery_reconcile::{Link, changes};
pub use chancery_record as record;
pub use error::EngineError;
pub use intake::Intake;
pub use judge::{Marked, Refusal, Ruling, clashes, settable};
pub use read::{Meant, Read, ResolvedMention, ResolvedTime};
pub use rules::RuleFault;
pub use snapshot::{Collected, Stored, WORTH_KEEPING, keep, kept, kept_about, kept_on, known_by, snapshot};
pub use spread::Carried;

/// Version of the program, as readings name it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Does what nobody waits for, on half of the cores: the rest is left to those who wait for something else.
pub fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static FEW: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    let half = std::thread::available_parallelism().map_or(1, usize::from).div_ceil(2);
    match FEW.get_or_init(|| rayon::ThreadPoolBuilder::new().num_threads(half).build().ok()) {
        Some(few) => few.install(work),
        None => work(),
    }
}

/// All stages with the knowledge they work from.
#[derive(Debug)]
pub struct Engine {
    data: Data,
    /// Compiled when the first report is acquired: a look at a record acquires none.
    furniture: OnceLock<Furniture>,
    /// Made ready when the first report is read; shared by engines of one process over different knowledge.
    analyser: Arc<OnceLock<Analyser>>,
    /// Names the weights.
    weights: String,
    /// Names knowledge and weights together.
    fingerprint: String,
}

impl Engine {
    /// An engine over this knowledge and the weights that are compiled in.
    #[must_use]
    pub fn new(data: Data) -> Self {
        Self::over(data, Arc::default(), chancery_data::WEIGHTS_SHA256.to_owned())
    }

    /// An engine over this knowledge and other weights.
    #[must_use]
    pub fn with_weights(data: Data, weights: Weights) -> Self {
        let named = weights.fingerprint.clone();
        Self::over(data, Arc::new(OnceLock::from(Analyser::new(Encoder::new(weights)))), named)
    }

    /// An engine over other knowledge with the same language analysis, which is in memory once.
    #[must_use]
    pub fn with_data(&self, data: Data) -> Self {
        Self::over(data, Arc::clone(&self.analyser), self.weights.clone())
    }

    fn over(data: Data, analyser: Arc<OnceLock<Analyser>>, weights: String) -> Self {
        let fingerprint = fingerprint(&data, &weights);
        Self { data, furniture: OnceLock::new(), analyser, weights, fingerprint }
    }

    /// The knowledge it works from.
    #[must_use]
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The language analysis it works with.
    ///
    /// # Panics
    /// When the weights that are compiled in cannot be used, which the tests rule out.
    pub fn analyser(&self) -> &Analyser {
        let weights = || Weights::builtin().expect("the weights compiled in are sound");
        self.analyser.get_or_init(|| Analyser::new(Encoder::new(weights())))
    }

    /// Bytes to reports: those of one file or of standard input, with what could not be read.
    #[must_use]
    pub fn acquire(&self, input: &Input, options: &Options) -> Acquired {
        chancery_acquire::read(input, &self.data.outlets, self.furniture(), options)
    }

    /// The reports of inputs, some at a time, with what could not be read of them.
    #[must_use]
    pub fn intake<'i>(&'i self, inputs: &'i [Input], options: &'i Options) -> Intake<'i> {
        Intake::new(inputs, |input| self.pieces(input, options))
    }

    fn pieces<'i>(&'i self, input: &'i Input, options: &'i Options) -> Pieces<'i> {
        pieces(input, &self.data.outlets, self.furniture(), options)
    }

    fn furniture(&self) -> &Furniture {
        self.furniture.get_or_init(|| Furniture::new(&self.data.chrome))
    }

    /// What rules see in the sentences of a report: each word that triggers one, with what hangs on it and what
    /// matches there.
    ///
    /// # Panics
    /// Where the program is at fault.
    #[must_use]
    pub fn explain(&self, report: &Report) -> Vec<Trigger> {
        let documents = self.analyser().read(&self.data, &[report]).expect("sound weights run");
        documents.iter().flat_map(|document| chancery_extract::explain(&self.data, document)).collect()
    }

    /// A document to the claims of its report; what is doubtful stands in the reading's notes.
    fn interpret<'r>(&self, document: Document<'r>) -> Read<'r> {
        let findings = chancery_extract::extract(&self.data, &document);
        let identified = chancery_identify::identify(&self.data, &document, &findings);
        Read::new(&self.fingerprint, document, findings, identified)
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
        let (mut reports, mut problems) = (Vec::new(), Vec::new());
        let mut intake = self.intake(inputs, options);
        while let Some((some, unread)) = intake.next(usize::MAX) {
            reports.extend(some);
            problems.extend(unread);
        }
        (self.gather_watched(reports, now, &mut problems, progress), problems)
    }
}

/// Names what readings are made with, in hexadecimal.
fn fingerprint(data: &Data, weights: &str) -> String {
    let sum = Sha256::digest(format!("{} {weights}", data.fingerprint));
    sum.iter().map(|b| format!("{b:02x}")).collect()
}
