//! `status` and `verify`: what a store holds, and whether it is sound.

use serde::Serialize;

use crate::phrase::count;
use crate::{Line, Mark, Page};

/// What a store holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The store.
    pub store: String,
    /// Reports.
    pub reports: usize,
    /// Those of them whose text, outlet and day another has too.
    pub copies: usize,
    /// Names under which reports came.
    pub arrivals: usize,
    /// Readings, of all versions.
    pub readings: usize,
    /// Event claims in force.
    pub events: usize,
    /// Statement claims in force.
    pub statements: usize,
    /// Position claims in force.
    pub positions: usize,
    /// Pledge claims in force.
    pub pledges: usize,
    /// Judgements in force.
    pub judgements: usize,
    /// Judgements withdrawn.
    pub withdrawn: usize,
    /// When the first report was added.
    pub first_added: Option<String>,
    /// When the last report was added.
    pub last_added: Option<String>,
    /// Format of the store.
    pub format: u32,
    /// Size in bytes.
    pub size: u64,
}

/// Something in a store that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What does not hold.
    pub message: String,
    /// How far the harm goes.
    pub harm: String,
}

/// What a store holds, laid out.
#[must_use]
pub fn status(status: &Status) -> Page {
    let mut page = Page::new(format!("Store {}", status.store));
    page.about = format!("format {}, {}", status.format, size(status.size));
    let again = status.arrivals.saturating_sub(status.reports);
    let mut lines = vec![Line::fact("reports", status.reports.to_string())];
    if status.copies > 0 {
        lines.push(Line::fact("copies among them", format!("{}; the record shows one of each", status.copies)));
    }
    if again > 0 {
        lines.push(Line::fact("came again under another name", again.to_string()));
    }
    lines.push(Line::fact("readings", status.readings.to_string()));
    lines.push(Line::fact("claims of events", status.events.to_string()));
    lines.push(Line::fact("claims of statements", status.statements.to_string()));
    lines.push(Line::fact("claims of positions", status.positions.to_string()));
    lines.push(Line::fact("claims of pledges", status.pledges.to_string()));
    lines.push(Line::fact("judgements", format!("{} in force, {} withdrawn", status.judgements, status.withdrawn)));
    if let (Some(first), Some(last)) = (&status.first_added, &status.last_added) {
        lines.push(Line::fact("added", if first == last { first.clone() } else { format!("{first} to {last}") }));
    }
    page.push("Holds", lines);
    page
}

/// The outcome of a check, laid out.
#[must_use]
pub fn verified(store: &str, faults: &[Fault]) -> Page {
    let mut page = Page::new(format!("Store {store}"));
    page.about = match faults.len() {
        0 => "sound: every text, span and claim is as it was recorded".to_owned(),
        n => format!("{} found", count(n, "fault")),
    };
    let lines = faults.iter().map(|f| Line::strong(&f.message).and(Mark::Plain, format!(" — {}", f.harm)));
    page.push("Faults", lines.collect());
    page
}

fn size(bytes: u64) -> String {
    const STEP: u64 = 1024;
    match bytes {
        b if b >= STEP * STEP => format!("{}.{} MiB", b / (STEP * STEP), b % (STEP * STEP) * 10 / (STEP * STEP)),
        b if b >= STEP => format!("{} KiB", b / STEP),
        b => format!("{b} bytes"),
    }
}
