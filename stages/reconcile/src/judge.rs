//! Takes judgements, gives what they do to reports and claims: which are left out, which fields are
//! set, which claims are forced together or kept apart. A judgement that finds no subject does
//! nothing; that it found none is for the store to tell.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use chancery_model::{
    Anchor, Claim, ClaimValue, DateBasis, Edtf, EventKind, EventValue, Judgement, JudgementKind, Place, ReportCard,
    ReportId, Status, Subject, When,
};

use crate::{Material, Verdict, learned};

/// The judgements in force, oldest first.
pub(crate) struct Bench<'a> {
    judgements: Vec<&'a Judgement>,
}

/// Reports and claims as the judgements leave them, each once and in canonical order.
pub(crate) struct InForce {
    pub(crate) reports: Vec<ReportCard>,
    pub(crate) claims: Vec<Claim>,
}

/// Claims of events that a judgement ties together or keeps apart, by index.
#[derive(Default)]
pub(crate) struct Ties {
    /// Sets of claims that are one, the latest judgement first.
    pub(crate) same: Vec<Vec<usize>>,
    different: HashSet<(usize, usize)>,
}

impl<'a> Bench<'a> {
    pub(crate) fn of(judgements: &'a [Judgement]) -> Self {
        let mut judgements: Vec<_> = judgements.iter().filter(|j| j.withdrawn.is_none()).collect();
        judgements.sort_by(|a, b| {
            (&a.at, &a.id, &a.kind, &a.subjects, &a.by).cmp(&(&b.at, &b.id, &b.kind, &b.subjects, &b.by))
        });
        Self { judgements }
    }

    /// Leaves out what is rejected and sets what is set; the latest judgement has the last word.
    pub(crate) fn apply(&self, material: &Material) -> InForce {
        let reports = self.reports(&material.reports);
        let claims = self.claims(&material.claims, &reports);
        InForce { reports, claims }
    }

    fn reports(&self, given: &[ReportCard]) -> Vec<ReportCard> {
        let rejected = self.rejected_reports();
        let mut cards: Vec<_> = given.iter().filter(|c| !rejected.contains(&c.id)).collect();
        cards.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| either_way(*a, *b)));
        cards.dedup_by(|a, b| a.id == b.id);
        let mut cards: Vec<ReportCard> = cards.into_iter().cloned().collect();
        for (subject, field, value) in self.settings() {
            let Subject::Report(id) = subject else { continue };
            if let Ok(at) = cards.binary_search_by(|c| c.id.cmp(id))
                && field == "published"
            {
                publish(&mut cards[at], value);
            }
        }
        cards.sort_by(|a, b| (learned::order(a.published.edtf), &a.id).cmp(&(learned::order(b.published.edtf), &b.id)));
        cards
    }

    fn claims(&self, given: &[Claim], reports: &[ReportCard]) -> Vec<Claim> {
        // Reports stand in canonical order already, so a report's rank orders its claims.
        let rank: HashMap<&ReportId, usize> = reports.iter().enumerate().map(|(i, r)| (&r.id, i)).collect();
        let rejected = self.rejected_claims();
        let mut kept: Vec<(usize, &Claim)> = given
            .iter()
            .filter(|c| !rejected.contains(&c.anchor))
            .filter_map(|c| rank.get(&c.anchor.report).map(|&r| (r, c)))
            .collect();
        kept.sort_by(|(ra, a), (rb, b)| {
            (ra, a.anchor.span, &a.id).cmp(&(rb, b.anchor.span, &b.id)).then_with(|| either_way(*a, *b))
        });
        let mut seen = HashSet::new();
        kept.retain(|(_, c)| seen.insert(&c.id));
        let mut claims: Vec<Claim> = kept.into_iter().map(|(_, c)| c.clone()).collect();
        self.set_fields(&mut claims);
        claims
    }

    fn set_fields(&self, claims: &mut [Claim]) {
        if self.settings().next().is_none() {
            return;
        }
        let countries = countries(claims);
        let mut at: HashMap<Anchor, Vec<usize>> = HashMap::new();
        for (i, claim) in claims.iter().enumerate() {
            at.entry(claim.anchor.clone()).or_default().push(i);
        }
        for (subject, field, value) in self.settings() {
            let Subject::Claim(anchor) = subject else { continue };
            for &i in at.get(anchor).into_iter().flatten() {
                if let ClaimValue::Event(event) = &mut claims[i].value {
                    set_field(event, anchor, field, value, &countries);
                }
            }
        }
    }

    /// What `same` and `different` make of these claims.
    pub(crate) fn ties(&self, events: &[&Claim]) -> Ties {
        let mut at: HashMap<&Anchor, Vec<usize>> = HashMap::new();
        for (i, claim) in events.iter().enumerate() {
            at.entry(&claim.anchor).or_default().push(i);
        }
        let mut ties = Ties::default();
        for judgement in self.judgements.iter().rev() {
            let subjects = || {
                judgement.subjects.iter().filter_map(|s| match s {
                    Subject::Claim(anchor) => at.get(anchor),
                    Subject::Report(_) => None,
                })
            };
            match judgement.kind {
                JudgementKind::Same => {
                    let mut one: Vec<usize> = subjects().flatten().copied().collect();
                    one.sort_unstable();
                    one.dedup();
                    ties.same.push(one);
                }
                JudgementKind::Different => {
                    let all: Vec<_> = subjects().collect();
                    for (n, here) in all.iter().enumerate() {
                        for there in &all[n + 1..] {
                            for (&a, &b) in here.iter().flat_map(|a| there.iter().map(move |b| (a, b))) {
                                ties.different.insert((a.min(b), a.max(b)));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        ties
    }

    /// The judgements in force, oldest first.
    pub(crate) fn judgements(&self) -> impl Iterator<Item = &'a Judgement> {
        self.judgements.iter().copied()
    }

    fn settings(&self) -> impl Iterator<Item = (&'a Subject, &'a str, &'a str)> {
        self.judgements
            .iter()
            .filter_map(|j| match &j.kind {
                JudgementKind::Set { field, value } => Some((j, field.as_str(), bare(value))),
                _ => None,
            })
            .flat_map(|(j, field, value)| j.subjects.iter().map(move |s| (s, field, value)))
    }

    fn rejected(&self) -> impl Iterator<Item = &'a Subject> {
        self.judgements.iter().filter(|j| j.kind == JudgementKind::Reject).flat_map(|j| &j.subjects)
    }

    fn rejected_reports(&self) -> HashSet<&'a ReportId> {
        self.rejected().filter_map(|s| if let Subject::Report(id) = s { Some(id) } else { None }).collect()
    }

    fn rejected_claims(&self) -> HashSet<&'a Anchor> {
        self.rejected().filter_map(|s| if let Subject::Claim(anchor) = s { Some(anchor) } else { None }).collect()
    }
}

impl Ties {
    /// Whether a judgement keeps the two apart.
    pub(crate) fn differ(&self, a: usize, b: usize) -> bool {
        !self.different.is_empty() && self.different.contains(&(a.min(b), a.max(b)))
    }

    /// What judgements say of the two, directly; `None` where they say nothing.
    pub(crate) fn ruling(&self, a: usize, b: usize) -> Option<Verdict> {
        if self.differ(a, b) {
            Some(Verdict::JudgedDifferent)
        } else if self.same.iter().any(|s| s.contains(&a) && s.contains(&b)) {
            Some(Verdict::JudgedSame)
        } else {
            None
        }
    }
}

/// An order for two that bear one id and should be equal: whichever it prefers, it prefers it in
/// every order of arrival.
fn either_way<T: PartialEq + std::fmt::Debug>(a: &T, b: &T) -> Ordering {
    if a == b { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) }
}

