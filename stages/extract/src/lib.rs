//! A document in, findings out: mentions, times, events, statements, positions, proposals and pledges, as the text says
//! them.
//!
//! Rules are data; this crate applies them. It identifies nobody and fixes no day: "the
//! minister" and "Monday" stay words until the next stage.

mod words;

mod time;

mod mention;

mod item;

mod colon;
mod grammar;
mod theme;
mod tree;

mod matcher;
mod outlet;
mod scene;
mod seats;

mod aside;
mod circumstance;
mod clause;
mod denial;
mod distance;
mod event;
mod gapping;
mod nearness;
mod status;

mod saying;
mod source;
mod statement;

mod condition;
mod content;
mod firmness;
mod pledge;
mod position;

mod proposal;

mod amount;

mod order;

mod explain;

pub use explain::{Trigger, explain};

use chancery_data::Data;
use chancery_model::{Document, Findings};

use crate::grammar::Grammar;
use crate::matcher::RuleIndex;
use crate::scene::Scene;
use crate::seats::Seats;
use crate::words::Words;

/// Reads everything that the rules find in a document. Site chrome gives nothing, nor does a text that is
/// not English.
#[must_use]
pub fn extract(data: &Data, document: &Document<'_>) -> Findings {
    if !document.report.is_english() {
        return Findings::default();
    }
    let words = Words::of(data, document);
    let index = RuleIndex::of(&words);
    let mut findings = Findings { times: time::times(&words), amounts: amount::amounts(&words), ..Findings::default() };
    let (mut told, mut scenes) = (Vec::new(), Vec::new());
    for sentence in 0..document.sentences.len() {
        let scene = Scene::of(&words, sentence, &findings.times, &mut findings.mentions);
        let mut seats = Seats::of(&scene.chunks, sentence);
        let (grammar, mentions) = (Grammar::of(&scene.tree), &mut findings.mentions);
        findings.events.extend(event::events(&scene, &grammar, &index, &mut seats, mentions));
        findings.asides.extend(aside::asides(&scene, &grammar, &index, &mut seats, mentions));
        told.extend(saying::told(&scene, &grammar, &index, &mut seats, mentions));
        scenes.push(scene);
    }
    findings.statements = statement::statements(&words, &scenes, &mut findings.mentions);
    saying::join(&words, &mut findings.statements, told, &findings.mentions);
    for scene in &scenes {
        let mut seats = Seats::of(&scene.chunks, scene.sentence);
        let grammar = Grammar::of(&scene.tree);
        let mentions = &mut findings.mentions;
        source::of_quoted(scene, &grammar, &index, &mut seats, &mut findings.statements, mentions);
        let statements = &findings.statements;
        let known = findings.positions.len();
        findings.positions.extend(position::positions(scene, &grammar, &index, &mut seats, statements, mentions));
        let measures = pledge::Measures { amounts: &findings.amounts, times: &findings.times };
        findings.pledges.extend(pledge::pledges(scene, &grammar, &index, &mut seats, statements, measures, mentions));
        let answers = proposal::Answers { positions: &findings.positions, from: known };
        findings.proposals.extend(proposal::proposals(scene, &grammar, &index, &mut seats, &answers, mentions));
    }
    order::mentions(&mut findings);
    findings
}
