//! What needs a second look: what may have been missed is shown, not hidden.

use chancery_model::{Note, ReportId};
use serde::Serialize;

use super::{Desk, grouped};
use crate::phrase::{count, cut, date, short};
use crate::quoted::Quoted;
use crate::{Line, Mark};

/// Something to check, how often it occurs, and the first cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable code.
    pub code: String,
    /// What to check, with its count.
    pub title: String,
    /// How often.
    pub count: usize,
    /// The first cases; words are empty where the case is a report as a whole.
    pub examples: Vec<Quoted>,
}

/// How many characters of a sentence the page shows: enough to know it again.
const LENGTH: usize = 160;

/// How many cases are shown.
const SHOWN: usize = 3;

/// Said where no report is dated: the reader is likely new, and can mend it.
const UNDATED: &str = "no report tells when it was published, so days like “Monday” stay open; \
    say it with `--published DATE` when you add or read them";

/// Everything to check, the gravest first.
pub(super) fn checks(desk: &Desk<'_>) -> Vec<Check> {
    let record = desk.snapshot.record();
    let mut checks = Vec::new();
    let mut push = |code: &str, title: String, count: usize, examples: Vec<Quoted>| {
        if count > 0 {
            checks.push(Check { code: code.to_owned(), title, count, examples });
        }
    };

    let undated: Vec<&ReportId> = record.reports.iter().filter(|r| r.published.edtf.is_none()).map(|r| &r.id).collect();
    let (title, shown) = match undated.len() {
        n if n == record.reports.len() => (UNDATED.to_owned(), 0),
        n => (format!("{} without a publication date", count(n, "report")), SHOWN),
    };
    push("undated", title, undated.len(), undated.iter().take(shown).map(|r| desk.quoted("", r)).collect());

    if desk.since.is_some() {
        let unknown = record.events.iter().filter(|e| e.history.iter().all(|h| h.learned.is_none()));
        let unknown: Vec<Quoted> = unknown.filter_map(|e| desk.words(e)).collect();
        let title = format!("{} learned on no known day, left out by `--since`", count(unknown.len(), "event"));
        push("learned-unknown", title, unknown.len(), unknown.into_iter().take(SHOWN).collect());
    }

    let nobody: Vec<_> = record.statements.iter().filter(|s| s.value.speaker.is_none()).collect();
    let title = format!("{} whose speaker is not known", count(nobody.len(), "quotation"));
    let examples = nobody.iter().take(SHOWN).map(|s| desk.quoted(&s.value.text, &s.report)).collect();
    push("unknown-speaker", title, nobody.len(), examples);

    for (rank, notes) in grouped(desk.snapshot.notes().iter().map(|n| ((rank(&n.1.code), n.1.code.as_str()), n))) {
        if let Some(title) = meaning(rank.1, notes.len(), &notes[0].1) {
            let cases = notes.iter().take(SHOWN);
            let words = |n: &Note| n.evidence.first().map(|e| e.exact.clone()).unwrap_or_default();
            push(rank.1, title, notes.len(), cases.map(|(report, n)| desk.quoted(&words(n), report)).collect());
        }
    }

    let alone = record.events.iter().filter(|e| e.origins < 2).count();
    let title = match (alone, record.events.len()) {
        (1, 1) => "the one event rests on one origin only".to_owned(),
        (n, all) if n == all => format!("all {all} events rest on one origin only"),
        (1, all) => format!("1 of {all} events rests on one origin only"),
        (n, all) => format!("{n} of {all} events rest on one origin only"),
    };
    push("one-origin", title, alone, Vec::new());
    checks
}

/// Possible engagements come first among the notes; the others in order of their codes.
fn rank(code: &str) -> usize {
    usize::from(code != "possible-engagement")
}

/// What a note's code means; `None` for those that the record itself tells better.
fn meaning(code: &str, n: usize, first: &Note) -> Option<String> {
    match code {
        "undated" | "unknown-speaker" => None,
        "possible-engagement" if n == 1 => Some("1 sentence may tell of an engagement and matched no rule".to_owned()),
        "possible-engagement" => Some(format!("{n} sentences may tell of an engagement and matched no rule")),
        _ if n == 1 => Some(format!("1 remark `{code}`: {}", first.message)),
        _ => Some(format!("{n} remarks `{code}`, the first: {}", first.message)),
    }
}

impl Check {
    pub(super) fn line(&self) -> Line {
        let mut line = Line::plain(&self.title);
        // Reports as such need no line each.
        if self.examples.iter().all(|e| e.exact.is_empty()) {
            let mut names: Vec<String> = self.examples.iter().map(|e| short(&e.label)).collect();
            let more = self.count.saturating_sub(names.len());
            if !names.is_empty() && more > 0 {
                names.push(count(more, "other"));
            }
            let names = names.join(", ");
            return if names.is_empty() { line } else { line.and(Mark::Faint, format!(": {names}")) };
        }
        for case in self.examples.iter().filter(|e| !e.exact.is_empty()) {
            let from = format!(" {}, {}", short(&case.label), date(case.published));
            line = line.over(Line::quote(cut(&case.exact, LENGTH)).and(Mark::Faint, from));
        }
        line
    }
}
