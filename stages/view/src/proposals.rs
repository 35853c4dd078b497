//! `proposals`: what is on the table, in which versions, put forward by whom, and what each party says to it.

use chancery_model::{Day, Edtf, Participant, RecordedProposal, Snapshot};

use crate::find::ShortIds;
use crate::offsets::Texts;
use crate::phrase::{self, Cards};
use crate::proposal_json::RecordedProposalJson;
use crate::quoted::Named;
use crate::{Line, Mark, Page, Table, format};

mod answers;
mod clauses;

pub use answers::PartyAnswer;
pub use clauses::{ClauseRow, ClauseStance, ProposalView, proposal_view};

/// Which proposals are asked for; an empty filter lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// Put forward or written by a party of this id, or whose name holds these words, in any case.
    pub by: Option<String>,
    /// Put to such a party, or answered by it.
    pub to: Option<String>,
    /// Learned, or told again, on or after this day.
    pub since: Option<Day>,
}

impl ProposalFilter {
    fn passes(&self, p: &RecordedProposal, cards: &Cards<'_>) -> bool {
        let is = |who: &Participant, asked: &String| {
            let asked = asked.to_lowercase();
            let mut named = std::iter::once(&who.actor).chain(&who.acts_for);
            named.any(|a| a.id.0 == asked || a.name.to_lowercase().contains(&asked))
        };
        let learned = |since: Day| {
            let mut told = p.reports.iter().filter_map(|r| cards.get(r)?.published.edtf);
            told.any(|day| day.last_day() >= Some(since))
        };
        self.by.as_ref().is_none_or(|asked| p.by.iter().chain(&p.drafted_by).any(|who| is(who, asked)))
            && self.to.as_ref().is_none_or(|asked| {
                let answering = p.answers.iter().map(|answer| &answer.by);
                p.to.iter().chain(answering).any(|who| is(who, asked))
            })
            && self.since.is_none_or(learned)
    }

    fn chosen<'s>(&self, snapshot: &'s dyn Snapshot, cards: &Cards<'s>) -> Vec<&'s RecordedProposal> {
        snapshot.record().proposals.iter().filter(|p| self.passes(p, cards)).collect()
    }
}

/// The proposals that pass, laid out: one a section.
#[must_use]
pub fn proposals(snapshot: &dyn Snapshot, filter: &ProposalFilter) -> Page {
    let (cards, ids, mut texts) = (Cards::of(snapshot), ShortIds::of(snapshot), Texts::of(snapshot));
    let mut page = Page::new("Proposals");
    for p in filter.chosen(snapshot, &cards) {
        let mut lines = about(p, &cards, ids.get(&p.id));
        lines.extend(answers::answers(p, &cards, &mut texts).iter().map(PartyAnswer::line));
        page.push(&p.name, lines);
    }
    page
}

/// The proposals that pass, a line of JSON each, as in the record.
#[must_use]
pub fn proposals_json(snapshot: &dyn Snapshot, filter: &ProposalFilter) -> String {
    let (cards, mut texts) = (Cards::of(snapshot), Texts::of(snapshot));
    let told = filter.chosen(snapshot, &cards);
    told.into_iter().map(|p| format::json::line(&RecordedProposalJson::of(p, &mut texts))).collect()
}

