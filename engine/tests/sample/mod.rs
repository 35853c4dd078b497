//! Reports to try the engine on, in files of two kinds, dated and not, with copies; and the engine.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chancery_data::Data;
use chancery_engine::{Collected, Engine, Input, Options};
use chancery_model::{Judgement, Note, Record, ReportId, Snapshot};

/// A moment, for stores that need only one.
pub(crate) const AT: &str = "2025-12-10T08:00:00Z";

pub(crate) static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(Data::builtin().expect("the built-in data loads")));

/// What a report tells, in one file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) text: String,
    pub(crate) form: Form,
}

/// How it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text file, undated and of no outlet; with a byte order mark the bytes are others and the
    /// text is the same.
    Plain { mark: bool },
    /// A line of JSON. Under another id the bytes are others and the text is the same.
    Line { id: &'static str, outlet: Option<&'static str>, published: Option<&'static str> },
}

impl Told {
    pub(crate) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), form: Form::Plain { mark: false } }
    }

    pub(crate) fn line(text: &str, id: &'static str, published: Option<&'static str>) -> Self {
        let outlet = Some("The Harbour Post");
        Self { text: text.to_owned(), form: Form::Line { id, outlet, published } }
    }

    /// Writes the file, under a name that tells its number.
    pub(crate) fn write(&self, folder: &Path, number: usize) -> Input {
        let Self { text, form } = self;
        let (ending, content) = match form {
            Form::Plain { mark } => ("txt", format!("{}{text}", if *mark { "\u{feff}" } else { "" })),
            Form::Line { id, outlet, published } => {
                let field = |name: &str, value: Option<&str>| value.map(|v| format!(", \"{name}\": {v:?}"));
                let (outlet, published) = (field("outlet", *outlet), field("published", *published));
                let (outlet, published) = (outlet.unwrap_or_default(), published.unwrap_or_default());
                ("jsonl", format!("{{\"id\": {id:?}, \"text\": {text:?}{outlet}{published}}}\n"))
            }
        };
        let path = folder.join(format!("{number:02}.{ending}"));
        fs::write(&path, content).expect("the file can be written");
        Input::File(path)
    }
}

/// Writes all, in order.
pub(crate) fn write_all(told: &[Told], folder: &Path) -> Vec<Input> {
    told.iter().enumerate().map(|(number, told)| told.write(folder, number)).collect()
}

/// A record without the moments at which reports were added, and what goes with it.
pub(crate) fn essence(snapshot: &dyn Snapshot) -> (Record, Vec<(ReportId, Note)>, Vec<Judgement>) {
    let mut record = snapshot.record().clone();
    for report in &mut record.reports {
        report.added = None;
    }
    (record, snapshot.notes().to_vec(), snapshot.judgements().to_vec())
}

/// The record of these inputs in memory.
pub(crate) fn gather(inputs: &[Input]) -> Collected {
    let (collected, problems) = ENGINE.gather(inputs, &Options::default(), None, &mut |_| {});
    assert_eq!(problems, [""; 0]);
    collected
}
