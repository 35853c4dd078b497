//! The lines of an export: JSON, one thing a line, in an order in which each names only what came before it. The
//! first line tells the format, the last how many there are of each and the hash of all lines before it, so that a
//! file cut off or altered on the way is noticed.

use chancery_model::{Chrome, Dateline, Media, Published, Report, ReportId, Segment, Source};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::base64;

/// The format of an export that this version writes and reads.
pub(crate) const EXPORT_FORMAT: u32 = 1;

/// A line: exactly one of its parts, but for `withdrawn`, which goes with a judgement.
#[derive(Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ExportLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) chancery: Option<Opening>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) report: Option<ReportLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arrival: Option<ArrivalLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reading: Option<ReadingLine>,
    /// As the store keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) judgement: Option<Box<RawValue>>,
    /// When the judgement was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) withdrawn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<Ending>,
}

/// The first line.
#[derive(Deserialize, Serialize)]
pub(crate) struct Opening {
    pub(crate) export: u32,
}

/// The last line.
#[derive(Deserialize, Serialize)]
pub(crate) struct Ending {
    #[serde(flatten)]
    pub(crate) counts: Counts,
    /// SHA-256 of all lines before, with their line ends.
    pub(crate) sha256: String,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Names under which they came.
    pub arrivals: usize,
    /// Readings, of all versions.
    pub readings: usize,
    /// Judgements, those withdrawn too.
    pub judgements: usize,
}

/// A report, all but its names.
#[derive(Deserialize, Serialize)]
pub(crate) struct ReportLine {
    pub(crate) id: ReportId,
    text_hash: String,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    byline: Option<String>,
    language: Option<String>,
    published: Published,
    media: Media,
    pub(crate) added: String,
    encoding: String,
    dateline: Option<Dateline>,
    chrome: Vec<Chrome>,
    text: String,
    map: Vec<Segment>,
    /// As received, in base64.
    bytes: String,
}

/// A name under which a report came.
#[derive(Deserialize, Serialize)]
pub(crate) struct ArrivalLine {
    pub(crate) report: ReportId,
    pub(crate) key: String,
    pub(crate) path: Option<String>,
    pub(crate) at: String,
}

/// A reading, with claims and notes as the store keeps them.
#[derive(Deserialize, Serialize)]
pub(crate) struct ReadingLine {
    pub(crate) report: ReportId,
    pub(crate) at: String,
    pub(crate) id: String,
    pub(crate) engine: String,
    pub(crate) data: String,
    pub(crate) notes: Box<RawValue>,
    pub(crate) claims: Box<RawValue>,
    /// Whose act of reporting the report is; of older readings nothing is told.
    #[serde(default)]
    pub(crate) imprint: Option<Box<RawValue>>,
}

impl ReportLine {
    pub(crate) fn of(report: Report, added: String) -> Self {
        Self {
            id: report.id,
            text_hash: report.text_hash,
            url: report.url,
            title: report.title,
            outlet: report.outlet,
            byline: report.byline,
            language: report.language,
            published: report.published,
            media: report.source.media,
            added,
            encoding: report.source.encoding,
            dateline: report.dateline,
            chrome: report.chrome,
            text: report.text,
            map: report.source.map,
            bytes: base64::encode(&report.source.bytes),
        }
    }

    /// The report, under no name yet; `None` where its bytes are not written as base64.
    pub(crate) fn report(self) -> Option<(Report, String)> {
        let source =
            Source { media: self.media, encoding: self.encoding, bytes: base64::decode(&self.bytes)?, map: self.map };
        let report = Report {
            id: self.id,
            text_hash: self.text_hash,
            key: String::new(),
            path: None,
            url: self.url,
            title: self.title,
            outlet: self.outlet,
            byline: self.byline,
            language: self.language,
            dateline: self.dateline,
            published: self.published,
            text: self.text,
            chrome: self.chrome,
            source,
        };
        Some((report, self.added))
    }
}
