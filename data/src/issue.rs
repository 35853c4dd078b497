//! Issues: what positions are about, told by terms.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::Fault;

/// How much a term says: a strong one tells the issue by itself, a faint one only leans to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Faint,
    Weak,
    Strong,
}

impl Weight {
    /// In halves.
    fn points(self) -> u32 {
        match self {
            Self::Faint => 1,
            Self::Weak => 2,
            Self::Strong => 6,
        }
    }
}

/// What the term that opens the words counts more, in halves: English puts the matter first.
const FIRST: u32 = 2;
/// How many other words may stand between two words of a term.
const GAP: usize = 2;

/// An issue or a clause of one, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its name.
    pub label: String,
    /// What counts; empty of clauses.
    pub description: String,
    /// Which of two that words tell equally well wins: the higher.
    pub priority: u32,
}

/// All issues, with the terms that tell them.
#[derive(Debug, Default)]
pub struct Issues {
    /// Issues by key.
    pub issues: BTreeMap<String, Issue>,
    /// Clauses by key (`territory/cession`).
    pub clauses: BTreeMap<String, Issue>,
    /// Terms by their first word.
    terms: HashMap<String, Vec<Term>>,
    /// The words of all terms of an issue.
    words: HashMap<String, BTreeSet<String>>,
}

#[derive(Debug)]
struct Term {
    rest: Vec<String>,
    issue: String,
    /// Weight for the issue; `None` of a term that only tells the clause once the issue is known.
    weight: Option<Weight>,
    clause: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssueFile {
    label: String,
    description: String,
    priority: u32,
    strong: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    faint: Vec<String>,
    #[serde(default)]
    clauses: BTreeMap<String, ClauseFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    label: String,
    #[serde(default)]
    strong: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
}

/// A word as terms are met by: its base form and itself.
#[derive(Clone, Copy, Debug)]
pub struct TermWord<'w> {
    /// Base form, lower case.
    pub lemma: &'w str,
    /// As it stands, lower case.
    pub form: &'w str,
}

impl TermWord<'_> {
    /// The forms under which a term may name it: plurals are guessed too, as base forms are.
    fn alternatives(&self) -> BTreeSet<&str> {
        let mut forms = BTreeSet::from([self.lemma, self.form]);
        if self.form.len() > 3 && !self.form.ends_with("ss") {
            forms.extend(self.form.strip_suffix('s'));
            forms.extend(self.form.strip_suffix("es"));
        }
        forms
    }

    /// Articles and possessives count for no gap.
    fn is_silent(&self) -> bool {
        const SILENT: [&str; 22] = [
            "the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those",
            "all", "any", "some", "own", "'s", "’s", "-", ",",
        ];
        SILENT.contains(&self.form)
    }
}

/// What words say of issues, by issue, in halves of a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    points: BTreeMap<String, u32>,
    /// How many terms tell a clause, and where the first stands: of two that as many tell, the one told first counts.
    clauses: BTreeMap<String, (u32, Reverse<usize>)>,
    /// Whether a term stronger than faint was met.
    pub firm: bool,
    /// Whether a strong term was met.
    pub strong: bool,
    /// The issues that a strong term tells.
    told_strongly: BTreeSet<String>,
}

