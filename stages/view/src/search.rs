//! `search`: reports that hold the words, with the sentence that answers best.

use chancery_model::{ByteSpan, Edtf, ReportId};
use serde::Serialize;

use crate::offsets::CodePoints;
use crate::{Line, Mark, Page, Section, Source, format, phrase};

/// A report that answers a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Edtf>,
    /// The sentence, in bytes of the report's text.
    pub span: ByteSpan,
    /// The words under `span`.
    pub exact: String,
    /// The words found in it, in bytes of the report's text, in order.
    pub found: Vec<ByteSpan>,
}

#[derive(Serialize)]
struct HitJson<'a> {
    report: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<Edtf>,
    start: usize,
    end: usize,
    exact: &'a str,
    found: Vec<(usize, usize)>,
}

/// The hits, laid out in the order given.
#[must_use]
pub fn search(query: &str, hits: &[Hit]) -> Page {
    let lines = hits.iter().map(|hit| {
        let source = Source {
            label: hit.outlet.as_deref().or(hit.title.as_deref()).unwrap_or(hit.report.short()).to_owned(),
            title: hit.title.clone().filter(|_| hit.outlet.is_some()),
            url: None,
            date: phrase::date(hit.published),
            report: hit.report.short().to_owned(),
        };
        marked(hit).from(vec![source]).id(hit.report.short())
    });
    let title = phrase::count(hits.len(), "report");
    let sections = vec![Section { title, lines: lines.collect(), more: String::new() }];
    Page { title: format!("Search for {query}"), about: String::new(), sections }
}

/// The sentence with the found words marked.
fn marked(hit: &Hit) -> Line {
    let mut line = Line::plain("“");
    let mut at = hit.span.start();
    let piece = |from: usize, to: usize| {
        hit.exact.get(from.saturating_sub(hit.span.start())..to.saturating_sub(hit.span.start())).unwrap_or("")
    };
    for word in hit.found.iter().filter(|w| hit.span.contains(**w)) {
        line = line.and(Mark::Words, piece(at, word.start())).and(Mark::Hit, piece(word.start(), word.end()));
        at = word.end();
    }
    line.and(Mark::Words, piece(at, hit.span.end())).and(Mark::Plain, "”")
}

/// The hits, a line of JSON each. `text` gives a report's text, to tell code points from.
#[must_use]
pub fn search_json(hits: &[Hit], text: &mut dyn FnMut(&ReportId) -> Option<String>) -> String {
    let mut out = String::new();
    for hit in hits {
        let points = CodePoints::of(&text(&hit.report).unwrap_or_default());
        let (start, end) = points.span(hit.span);
        out += &format::json::line(&HitJson {
            report: &hit.report.0,
            title: hit.title.as_deref(),
            outlet: hit.outlet.as_deref(),
            published: hit.published,
            start,
            end,
            exact: &hit.exact,
            found: hit.found.iter().map(|w| points.span(*w)).collect(),
        });
    }
    out
}
