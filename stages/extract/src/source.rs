//! How words came to the report: through whom, and where they stood, by the rules of `data/rules/source` at the word
//! of saying, and by statements that stand within others.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{ByteSpan, Mention, RuleId, StatementFinding};

use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::outlet;
use crate::scene::Scene;
use crate::seats::{Seats, Who};

/// Classes of nouns for where words stand: networks, official texts, other texts in hand.
pub(crate) const MEDIA: [&str; 3] = ["social-platform", "official-text", "text-in-hand"];

/// What is told beside one word of saying.
#[derive(Default)]
pub(crate) struct Source {
    /// Mentions, nearest the speaker first.
    pub(crate) chain: Vec<usize>,
    pub(crate) medium: Option<ByteSpan>,
    pub(crate) rules: Vec<RuleId>,
}

/// The source told by the match that gave a statement, and by the rules of sources at its trigger.
pub(crate) fn of<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    hit: &Match<'_>,
    mentions: &mut Vec<Mention>,
) -> Source {
    let mut source = Source::default();
    source.add(scene, grammar, seats, hit, mentions);
    source.add_rules(scene, grammar, index, seats, hit.at, mentions);
    source
}

/// Adds the sources of quoted words whose word of saying no rule of statements read.
pub(crate) fn of_quoted<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    statements: &mut [StatementFinding],
    mentions: &mut Vec<Mention>,
) {
    if scene.items.is_empty() {
        return;
    }
    let t = &scene.tree;
    let span = scene.words.document.sentences[scene.sentence].span;
    for statement in statements.iter_mut().filter(|s| s.quotation.is_some() && s.sources.is_empty()) {
        let Some(cue) = statement.cue.filter(|cue| span.contains(*cue)) else { continue };
        let mut within = t.sentence.clone().filter(|at| cue.contains(scene.words.token(*at).span));
        let Some(at) = within.clone().find(|at| t.is_verb(*at)).or_else(|| within.next()) else { continue };
        let mut source = Source::default();
        source.add_rules(scene, grammar, index, seats, at, mentions);
        source.chain.retain(|link| Some(*link) != statement.speaker && !statement.chain.contains(link));
        statement.chain.splice(0..0, source.chain);
        statement.medium = statement.medium.or(source.medium);
        statement.sources = source.rules;
    }
}

impl Source {
    fn add_rules<'a, 'w>(
        &mut self,
        scene: &Scene<'a, 'w>,
        grammar: &Grammar<'_, 'a, 'w>,
        index: &RuleIndex<'_>,
        seats: &mut Seats<'_>,
        at: usize,
        mentions: &mut Vec<Mention>,
    ) {
        let sources = |rule: &Rule| matches!(rule.reads, Reads::Source);
        for hit in scene.matches_at(grammar, index, seats, Who::Anybody, at, sources) {
            self.add(scene, grammar, seats, &hit, mentions);
            self.rules.push(hit.rule.id.clone());
        }
    }

    fn add<'a, 'w>(
        &mut self,
        scene: &Scene<'a, 'w>,
        grammar: &Grammar<'_, 'a, 'w>,
        seats: &mut Seats<'_>,
        hit: &Match<'_>,
        mentions: &mut Vec<Mention>,
    ) {
        for (slot, at) in &hit.slots {
            let link = match slot {
                Slot::Outlet => seats.outlet(grammar, *at, mentions),
                Slot::Through if outlet::is_outlet(grammar, *at) => seats.outlet(grammar, *at, mentions),
                Slot::Through => seats.speaker(grammar, *at, mentions),
                Slot::Medium => {
                    self.medium = self.medium.or_else(|| Some(scene.words.token(*at).span));
                    None
                }
                _ => None,
            };
            if let Some(link) = link.filter(|link| !self.chain.contains(link)) {
                self.chain.push(link);
            }
        }
    }
}

/// "Axios reported, citing two officials, that …": the words are those of the officials, by way of Axios, so that
/// those of Axios are no second statement.
pub(crate) fn with_cited(found: &mut Vec<StatementFinding>, mentions: &[Mention]) {
    let mut passed = Vec::new();
    let same = |a: &usize, b: usize| mentions[*a].span.overlaps(mentions[b].span);
    for cited in 0..found.len() {
        let carried = (0..found.len()).find(|own| {
            let words = *own != cited && found[*own].content == found[cited].content;
            words
                && found[*own].speaker.is_some_and(|speaker| found[cited].chain.iter().any(|link| same(link, speaker)))
        });
        if let Some(own) = carried {
            found[cited].cue = found[own].cue;
            found[cited].medium = found[cited].medium.or(found[own].medium);
            let more: Vec<usize> =
                found[own].chain.iter().copied().filter(|m| !found[cited].chain.contains(m)).collect();
            found[cited].chain.extend(more);
            passed.push(own);
        }
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !passed.contains(&(at - 1))
    });
}

/// Words told within the words of another came through him: "Axios reported that **Lula had said that …**".
pub(crate) fn nest(statements: &mut [StatementFinding]) {
    let size = |s: &StatementFinding| s.content.iter().map(|p| p.end() - p.start()).sum::<usize>();
    let chains: Vec<Vec<usize>> = statements
        .iter()
        .map(|inner| {
            let holds = |outer: &&StatementFinding| {
                let cue = inner.cue.is_some_and(|cue| outer.content.iter().any(|piece| piece.contains(cue)));
                cue && outer.cue != inner.cue
            };
            let mut outer: Vec<&StatementFinding> = statements.iter().filter(holds).collect();
            outer.sort_by_key(|s| size(s));
            let passed = outer.iter().flat_map(|s| s.speaker.into_iter().chain(s.chain.iter().copied()));
            let mut chain = inner.chain.clone();
            for link in passed {
                if !chain.contains(&link) && Some(link) != inner.speaker {
                    chain.push(link);
                }
            }
            chain
        })
        .collect();
    for (statement, chain) in statements.iter_mut().zip(chains) {
        statement.chain = chain;
    }
}
