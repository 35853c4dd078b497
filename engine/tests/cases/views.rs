//! What views make of a record, in the words of a case: sums of pledges, proposals clause by clause.

use chancery_model::Snapshot;
use chancery_view::{
    Account, Check, CheckOptions, GapOptions, Gaps, Matrix, MatrixOptions, Named, PledgeFilter, ProposalView, Row,
    checks, gaps, matrix, proposal_view, totals,
};

/// A view that cases tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Totals,
    Clauses,
    Readings,
    Gaps,
    Checks,
}

impl View {
    const ALL: [Self; 5] = [Self::Totals, Self::Clauses, Self::Readings, Self::Gaps, Self::Checks];

    /// The word after `record`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Totals => "totals",
            Self::Clauses => "clauses",
            Self::Readings => "readings",
            Self::Gaps => "gaps",
            Self::Checks => "checks",
        }
    }

    /// The view that a word means.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == word)
    }

    /// The words that its lines begin with.
    pub(crate) fn openings(self) -> &'static [&'static str] {
        match self {
            Self::Totals => &["total ", "uncounted "],
            Self::Clauses => &["clause "],
            Self::Readings => &["reading "],
            Self::Gaps => &["unstated ", "one-sided ", "silent ", "ageing ", "overdue "],
            Self::Checks => &["check "],
        }
    }

    /// Its lines.
    pub(crate) fn lines(self, snapshot: &dyn Snapshot) -> Vec<String> {
        match self {
            Self::Totals => totals(snapshot, &PledgeFilter::default()).iter().flat_map(account).collect(),
            Self::Clauses => {
                let proposals = snapshot.record().proposals.iter();
                proposals.flat_map(|p| clauses(&proposal_view(snapshot, p))).collect()
            }
            Self::Readings => {
                let holders = snapshot.record().positions.iter().map(|p| p.value.holder.actor.id.clone());
                let matrix =
                    matrix(snapshot, &MatrixOptions { parties: holders.collect(), ..MatrixOptions::default() });
                matrix.issues.iter().flat_map(|row| readings(&matrix, row)).collect()
            }
            Self::Gaps => lacks(&gaps(snapshot, &GapOptions::default())),
            Self::Checks => {
                let checks = checks(snapshot, &CheckOptions::default());
                // A case has few reports: that each tells alone is no news.
                let telling = checks.iter().filter(|check| !check.code.starts_with("one-origin"));
                telling.flat_map(to_check).collect()
            }
        }
    }
}

fn account(account: &Account) -> Vec<String> {
    let to = account.to.as_ref().map_or_else(String::new, |to| format!(" → {}", to.name));
    let parties = format!("{}{to}", account.by.name);
    let sums = account.sums.iter().map(|sum| {
        let period = sum.period.map_or_else(String::new, |period| format!(" a {}", period.as_str()));
        let several = if sum.pledges.len() > 1 { format!(" [{} pledges]", sum.pledges.len()) } else { String::new() };
        format!("total {parties} {}: {} {}{period}{several}", sum.status.as_str(), sum.total, sum.currency)
    });
    let left = account.left_out.iter().map(|left| format!("uncounted {parties}: {}", left.reason.as_str()));
    sums.chain(left).collect()
}

fn clauses(view: &ProposalView) -> Vec<String> {
    let line = |of: &str, party: &Named, told: String| format!("clause \"{}\" {of}: {}{told}", view.name, party.name);
    let mut lines = Vec::new();
    for answer in &view.whole {
        let before: Vec<&str> = answer.before.iter().map(|stance| stance.as_str()).collect();
        let before = if before.is_empty() { String::new() } else { format!(" [earlier {}]", before.join(", ")) };
        lines.push(line("whole", &answer.party, format!(" {}{before}", answer.stance.as_str())));
    }
    for row in &view.clauses {
        let of = row.clause.as_ref().unwrap_or(&row.issue);
        for stance in &row.stances {
            let mut notes: Vec<&str> = Vec::new();
            notes.extend((!stance.of_proposal).then_some("elsewhere"));
            notes.extend(stance.red_line.then_some("red line"));
            let notes = if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join("; ")) };
            let told = format!(" {} \"{}\"{notes}", stance.stance.as_str(), stance.proposition);
            lines.push(line(of, &stance.party, told));
        }
        lines.extend(row.silent.iter().map(|silent| line(of, silent, " silent".to_owned())));
    }
    lines
}

fn readings(matrix: &Matrix, row: &Row) -> Vec<String> {
    let name = |id: &String| matrix.parties.iter().find(|p| p.id == *id).map_or("nobody", |p| p.name.as_str());
    if row.pairs.is_empty() {
        return vec![format!("reading {}: {}", row.issue, row.reading.as_str())];
    }
    let pair = |pair: &chancery_view::PairReading| {
        let mut names = [name(&pair.parties[0]), name(&pair.parties[1])];
        names.sort_unstable();
        format!("reading {}: {} and {} {}", row.issue, names[0], names[1], pair.reading.as_str())
    };
    row.pairs.iter().map(pair).collect()
}

fn lacks(gaps: &Gaps) -> Vec<String> {
    let names = |of: &[Named]| {
        let mut names: Vec<&str> = of.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.join(", ")
    };
    let date = |date: Option<chancery_model::Edtf>| date.map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let unstated = gaps.unstated.iter().map(|row| format!("unstated {}: {}", row.issue, names(&row.silent)));
    let one_sided = gaps
        .one_sided
        .iter()
        .map(|e| format!("one-sided {} {}: {}, not {}", date(e.date), e.kind, e.told_by.name, names(&e.silent)));
    let silent = gaps.silent.iter().map(|s| format!("silent {} since {}", s.party.name, s.heard));
    let ageing = gaps
        .ageing
        .iter()
        .map(|a| format!("ageing {} {} \"{}\" since {}", a.holder.name, a.stance.as_str(), a.proposition, a.told));
    let overdue = gaps.overdue.iter().map(|e| format!("overdue {} {}: {}", date(e.date), e.kind, e.who));
    unstated.chain(one_sided).chain(silent).chain(ageing).chain(overdue).collect()
}

fn to_check(check: &Check) -> Vec<String> {
    match check.examples.as_slice() {
        [] => vec![format!("check {}", check.code)],
        cases => cases.iter().map(|case| format!("check {}: \"{}\"", check.code, case.exact)).collect(),
    }
}
