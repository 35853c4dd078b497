//! The knowledge of Chancery, as files: register of actors and offices, places, outlets, lexicons,
//! kinds and rules. The files are the truth; this crate reads them into typed tables, refuses
//! faulty ones with file and line, and answers look-ups. It knows nothing of any report.

mod error;
mod table;

mod register;

mod names;

mod outlet;
mod outline;

mod abbreviation;
mod chrome;
mod code;
mod credit;
mod cuts;
mod lexicon;

mod lemma;

mod issue;
mod process;
mod schema;

mod own;
mod pattern;
mod progress;
mod reads;
mod rule;

mod time;

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest, Sha256};

pub use abbreviation::AbbreviationKind;
pub use chrome::{ChromePattern, ChromeScope};
pub use code::Codes;
pub use credit::{CreditPattern, CreditScope};
pub use cuts::{CutKind, Cuts};
pub use error::{DataError, Fault, Origin};
pub use issue::{Issue, Issues, TermWord, Told};
pub use lemma::{Entry, Lemmas, Speech};
pub use lexicon::{Lexicon, Opening, RoleNoun};
pub use names::{Names, Referent, fold};
pub use outlet::{Outlet, outlet_at, outlet_named};
pub use outline::{Outlines, Ring};
use own::OwnRules;
pub use pattern::{ArgumentPattern, Need, Pattern, Slot, Target, Test};
pub use process::{Process, Processes};
pub use progress::Progress;
pub use reads::Reads;
use register::Folder;
pub use register::{
    Found, Gender, Head, Holder, Office, Organisation, Person, PlaceEntry, Register, Remark, RemarkKind, Seat, Spot,
    SpotKind, State,
};
pub use rule::{Example, Rule};
pub use schema::{EventSchema, Schema};
pub use time::{
    Meaning, Operation, PatternAt, Piece, Reader, TimeElement, TimeExample, TimePart, TimePattern, TimeRule, TimeRules,
    TimeWords, Worded,
};

static FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The weights of the language analysis: an ONNX file; its card is beside it.
pub static WEIGHTS: &[u8] = include_bytes!("../weights/analyser.onnx");
/// SHA-256 of [`WEIGHTS`], hexadecimal.
pub const WEIGHTS_SHA256: &str = env!("WEIGHTS_SHA256");

/// Everything Chancery knows before it has read a report.
#[derive(Debug)]
pub struct Data {
    /// States, organisations, persons, offices and who held them, seats, places.
    pub register: Register,
    /// Every name of the register, ready for look-up in text.
    pub names: Names,
    /// What others call states and kinds of event.
    pub codes: Codes,
    /// Outlines of states, for maps.
    pub outlines: Outlines,
    /// Publishers and agencies.
    pub outlets: Vec<Outlet>,
    /// Word classes, roles, given names.
    pub lexicon: Lexicon,
    /// Classes of lemmas, for rules.
    pub lemmas: Lemmas,
    /// Words that keep their full stop, without it.
    pub abbreviations: HashMap<String, AbbreviationKind>,
    /// Words and signs that decide where tokens and sentences end.
    pub cuts: Cuts,
    /// Page furniture.
    pub chrome: Vec<ChromePattern>,
    /// Words by which a report says whose text it is.
    pub credits: Vec<CreditPattern>,
    /// Kinds of event.
    pub schema: Schema,
    /// Issues and the terms that tell them.
    pub issues: Issues,
    /// Negotiations that occasions belong to.
    pub processes: Processes,
    /// Rules, by id.
    pub rules: Vec<Rule>,
    /// Rules for expressions of time.
    pub times: TimeRules,
    /// SHA-256 over all files, hexadecimal: names this state of the knowledge in readings.
    pub fingerprint: String,
}

impl Data {
    /// The knowledge compiled into the program.
    ///
    /// # Errors
    /// All faults of all files at once, each with file and line.
    pub fn builtin() -> Result<Self, DataError> {
        Self::from_files(FILES)
    }

    /// The knowledge compiled into the program, with the tables of a user's folder over those of the
    /// register: a row there adds to them, or takes the place of the row with the same id. What a
    /// folder may hold is told in `docs/register.md`.
    ///
    /// # Errors
    /// All faults of all files at once, each with file and line; a folder or table that cannot be
    /// read is one.
    pub fn with_register(folder: &Path) -> Result<Self, DataError> {
        Self::with_own(Some(folder), None)
    }

    /// The same with a folder of the user's own rules too: files under `rules`, `lemmas`, `lexicon` and
    /// `schema` there add to the built-in ones or, with the path of one, take its place.
    ///
    /// # Errors
    /// All faults of all files at once, each with file and line; a folder or file that cannot be
    /// read is one.
    pub fn with_own(register: Option<&Path>, rules: Option<&Path>) -> Result<Self, DataError> {
        let mut faults = Vec::new();
        let folder = register.map(|folder| Folder::read(folder, &mut faults)).unwrap_or_default();
        let own = rules.map(|folder| OwnRules::read(folder, &mut faults)).unwrap_or_default();
        Self::read(&own.over(FILES), &folder, faults).map_err(|mut error| {
            own.name(&mut error.faults);
            error
        })
    }

    /// The files compiled into the program, as `(path, content)` with paths as under `data/`.
    #[must_use]
    pub fn builtin_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// Reads the knowledge from `(path, content)` pairs, paths as under `data/`.
    ///
    /// # Errors
    /// All faults of all files at once, each with file and line.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, DataError> {
        Self::read(files, &Folder::default(), Vec::new())
    }

    fn read(files: &[(&str, &str)], folder: &Folder, mut faults: Vec<Fault>) -> Result<Self, DataError> {
        let register = Register::read(files, folder, &mut faults);
        let names = Names::of(&register);
        let codes = code::read(files, &register, &mut faults);
        let outlines = Outlines::read(files, |id| register.states.contains_key(id), &mut faults);
        let outlets = outlet::read(files, &mut faults);
        let lexicon = Lexicon::read(files, &mut faults);
        let lemmas = Lemmas::read(files, &mut faults);
        let abbreviations = abbreviation::read(files, &mut faults);
        let cuts = Cuts::read(files, &mut faults);
        let chrome = chrome::read(files, &mut faults);
        let credits = credit::read(files, &mut faults);
        let schema = Schema::read(files, &mut faults);
        let issues = Issues::read(files, &mut faults);
        let processes = process::read(files, &register, &issues, &mut faults);
        let rules = rule::read(files, &lemmas, &schema, &mut faults);
        let times = TimeRules::read(files, &mut faults);
        if !faults.is_empty() {
            return Err(DataError { faults });
        }
        let fingerprint = fingerprint(files.iter().copied().chain(folder.contents()));
        Ok(Self {
            register,
            names,
            codes,
            outlines,
            outlets,
            lexicon,
            lemmas,
            abbreviations,
            cuts,
            chrome,
            credits,
            schema,
            issues,
            processes,
            rules,
            times,
            fingerprint,
        })
    }
}

fn fingerprint<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let mut hash = Sha256::new();
    for part in files.flat_map(|(path, content)| [path, content]) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
