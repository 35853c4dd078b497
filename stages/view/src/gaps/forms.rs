//! The gaps of a record as a page, as lines of JSON and as a sheet.

use chancery_model::{Edtf, Snapshot};

use super::{GapKind, Gaps};
use crate::find::ShortIds;
use crate::phrase::{self, Cards, capital, count};
use crate::quoted::{Named, Quoted, names};
use crate::{Line, Mark, Page, Table, format};

/// How many lines of a sort a page shows.
const LISTED: usize = 40;
/// How many names stand in one line.
const FEW: usize = 12;

impl Gaps {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.unstated.is_empty()
            && self.one_sided.is_empty()
            && self.silent.is_empty()
            && self.ageing.is_empty()
            && self.overdue.is_empty()
    }

    /// The gaps, laid out by sort.
    #[must_use]
    pub fn page(&self, snapshot: &dyn Snapshot) -> Page {
        let (cards, ids) = (Cards::of(snapshot), ShortIds::of(snapshot));
        let under = |line: Line, words: &Option<Quoted>, id: &str| match words {
            Some(words) => {
                let quote = Line::quote(&words.exact).from(vec![cards.source(&words.report)]);
                line.over(quote.id(ids.told(id)))
            }
            None => line.id(ids.told(id)),
        };
        let mut page = Page::new(match &self.now {
            Some(now) => format!("Gaps as of {}", phrase::date(now.parse().ok())),
            None => "Gaps".to_owned(),
        });
        if self.now.is_none() {
            page.about = "no report is dated: who is silent and what ages nobody can tell".to_owned();
        }
        for kind in GapKind::ALL {
            let lines: Vec<Line> = match kind {
                GapKind::Unstated => self.unstated.iter().map(unstated).collect(),
                GapKind::OneSided => self
                    .one_sided
                    .iter()
                    .map(|e| {
                        let what = phrase::occasion(&e.kind, e.status.as_str(), None, &e.who);
                        let not = if e.silent.len() == 1 { "does not" } else { "do not" };
                        let told = format!(": {what}; {} says so, {} {not}", e.told_by.name, names(&e.silent));
                        under(Line::strong(capital(&phrase::date(e.date))).and(Mark::Plain, told), &e.words, &e.event)
                    })
                    .collect(),
                GapKind::Silent => self
                    .silent
                    .iter()
                    .map(|s| {
                        let told = format!(": last heard on {}, {} ago", phrase::date(Some(s.heard)), days(s.days));
                        under(Line::strong(&s.party.name).and(Mark::Plain, told), &s.words, &s.last)
                    })
                    .collect(),
                GapKind::Ageing => self
                    .ageing
                    .iter()
                    .map(|a| {
                        let told = format!(" {}: {}", a.stance.as_str(), a.proposition);
                        let since = format!("; told last on {}, {} ago", phrase::date(Some(a.told)), days(a.days));
                        let line = Line::strong(&a.holder.name).and(Mark::Plain, told).and(Mark::Faint, since);
                        under(line, &a.words, &a.position)
                    })
                    .collect(),
                GapKind::Overdue => self
                    .overdue
                    .iter()
                    .map(|e| {
                        let what = phrase::occasion(&e.kind, "planned", None, &e.who);
                        let since = e.days.map_or_else(String::new, |n| format!("; {} past", days(n)));
                        let line = Line::strong(capital(&phrase::date(e.date))).and(Mark::Plain, format!(": {what}"));
                        under(line.and(Mark::Faint, since), &e.words, &e.event)
                    })
                    .collect(),
            };
            let crowded = kind == GapKind::Unstated && self.unstated.iter().any(|issue| issue.silent.len() > FEW);
            let more = match lines.len().saturating_sub(LISTED) {
                0 if crowded => "`--process` and `--party` tell of those who sit at one table".to_owned(),
                0 => String::new(),
                n => format!("{n} more with `--kind {} --json`", kind.as_str()),
            };
            page.push_more(&self.heading(kind), lines.into_iter().take(LISTED).collect(), more);
        }
        page
    }

    fn heading(&self, kind: GapKind) -> String {
        match kind {
            GapKind::Unstated => "Never heard on an issue".to_owned(),
            GapKind::OneSided => "Told by one side alone".to_owned(),
            GapKind::Silent => format!("Silent for {} and more", days(self.days)),
            GapKind::Ageing => format!("Not told again for {} and more", days(self.days)),
            GapKind::Overdue => "Planned for a day now past, no report that it happened".to_owned(),
        }
    }

    /// The gaps as one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format::json::line(self)
    }

    /// The gaps as a sheet for a spreadsheet: a row a gap.
    #[must_use]
    pub fn sheet(&self) -> Table {
        let mut rows = Vec::new();
        let mut row = |kind: GapKind,
                       id: &str,
                       party: String,
                       about: String,
                       since: Option<Edtf>,
                       days: Option<i32>,
                       words: &Option<Quoted>| {
            rows.push(vec![
                kind.as_str().to_owned(),
                id.to_owned(),
                party,
                about,
                since.map(|day| day.to_string()).unwrap_or_default(),
                days.map(|n| n.to_string()).unwrap_or_default(),
                words.as_ref().map(|w| w.exact.clone()).unwrap_or_default(),
                words.as_ref().map(|w| w.label.clone()).unwrap_or_default(),
            ]);
        };
        for issue in &self.unstated {
            for party in &issue.silent {
                row(GapKind::Unstated, "", party.name.clone(), issue.issue.clone(), None, None, &None);
            }
        }
        for e in &self.one_sided {
            let about = phrase::occasion(&e.kind, e.status.as_str(), None, &e.who);
            row(GapKind::OneSided, &e.event, names(&e.silent), about, e.date, None, &e.words);
        }
        for s in &self.silent {
            row(GapKind::Silent, &s.last, s.party.name.clone(), String::new(), Some(s.heard), Some(s.days), &s.words);
        }
        for a in &self.ageing {
            let about = format!("{} on {}: {}", a.stance.as_str(), a.issue, a.proposition);
            row(GapKind::Ageing, &a.position, a.holder.name.clone(), about, Some(a.told), Some(a.days), &a.words);
        }
        for e in &self.overdue {
            let about = phrase::occasion(&e.kind, "planned", None, &e.who);
            row(GapKind::Overdue, &e.event, String::new(), about, e.date, e.days, &e.words);
        }
        Table { columns: vec!["gap", "id", "party", "about", "since", "days", "words", "source"], rows }
    }
}

fn unstated(issue: &super::Unstated) -> Line {
    let few = |of: &[Named]| match of.get(..FEW) {
        Some(first) if of.len() > FEW => format!("{} and {} more", names(first), of.len() - FEW),
        _ => names(of),
    };
    Line::strong(capital(&issue.issue))
        .and(Mark::Plain, format!(": never heard of {}", few(&issue.silent)))
        .and(Mark::Faint, format!("; {} stated", count(issue.stated.len(), "party")))
}

fn days(n: i32) -> String {
    count(usize::try_from(n).unwrap_or(0), "day")
}
