//! `checks`: what needs a second look. Sentences that may tell something and that no rule read, names and days that
//! stayed open, lines that rest on one origin: what may have been missed or is weak is shown, not hidden.

use std::collections::BTreeMap;

use chancery_model::{ActorKind, ClaimId, Day, Edtf, Event, Note, Participant, ReportId, Snapshot};
use serde::Serialize;

use crate::find::ShortIds;
use crate::phrase::{self, Cards, count, cut, date, short};
use crate::{Line, Mark, Page, Section, Table, format};

/// Something to check, how often it occurs, and cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable code.
    pub code: String,
    /// What to check, with its count.
    pub title: String,
    /// How often.
    pub count: usize,
    /// The first cases.
    pub examples: Vec<CheckCase>,
}

/// A case of something to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckCase {
    /// The id of the line of the record that it is; `None` of words that are none, and of a report as a whole.
    pub id: Option<String>,
    /// The words; empty where the case is a report as a whole.
    pub exact: String,
    /// The report.
    pub report: ReportId,
    /// Its outlet, else title, else key.
    pub label: String,
    /// When it was published.
    pub published: Option<Edtf>,
}

/// Which checks are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOptions {
    /// Only the one with this code.
    pub kind: Option<String>,
    /// How many cases of each at most.
    pub limit: usize,
    /// What was learned on no known day is to be checked where only what was learned since a day is told.
    pub since: Option<Day>,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { kind: None, limit: 10, since: None }
    }
}

/// How many characters of a sentence a page shows: enough to know it again.
const LENGTH: usize = 160;

/// Said where no report is dated: the reader is likely new, and can mend it.
const UNDATED: &str = "no report tells when it was published, so days like “Monday” stay open; \
    say it with `--published DATE` when you add or read them";

/// Everything to check, the gravest first.
#[must_use]
pub fn checks(snapshot: &dyn Snapshot, options: &CheckOptions) -> Vec<Check> {
    let desk = Desk { snapshot, cards: Cards::of(snapshot), limit: options.limit };
    let mut all = desk.reports();
    all.extend(options.since.and_then(|_| desk.learned_unknown()));
    all.extend(desk.speakers());
    all.extend(desk.notes());
    all.extend(desk.names());
    all.extend(desk.days());
    all.extend(desk.one_origin());
    all.retain(|check| check.count > 0 && options.kind.as_ref().is_none_or(|kind| check.code == *kind));
    all
}

struct Desk<'s> {
    snapshot: &'s dyn Snapshot,
    cards: Cards<'s>,
    limit: usize,
}

impl<'s> Desk<'s> {
    fn case(&self, id: Option<&ClaimId>, exact: &str, report: &ReportId) -> CheckCase {
        let quoted = crate::quoted::Quoted::of(&self.cards, exact, report);
        CheckCase {
            id: id.map(|id| id.0.clone()),
            exact: quoted.exact,
            report: quoted.report,
            label: quoted.label,
            published: quoted.published,
        }
    }

    /// The first cases of a list, which is counted whole.
    fn check<T>(&self, code: &str, list: &[T], title: String, case: impl Fn(&T) -> CheckCase) -> Check {
        let examples = list.iter().take(self.limit).map(case).collect();
        Check { code: code.to_owned(), title, count: list.len(), examples }
    }

    fn event(&self, event: &Event) -> CheckCase {
        match phrase::best_words(self.snapshot, &self.cards, event) {
            Some((report, words)) => self.case(Some(&event.id), words, report),
            None => self.case(Some(&event.id), "", &event.reports[0]),
        }
    }

    fn reports(&self) -> Vec<Check> {
        let reports = &self.snapshot.record().reports;
        let undated: Vec<&ReportId> = reports.iter().filter(|r| r.published.edtf.is_none()).map(|r| &r.id).collect();
        let all = undated.len() == reports.len();
        let title = match undated.len() {
            _ if all => UNDATED.to_owned(),
            n => format!("{} without a publication date", count(n, "report")),
        };
        let mut check = self.check("undated", &undated, title, |report| self.case(None, "", report));
        if all {
            check.examples.clear();
        }
        vec![check]
    }

    fn learned_unknown(&self) -> Option<Check> {
        let events = self.snapshot.record().events.iter();
        let unknown: Vec<&Event> = events.filter(|e| e.history.iter().all(|h| h.learned.is_none())).collect();
        let title = format!("{} learned on no known day, left out by `--since`", count(unknown.len(), "event"));
        Some(self.check("learned-unknown", &unknown, title, |event| self.event(event)))
    }

