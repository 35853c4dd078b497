//! What people judge of the reports of a case, a line a decision. Lines name claims by words of a report.

use std::path::Path;

use chancery_engine::record::{Entry, Store};
use chancery_engine::{Marked, Refusal, Ruling, Stored};
use chancery_model::{Anchor, ByteSpan, Claim, ClaimKind, JudgementId, Report, ReportId, Snapshot, Subject};

use crate::ENGINE;

/// Who judges.
const BY: &str = "desk";

/// What `tell` makes of the record of reports after all that was judged of them.
pub(crate) fn told<T>(reports: &[Report], lines: &[String], tell: impl FnOnce(&dyn Snapshot) -> T) -> T {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).expect("a store can be made");
    let all: Vec<&Report> = reports.iter().collect();
    let read = ENGINE.read_all(&all, |way| way.reading);
    let entry = |(report, reading): (&&Report, Result<_, String>)| Entry {
        report: (*report).clone(),
        reading: reading.expect("a report of a case is read"),
        judgements: Vec::new(),
    };
    let entries: Vec<Entry> = all.iter().zip(read).map(entry).collect();
    store.add(&entries, "2026-01-01T08:00:00Z").expect("the store takes them");
    let mut made: Vec<JudgementId> = Vec::new();
    for (second, line) in lines.iter().enumerate() {
        let at = format!("2026-01-02T08:{:02}:{:02}Z", second / 60, second % 60);
        let (refused, decision) = line.strip_prefix("refused ").map_or((false, line.as_str()), |rest| (true, rest));
        if let Some(number) = decision.strip_prefix("withdraw ") {
            let id = number.parse::<usize>().ok().and_then(|n| made.get(n.checked_sub(1)?));
            let id = id.unwrap_or_else(|| panic!("`{line}`: judgements are counted from 1"));
            assert!(store.withdraw(id, &at).expect("the store takes it"), "`{line}`: it is withdrawn already");
            continue;
        }
        let desk = Desk { snapshot: snapshot(&path), reports, line };
        let judgement = ENGINE.judge(&desk.snapshot, &desk.ruling(decision), BY, &at);
        match (judgement, refused) {
            (Ok(judgement), false) => {
                assert!(store.judge(&judgement).expect("the store takes it"), "`{line}` is there already");
                made.push(judgement.id);
            }
            (Err(Refusal::StandsAgainst { .. } | Refusal::Already(_)), true) => {}
            (Err(refusal), _) => panic!("`{line}`: {refusal}"),
            (Ok(_), true) => panic!("`{line}`: it was not refused"),
        }
    }
    assert_eq!(store.verify().expect("the store can be read"), [], "after {lines:?}");
    tell(&snapshot(&path))
}

fn snapshot(path: &Path) -> Stored {
    let store = Store::open_read_only(path).expect("the store opens");
    ENGINE.snapshot(store, None, None).expect("the store can be read")
}

/// One line with what it may speak of.
struct Desk<'a> {
    snapshot: Stored,
    reports: &'a [Report],
    line: &'a str,
}

