//! `contradictions`: what reports contradict each other in, both sides with their words.

use chancery_model::{Contradiction, ContradictionKind, ContradictionSide, ContradictionStatus, Snapshot};

use crate::contradiction_json::ContradictionJson;
use crate::offsets::Texts;
use crate::phrase::{Cards, capital, count};
use crate::{Line, Mark, Page, Table, format};

/// Which contradictions are asked for; an empty filter lets all pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContradictionFilter {
    /// Of this kind.
    pub kind: Option<ContradictionKind>,
    /// Only those that nothing explains.
    pub open: bool,
}

impl ContradictionFilter {
    fn passes(self, c: &&Contradiction) -> bool {
        self.kind.is_none_or(|kind| c.kind == kind) && (!self.open || c.status == ContradictionStatus::Open)
    }
}

/// How many pieces of evidence stand under each side.
const QUOTED: usize = 2;

/// The contradictions that pass, laid out by kind.
#[must_use]
pub fn contradictions(snapshot: &dyn Snapshot, filter: ContradictionFilter) -> Page {
    let mut page = Page::new("Contradictions");
    let cards = Cards::of(snapshot);
    let all = || snapshot.record().contradictions.iter().filter(|c| filter.passes(c));
    for kind in ContradictionKind::ALL {
        let lines = all().filter(|c| c.kind == kind).map(|c| line(c, &cards)).collect();
        page.push(&capital(kind.as_str()), lines);
    }
    page
}

/// The contradictions that pass, a line of JSON each, as in the record.
#[must_use]
pub fn contradictions_json(snapshot: &dyn Snapshot, filter: ContradictionFilter) -> String {
    let mut texts = Texts::of(snapshot);
    let all = snapshot.record().contradictions.iter().filter(|c| filter.passes(c));
    all.map(|c| format::json::line(&ContradictionJson::of(c, &mut texts))).collect()
}

/// The contradictions that pass as a sheet for a spreadsheet: a row a side.
#[must_use]
pub fn contradictions_sheet(snapshot: &dyn Snapshot, filter: ContradictionFilter) -> Table {
    let cards = Cards::of(snapshot);
    let row = |c: &Contradiction, side: &ContradictionSide| {
        let first = side.evidence.first();
        vec![
            c.id.0.clone(),
            c.kind.as_str().to_owned(),
            c.status.as_str().to_owned(),
            c.about.clone(),
            side.value.clone(),
            side.reports.len().to_string(),
            first.map(|e| e.exact.clone()).unwrap_or_default(),
            first.map(|e| cards.source(&e.report).label).unwrap_or_default(),
            c.remarks.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("; "),
        ]
    };
    let all = snapshot.record().contradictions.iter().filter(|c| filter.passes(c));
    let rows = all.flat_map(|c| c.sides.iter().map(|side| row(c, side)).collect::<Vec<_>>()).collect();
    let columns = vec!["id", "kind", "status", "about", "side", "reports", "words", "source", "remarks"];
    Table { columns, rows }
}

/// A contradiction with its sides under it, each with its words.
pub(crate) fn line(c: &Contradiction, cards: &Cards<'_>) -> Line {
    let mut line = head(c).id(&c.id.0);
    if c.status != ContradictionStatus::Open {
        line = line.and(Mark::Faint, format!(" ({})", c.status.as_str()));
    }
    let remarks = c.remarks.iter().map(|r| Line::fact("explained", format!("{} ({})", r.text, r.by)));
    let sides: Vec<Line> = c.sides.iter().map(|side| told(side, cards)).collect();
    sides.into_iter().chain(remarks).fold(line, Line::over)
}

/// Kind, whom it is about, and what the sides say.
pub(crate) fn head(c: &Contradiction) -> Line {
    let values: Vec<&str> = c.sides.iter().map(|side| side.value.as_str()).collect();
    Line::strong(capital(c.kind.as_str())).and(Mark::Plain, format!(", {}: {}", c.about, values.join(" / ")))
}

/// What one side says, in its words.
fn told(side: &ContradictionSide, cards: &Cards<'_>) -> Line {
    let line = match side.reports.len() {
        0 => Line::plain(&side.value),
        n => Line::fact(&side.value, count(n, "report")),
    };
    let words = side.evidence.iter().take(QUOTED);
    words.map(|e| Line::quote(&e.exact).from(vec![cards.source(&e.report)])).fold(line, Line::over)
}
