//! The formats, and the one way to write each.

use std::fmt;

use chancery_data::Data;
use chancery_model::Snapshot;

use crate::source::Source;
use crate::{
    ExportError, annotation, csv, followthemoney, geojson, gexf, graphml, icalendar, jsonld, notes, parquet, plover,
    sqlite, tables, timeline,
};

/// A format that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// W3C Web Annotation: claims as annotations of their reports.
    Annotation,
    /// Tables as CSV, a file each.
    Csv,
    /// FollowTheMoney entities, a line each.
    FollowTheMoney,
    /// Events on the map.
    GeoJson,
    /// Who meets whom, with the days.
    Gexf,
    /// Who meets whom.
    GraphMl,
    /// Events as a calendar.
    ICalendar,
    /// Linked data in the terms of schema.org.
    JsonLd,
    /// Notes that lead to each other.
    Markdown,
    /// Tables as Parquet, a file each.
    Parquet,
    /// Events in the columns of POLECAT.
    Plover,
    /// Tables as one SQLite file.
    Sqlite,
    /// Events as TimelineJS shows them.
    Timeline,
}

/// A record as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// One file.
    File(Vec<u8>),
    /// Files of a folder: paths within it, parted by `/`, and their bytes.
    Folder(Vec<(String, Vec<u8>)>),
}

impl Format {
    /// All of them, in order of their names.
    pub const ALL: [Self; 13] = [
        Self::Annotation,
        Self::Csv,
        Self::FollowTheMoney,
        Self::GeoJson,
        Self::Gexf,
        Self::GraphMl,
        Self::ICalendar,
        Self::JsonLd,
        Self::Markdown,
        Self::Parquet,
        Self::Plover,
        Self::Sqlite,
        Self::Timeline,
    ];

    /// What it is asked for by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Csv => "csv",
            Self::FollowTheMoney => "followthemoney",
            Self::GeoJson => "geojson",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::ICalendar => "icalendar",
            Self::JsonLd => "jsonld",
            Self::Markdown => "markdown",
            Self::Parquet => "parquet",
            Self::Plover => "plover",
            Self::Sqlite => "sqlite",
            Self::Timeline => "timeline",
        }
    }

    /// Whether it is a folder of files.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Markdown | Self::Parquet)
    }

    /// Whether it is no text, and nothing for a terminal.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Parquet | Self::Sqlite)
    }
}

/// What is written.
pub struct Given<'s> {
    /// The record with its claims and texts.
    pub snapshot: &'s dyn Snapshot,
    /// What is known of states, offices and places.
    pub data: &'s Data,
    /// The negotiation that the snapshot is narrowed to, where it is.
    pub process: Option<&'s str>,
}

impl fmt::Debug for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given").field("process", &self.process).finish_non_exhaustive()
    }
}

/// A record in a format.
///
/// # Errors
/// Where Arrow, Parquet or SQLite refuse what is written, which would be a fault of the program.
pub fn write(format: Format, given: &Given<'_>) -> Result<Written, ExportError> {
    let source = Source::of(given.snapshot, given.data).within(given.process);
    let file = |text: String| Written::File(text.into_bytes());
    Ok(match format {
        Format::Annotation => file(annotation::write(&source)),
        Format::FollowTheMoney => file(followthemoney::write(&source)),
        Format::GeoJson => file(geojson::write(&source)),
        Format::Gexf => file(gexf::write(&source)),
        Format::GraphMl => file(graphml::write(&source)),
        Format::ICalendar => file(icalendar::write(given.snapshot, icalendar::Shown::All)),
        Format::JsonLd => file(jsonld::write(&source)),
        Format::Plover => file(plover::write(&source)),
        Format::Timeline => file(timeline::write(&source)),
        Format::Sqlite => Written::File(sqlite::write(&tables::of(&source))?),
        Format::Csv => {
            let sheet = |table| (named(&table, "csv"), csv::write(&table).into_bytes());
            Written::Folder(tables::of(&source).into_iter().map(sheet).collect())
        }
        Format::Parquet => {
            let sheet = |table| Ok((named(&table, "parquet"), parquet::write(&table)?));
            Written::Folder(tables::of(&source).into_iter().map(sheet).collect::<Result<_, ExportError>>()?)
        }
        Format::Markdown => {
            let note = |(path, text): (String, String)| (path, text.into_bytes());
            Written::Folder(notes::write(&source).into_iter().map(note).collect())
        }
    })
}

fn named(table: &crate::Table, ending: &str) -> String {
    format!("{}.{ending}", table.name)
}
