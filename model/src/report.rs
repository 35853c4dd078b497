//! One document as received.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, ClaimId, Edtf, Imprint, sha256};

/// `sha256:` and 64 hexadecimal digits of the bytes received; for one report out of a file of
/// many (a JSON line, a feed entry), of that report's canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReportId(pub String);

impl ReportId {
    /// The first twelve digits: enough to name a report to a person.
    #[must_use]
    pub fn short(&self) -> &str {
        let digits = self.0.strip_prefix("sha256:").unwrap_or(&self.0);
        digits.get(..12).unwrap_or(digits)
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A report: the bytes as they came, the text that everything else points into, and what the
/// report says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Hash of the bytes received.
    pub id: ReportId,
    /// `sha256:` hash of `text`, UTF-8.
    pub text_hash: String,
    /// The input's own id, or the file's stem.
    pub key: String,
    /// Where it was read from, as the user named it.
    pub path: Option<String>,
    /// Its address, where it names one.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher, as the report names it.
    pub outlet: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// ISO 639-1 code, where the text is long enough to tell.
    pub language: Option<String>,
    /// Place that opens the text ("LONDON, Dec 8"), where one does.
    pub dateline: Option<Dateline>,
    /// When it was published, and how that is known.
    pub published: Published,
    /// The text all spans index.
    pub text: String,
    /// Stretches of `text` that belong to the page and not to the article, in order.
    pub chrome: Vec<Chrome>,
    /// What was received.
    pub source: Source,
}

/// The place named at the opening of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The place, as written.
    pub place: String,
    /// Where the dateline stands in the text.
    pub span: ByteSpan,
}

/// The publication date chosen among the candidates, with the reason for the choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The date, or unknown.
    pub edtf: Option<Edtf>,
    /// Where the date was found.
    pub basis: Option<DateBasis>,
    /// The words that gave it.
    pub text: Option<String>,
    /// One sentence: why this candidate, or why none.
    pub reason: String,
    /// Every date that offered itself, in order of trust.
    pub candidates: Vec<DateCandidate>,
}

impl Published {
    /// The same candidates, outranked by a date that the user gave.
    #[must_use]
    pub fn with_given(&self, date: Edtf) -> Self {
        let mut candidates: Vec<DateCandidate> =
            self.candidates.iter().filter(|c| c.basis != DateBasis::Given).cloned().collect();
        for candidate in candidates.iter_mut().filter(|c| c.refused.is_none()) {
            candidate.refused = Some("a date given by the user outranks it".to_owned());
        }
        let text = date.to_string();
        candidates.insert(0, DateCandidate { edtf: date, basis: DateBasis::Given, text: text.clone(), refused: None });
        Self {
            edtf: Some(date),
            basis: Some(DateBasis::Given),
            text: Some(text),
            reason: "given by the user".to_owned(),
            candidates,
        }
    }
}

/// A date that may be the publication date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateCandidate {
    /// The date.
    pub edtf: Edtf,
    /// Where it was found.
    pub basis: DateBasis,
    /// The words that gave it.
    pub text: String,
    /// Why it was not chosen; `None` for the chosen one.
    pub refused: Option<String>,
}

/// Where a publication date was found, most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateBasis {
    /// The user said so.
    Given,
    /// The page's or file's own metadata.
    Metadata,
    /// A line of the text that says when it was published.
    Byline,
    /// The address.
    Url,
    /// The place and day that open the text.
    Dateline,
}

impl DateBasis {
    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Metadata => "metadata",
            Self::Byline => "byline",
            Self::Url => "url",
            Self::Dateline => "dateline",
        }
    }
}

/// A stretch of the text that is not the article's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chrome {
    /// Where it stands.
    pub span: ByteSpan,
    /// What it is.
    pub kind: ChromeKind,
}

/// What a piece of page furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChromeKind {
    /// Navigation and category lines.
    Menu,
    /// Share, follow, subscribe, "click here".
    Share,
    /// Comment forms.
    Comment,
    /// Publication and print stamps.
    Stamp,
    /// Notes to search engines.
    Seo,
    /// Markup left in the text.
    Tag,
    /// Rights and copying notices.
    Rights,
    /// Advertisements, and headlines of other articles.
    Promotion,
    /// Picture captions and credits.
    Caption,
    /// What came with a message and was not read.
    Attachment,
}

