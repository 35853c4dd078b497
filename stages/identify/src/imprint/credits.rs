//! Whose text a report says that it is, by the patterns of `data/lexicon/credits.tsv`.

use chancery_data::{CreditPattern, CreditScope, Data};
use chancery_model::{Credit, Document, SentenceKind};

/// How many lines from the top and from the end may tell an author or an owner.
const EDGE: usize = 12;
/// A longer line is prose.
const LINE: usize = 200;
/// How many sentences at the end may hold a credit behind the last words.
const LAST: usize = 3;

/// The credits, in the order of the patterns.
pub(crate) fn credits(data: &Data, document: &Document<'_>) -> Vec<Credit> {
    let places = Places::of(document);
    data.credits
        .iter()
        .flat_map(|pattern| places.at(pattern.scope).filter_map(|text| credit(data, pattern, text)))
        .collect()
}

fn credit(data: &Data, pattern: &CreditPattern, text: &str) -> Option<Credit> {
    let (outlet, words) = pattern.find(&data.outlets, text)?;
    // The end of a sentence before a credit is no word of it.
    let words = words.trim_start_matches(['.', '!', '?', '"', '”', '’']).trim();
    Some(Credit { outlet: outlet.name.clone(), words: words.to_owned() })
}

/// Where credits stand.
struct Places<'t> {
    dateline: Option<&'t str>,
    opening: Option<&'t str>,
    closing: Option<&'t str>,
    byline: Option<&'t str>,
    /// Lines near the top and near the end.
    top: Vec<&'t str>,
    end: Vec<&'t str>,
}

impl<'t> Places<'t> {
    fn of(document: &Document<'t>) -> Self {
        let report = document.report;
        let text = report.text.as_str();
        let own: Vec<_> = document.sentences.iter().filter(|s| !s.chrome).collect();
        let first = own.iter().find(|s| s.kind == SentenceKind::Prose);
        let closing = own.last().map(|last| {
            let from = own[own.len().saturating_sub(LAST)].span.start();
            &text[from..last.span.end()]
        });
        let lines: Vec<&str> = text
            .lines()
            .map(|line| line.trim_matches(|c: char| c.is_whitespace() || "*_#>•".contains(c)))
            .filter(|line| !line.is_empty())
            .collect();
        let short = |line: &&str| line.len() <= LINE;
        let end = lines.len().saturating_sub(EDGE).max(EDGE.min(lines.len()));
        Self {
            dateline: report.dateline.as_ref().map(|d| d.span.of(text)),
            opening: first.map(|s| s.span.of(text)),
            closing,
            byline: report.byline.as_deref().map(str::trim),
            top: lines.iter().take(EDGE).copied().filter(short).collect(),
            end: if lines.len() <= EDGE {
                lines.iter().copied().filter(short).collect()
            } else {
                lines[end..].iter().copied().filter(short).collect()
            },
        }
    }

    fn at(&self, scope: CreditScope) -> impl Iterator<Item = &'t str> {
        let (one, lines): (Option<&'t str>, Vec<&'t str>) = match scope {
            CreditScope::Sentence => (None, Vec::new()),
            CreditScope::Dateline => (self.dateline, Vec::new()),
            CreditScope::Opening => (self.opening, Vec::new()),
            CreditScope::Closing => (self.closing, Vec::new()),
            CreditScope::Byline => (self.byline, Vec::new()),
            CreditScope::Line => (None, self.top.iter().chain(&self.end).copied().collect()),
            CreditScope::End => (None, self.end.clone()),
        };
        one.into_iter().chain(lines)
    }
}