/// The proposals that pass as a sheet for a spreadsheet: a row a proposal and party that answers.
#[must_use]
pub fn proposals_sheet(snapshot: &dyn Snapshot, filter: &ProposalFilter) -> Table {
    let (cards, mut texts) = (Cards::of(snapshot), Texts::of(snapshot));
    let list = |of: &[Participant]| of.iter().map(|p| p.actor.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut rows = Vec::new();
    for p in filter.chosen(snapshot, &cards) {
        let versions: Vec<&str> = p.versions.iter().map(|v| v.exact.as_str()).collect();
        let row = |answer: Option<&PartyAnswer>| {
            let (words, source) = match answer {
                Some(answer) => (answer.words.exact.clone(), answer.words.label.clone()),
                None => {
                    p.evidence.first().map(|e| (e.exact.clone(), cards.source(&e.report).label)).unwrap_or_default()
                }
            };
            vec![
                p.id.0.clone(),
                p.name.clone(),
                versions.join(", "),
                list(&p.by),
                list(&p.drafted_by),
                list(&p.to),
                if p.planned { "yes" } else { "no" }.to_owned(),
                p.process.clone().unwrap_or_default(),
                answer.map(|a| a.party.name.clone()).unwrap_or_default(),
                answer.map(|a| a.stance.as_str().to_owned()).unwrap_or_default(),
                answer.and_then(|a| a.learned).map(|day: Edtf| day.to_string()).unwrap_or_default(),
                p.reports.len().to_string(),
                p.origins.to_string(),
                words,
                source,
            ]
        };
        let answers = answers::answers(p, &cards, &mut texts);
        match answers.as_slice() {
            [] => rows.push(row(None)),
            answers => rows.extend(answers.iter().map(|answer| row(Some(answer)))),
        }
    }
    let columns = vec![
        "id",
        "name",
        "versions",
        "by",
        "drafted_by",
        "to",
        "planned",
        "process",
        "party",
        "stance",
        "learned",
        "reports",
        "origins",
        "words",
        "source",
    ];
    Table { columns, rows }
}

/// What is told of a proposal besides the answers: who, to whom, versions, what it holds.
fn about(p: &RecordedProposal, cards: &Cards<'_>, id: &str) -> Vec<Line> {
    let list = |of: &[Participant]| of.iter().map(phrase::speaker).collect::<Vec<_>>().join(", ");
    let by = if p.by.is_empty() {
        "put forward by nobody told".to_owned()
    } else {
        format!("put forward by {}", list(&p.by))
    };
    let to = if p.to.is_empty() { String::new() } else { format!(", to {}", list(&p.to)) };
    let planned = if p.planned { ", yet to be put forward" } else { "" };
    let mut first = Line::plain(format!("{by}{to}{planned}"));
    if let Some(told) = p.evidence.first() {
        let mut under = Line::quote(&told.exact).from(vec![cards.source(&told.report)]).id(id);
        under.weight = phrase::weight(p.reports.len(), p.origins);
        first = first.over(under);
    }
    let mut lines = vec![first];
    if !p.drafted_by.is_empty() {
        lines.push(Line::fact("written by", list(&p.drafted_by)));
    }
    let words = |of: &[chancery_model::RecordedEvidence], name: &str| {
        let quoted = |e: &chancery_model::RecordedEvidence| Line::quote(&e.exact).from(vec![cards.source(&e.report)]);
        (!of.is_empty()).then(|| of.iter().map(quoted).fold(Line::default().and(Mark::Faint, name), Line::over))
    };
    lines.extend(words(&p.versions, "versions, in the order learned"));
    lines.extend(words(&p.contains, "what it holds"));
    lines
}

/// A proposal and who put it forward.
pub(crate) fn head(p: &RecordedProposal) -> Line {
    let by: Vec<&str> = p.by.iter().map(|by| by.actor.name.as_str()).collect();
    let by = if by.is_empty() { String::new() } else { format!(", put forward by {}", by.join(", ")) };
    Line::strong(&p.name).and(Mark::Plain, by)
}

/// People of a proposal, by name.
fn named(of: &[Participant]) -> Vec<Named> {
    of.iter().map(|p| Named::of(&p.actor)).collect()
}

impl ProposalView {
    /// The proposal, laid out: what it is, what each says to the whole, then issue by issue.
    #[must_use]
    pub fn page(&self, snapshot: &dyn Snapshot) -> Page {
        let (cards, ids) = (Cards::of(snapshot), ShortIds::of(snapshot));
        let mut page = Page::new(&self.name);
        let counts = format!("{}, {}", phrase::count(self.reports, "report"), phrase::count(self.origins, "origin"));
        page.about = format!("{}; {counts}", self.id);
        let told = snapshot.record().proposals.iter().find(|p| p.id.0 == self.id);
        let mut facts = told.map(|p| about(p, &cards, "")).unwrap_or_default();
        facts.extend(self.process.iter().map(|process| Line::fact("process", process)));
        page.push("What is known", facts);
        page.push("On the whole", self.whole.iter().map(PartyAnswer::line).collect());
        for row in &self.clauses {
            let more = match row.silent.as_slice() {
                [] => String::new(),
                silent => format!("no report tells where {} on it", stand(silent)),
            };
            let title = row.clause.as_ref().unwrap_or(&row.issue);
            page.push_more(&phrase::capital(title), row.stances.iter().map(|s| s.line(&ids)).collect(), more);
        }
        page
    }
}

/// "Kenya stands", "Kenya, Norway stand".
fn stand(of: &[Named]) -> String {
    format!("{} {}", crate::quoted::names(of), if of.len() == 1 { "stands" } else { "stand" })
}

/// A proposal as one line of JSON, clause by clause.
#[must_use]
pub fn proposal_view_json(view: &ProposalView) -> String {
    format::json::line(view)
}

/// A proposal as a sheet: a row an answer to the whole, then one an issue and party.
#[must_use]
pub fn proposal_view_sheet(view: &ProposalView) -> Table {
    let mut rows = Vec::new();
    let day = |learned: Option<Edtf>| learned.map(|day| day.to_string()).unwrap_or_default();
    for answer in &view.whole {
        rows.push(vec![
            String::new(),
            answer.party.name.clone(),
            answer.stance.as_str().to_owned(),
            "no".to_owned(),
            view.name.clone(),
            day(answer.learned),
            answer.words.exact.clone(),
            answer.words.label.clone(),
        ]);
    }
    for row in &view.clauses {
        for stance in &row.stances {
            rows.push(vec![
                row.clause.clone().unwrap_or_else(|| row.issue.clone()),
                stance.party.name.clone(),
                stance.stance.as_str().to_owned(),
                if stance.red_line { "yes" } else { "no" }.to_owned(),
                stance.proposition.clone(),
                day(stance.learned),
                stance.words.exact.clone(),
                stance.words.label.clone(),
            ]);
        }
        for silent in &row.silent {
            let clause = row.clause.clone().unwrap_or_else(|| row.issue.clone());
            rows.push([vec![clause, silent.name.clone(), "silent".to_owned()], vec![String::new(); 5]].concat());
        }
    }
    Table { columns: vec!["clause", "party", "stance", "red_line", "proposition", "learned", "words", "source"], rows }
}
