//! `matrix`: issue by party, where each stands on each as of a day; silence is shown as silence.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{Actor, ActorId, Day, Edtf, Matter, RecordedPosition, Snapshot, Stance, StanceEntry};
use serde::Serialize;

use crate::find::ShortIds;
use crate::phrase::{self, Cards, capital};
use crate::{Line, Mark, Page, Table, format};

mod reading;

/// So many parties are all shown.
const FEW: usize = 12;

pub use reading::{PairReading, Point, Reading};

/// Which part of the matrix is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixOptions {
    /// Only what was learned by this day.
    pub on: Option<Day>,
    /// Only these parties, by id. Where none is named all, and of more than a dozen those with a position on more
    /// than one issue.
    pub parties: Vec<ActorId>,
}

/// The matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// The day it is told from.
    pub on: Option<String>,
    /// The parties, by id: the columns.
    pub parties: Vec<Party>,
    /// The issues: the rows.
    pub issues: Vec<Row>,
}

/// A party with what it was silent on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When anything was last learned of where it stands.
    pub heard: Option<Edtf>,
}

/// An issue with a cell for each party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The issue, or the clause of one.
    pub issue: String,
    /// What the stated positions of all come to.
    pub reading: Reading,
    /// What those of two parties come to, where anything can be said.
    pub pairs: Vec<PairReading>,
    /// In order of the parties; `None` where no report tells anything.
    pub cells: Vec<Option<Cell>>,
}

/// Where a party stands on an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its positions, what was learned last first.
    pub stands: Vec<Stand>,
}

/// A position as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stand {
    /// Its id.
    pub id: String,
    /// The clause, where one is told.
    pub clause: Option<String>,
    /// The stance in force on the day.
    pub stance: Stance,
    /// The stances before it, oldest first.
    pub before: Vec<Stance>,
    /// Whether in absolute words.
    pub red_line: bool,
    /// Whether reports tell both for and against.
    pub disputed: bool,
    /// What it is about.
    pub proposition: String,
    /// When it was learned.
    pub learned: Option<Edtf>,
    /// How many reports tell it.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
    #[serde(skip)]
    line: Line,
    #[serde(skip)]
    holder: ActorId,
    #[serde(skip)]
    matter: Matter,
}

/// The matrix of a record.
#[must_use]
pub fn matrix(snapshot: &dyn Snapshot, options: &MatrixOptions) -> Matrix {
    let desk = Desk { cards: Cards::of(snapshot), ids: ShortIds::of(snapshot) };
    let record = snapshot.record();
    let mut cells: BTreeMap<&str, BTreeMap<&ActorId, Vec<Stand>>> = BTreeMap::new();
    let mut parties: BTreeMap<&ActorId, (&Actor, BTreeSet<&str>, Option<Edtf>)> = BTreeMap::new();
    for position in &record.positions {
        let Some(stand) = desk.stand(position, options.on) else { continue };
        let holder = &position.value.holder.actor;
        let (_, issues, heard) = parties.entry(&holder.id).or_insert((holder, BTreeSet::new(), None));
        issues.insert(&position.value.issue);
        *heard = later(*heard, stand.learned);
        cells.entry(&position.value.issue).or_default().entry(&holder.id).or_default().push(stand);
    }
    let few = parties.len() <= FEW;
    parties.retain(|id, (_, issues, _)| match &options.parties[..] {
        [] => few || issues.len() > 1,
        named => named.contains(id),
    });
    let columns: Vec<Party> = parties
        .values()
        .map(|(actor, _, heard)| Party { id: actor.id.0.clone(), name: actor.name.clone(), heard: *heard })
        .collect();
    let row = |(issue, mut of): (&str, BTreeMap<&ActorId, Vec<Stand>>)| {
        let mut cell = |id: &ActorId| {
            let mut stands = of.remove(id)?;
            stands.sort_by_key(|s| (std::cmp::Reverse(s.learned.and_then(Edtf::last_day)), s.id.clone()));
            Some(Cell { stands })
        };
        let cells: Vec<Option<Cell>> = parties.keys().map(|id| cell(id)).collect();
        let silent = cells.iter().all(Option::is_none);
        (!silent).then(|| Row {
            issue: issue.to_owned(),
            reading: reading::of_all(&cells),
            pairs: reading::pairs(&columns, &cells),
            cells,
        })
    };
    let issues = cells.into_iter().filter_map(row).collect();
    let on = options.on.or(record.now).map(|day| day.to_string());
    Matrix { on, parties: columns, issues }
}

fn later(a: Option<Edtf>, b: Option<Edtf>) -> Option<Edtf> {
    let day = |date: Option<Edtf>| date.and_then(Edtf::last_day);
    if day(b) > day(a) { b } else { a }
}

struct Desk<'s> {
    cards: Cards<'s>,
    ids: ShortIds,
}

