//! `pledges`: who undertook to do or give what, to whom, and how far that has come.

use chancery_model::{
    Contradiction, ContradictionKind, ContradictionStatus, Day, Edtf, Participant, PledgeStatus, PledgeValue,
    RecordedPledge, Snapshot,
};

use crate::find::ShortIds;
use crate::offsets::Texts;
use crate::phrase::{self, Cards};
use crate::pledge_json::PledgeJson;
use crate::{Line, Mark, Page, Table, format};

mod totals;

pub use totals::{Account, LeftOut, Sum, Uncounted, totals, totals_json, totals_sheet};

/// Which pledges are asked for; an empty filter lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PledgeFilter {
    /// Of a party of this id, or whose name holds these words, in any case; or in the words of such a person.
    pub by: Option<String>,
    /// To such a party.
    pub to: Option<String>,
    /// That have come so far.
    pub status: Option<PledgeStatus>,
    /// Learned, or told again, on or after this day.
    pub since: Option<Day>,
}

impl PledgeFilter {
    fn passes(&self, p: &RecordedPledge) -> bool {
        let value = &p.value;
        let learned = |since: Day| p.history.iter().any(|h| h.learned.and_then(Edtf::last_day) >= Some(since));
        let binds = |asked: &String| {
            let mut bound = [&value.by].into_iter().chain(&value.parties).chain(&value.said_by);
            bound.any(|who| is_called(who, asked))
        };
        self.by.as_ref().is_none_or(binds)
            && self.to.as_ref().is_none_or(|asked| value.to.as_ref().is_some_and(|to| is_called(to, asked)))
            && self.status.is_none_or(|status| p.status == status)
            && self.since.is_none_or(learned)
    }

    fn chosen<'s>(&self, snapshot: &'s dyn Snapshot) -> impl Iterator<Item = &'s RecordedPledge> {
        snapshot.record().pledges.iter().filter(move |p| self.passes(p))
    }
}

/// Whether somebody, or a member of the group, bears the id, or a name that holds the words.
fn is_called(who: &Participant, asked: &str) -> bool {
    let asked = asked.to_lowercase();
    let id = who.actor.id.0.as_str();
    let member = id.strip_prefix("group:").is_some_and(|ids| ids.split('+').any(|id| id == asked));
    id == asked || member || who.actor.name.to_lowercase().contains(&asked)
}

/// The pledges that pass, laid out by whoever is bound, and what they come to.
#[must_use]
pub fn pledges(snapshot: &dyn Snapshot, filter: &PledgeFilter) -> Page {
    let desk = PledgeDesk::of(snapshot);
    let mut page = Page::new("Pledges");
    let mut lines: Vec<(&str, Vec<Line>)> = Vec::new();
    for pledge in filter.chosen(snapshot) {
        let name = pledge.value.by.actor.name.as_str();
        match lines.last_mut().filter(|(last, _)| *last == name) {
            Some((_, list)) => list.push(desk.line(pledge)),
            None => lines.push((name, vec![desk.line(pledge)])),
        }
    }
    for (name, list) in lines {
        page.push(name, list);
    }
    page.push_more("In all", totals::lines(&totals(snapshot, filter), &desk), totals::HOW.to_owned());
    page
}

/// The pledges that pass, a line of JSON each, as in the record.
#[must_use]
pub fn pledges_json(snapshot: &dyn Snapshot, filter: &PledgeFilter) -> String {
    let mut texts = Texts::of(snapshot);
    let told = filter.chosen(snapshot);
    told.map(|p| format::json::line(&PledgeJson::recorded(p, snapshot, &mut texts))).collect()
}