/// What was received, and how the text maps back to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Kind of input.
    pub media: Media,
    /// Name of the character encoding the bytes were read in (WHATWG label).
    pub encoding: String,
    /// The bytes whose hash is the report's id.
    pub bytes: Vec<u8>,
    /// How stretches of the text map to the bytes, in order of the text. Text that stands
    /// nowhere in the bytes (a blank put between blocks) has no segment.
    pub map: Vec<Segment>,
}

impl Source {
    /// The bytes that a stretch of text came from: exact where the text is a plain copy, else
    /// the whole segment. `None` where no segment touches the span.
    #[must_use]
    pub fn locate(&self, span: ByteSpan) -> Option<(usize, usize)> {
        let mut hit: Option<(usize, usize)> = None;
        for s in self.map.iter().filter(|s| s.text.overlaps(span)) {
            let (from, to) = if s.verbatim {
                let from = s.bytes.0 + span.start().saturating_sub(s.text.start());
                let to = s.bytes.0 + span.end().min(s.text.end()) - s.text.start();
                (from, to)
            } else {
                s.bytes
            };
            hit = Some(hit.map_or((from, to), |(a, b)| (a.min(from), b.max(to))));
        }
        hit
    }
}

/// One stretch of text and the bytes it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Stretch of the text.
    pub text: ByteSpan,
    /// First byte, and the byte after the last, in the received bytes.
    pub bytes: (usize, usize),
    /// Whether the text is the bytes one by one (else only the ends correspond).
    pub verbatim: bool,
}

/// Kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Media {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// One line of a JSON Lines file.
    Jsonl,
    /// One entry of an RSS or Atom feed.
    Feed,
    /// An e-mail.
    Mail,
    /// A Word document.
    Docx,
    /// A PDF file with a text layer.
    Pdf,
    /// One page of a web archive.
    Warc,
}

/// What a record needs to know of a report, without its text and bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCard {
    /// Hash of the bytes received.
    pub id: ReportId,
    /// Hash of the text.
    pub text_hash: String,
    /// The input's own id, or the file's stem.
    pub key: String,
    /// Where it was read from.
    pub path: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Publication date as now in force (a given date outranks the report's own).
    pub published: Published,
    /// What kind of input it was.
    pub media: Media,
    /// When it was added to the store, RFC 3339 UTC; used for "since my last look" only.
    pub added: Option<String>,
    /// Whose act of reporting it is, as its reading in force tells; `None` for one read before readings told that.
    #[serde(default)]
    pub imprint: Option<Imprint>,
    /// Of a report without a publication date, when it can have been written.
    #[serde(default)]
    pub bounds: Option<Bounds>,
}

/// When a report without a publication date can have been written, by dated events that it tells of: what took place was
/// written of on its day or later, what was planned on its day or earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// From the first possible day to the last; one end is open where nothing bounds it.
    pub edtf: Edtf,
    /// The events that set the ends, by id.
    pub by: Vec<ClaimId>,
}

impl Report {
    /// Whether its text can be read: it is English, or too short to tell.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.language.as_deref().is_none_or(|code| code == "en")
    }

    /// A report that is nothing but this text: no title, no date, no chrome; its bytes are the text.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let whole = ByteSpan::new(0, text.len());
        Self {
            id: ReportId::of(text.as_bytes()),
            text_hash: sha256(text.as_bytes()),
            key: "text".to_owned(),
            path: None,
            url: None,
            title: None,
            outlet: None,
            byline: None,
            language: None,
            dateline: None,
            published: Published::default(),
            text: text.to_owned(),
            chrome: Vec::new(),
            source: Source {
                media: Media::Text,
                encoding: "utf-8".to_owned(),
                bytes: text.as_bytes().to_vec(),
                map: vec![Segment { text: whole, bytes: (0, text.len()), verbatim: true }],
            },
        }
    }

    /// The card of this report, not yet added to any store.
    #[must_use]
    pub fn card(&self) -> ReportCard {
        ReportCard {
            id: self.id.clone(),
            text_hash: self.text_hash.clone(),
            key: self.key.clone(),
            path: self.path.clone(),
            url: self.url.clone(),
            title: self.title.clone(),
            outlet: self.outlet.clone(),
            byline: self.byline.clone(),
            language: self.language.clone(),
            published: self.published.clone(),
            media: self.source.media,
            added: None,
            imprint: None,
            bounds: None,
        }
    }
}

impl ReportCard {
    /// How to name this report to a person: outlet, else title, else key.
    #[must_use]
    pub fn label(&self) -> &str {
        self.outlet.as_deref().or(self.title.as_deref()).unwrap_or(&self.key)
    }
}
