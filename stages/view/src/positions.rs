//! `positions`: who stands where on which issue, with what stood before.

use std::collections::BTreeMap;

use chancery_model::{Day, Edtf, Participant, RecordedPosition, Snapshot, Stance};

use crate::find::ShortIds;
use crate::offsets::Texts;
use crate::phrase::{self, Cards, capital};
use crate::position_json::PositionJson;
use crate::{Line, Mark, Page, Table, format};

/// Which positions are asked for; an empty filter lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionFilter {
    /// On this issue or clause.
    pub issue: Option<String>,
    /// Of a holder of this id, or whose name holds these words, in any case; or put into words by such a person.
    pub holder: Option<String>,
    /// With this stance in force.
    pub stance: Option<Stance>,
    /// Only those in absolute words.
    pub red_lines: bool,
    /// Learned, or told again, on or after this day.
    pub since: Option<Day>,
}

impl PositionFilter {
    /// The positions that pass. An id is that actor's, and nobody's in whose name its letters stand.
    fn chosen<'s>(&self, snapshot: &'s dyn Snapshot) -> impl Iterator<Item = &'s RecordedPosition> {
        let all = snapshot.record().positions.iter();
        let is = |asked: &String| all.clone().any(|p| named(p).any(|who| who.actor.id.0 == asked.to_lowercase()));
        let is_id = self.holder.as_ref().is_some_and(is);
        all.filter(move |p| self.passes(p, is_id))
    }

    fn passes(&self, p: &RecordedPosition, is_id: bool) -> bool {
        let value = &p.value;
        let learned = |since: Day| p.history.iter().any(|h| h.learned.and_then(Edtf::last_day) >= Some(since));
        self.issue.as_ref().is_none_or(|i| value.issue == *i || value.clause.as_ref() == Some(i))
            && self.holder.as_ref().is_none_or(|name| is_of(p, name, is_id))
            && self.stance.is_none_or(|stance| value.stance == stance)
            && (!self.red_lines || value.red_line)
            && self.since.is_none_or(learned)
    }
}

/// Whose a position is, and who said so.
fn named(p: &RecordedPosition) -> impl Iterator<Item = &Participant> {
    std::iter::once(&p.value.holder).chain(&p.value.said_by)
}

fn is_of(p: &RecordedPosition, asked: &str, is_id: bool) -> bool {
    let asked = asked.to_lowercase();
    named(p).any(|who| match is_id {
        true => who.actor.id.0 == asked,
        false => who.actor.name.to_lowercase().contains(&asked),
    })
}

/// The positions that pass, laid out by issue.
#[must_use]
pub fn positions(snapshot: &dyn Snapshot, filter: &PositionFilter) -> Page {
    let mut page = Page::new("Positions");
    let desk = PositionDesk::of(snapshot);
    let mut issues: BTreeMap<&str, Vec<&RecordedPosition>> = BTreeMap::new();
    for position in filter.chosen(snapshot) {
        issues.entry(&position.value.issue).or_default().push(position);
    }
    for (issue, mut list) in issues {
        // Of one party side by side, what most origins tell first.
        list.sort_by_key(|p| (&p.value.holder.actor.name, std::cmp::Reverse(p.origins)));
        page.push(&capital(issue), list.into_iter().map(|p| desk.line(p)).collect());
    }
    page
}

/// The positions that pass, a line of JSON each, as in the record.
#[must_use]
pub fn positions_json(snapshot: &dyn Snapshot, filter: &PositionFilter) -> String {
    let mut texts = Texts::of(snapshot);
    let positions = filter.chosen(snapshot);
    positions.map(|p| format::json::line(&PositionJson::recorded(p, snapshot, &mut texts))).collect()
}

/// The positions that pass as a sheet for a spreadsheet: one fact a column, with the words.
#[must_use]
pub fn positions_sheet(snapshot: &dyn Snapshot, filter: &PositionFilter) -> Table {
    let desk = PositionDesk::of(snapshot);
    let mut texts = Texts::of(snapshot);
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let rows = filter.chosen(snapshot).map(|p| {
        let value = &p.value;
        let condition = value.condition.map(|span| span.of(&texts.get(&p.report).text).to_owned());
        let last = p.history.iter().rev().find_map(|h| h.learned);
        vec![
            p.id.0.clone(),
            value.issue.clone(),
            value.clause.clone().unwrap_or_default(),
            value.holder.actor.name.clone(),
            value.stance.as_str().to_owned(),
            yes(value.red_line),
            value.proposition.clone(),
            condition.unwrap_or_default(),
            value.said_by.as_ref().map(|by| by.actor.name.clone()).unwrap_or_default(),
            value.rung.as_str().to_owned(),
            last.map(|day| day.to_string()).unwrap_or_default(),
            p.before().map(|h| h.stance.as_str().to_owned()).unwrap_or_default(),
            yes(p.disputed),
            p.reports.len().to_string(),
            p.origins.to_string(),
            desk.words(p).unwrap_or_default().to_owned(),
            desk.cards.source(&p.report).label,
        ]
    });
    let rows = rows.collect();
    let columns = vec![
        "id",
        "issue",
        "clause",
        "holder",
        "stance",
        "red_line",
        "proposition",
        "condition",
        "said_by",
        "rung",
        "learned",
        "before",
        "disputed",
        "reports",
        "origins",
        "words",
        "source",
    ];
    Table { columns, rows }
}

/// Tells positions in lines.
pub(crate) struct PositionDesk<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    ids: ShortIds,
}

impl<'s> PositionDesk<'s> {
    pub(crate) fn of(snapshot: &'s dyn Snapshot) -> Self {
        Self { snapshot, cards: Cards::of(snapshot), ids: ShortIds::of(snapshot) }
    }

    /// The words of the claim in force.
    pub(crate) fn words(&self, p: &'s RecordedPosition) -> Option<&'s str> {
        let claim = self.snapshot.claim(&p.in_force()?.claim)?;
        claim.evidence.first().map(|e| e.exact.as_str())
    }

    /// "Ukraine rejects (red line): cede land", with its words and what stood before.
    pub(crate) fn line(&self, p: &'s RecordedPosition) -> Line {
        let mut line = head(p);
        if let Some(before) = p.before() {
            let learned = before.learned.map_or_else(String::new, |l| format!(" ({})", phrase::date(Some(l))));
            line = line.and(Mark::Faint, format!("; earlier {}{learned}", before.stance.as_str()));
        }
        if p.disputed {
            line = line.and(Mark::Faint, "; reports disagree");
        }
        let mut under = self.words(p).map(Line::quote).unwrap_or_default();
        under = under.from(vec![self.cards.source(&p.report)]).id(self.ids.get(&p.id));
        under.weight = phrase::weight(p.reports.len(), p.origins);
        line.over(under)
    }
}

/// Holder, stance, proposition, and in whose words.
pub(crate) fn head(p: &RecordedPosition) -> Line {
    let value = &p.value;
    let absolute = if value.red_line { " (red line)" } else { "" };
    let by = value.said_by.as_ref().filter(|by| by.actor.id != value.holder.actor.id);
    let by = by.map_or_else(String::new, |by| format!(", in the words of {}", phrase::speaker(by)));
    Line::strong(&value.holder.actor.name)
        .and(Mark::Plain, format!(" {}{absolute}: {}{by}", stance(value.stance), value.proposition))
}

/// A stance as the verb of a sentence.
fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Open => "is open",
        Stance::Conditional => "agrees on a condition",
        Stance::Uncommitted => "does not commit itself",
        other => other.as_str(),
    }
}