impl Issues {
    pub(crate) fn read(files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Self {
        const FILE: &str = "schema/issues.toml";
        let mut issues = Self::default();
        let Some((_, content)) = files.iter().find(|(path, _)| *path == FILE) else {
            faults.push(Fault { file: FILE.to_owned(), line: 0, message: "the file is missing".to_owned() });
            return issues;
        };
        let read = match toml::from_str::<BTreeMap<String, IssueFile>>(content) {
            Ok(read) => read,
            Err(e) => {
                faults.push(crate::rule::toml_fault(FILE, content, &e));
                return issues;
            }
        };
        for (key, file) in read {
            let lists = [(Weight::Strong, &file.strong), (Weight::Weak, &file.weak), (Weight::Faint, &file.faint)];
            for (weight, terms) in lists {
                terms.iter().for_each(|term| issues.put(term, &key, Some(weight), None));
            }
            for (name, clause) in file.clauses {
                let whole = format!("{key}/{name}");
                clause.strong.iter().for_each(|term| issues.put(term, &key, Some(Weight::Strong), Some(&whole)));
                clause.weak.iter().for_each(|term| issues.put(term, &key, None, Some(&whole)));
                issues.clauses.insert(whole, Issue { label: clause.label, description: String::new(), priority: 0 });
            }
            issues
                .issues
                .insert(key, Issue { label: file.label, description: file.description, priority: file.priority });
        }
        issues
    }

    fn put(&mut self, term: &str, issue: &str, weight: Option<Weight>, clause: Option<&str>) {
        self.words.entry(issue.to_owned()).or_default().extend(term.split_whitespace().map(str::to_owned));
        let mut words = term.split_whitespace().map(str::to_owned);
        let Some(first) = words.next() else { return };
        let (rest, issue, clause) = (words.collect(), issue.to_owned(), clause.map(str::to_owned));
        self.terms.entry(first).or_default().push(Term { rest, issue, weight, clause });
    }

    /// Whether a word is one of those that tell an issue, as a part of a term too.
    #[must_use]
    pub fn tells(&self, issue: &str, word: &TermWord<'_>) -> bool {
        let known = self.words.get(issue);
        known.is_some_and(|known| word.alternatives().into_iter().any(|form| known.contains(form)))
    }

    /// What words say of issues. Each term counts once; one whose words all lie in a longer one that was met
    /// counts for nothing.
    #[must_use]
    pub fn told(&self, words: &[TermWord<'_>]) -> Told {
        let words: Vec<&TermWord<'_>> = words.iter().filter(|w| !w.is_silent()).collect();
        let forms: Vec<BTreeSet<&str>> = words.iter().map(|w| w.alternatives()).collect();
        let mut met: Vec<(Vec<usize>, &Term)> = Vec::new();
        for at in 0..forms.len() {
            for term in forms[at].iter().filter_map(|form| self.terms.get(*form)).flatten() {
                if let Some(places) = follow(&forms, at, &term.rest) {
                    met.push((places, term));
                }
            }
        }
        let hidden = |places: &[usize]| {
            met.iter().any(|(longer, _)| longer.len() > places.len() && places.iter().all(|p| longer.contains(p)))
        };
        let mut told = Told::default();
        let mut seen = BTreeSet::new();
        let mut first: Option<(usize, Vec<&str>)> = None;
        for (places, term) in met.iter().filter(|(places, _)| !hidden(places)) {
            let whole = (places[0], &term.rest, &term.issue, &term.clause);
            let words: Vec<String> = places.iter().map(|p| words[*p].lemma.to_owned()).collect();
            if !seen.insert((words, whole.2, whole.3)) {
                continue;
            }
            if let Some(weight) = term.weight {
                *told.points.entry(term.issue.clone()).or_default() += weight.points();
                told.firm |= weight > Weight::Faint;
                told.strong |= weight == Weight::Strong;
                if weight == Weight::Strong {
                    told.told_strongly.insert(term.issue.clone());
                }
                match &mut first {
                    Some((at, issues)) if *at == places[0] => issues.push(&term.issue),
                    Some((at, _)) if *at < places[0] => {}
                    _ => first = Some((places[0], vec![&term.issue])),
                }
            }
            if let Some(clause) = &term.clause {
                let (terms, first) = told.clauses.entry(clause.clone()).or_insert((0, Reverse(places[0])));
                *terms += 1;
                *first = (*first).max(Reverse(places[0]));
            }
        }
        let opening: BTreeSet<&str> = first.into_iter().flat_map(|(_, issues)| issues).collect();
        for issue in opening {
            *told.points.entry(issue.to_owned()).or_default() += FIRST;
        }
        told
    }

    /// The issue that is told best, and its clause where one is.
    #[must_use]
    pub fn best<'t>(&self, told: &'t Told) -> Option<(&'t str, Option<&'t str>)> {
        let priority = |issue: &str| self.issues.get(issue).map_or(0, |i| i.priority);
        let (issue, _) = told.points.iter().max_by_key(|(issue, points)| (**points, priority(issue)))?;
        let of_issue = |clause: &&String| clause.strip_prefix(issue.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let clause = told.clauses.iter().filter(|(clause, _)| of_issue(clause)).max_by_key(|(_, count)| **count);
        Some((issue, clause.map(|(clause, _)| clause.as_str())))
    }
}

impl Told {
    /// The issues that a strong term tells, in alphabetical order.
    pub fn strongly(&self) -> impl Iterator<Item = &str> {
        self.told_strongly.iter().map(String::as_str)
    }

    /// The same with what wider words say at half its weight.
    #[must_use]
    pub fn with_half(mut self, wider: &Self) -> Self {
        for (issue, points) in &wider.points {
            *self.points.entry(issue.clone()).or_default() += points / 2;
        }
        self
    }
}

/// The places of a term's words from `at` on.
fn follow(forms: &[BTreeSet<&str>], at: usize, rest: &[String]) -> Option<Vec<usize>> {
    let mut places = vec![at];
    for word in rest {
        let last = places[places.len() - 1];
        let reach = (last + 2 + GAP).min(forms.len());
        places.push((last + 1..reach).find(|i| forms[*i].contains(word.as_str()))?);
    }
    Some(places)
}