/// A value written as a JSON string, without its quotation marks.
fn bare(value: &str) -> &str {
    let value = value.trim();
    value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).unwrap_or(value)
}

fn publish(card: &mut ReportCard, value: &str) {
    let edtf = match value {
        "null" => None,
        _ => match value.parse::<Edtf>() {
            Ok(edtf) => Some(edtf),
            Err(_) => return,
        },
    };
    // The caller may have put the date into force already, with better words than ours.
    if card.published.edtf == edtf {
        return;
    }
    card.published.edtf = edtf;
    card.published.basis = edtf.map(|_| DateBasis::Given);
    card.published.text = None;
    card.published.reason = "set by judgement".to_owned();
}

fn set_field(
    event: &mut EventValue,
    anchor: &Anchor,
    field: &str,
    value: &str,
    countries: &HashMap<String, Option<String>>,
) {
    match field {
        "kind" if !value.is_empty() => event.kind = EventKind(value.to_owned()),
        "status" => {
            if let Some(status) = status(value) {
                event.status = status;
            }
        }
        "place" if value == "null" || value.is_empty() => event.place = None,
        "place" => {
            let span = event.place.as_ref().map_or(anchor.span, |p| p.span);
            let country = countries.get(value).cloned().flatten();
            event.place = Some(Place { name: value.to_owned(), country, area: false, span });
        }
        "time" if value == "null" || value.is_empty() => event.time = None,
        "time" => {
            if let Ok(edtf) = value.parse() {
                let (text, span) =
                    event.time.take().map_or_else(|| (value.to_owned(), anchor.span), |t| (t.text, t.span));
                let steps = format!("{edtf}, set by judgement");
                event.time = Some(When { edtf: Some(edtf), text, basis: "judgement".to_owned(), steps, span });
            }
        }
        _ => {}
    }
}

fn status(word: &str) -> Option<Status> {
    use Status::{Cancelled, Denied, Held, Ongoing, Planned, Proposed};
    [Proposed, Planned, Ongoing, Held, Cancelled, Denied].into_iter().find(|s| s.as_str() == word)
}

/// The country of each place the claims name, so that a place set by name alone is not poorer than
/// the same place read from a text.
fn countries(claims: &[Claim]) -> HashMap<String, Option<String>> {
    let mut countries: HashMap<String, Option<String>> = HashMap::new();
    for claim in claims {
        if let ClaimValue::Event(EventValue { place: Some(place), .. }) = &claim.value {
            let known = countries.entry(place.name.clone()).or_default();
            if known.is_none() {
                known.clone_from(&place.country);
            }
        }
    }
    countries
}
