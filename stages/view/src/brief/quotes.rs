//! Who said what: the same quotation of several reports once, the most telling first, by speaker.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chancery_model::{ActorId, ActorKind, Edtf, Form, RecordedStatement};
use serde::Serialize;

use super::{Desk, Quoted, grouped};
use crate::phrase;
use crate::{Line, Mark, Source};

/// A speaker and what they said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The speaker's id.
    pub actor: ActorId,
    /// Name, office, and whom they speak for.
    pub speaker: String,
    /// What they said, the most telling first.
    pub sayings: Vec<Saying>,
}

/// A quotation, with every report that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// Id of its canonically first claim.
    pub id: String,
    /// The words, as the first report has them.
    pub words: Quoted,
    /// When the first report was learned.
    pub learned: Option<Edtf>,
    /// How many reports carry it.
    pub reports: usize,
    /// How many origins those have.
    pub origins: usize,
    #[serde(skip)]
    sources: Vec<Source>,
    #[serde(skip)]
    short: String,
}

/// At most so many quotations of one speaker, so that nobody fills a brief alone.
const OF_ONE: usize = 3;

/// Quotations of fewer words say too little, of more are better read in the report.
const LENGTH: std::ops::RangeInclusive<usize> = 6..=50;

/// A phrase of the speaker's inside the reporter's sentence tells something from this many words
/// on; a clause of its own, from half as many.
const PHRASE: usize = 8;

/// The most telling quotations by speaker, and how many were left out.
pub(super) fn said(desk: &Desk<'_>, most: usize) -> (Vec<Said>, usize) {
    let record = desk.snapshot.record();
    let events: BTreeMap<_, _> = record.actors.iter().map(|a| (&a.actor.id, a.events)).collect();
    let spoken = record.statements.iter().filter(|s| s.value.form != Form::Indirect && desk.is_news(s.learned));
    let by_words = grouped(spoken.filter_map(|s| {
        let speaker = s.value.speaker.as_ref()?;
        Some(((&speaker.actor.id, folded(&s.value.text)), s))
    }));
    let mut ranked: Vec<_> = by_words
        .into_iter()
        .filter(|((_, words), same)| {
            let least = if first(same).value.form == Form::Direct { PHRASE / 2 } else { PHRASE };
            words.split(' ').count() >= least
        })
        .map(|((actor, words), same)| {
            let first = first(&same);
            let length = words.split(' ').count();
            let rank = (
                Reverse(first.value.form == Form::Direct),
                Reverse(LENGTH.contains(&length)),
                standing(first),
                first.value.rung,
                Reverse(first.learned.is_some()),
                Reverse(same.len()),
                Reverse(events.get(actor).copied().unwrap_or(0)),
                Reverse(first.learned.and_then(Edtf::last_day)),
                &first.id,
            );
            (rank, actor, same)
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0));
    let total = ranked.len();

    let mut said: Vec<Said> = Vec::new();
    let mut taken = 0;
    for (_, actor, same) in ranked {
        if taken == most {
            break;
        }
        let at = said.iter().position(|s| s.actor == *actor).unwrap_or(said.len());
        if said.get(at).is_some_and(|s| s.sayings.len() == OF_ONE) {
            continue;
        }
        if at == said.len() {
            let speaker = first(&same).value.speaker.as_ref().map(phrase::speaker).unwrap_or_default();
            said.push(Said { actor: actor.clone(), speaker, sayings: Vec::new() });
        }
        said[at].sayings.push(saying(desk, &same));
        taken += 1;
    }
    (said, total - taken)
}

/// Persons whom the register knows come first, then other people, then bodies, then states: the
/// less a speaker is somebody, the less the words tell.
fn standing(statement: &RecordedStatement) -> usize {
    let Some(speaker) = &statement.value.speaker else { return usize::MAX };
    match speaker.actor.kind {
        ActorKind::Person if !speaker.actor.id.0.starts_with("name:") => 0,
        ActorKind::Person | ActorKind::Group => 1,
        ActorKind::Organisation => 2,
        ActorKind::State => 3,
    }
}

/// The statement to quote from among those of the same words: whole clauses first, then the
/// earliest that is dated.
fn first<'s>(same: &[&'s RecordedStatement]) -> &'s RecordedStatement {
    let key = |s: &&&RecordedStatement| {
        let learned = s.learned.and_then(Edtf::last_day);
        (s.value.form, learned.is_none(), learned)
    };
    same.iter().min_by_key(key).expect("a group has a member")
}

fn saying(desk: &Desk<'_>, same: &[&RecordedStatement]) -> Saying {
    let first = first(same);
    let mut reports: Vec<_> = same.iter().map(|s| &s.report).collect();
    reports.sort_by_key(|r| (**r != first.report, *r));
    reports.dedup();
    let mut origins: Vec<_> = same.iter().map(|s| s.origin.as_str()).collect();
    origins.sort_unstable();
    origins.dedup();
    Saying {
        id: first.id.0.clone(),
        words: desk.quoted(&first.value.text, &first.report),
        learned: first.learned,
        reports: reports.len(),
        origins: origins.len(),
        sources: reports.into_iter().take(super::SOURCES).map(|r| desk.cards.source(r)).collect(),
        short: desk.ids.get(&first.id).to_owned(),
    }
}

/// Words without case, marks and blanks: what two reports print of one quotation.
fn folded(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl Said {
    pub(super) fn line(&self) -> Line {
        let mut line = Line::strong(&self.speaker);
        for saying in &self.sayings {
            let mut under = Line::default().and(Mark::Quote, &saying.words.exact).from(saying.sources.clone());
            under.weight = phrase::weight(saying.reports, saying.origins);
            line = line.over(under.id(&saying.short));
        }
        line
    }
}