impl Desk<'_> {
    /// A position as it stood on a day; `None` where nothing of it was known by then.
    fn stand(&self, p: &RecordedPosition, on: Option<Day>) -> Option<Stand> {
        let known =
            |h: &&StanceEntry| on.is_none_or(|on| h.learned.and_then(Edtf::first_day).is_some_and(|day| day <= on));
        let steps: Vec<&StanceEntry> = p.history.iter().filter(known).collect();
        let last = steps.iter().rev().find(|h| h.learned.is_some()).or(steps.last())?;
        let mut before: Vec<Stance> = steps.iter().map(|h| h.stance).collect();
        before.dedup();
        before.retain(|stance| *stance != last.stance);
        let source = self.cards.source(&last.report);
        let stance = stance(last.stance, last.red_line);
        let line = Line::default()
            .and(Mark::Strong, stance)
            .and(Mark::Plain, format!(": {}", p.value.proposition))
            .from(vec![source])
            .id(self.ids.get(&p.id));
        Some(Stand {
            id: p.id.0.clone(),
            clause: p.value.clause.clone(),
            stance: last.stance,
            before,
            red_line: last.red_line,
            disputed: p.disputed,
            proposition: p.value.proposition.clone(),
            learned: last.learned,
            reports: p.reports.len(),
            origins: p.origins,
            line,
            holder: p.value.holder.actor.id.clone(),
            matter: p.value.matter.clone(),
        })
    }
}

fn stance(stance: Stance, red_line: bool) -> String {
    if red_line { format!("{} (red line)", stance.as_str()) } else { stance.as_str().to_owned() }
}

impl Matrix {
    /// The matrix, laid out: a section an issue, a line a party.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut page = Page::new(match &self.on {
            Some(on) => format!("Positions as of {}", phrase::date(on.parse().ok())),
            None => "Positions".to_owned(),
        });
        for row in &self.issues {
            let party = |(party, cell): (&Party, &Option<Cell>)| match cell {
                None => Line::strong(&party.name).and(Mark::Faint, ": silent"),
                Some(cell) => cell.stands.iter().fold(Line::strong(&party.name), |line, stand| line.over(stand.told())),
            };
            let mut lines: Vec<Line> = self.parties.iter().zip(&row.cells).map(party).collect();
            lines.extend(row.pairs.iter().map(|pair| self.pair(pair, row)));
            let more = match row.reading {
                Reading::Compatible => "what is stated is compatible",
                Reading::Apart => "what is stated is apart",
                Reading::Unknown => "what is stated does not tell whether they are apart",
            };
            page.push_more(&capital(&row.issue), lines, more.to_owned());
        }
        page
    }

    /// "Ghana and Togo: apart", with the two positions of each point.
    fn pair(&self, pair: &PairReading, row: &Row) -> Line {
        let named = |id: &String| self.parties.iter().find(|party| party.id == *id).map_or("", |party| &party.name);
        let [first, second] = [0, 1].map(|n| named(&pair.parties[n]));
        let stands = || row.cells.iter().flatten().flat_map(|cell| &cell.stands);
        let told = |id: &String| {
            let stand = stands().find(|stand| stand.id == *id);
            stand.map(|s| format!("{}: {}", stance(s.stance, s.red_line), s.proposition)).unwrap_or_default()
        };
        let short = |id: &String| stands().find(|stand| stand.id == *id).map_or("", |stand| stand.line.id.as_str());
        let line =
            Line::strong(format!("{first} and {second}")).and(Mark::Plain, format!(": {}", pair.reading.as_str()));
        pair.points.iter().fold(line, |line, point| {
            let on = point
                .clause
                .as_ref()
                .map_or_else(String::new, |clause| format!("{} on {clause}: ", point.reading.as_str()));
            let [a, b] = [0, 1].map(|n| told(&point.positions[n]));
            let ids = point.positions.iter().map(short).collect::<Vec<_>>().join(" ");
            line.over(
                Line::default().and(Mark::Faint, on).and(Mark::Plain, format!("{first} {a} / {second} {b}")).id(ids),
            )
        })
    }

    /// The matrix as a sheet: a row an issue, a column a party; the stances of a cell parted by semicolons.
    #[must_use]
    pub fn sheet(&self) -> Table {
        let cell = |cell: &Option<Cell>| {
            let stands = cell.iter().flat_map(|cell| &cell.stands);
            stands
                .map(|s| format!("{}: {}", stance(s.stance, s.red_line), s.proposition))
                .collect::<Vec<_>>()
                .join("; ")
        };
        let mut rows = Vec::new();
        for row in &self.issues {
            for (party, of) in self.parties.iter().zip(&row.cells) {
                rows.push(vec![row.issue.clone(), party.name.clone(), cell(of)]);
            }
        }
        Table { columns: vec!["issue", "party", "stands"], rows }
    }

    /// The matrix as one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format::json::line(self)
    }
}

impl Stand {
    fn told(&self) -> Line {
        let mut line = self.line.clone();
        if !self.before.is_empty() {
            let before: Vec<&str> = self.before.iter().map(|s| s.as_str()).collect();
            line = line.and(Mark::Faint, format!("; earlier {}", before.join(", ")));
        }
        if self.disputed {
            line = line.and(Mark::Faint, "; reports disagree");
        }
        line.weight = phrase::weight(self.reports, self.origins);
        line
    }
}