impl Desk<'_> {
    fn ruling(&self, decision: &str) -> Ruling {
        let (verb, rest) = decision.split_once(' ').unwrap_or((decision, ""));
        let words = quoted(rest);
        let first = || words.first().copied().unwrap_or_else(|| panic!("`{}`: put the words in marks", self.line));
        let after = rest.rsplit_once('"').map_or(rest, |(_, after)| after).trim();
        let kind = match rest.split(' ').next() {
            Some("position") => ClaimKind::Position,
            Some("statement") => ClaimKind::Statement,
            Some("pledge") => ClaimKind::Pledge,
            _ => ClaimKind::Event,
        };
        match verb {
            "same" => Ruling::Same(self.parties(kind, &words)),
            "different" => Ruling::Different(self.parties(kind, &words)),
            "reject" if rest.starts_with("report ") => Ruling::Reject(vec![Subject::Report(self.stand(first()).0)]),
            "reject" => Ruling::Reject(self.subjects(kind, first())),
            "explain" => {
                let (text, of) = words.split_last().unwrap_or_else(|| panic!("`{}`: say what explains it", self.line));
                let on = match of {
                    [one] => self.subjects(kind, one),
                    several => self.parties(kind, several).into_iter().map(Subject::Claims).collect(),
                };
                Ruling::Explain { on, text: (*text).to_owned() }
            }
            "set" => {
                let (field, value) = after.split_once(' ').unwrap_or((after, ""));
                let on = match rest.starts_with("report ") {
                    true => vec![Subject::Report(self.stand(first()).0)],
                    false => self.subjects(kind, first()),
                };
                // What an event is part of is named by words too.
                match words[..] {
                    [part, whole] => {
                        let field = rest.split('"').nth(2).unwrap_or_default().trim().to_owned();
                        let value = self.claim(kind, whole).id.0.clone();
                        Ruling::Set { on: self.subjects(kind, part), field, value }
                    }
                    _ => Ruling::Set { on, field: field.to_owned(), value: value.to_owned() },
                }
            }
            "rename" => {
                let actors = self.snapshot.record().actors.iter().map(|a| &a.actor);
                let called: Vec<_> = actors.filter(|a| a.name == first() || a.id.0 == first()).collect();
                let [from] = called[..] else { panic!("`{}`: {} actors are called so", self.line, called.len()) };
                Ruling::Rename { from: from.clone(), to: words.get(1).copied().unwrap_or_default().to_owned() }
            }
            "grade" => Ruling::Grade { source: Subject::Outlet(first().to_owned()), letter: after.to_owned() },
            "add" => {
                let (kind, fields) = after.split_once(' ').unwrap_or((after, ""));
                let kind = match kind {
                    "event" => ClaimKind::Event,
                    "position" => ClaimKind::Position,
                    "pledge" => ClaimKind::Pledge,
                    _ => panic!("`{}`: add an event, a position or a pledge", self.line),
                };
                let pair = |field: &str| {
                    let (name, value) = field.split_once('=').unwrap_or_else(|| panic!("`{field}`: write FIELD=VALUE"));
                    (name.trim().to_owned(), value.trim().to_owned())
                };
                let fields = fields.split("; ").map(pair).collect();
                let (report, words) = (self.stand(first()).0, first().to_owned());
                Ruling::Add(Marked { report, words, start: None, kind, fields })
            }
            _ => panic!("`{}`: `{verb}` is no decision; see cases/README.md", self.line),
        }
    }

    /// The claims of the things that words tell; where two tell one thing, only those that the words tell.
    fn parties(&self, kind: ClaimKind, words: &[&str]) -> Vec<Vec<Anchor>> {
        let parties: Vec<(&Claim, Vec<Anchor>)> = words
            .iter()
            .map(|words| {
                let claim = self.claim(kind, words);
                (claim, self.whole(claim))
            })
            .collect();
        let shared = |all: &Vec<Anchor>| parties.iter().filter(|(_, other)| other == all).count() > 1;
        let own = |(claim, all): &(&Claim, Vec<Anchor>)| {
            if shared(all) { vec![claim.anchor.clone()] } else { all.clone() }
        };
        parties.iter().map(own).collect()
    }

    fn subjects(&self, kind: ClaimKind, words: &str) -> Vec<Subject> {
        self.whole(self.claim(kind, words)).into_iter().map(Subject::Claim).collect()
    }

    /// All claims that are one thing with this.
    fn whole(&self, claim: &Claim) -> Vec<Anchor> {
        let record = self.snapshot.record();
        let events = record.events.iter().map(|e| &e.claims);
        let others = record.positions.iter().map(|p| &p.claims).chain(record.pledges.iter().map(|p| &p.claims));
        let all = events.chain(others).find(|all| all.contains(&claim.id));
        let anchors =
            all.map(|all| all.iter().filter_map(|id| Some(self.snapshot.claim(id)?.anchor.clone())).collect());
        anchors.unwrap_or_else(|| vec![claim.anchor.clone()])
    }

    /// The claim of a kind that words tell: the one that hangs in them, else the one that quotes them.
    fn claim(&self, kind: ClaimKind, words: &str) -> &Claim {
        let (report, span) = self.stand(words);
        let of_kind = self.snapshot.claims().filter(|c| c.anchor.kind == kind && c.anchor.report == report);
        let (mut hung, mut quoting) = (Vec::new(), Vec::new());
        for claim in of_kind {
            if claim.anchor.span.overlaps(span) {
                hung.push(claim);
            } else if claim.evidence.iter().any(|e| e.span.overlaps(span)) {
                quoting.push(claim);
            }
        }
        let found = if hung.is_empty() { quoting } else { hung };
        match found[..] {
            [one] => one,
            _ => panic!("`{}`: “{words}” tell {} claims; write words that tell one", self.line, found.len()),
        }
    }

    /// Where words stand, in the one report that holds them once.
    fn stand(&self, words: &str) -> (ReportId, ByteSpan) {
        let at = |r: &'_ Report| r.text.match_indices(words).map(|(at, _)| at).collect::<Vec<_>>();
        let found: Vec<(ReportId, usize)> =
            self.reports.iter().flat_map(|r| at(r).into_iter().map(|at| (r.id.clone(), at))).collect();
        match &found[..] {
            [(report, at)] => (report.clone(), ByteSpan::new(*at, at + words.len())),
            _ => panic!("`{}`: “{words}” stand in the reports {} times", self.line, found.len()),
        }
    }
}

/// The words between quotation marks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}
