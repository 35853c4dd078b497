//! The form of a file of cases.

use chancery_model::{ChangeKind, ContradictionKind, Day, Edtf, PledgeStatus};

use crate::views::View;
use crate::{ENGINE, aspects};

/// Words for how far an event has come.
pub(crate) const STATUSES: [&str; 6] = ["held", "ongoing", "planned", "proposed", "cancelled", "denied"];

/// Words for where somebody stands.
const STANCES: [&str; 8] =
    ["demands", "supports", "accepts", "open", "conditional", "opposes", "rejects", "uncommitted"];

/// One heading of a file with what stands under it.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) line: usize,
    reason: bool,
    pub(crate) reports: Vec<Block>,
    /// What people judge of them.
    pub(crate) judged: Option<Vec<String>>,
    /// What the lines of events tell besides who, where and when.
    pub(crate) aspects: Vec<&'static str>,
    /// The events and quotations of the record.
    pub(crate) record: Option<Vec<String>>,
    /// The positions of the record.
    pub(crate) positions: Option<Vec<String>>,
    /// What reports contradict each other in.
    pub(crate) contradictions: Option<Vec<String>>,
    /// What views make of the record.
    pub(crate) views: Vec<(View, Vec<String>)>,
    /// What changed since the end of a day.
    pub(crate) changes: Option<(Day, Vec<String>)>,
    /// What the reports themselves say, of the sorts named.
    pub(crate) read: Option<(Vec<Sort>, Vec<String>)>,
}

/// A fenced report.
pub(crate) struct Block {
    pub(crate) name: String,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<Edtf>,
    pub(crate) text: String,
}

/// A sort of what a report says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Events,
    Positions,
    Proposals,
    Statements,
    Pledges,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Events, Self::Positions, Self::Proposals, Self::Statements, Self::Pledges];

    /// The word after `read`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Positions => "positions",
            Self::Proposals => "proposals",
            Self::Statements => "statements",
            Self::Pledges => "pledges",
        }
    }
}

/// Reads a file of cases; a file that breaks the form fails the test, with the line.
pub(crate) fn parse(text: &str, file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((i, line)) = lines.next() {
        let at = format!("{file}:{}", i + 1);
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), line: i + 1, ..Case::default() });
        } else if line.starts_with("```") {
            let info = line.trim_start_matches('`');
            let fence = &line[..line.len() - info.len()];
            let body: Vec<_> = lines.by_ref().map(|(_, l)| l).take_while(|l| *l != fence).collect();
            let case = cases.last_mut().unwrap_or_else(|| panic!("{at}: a block stands before the first heading"));
            let lines = || body.iter().map(|l| expected(l, &at)).collect();
            let plain = || body.iter().map(|l| (*l).to_owned()).collect();
            let (sort, words) = info.split_once(' ').unwrap_or((info, ""));
            let (asked, others) = aspects::asked(words);
            if sort != "report" {
                case.aspects.extend(asked);
            }
            match (sort, if sort == "report" { words } else { others.as_str() }) {
                ("report", _) if case.is_told() => panic!("{at}: reports stand before what comes of them"),
                ("report", words) => case.reports.push(block(words, body.join("\n") + "\n", &at)),
                ("judge", "") if !case.is_told() && case.judged.is_none() => case.judged = Some(plain()),
                ("record", "") if case.record.is_none() => case.record = Some(lines()),
                ("record", "positions") if case.positions.is_none() => case.positions = Some(lines()),
                ("record", "contradictions") if case.contradictions.is_none() => case.contradictions = Some(lines()),
                ("record", word) if View::of(word).is_some_and(|v| case.views.iter().all(|(told, _)| *told != v)) => {
                    let view = View::of(word).expect("it was found");
                    case.views.push((view, plain().into_iter().inspect(|line| check_view(view, line, &at)).collect()));
                }
                ("changes", since) if case.changes.is_none() && case.judged.is_none() => {
                    let day = since.parse().unwrap_or_else(|_| panic!("{at}: write `changes` and a day"));
                    case.changes = Some((day, plain().into_iter().inspect(|line| check_change(line, &at)).collect()));
                }
                ("read", words) if case.read.is_none() && case.judged.is_none() => {
                    case.read = Some((sorts(words, &at), lines()))
                }
                _ => panic!(
                    "{at}: a case has blocks `report …`, then perhaps `judge`, then `record`, `record positions`, \
                     `record contradictions`, `record VIEW` or, where nothing is judged, `changes DAY` or `read SORT…`, each once"
                ),
            }
        } else if let (Some(case), false) = (cases.last_mut(), line.trim().is_empty()) {
            case.reason = true;
        }
    }
    for case in &cases {
        let at = format!("{file}:{} {}", case.line, case.name);
        assert!(case.reason, "{at}: say in a sentence why the case matters");
        assert!(!case.reports.is_empty() && case.is_told(), "{at}: a case has reports and what comes of them");
    }
    assert!(!cases.is_empty(), "{file}: there is no case in it");
    cases
}

impl Case {
    fn is_told(&self) -> bool {
        self.record.is_some()
            || self.positions.is_some()
            || self.contradictions.is_some()
            || !self.views.is_empty()
            || self.changes.is_some()
            || self.read.is_some()
    }
}