    fn speakers(&self) -> Option<Check> {
        let statements = self.snapshot.record().statements.iter();
        let nobody: Vec<_> = statements.filter(|s| s.value.speaker.is_none()).collect();
        let title = format!("{} whose speaker is not known", count(nobody.len(), "quotation"));
        Some(self.check("unknown-speaker", &nobody, title, |s| self.case(Some(&s.id), &s.value.text, &s.report)))
    }

    /// What was remarked while reading, by code.
    fn notes(&self) -> Vec<Check> {
        let mut by_code: BTreeMap<(usize, &str), Vec<&(ReportId, Note)>> = BTreeMap::new();
        for told in self.snapshot.notes() {
            by_code.entry((rank(&told.1.code), told.1.code.as_str())).or_default().push(told);
        }
        let check = |((_, code), notes): ((usize, &str), Vec<&(ReportId, Note)>)| {
            let title = meaning(code, notes.len(), &notes[0].1)?;
            let words = |n: &Note| n.evidence.first().map(|e| e.exact.clone()).unwrap_or_default();
            Some(self.check(code, &notes, title, |(report, note)| self.case(None, &words(note), report)))
        };
        by_code.into_iter().filter_map(check).collect()
    }

    /// Who takes part in something and is known by a description only, or by a name that nobody knows.
    fn names(&self) -> Vec<Check> {
        let record = self.snapshot.record();
        let at_events = record.events.iter().flat_map(|event| {
            let people = event.actors.iter().chain(&event.recipients).chain(&event.mediators);
            people.map(move |p| (p, &event.id, Some(event)))
        });
        let holding = record.positions.iter().map(|p| (&p.value.holder, &p.id, None));
        let bound = record.pledges.iter().map(|p| (&p.value.by, &p.id, None));
        let mut described: BTreeMap<&str, (&Participant, &ClaimId, Option<&Event>)> = BTreeMap::new();
        let mut alone: BTreeMap<&str, (&Participant, &ClaimId, Option<&Event>)> = BTreeMap::new();
        for (p, id, event) in at_events.chain(holding).chain(bound) {
            let actor = p.actor.id.0.as_str();
            if actor.starts_with("described:") {
                described.entry(actor).or_insert((p, id, event));
            } else if actor.starts_with("name:") && p.actor.kind == ActorKind::Person && p.acts_for.is_none() {
                alone.entry(actor).or_insert((p, id, event));
            }
        }
        let case = |(_, id, event): &(&Participant, &ClaimId, Option<&Event>)| match event {
            Some(event) => self.event(event),
            None => {
                let claim = self.snapshot.claim(id);
                let words =
                    claim.and_then(|claim| claim.evidence.first()).map(|e| e.exact.as_str()).unwrap_or_default();
                let report = claim.map(|claim| claim.anchor.report.clone());
                self.case(Some(id), words, &report.unwrap_or_else(|| record.reports[0].id.clone()))
            }
        };
        let title =
            |n: usize, told: &str| if n == 1 { format!("1 actor is {told}") } else { format!("{n} actors are {told}") };
        let described: Vec<_> = described.into_values().collect();
        let alone: Vec<_> = alone.into_values().collect();
        vec![
            self.check("unnamed", &described, title(described.len(), "told by a description and by no name"), case),
            self.check(
                "name-alone",
                &alone,
                title(alone.len(), "known by name alone, and not whom they act for"),
                case,
            ),
        ]
    }

    /// Events whose words tell a time that fixes no day.
    fn days(&self) -> Option<Check> {
        let open = |e: &&Event| e.time.as_ref().is_some_and(|t| t.edtf.is_none() && !t.text.is_empty());
        let open: Vec<&Event> = self.snapshot.record().events.iter().filter(open).collect();
        let title = match open.len() {
            1 => "the words for when 1 event was fix no day".to_owned(),
            n => format!("the words for when {n} events were fix no day"),
        };
        Some(self.check("open-day", &open, title, |event| self.event(event)))
    }

    /// Lines that one origin alone tells.
    fn one_origin(&self) -> Vec<Check> {
        let record = self.snapshot.record();
        let events: Vec<&Event> = record.events.iter().filter(|e| e.origins < 2).collect();
        let positions: Vec<_> = record.positions.iter().filter(|p| p.origins < 2).collect();
        let title = rests(events.len(), record.events.len(), "event");
        let words = |id: &ClaimId| self.snapshot.claim(id).and_then(|claim| claim.evidence.first());
        vec![
            self.check("one-origin", &events, title, |event| self.event(event)),
            self.check(
                "one-origin-position",
                &positions,
                rests(positions.len(), record.positions.len(), "position"),
                |p| self.case(Some(&p.id), words(&p.id).map_or("", |e| e.exact.as_str()), &p.report),
            ),
        ]
    }
}