/// The pledges that pass as a sheet for a spreadsheet: one fact a column, with the words.
#[must_use]
pub fn pledges_sheet(snapshot: &dyn Snapshot, filter: &PledgeFilter) -> Table {
    let desk = PledgeDesk::of(snapshot);
    let name = |p: &Option<Participant>| p.as_ref().map(|p| p.actor.name.clone()).unwrap_or_default();
    let rows = filter.chosen(snapshot).map(|p| {
        let value = &p.value;
        let until = value.until.as_ref();
        let last = p.history.iter().rev().find_map(|h| h.learned);
        vec![
            p.id.0.clone(),
            value.by.actor.name.clone(),
            name(&value.to),
            p.status.as_str().to_owned(),
            value.what.clone(),
            value.amount.as_ref().map(|a| a.value.clone()).unwrap_or_default(),
            value.amount.as_ref().map(|a| a.currency.clone()).unwrap_or_default(),
            value.period.map(|period| period.as_str().to_owned()).unwrap_or_default(),
            until.map(|u| u.edtf.map_or_else(|| u.text.clone(), |edtf| edtf.to_string())).unwrap_or_default(),
            name(&value.said_by),
            value.process.clone().unwrap_or_default(),
            last.map(|day| day.to_string()).unwrap_or_default(),
            p.reports.len().to_string(),
            p.origins.to_string(),
            desk.words(p).unwrap_or_default().to_owned(),
            desk.cards.source(&p.report).label,
        ]
    });
    let rows = rows.collect();
    let columns = vec![
        "id", "by", "to", "status", "what", "amount", "currency", "period", "until", "said_by", "process", "learned",
        "reports", "origins", "words", "source",
    ];
    Table { columns, rows }
}

/// Tells pledges in lines.
pub(crate) struct PledgeDesk<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    ids: ShortIds,
}

impl<'s> PledgeDesk<'s> {
    pub(crate) fn of(snapshot: &'s dyn Snapshot) -> Self {
        Self { snapshot, cards: Cards::of(snapshot), ids: ShortIds::of(snapshot) }
    }

    /// The beginning of an id that is enough.
    fn short<'i>(&self, id: &'i str) -> &'i str {
        self.ids.told(id)
    }

    /// The words of the claim that tells most.
    pub(crate) fn words(&self, p: &'s RecordedPledge) -> Option<&'s str> {
        let told = p.evidence.iter().find(|e| e.report == p.report && e.span.contains(p.value.by.span));
        let told = told.or_else(|| p.evidence.iter().find(|e| e.report == p.report)).or(p.evidence.first());
        told.map(|e| e.exact.as_str())
    }

    /// "Norway promised Moldova: send tents", with its words and how far it had come before.
    pub(crate) fn line(&self, p: &'s RecordedPledge) -> Line {
        let mut line = head(p);
        let before = p.history.iter().rfind(|h| h.status != p.status);
        if let Some(before) = before {
            let learned = before.learned.map_or_else(String::new, |l| format!(" ({})", phrase::date(Some(l))));
            line = line.and(Mark::Faint, format!("; earlier {}{learned}", before.status.as_str()));
        }
        if is_disputed(self.snapshot, p) {
            line = line.and(Mark::Faint, "; reports disagree on the sum");
        }
        let mut under = self.words(p).map(Line::quote).unwrap_or_default();
        under = under.from(vec![self.cards.source(&p.report)]).id(self.ids.get(&p.id));
        under.weight = phrase::weight(p.reports.len(), p.origins);
        line.over(under)
    }
}

/// What reports contradict each other in over its sum.
pub(crate) fn disputes<'s>(
    snapshot: &'s dyn Snapshot,
    p: &'s RecordedPledge,
) -> impl Iterator<Item = &'s Contradiction> + use<'s> {
    let figures = snapshot.record().contradictions.iter().filter(|c| c.kind == ContradictionKind::Figure);
    figures.filter(|c| c.sides.iter().any(|side| side.claims.iter().any(|claim| p.claims.contains(claim))))
}

/// Whether reports give it two sums, and nothing has settled which.
fn is_disputed(snapshot: &dyn Snapshot, p: &RecordedPledge) -> bool {
    disputes(snapshot, p).any(|c| c.status != ContradictionStatus::Resolved)
}

/// Who is bound, to what, as far as it has come.
pub(crate) fn head(p: &RecordedPledge) -> Line {
    let value = PledgeValue { status: p.status, ..p.value.clone() };
    Line::strong(&value.by.actor.name).and(Mark::Plain, format!(" {}", phrase::undertaking(&value)))
}