fn sorts(words: &str, at: &str) -> Vec<Sort> {
    let sort = |word: &str| Sort::ALL.into_iter().find(|sort| sort.as_str() == word);
    let sorts = words.split(' ').map(|word| sort(word).unwrap_or_else(|| panic!("{at}: `{word}` is no sort to read")));
    sorts.collect()
}

/// A fenced report with the words after `report`.
fn block(words: &str, text: String, at: &str) -> Block {
    let mut block = Block { name: "report.txt".to_owned(), outlet: None, published: None, text };
    let mut rest = words.trim();
    while !rest.is_empty() {
        let (key, value) = rest.split_once('=').unwrap_or_else(|| panic!("{at}: write `key=value`, not `{rest}`"));
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or_else(|| panic!("{at}: close the quotation marks")),
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        match key {
            "published" => block.published = Some(value.parse().unwrap_or_else(|e| panic!("{at}: {e}"))),
            "outlet" => block.outlet = Some(value.to_owned()),
            "name" => block.name = value.to_owned(),
            _ => panic!("{at}: `{key}` is none of published, outlet, name"),
        }
        rest = after.trim_start();
    }
    block
}

/// An expected line, refused where it cannot be one: a slip of the pen must not pass for a case.
fn expected(line: &str, at: &str) -> String {
    let fits = line == "nothing"
        || match line.split(' ').next() {
            Some("said") => quotes(line).is_some(),
            Some("proposal") => is_proposal(line),
            Some("contradiction") => is_contradiction(line),
            Some("statement") => ["direct", "indirect", "mixed"].iter().any(|form| ends_in(line, form)),
            Some("pledge") => PledgeStatus::ALL.iter().any(|status| ends_in(line, status.as_str())),
            Some("position") => STANCES.iter().any(|stance| {
                let issue =
                    quotes(line).and_then(|head| head.split_once(&format!(" {stance} "))).map(|(_, issue)| issue);
                issue.and_then(|i| i.split('/').next()).is_some_and(|i| ENGINE.data().issues.issues.contains_key(i))
            }),
            _ => is_event(line) == Some(true),
        };
    assert!(fits, "{at}: `{line}` is no line of a record; see cases/README.md");
    line.to_owned()
}

/// What stands before the words between quotation marks; they end the line, but for notes.
fn quotes(line: &str) -> Option<&str> {
    let (head, rest) = line.split_once(": \"")?;
    (rest.ends_with('"') || rest.ends_with(']') && rest.contains("\" [")).then_some(head)
}

/// `proposal "NAME" by A → B [NOTES]`, what follows the name left out where nothing is told.
fn is_proposal(line: &str) -> bool {
    let Some((name, rest)) = line.strip_prefix("proposal \"").and_then(|rest| rest.split_once('"')) else {
        return false;
    };
    let told = rest.is_empty() || [" by ", " → ", " ["].iter().any(|joint| rest.starts_with(joint));
    let noted = |note: &str| {
        note == "planned"
            || ["drafted by ", "version \"", "contains \""].iter().any(|opening| note.starts_with(opening))
            || STANCES.iter().any(|stance| note.ends_with(&format!(" {stance}")))
    };
    let notes = rest.split_once(" [").map(|(_, notes)| notes.strip_suffix(']'));
    !name.is_empty() && told && notes.is_none_or(|notes| notes.is_some_and(|n| n.split("; ").all(noted)))
}

/// A line of a view.
fn check_view(view: View, line: &str, at: &str) {
    let fits = line == "nothing" || view.openings().iter().any(|opening| line.starts_with(opening));
    assert!(fits, "{at}: `{line}` is no line of `record {}`; see cases/README.md", view.as_str());
}

/// `CHANGE` and what changed.
fn check_change(line: &str, at: &str) {
    let kind = line.split(' ').next().unwrap_or_default();
    let known = line == "nothing" || ChangeKind::ALL.iter().any(|change| change.as_str() == kind);
    assert!(known, "{at}: `{line}` is no change; see cases/README.md");
}

/// `contradiction KIND ABOUT: VALUE | VALUE`.
fn is_contradiction(line: &str) -> bool {
    let told = line.strip_prefix("contradiction ").and_then(|told| told.split_once(' '));
    told.is_some_and(|(kind, sides)| {
        ContradictionKind::ALL.iter().any(|known| known.as_str() == kind)
            && sides.contains(": ")
            && sides.contains(" | ")
    })
}

fn ends_in(line: &str, word: &str) -> bool {
    quotes(line).is_some_and(|head| head.ends_with(&format!(" {word}")))
}

fn is_event(line: &str) -> Option<bool> {
    let mut words = line.split_once(": ")?.0.split(' ');
    let date = words.next()?;
    let dated = date == "undated" || date.parse::<Edtf>().is_ok();
    let known = ENGINE.data().schema.events.contains_key(words.next()?);
    let status = STATUSES.contains(&words.next()?);
    let place = words.next().is_none_or(|word| word == "in");
    Some(dated && known && status && place)
}
