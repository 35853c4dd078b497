//! Where parties stand, in brief: what a reader must not miss, and never all that was read.

use std::cmp::Reverse;

use chancery_model::{Day, Edtf, RecordedPosition, Snapshot, Stance};
use serde::Serialize;

use crate::Line;
use crate::positions::PositionDesk;

/// How many positions a brief lists.
const LISTED: usize = 12;

/// A position, in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BriefPosition {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub holder: String,
    /// The issue.
    pub issue: String,
    /// The stance in force.
    pub stance: Stance,
    /// The last stance on another side, where there was one.
    pub before: Option<Stance>,
    /// Whether the words are absolute.
    pub red_line: bool,
    /// Whether what was learned last tells both for and against.
    pub disputed: bool,
    /// What the stance is about.
    pub proposition: String,
    /// The words of the claim in force.
    pub words: Option<String>,
    /// How many reports tell it.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
    #[serde(skip)]
    pub(super) line: Line,
}

/// The positions that a brief lists, those that weigh most first, and how many more there are. With `since`, only
/// what was learned on or after that day.
pub(super) fn stands(snapshot: &dyn Snapshot, since: Option<Day>) -> (Vec<BriefPosition>, usize) {
    let desk = PositionDesk::of(snapshot);
    let is_news = |p: &&RecordedPosition| since.is_none_or(|day| learned(p).is_some_and(|learned| learned >= day));
    let news: Vec<&RecordedPosition> = snapshot.record().positions.iter().filter(is_news).collect();
    let mut listed: Vec<&RecordedPosition> = news.iter().copied().filter(|p| weight(p) > 0).collect();
    listed.sort_by_key(|p| (Reverse(weight(p)), Reverse(learned(p)), &p.value.holder.actor.name, &p.id));
    listed.truncate(LISTED);
    let left = news.len() - listed.len();
    let told = listed.into_iter().map(|p| BriefPosition {
        id: p.id.0.clone(),
        holder: p.value.holder.actor.name.clone(),
        issue: p.value.issue.clone(),
        stance: p.value.stance,
        before: p.before().map(|h| h.stance),
        red_line: p.value.red_line,
        disputed: p.disputed,
        proposition: p.value.proposition.clone(),
        words: desk.words(p).map(str::to_owned),
        reports: p.reports.len(),
        origins: p.origins,
        line: desk.line(p),
    });
    (told.collect(), left)
}

/// When the position was learned, or told again last.
fn learned(p: &RecordedPosition) -> Option<Day> {
    p.history.iter().filter_map(|h| h.learned.and_then(Edtf::last_day)).max()
}

/// A change of mind weighs most, then a red line, then what several origins tell.
fn weight(p: &RecordedPosition) -> usize {
    let changed = p.disputed || p.before().is_some();
    usize::from(changed) * 4 + usize::from(p.value.red_line) * 2 + usize::from(p.origins > 1)
}
