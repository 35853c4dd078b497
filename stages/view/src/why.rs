//! `why`: the way from words to record. Each claim with its words, its rule and its steps; which
//! claims were put together; which judgements bear on them.

use chancery_model::{Claim, ClaimId, ClaimValue, Edtf, Judgement, Snapshot};
use serde::Serialize;

use crate::event::published;
use crate::find::Handle;
use crate::grade;
use crate::offsets::Texts;
use crate::phrase::{self, Cards, count, opening};
use crate::ruling;
use crate::{Credibility, Graded, Line, Mark, Page, Source, ViewError, WhyOrigin, WhyPart, origins};

/// How the record came to hold something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Id of the event, statement or report.
    pub id: String,
    /// What it is, in a line.
    pub about: String,
    /// The claims it was made of; more than one where several were put together.
    pub claims: Vec<WhyClaim>,
    /// Of those, what goes back to one act of reporting, and what tells it.
    pub origins: Vec<WhyOrigin>,
    /// What it is part of, of an event that is.
    pub part_of: Option<WhyPart>,
    /// The judgements on those claims and their reports.
    pub judgements: Vec<WhyJudgement>,
    /// How likely it is, as the number of its origins suggests; `null` of a report.
    pub credibility: Option<Credibility>,
    /// How far its sources may be relied on: the outlets, then whoever says it.
    pub sources: Vec<Graded>,
    #[serde(skip)]
    origins_page: Vec<Line>,
    #[serde(skip)]
    published: Vec<Line>,
    /// What several claims are put together as.
    #[serde(skip)]
    noun: &'static str,
}

/// A claim, from its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyClaim {
    /// Its id.
    pub id: String,
    /// What it says, in a line.
    pub says: String,
    /// The report.
    pub report: String,
    /// When the report was published.
    pub published: Option<Edtf>,
    /// The words that say it.
    pub evidence: Vec<WhyWords>,
    /// The rule that read it.
    pub rule: String,
    /// From words to value, a sentence a step.
    pub steps: Vec<String>,
    #[serde(skip)]
    source: Source,
}

/// Exact words of the claim's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyWords {
    /// First code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// The words.
    pub exact: String,
}

/// A judgement in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyJudgement {
    /// Its id.
    pub id: String,
    /// What it decides, in words.
    pub decides: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
}

/// The way from words to what an id leads to.
///
/// # Errors
/// For an actor: many claims name one, so there is no single way.
pub fn why(snapshot: &dyn Snapshot, handle: Handle<'_>) -> Result<Why, ViewError> {
    let one = |id: &ClaimId| vec![id.clone()];
    let (id, about, claims, report) = match handle {
        Handle::Event(e) => {
            let about = format!("{}, {}, {}", e.kind, e.status.as_str(), phrase::date(e.date()));
            (e.id.0.clone(), about, e.claims.clone(), None)
        }
        Handle::Position(p) => {
            let about = format!("{} {}, on {}", p.value.holder.actor.name, p.value.stance.as_str(), p.value.issue);
            (p.id.0.clone(), about, p.claims.clone(), None)
        }
        Handle::Pledge(p) => {
            let about = format!("{} {}", p.value.by.actor.name, phrase::undertaking(&p.value));
            (p.id.0.clone(), about, p.claims.clone(), None)
        }
        Handle::Proposal(p) => (p.id.0.clone(), format!("a proposal: {}", p.name), p.claims.clone(), None),
        Handle::Contradiction(c) => {
            let claims = c.sides.iter().flat_map(|side| side.claims.iter().cloned()).collect();
            (c.id.0.clone(), format!("a contradiction, on {}: {}", c.kind.as_str(), c.about), claims, None)
        }
        Handle::Statement(s) => (s.id.0.clone(), "a statement".to_owned(), one(&s.id), None),
        Handle::Left(c) => {
            let about = match &c.value {
                ClaimValue::Office(_) => "an office told by one report",
                _ => "a claim left out of the record",
            };
            (c.id.0.clone(), about.to_owned(), one(&c.id), None)
        }
        Handle::Report(card) => (card.id.0.clone(), format!("report of {}", card.label()), Vec::new(), Some(card)),
        Handle::Actor(actor) => return Err(ViewError::ActorHasNoWay(actor.actor.id.0.clone())),
    };
    let cards = Cards::of(snapshot);
    let mut texts = Texts::of(snapshot);
    let claims: Vec<&Claim> = claims.iter().filter_map(|id| snapshot.claim(id)).collect();
    let judgements = snapshot.judgements().iter().filter(|j| ruling::bears_on(j, &claims, report));
    let voices = match handle {
        Handle::Event(event) => event.voices.as_slice(),
        Handle::Position(position) => position.voices.as_slice(),
        _ => &[],
    };
    let origins = origins::reasons(snapshot, &cards, voices);
    let part_of = match handle {
        Handle::Event(event) => WhyPart::of(snapshot, event),
        _ => None,
    };
    let mut sources = grade::sources(snapshot, &handle);
    let credibility = Credibility::of(&handle, &sources);
    sources.extend(grade::speaker(snapshot, &handle));
    Ok(Why {
        id,
        origins_page: origins::lines(&cards, &origins),
        origins,
        about: opening(&about),
        part_of,
        judgements: judgements.map(WhyJudgement::of).collect(),
        claims: claims.iter().map(|claim| WhyClaim::of(claim, &cards, &mut texts)).collect(),
        credibility,
        sources,
        published: report.map(published).unwrap_or_default(),
        noun: match handle {
            Handle::Position(_) => "position",
            Handle::Pledge(_) => "pledge",
            Handle::Proposal(_) => "proposal",
            Handle::Contradiction(_) => "contradiction",
            _ => "event",
        },
    })
}

