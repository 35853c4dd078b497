//! Takes judgements, gives what they do to reports and claims: which are left out, which fields are
//! set, which claims are added, who is who, which claims are forced together or kept apart. A
//! judgement that finds no subject does nothing; that it found none is for others to tell.

mod added;
mod renamed;
mod set;
mod standing;
mod ties;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chancery_data::Schema;
use chancery_model::{Anchor, Claim, DateBasis, Edtf, Event, Judgement, JudgementKind, ReportCard, ReportId, Subject};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

pub(crate) use self::added::added;
use self::standing::Standing;
pub(crate) use self::ties::{Ties, Word};
use crate::{Given, learned, merge};

/// The judgements in force, oldest first.
pub(crate) struct Bench<'a> {
    schema: &'a Schema,
    judgements: Vec<&'a Judgement>,
}

/// Reports and claims as the judgements leave them, each once and in canonical order.
pub(crate) struct InForce<'m> {
    pub(crate) reports: Vec<ReportCard>,
    /// Those that no judgement changes are as given.
    pub(crate) claims: Vec<Standing<'m>>,
}

impl<'a> Bench<'a> {
    pub(crate) fn of(schema: &'a Schema, judgements: &[&'a Judgement]) -> Self {
        let mut judgements: Vec<_> = judgements.iter().copied().filter(|j| j.withdrawn.is_none()).collect();
        judgements.sort_by(|a, b| {
            (&a.at, &a.id, &a.kind, &a.subjects, &a.by).cmp(&(&b.at, &b.id, &b.kind, &b.subjects, &b.by))
        });
        Self { schema, judgements }
    }

    /// Leaves out what is rejected, adds what is added and sets what is set; the latest judgement has the
    /// last word.
    pub(crate) fn apply<'m>(&self, given: &Given<'m>) -> InForce<'m> {
        let reports = self.reports(&given.reports);
        let claims = self.claims(&given.claims, &reports);
        InForce { reports, claims }
    }

    fn reports(&self, given: &[&ReportCard]) -> Vec<ReportCard> {
        let rejected = self.rejected_reports();
        let mut cards: Vec<&ReportCard> = given.iter().copied().filter(|c| !rejected.contains(&c.id)).collect();
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

    fn claims<'m>(&self, given: &[&'m Claim], reports: &[ReportCard]) -> Vec<Standing<'m>> {
        // Reports stand in canonical order already, so a report's rank orders its claims.
        let rank: HashMap<&ReportId, usize> = reports.iter().enumerate().map(|(i, r)| (&r.id, i)).collect();
        let rejected = self.rejected_claims();
        let added = added(self.schema, self.judgements.iter().copied());
        // Whoever marked words knew what stands there better than a rule that came to read them later.
        let marked: HashSet<&Anchor> = added.iter().map(|claim| &claim.anchor).collect();
        let read = given.iter().copied().filter(|c| marked.is_empty() || !marked.contains(&c.anchor));
        let mut kept: Vec<(usize, Standing<'m>)> = read
            .map(Standing::Given)
            .chain(added.iter().cloned().map(|claim| Standing::Made(Box::new(claim))))
            .filter(|c| rejected.is_empty() || !rejected.contains(&c.anchor))
            .filter_map(|c| rank.get(&c.anchor.report).map(|&r| (r, c)))
            .collect();
        kept.sort_by(|(ra, a), (rb, b)| {
            (ra, a.anchor.span, &a.id).cmp(&(rb, b.anchor.span, &b.id)).then_with(|| either_way(&**a, &**b))
        });
        // What bears one id hangs in one place.
        kept.dedup_by(|(_, b), (_, a)| a.id == b.id);
        let mut claims: Vec<Standing<'m>> = kept.into_iter().map(|(_, c)| c).collect();
        self.set_fields(&mut claims);
        self.rename(&mut claims);
        claims
    }

    fn set_fields(&self, claims: &mut [Standing<'_>]) {
        if self.settings().next().is_none() {
            return;
        }
        let countries = set::countries(claims.iter().map(|c| &**c));
        let mut at: HashMap<Anchor, Vec<usize>> = HashMap::default();
        for (i, claim) in claims.iter().enumerate() {
            at.entry(claim.anchor.clone()).or_default().push(i);
        }
        for (subject, field, value) in self.settings() {
            for anchor in subject.anchors() {
                for &i in at.get(anchor).into_iter().flatten() {
                    let ground = set::Ground { schema: self.schema, anchor, countries: &countries };
                    set::set(&ground, &mut claims[i].to_mut().value, field, value);
                }
            }
        }
    }

    /// Sets what judgements set of events that more claims tell than were judged: what a person decided of
    /// an event outranks every report of it, those that came later too.
    pub(crate) fn rule(&self, events: &mut [Event], claims: &[&Claim]) {
        if self.settings().next().is_none() {
            return;
        }
        let anchors: HashMap<_, _> = claims.iter().map(|claim| (&claim.id, &claim.anchor)).collect();
        let countries = set::countries(claims.iter().copied());
        let mut settings: BTreeMap<&Anchor, Vec<(usize, &str, &str)>> = BTreeMap::new();
        for (n, (subject, field, value)) in self.settings().enumerate() {
            for anchor in subject.anchors() {
                settings.entry(anchor).or_default().push((n, field, value));
            }
        }
        let renames = self.renames();
        for event in events.iter_mut().filter(|event| event.claims.len() > 1) {
            let of_event = event.claims.iter().filter_map(|id| anchors.get(id));
            let mut ruled: Vec<_> =
                of_event.filter_map(|anchor| Some((*anchor, settings.get(anchor)?))).collect::<Vec<_>>();
            ruled.sort();
            let mut in_order: Vec<_> =
                ruled.into_iter().flat_map(|(anchor, all)| all.iter().map(move |one| (*one, anchor))).collect();
            in_order.sort();
            for ((_, field, value), anchor) in in_order {
                let ground = set::Ground { schema: self.schema, anchor, countries: &countries };
                set::rule(&ground, event, field, value);
            }
            renames.of_event(event);
        }
        merge::in_order(events);
    }

    /// The judgements in force, oldest first.
    pub(crate) fn judgements(&self) -> impl Iterator<Item = &'a Judgement> {
        self.judgements.iter().copied()
    }

    /// Every field that a judgement sets, with its subject, oldest first.
    pub(crate) fn settings(&self) -> impl Iterator<Item = (&'a Subject, &'a str, &'a str)> {
        self.judgements
            .iter()
            .filter_map(|j| match &j.kind {
                JudgementKind::Set { field, value } => Some((*j, field.as_str(), set::bare(value))),
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
        self.rejected().flat_map(Subject::anchors).collect()
    }
}

/// An order for two that bear one id and should be equal: whichever it prefers, it prefers it in
/// every order of arrival.
fn either_way<T: PartialEq + std::fmt::Debug>(a: &T, b: &T) -> Ordering {
    if a == b { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) }
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