/// "2 of 3 events rest on one origin only".
fn rests(alone: usize, all: usize, noun: &str) -> String {
    match (alone, all) {
        (1, 1) => format!("the one {noun} rests on one origin only"),
        (n, all) if n == all => format!("all {all} {noun}s rest on one origin only"),
        (1, all) => format!("1 of {all} {noun}s rests on one origin only"),
        (n, all) => format!("{n} of {all} {noun}s rest on one origin only"),
    }
}

/// Possible engagements come first among the notes, possible positions next; the others in order of their codes.
fn rank(code: &str) -> usize {
    match code {
        "possible-engagement" => 0,
        "possible-position" => 1,
        _ => 2,
    }
}

/// What a note's code means; `None` for those that the record itself tells better.
fn meaning(code: &str, n: usize, first: &Note) -> Option<String> {
    let may = |what: &str| match n {
        1 => format!("1 sentence may tell {what} and matched no rule"),
        n => format!("{n} sentences may tell {what} and matched no rule"),
    };
    match code {
        "undated" | "unknown-speaker" => None,
        "possible-engagement" => Some(may("of an engagement")),
        "possible-position" => Some(may("where somebody stands")),
        _ if n == 1 => Some(format!("1 remark `{code}`: {}", first.message)),
        _ => Some(format!("{n} remarks `{code}`, the first: {}", first.message)),
    }
}

impl Check {
    /// What to check, with its cases under it.
    pub(crate) fn line(&self, ids: &ShortIds) -> Line {
        let mut line = Line::plain(&self.title);
        if let Some(names) = self.reports() {
            return line.and(Mark::Faint, format!(": {names}"));
        }
        for case in self.examples.iter().filter(|e| !e.exact.is_empty()) {
            let from = format!(" {}, {}", short(&case.label), date(case.published));
            let told = Line::quote(cut(&case.exact, LENGTH)).and(Mark::Faint, from);
            line = line.over(told.id(case.id.as_ref().map(|id| ids.told(id)).unwrap_or_default()));
        }
        line
    }

    /// The reports that it is about, where it is about reports as such: they need no line each.
    fn reports(&self) -> Option<String> {
        if self.examples.is_empty() || self.examples.iter().any(|e| !e.exact.is_empty()) {
            return None;
        }
        let mut names: Vec<String> = self.examples.iter().map(|e| short(&e.label)).collect();
        let more = self.count.saturating_sub(names.len());
        if more > 0 {
            names.push(count(more, "other"));
        }
        Some(names.join(", "))
    }
}

/// What needs a second look, laid out: a section a check.
#[must_use]
pub fn checks_page(snapshot: &dyn Snapshot, checks: &[Check]) -> Page {
    let ids = ShortIds::of(snapshot);
    let mut page = Page::new("Needs checking");
    for check in checks {
        let mut lines = check.line(&ids).under;
        lines.extend(check.reports().map(Line::plain));
        let all = format!("`--kind {} --limit {}`", check.code, check.count);
        let more = match check.count.saturating_sub(check.examples.len()) {
            0 => String::new(),
            n if !lines.is_empty() => format!("{n} more with {all}"),
            // Of reports that are all undated none needs to be named.
            _ if check.code == "undated" => String::new(),
            n => format!("{n} with {all}"),
        };
        page.sections.push(Section { title: phrase::opening(&check.title), lines, more });
    }
    page
}

/// What needs a second look, a line of JSON a check.
#[must_use]
pub fn checks_json(checks: &[Check]) -> String {
    checks.iter().map(format::json::line).collect()
}

/// What needs a second look as a sheet for a spreadsheet: a row a case.
#[must_use]
pub fn checks_sheet(checks: &[Check]) -> Table {
    let rows = checks.iter().flat_map(|check| {
        check.examples.iter().map(|case| {
            vec![
                check.code.clone(),
                check.title.clone(),
                case.id.clone().unwrap_or_default(),
                case.exact.clone(),
                case.label.clone(),
                case.published.map(|day| day.to_string()).unwrap_or_default(),
                case.report.0.clone(),
            ]
        })
    });
    Table { columns: vec!["check", "meaning", "id", "words", "source", "published", "report"], rows: rows.collect() }
}
