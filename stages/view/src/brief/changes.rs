//! What became of what was known before, at the head of a brief.

use chancery_model::{Change, ChangeKind, Record};
use serde::Serialize;

use super::Desk;
use crate::changes::ChangeDesk;
use crate::phrase::capital;
use crate::{Line, Mark};

/// A change, in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BriefChange {
    /// What sort of change.
    pub kind: ChangeKind,
    /// Id of what changed.
    pub id: String,
    /// What it is, in words.
    pub about: String,
    #[serde(skip)]
    pub(super) line: Line,
}

/// The changes, but for what is new or only told by more: that stands in the other sections.
pub(super) fn changed(desk: &Desk<'_>, before: &Record, changes: &[Change]) -> Vec<BriefChange> {
    let desk = ChangeDesk { snapshot: desk.snapshot, before, cards: &desk.cards, ids: &desk.ids };
    let weighs = |change: &&Change| !matches!(change.kind, ChangeKind::New | ChangeKind::ToldAgain);
    let told = changes.iter().filter(weighs).filter_map(|change| {
        let line = desk.line(change)?;
        let kind = format!("{}: ", capital(&change.kind.as_str().replace('-', " ")));
        let mut pieces = Line::default().and(Mark::Faint, kind).pieces;
        let about = line.text();
        pieces.extend(line.pieces);
        Some(BriefChange { kind: change.kind, id: line.id.clone(), about, line: Line { pieces, ..line } })
    });
    told.collect()
}