/// What a claim says, in a line.
#[must_use]
pub fn says(claim: &Claim) -> String {
    match &claim.value {
        ClaimValue::Event(value) => {
            let date = phrase::date(value.time.as_ref().and_then(|t| t.edtf));
            let who: Vec<&str> = value.actors.iter().map(|p| p.actor.name.as_str()).collect();
            let outcome =
                value.outcome.as_ref().map_or_else(String::new, |o| format!(", {}", phrase::outcome(o.value)));
            format!("{}, {}{outcome}, {date}: {}", value.kind, value.status.as_str(), who.join(", "))
        }
        ClaimValue::Statement(value) => {
            let speaker = value.speaker.as_ref().map_or("an unknown speaker", |p| &p.actor.name);
            format!("{} speech of {speaker}", value.form.as_str())
        }
        ClaimValue::Pledge(value) => format!("{} {}", value.by.actor.name, phrase::undertaking(value)),
        ClaimValue::Position(value) => {
            let (holder, stance) = (&value.holder.actor.name, value.stance.as_str());
            format!("{holder} {stance}, on {}: {}", value.issue, value.proposition)
        }
        ClaimValue::Proposal(value) => phrase::proposal(value),
        ClaimValue::Office(value) => phrase::office(value),
    }
}

impl WhyClaim {
    fn of(claim: &Claim, cards: &Cards<'_>, texts: &mut Texts<'_>) -> Self {
        let points = &texts.get(&claim.anchor.report).points;
        let words = claim.evidence.iter().map(|e| {
            let (start, end) = points.span(e.span);
            WhyWords { start, end, exact: e.exact.clone() }
        });
        Self {
            id: claim.id.0.clone(),
            says: says(claim),
            report: claim.anchor.report.0.clone(),
            published: cards.get(&claim.anchor.report).and_then(|c| c.published.edtf),
            evidence: words.collect(),
            rule: claim.rule.0.clone(),
            steps: claim.steps.clone(),
            source: cards.source(&claim.anchor.report),
        }
    }
}

impl WhyJudgement {
    fn of(judgement: &Judgement) -> Self {
        let decides = ruling::decision(judgement);
        Self { id: judgement.id.0.clone(), decides, by: judgement.by.clone(), at: judgement.at.clone() }
    }
}

/// The way from words to record, laid out.
#[must_use]
pub fn why_page(why: &Why) -> Page {
    let mut page = Page::new(format!("Why {}", why.id));
    page.about.clone_from(&why.about);
    page.push("Published", why.published.clone());
    for (i, claim) in why.claims.iter().enumerate() {
        let words = claim.evidence.iter().map(|e| Line::quote(&e.exact).from(vec![claim.source.clone()]));
        let rule = Line::fact("read by rule", &claim.rule);
        let steps = claim.steps.iter().enumerate().map(|(n, step)| Line::plain(format!("{}. {step}", n + 1)));
        let told = Line::fact("says", &claim.says).id(&claim.id);
        let lines = words.chain([told, steps.fold(rule, Line::over)]).collect();
        page.push(&format!("Claim {} of {}", i + 1, why.claims.len()), lines);
    }
    if why.claims.len() > 1 {
        let together = why
            .claims
            .iter()
            .map(|c| Line::strong(&c.id).and(Mark::Plain, format!(": {}", c.says)).from(vec![c.source.clone()]));
        page.push(
            &format!("{} put together as one {}", count(why.claims.len(), "claim"), why.noun),
            together.collect(),
        );
    }
    page.push("Reports from one origin", why.origins_page.clone());
    page.push("Part of a greater event", why.part_of.as_ref().map(WhyPart::lines).unwrap_or_default());
    let trust = why.credibility.iter().map(Credibility::line).chain(why.sources.iter().map(Graded::line));
    page.push("Trust", trust.collect());
    let judgements = why.judgements.iter().map(|j| {
        Line::strong(&j.id)
            .and(Mark::Plain, format!(": {}", j.decides))
            .and(Mark::Faint, format!(", by {} at {}", j.by, j.at))
    });
    page.push("Judgements", judgements.collect());
    page
}
