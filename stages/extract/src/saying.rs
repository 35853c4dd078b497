//! Words given to somebody without marks, by rules against the tree; and whom the tree gives quoted words to.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{ByteSpan, Evidence, Mention, StatementFinding};

use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::scene::Scene;
use crate::seats::{Seats, Who};

/// The statements that one sentence tells without regard to marks, in order of the text.
pub(crate) fn told(
    scene: &Scene<'_, '_>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<StatementFinding> {
    if scene.items.is_empty() {
        return Vec::new();
    }
    let statements = |rule: &Rule| matches!(rule.reads, Reads::Statement);
    let grammar = Grammar::of(&scene.tree);
    let mut found = Vec::new();
    for hit in scene.matches(index, seats, Who::Anybody, statements) {
        let content = content(scene, &hit);
        if content.is_empty() {
            continue;
        }
        let speaker =
            hit.fill(Slot::Speaker).find_map(|at| seats.at(&grammar, at, Who::Anybody, mentions).first().copied());
        found.push(StatementFinding {
            speaker,
            cue: Some(scene.words.span(hit.at, hit.at + 1)),
            quotation: None,
            whole_clause: false,
            content,
            chain: Vec::new(),
            evidence: vec![scene.around(hit.at)],
            rule: hit.rule.id.clone(),
        });
    }
    found
}

/// The words that a match says are said: without the words of saying, where these stand within.
fn content(scene: &Scene<'_, '_>, hit: &Match<'_>) -> Vec<ByteSpan> {
    let t = &scene.tree;
    let speakers: Vec<usize> = hit.fill(Slot::Speaker).collect();
    let heads: Vec<usize> = hit.fill(Slot::Content).filter(|c| !speakers.iter().any(|s| t.is_below(*c, *s))).collect();
    let mut tokens: Vec<usize> = heads.iter().flat_map(|head| t.subtree(*head)).collect();
    tokens.sort_unstable();
    tokens.dedup();
    // "It will, **he said**, withdraw": the clause of saying hangs on what is said.
    let within = heads.iter().any(|head| t.is_below(hit.at, *head));
    let saying = if within { t.subtree(aside(scene, hit, &heads)) } else { vec![hit.at] };
    tokens.retain(|at| !saying.contains(at));
    t.stretches(tokens)
}

/// The word at the head of the clause of saying: "according to **X**" hangs on what X says.
fn aside(scene: &Scene<'_, '_>, hit: &Match<'_>, heads: &[usize]) -> usize {
    let t = &scene.tree;
    t.path(hit.at).take_while(|node| !heads.contains(node)).last().unwrap_or(hit.at)
}

/// Quoted words are whose the tree says they are; what is told without marks is a statement of its own only
/// where no quotation lies in it.
pub(crate) fn join(quoted: &mut Vec<StatementFinding>, told: Vec<StatementFinding>) {
    for told in told {
        let whole = told.anchor();
        let mut taken = false;
        for statement in quoted.iter_mut().filter(|s| s.quotation.is_some()) {
            let inside = statement.content.iter().any(|piece| whole.overlaps(*piece));
            if !inside {
                continue;
            }
            taken = true;
            if statement.cue.is_none() || statement.cue == told.cue {
                statement.speaker = told.speaker.or(statement.speaker);
                statement.cue = told.cue;
            }
            if statement.cue == told.cue {
                let more =
                    told.content.iter().filter(|piece| !statement.content.iter().any(|own| own.contains(**piece)));
                let more: Vec<ByteSpan> = more.copied().collect();
                statement.content.retain(|own| !more.iter().any(|piece| piece.contains(*own)));
                statement.content.extend(more);
                statement.content.sort();
            }
        }
        if !taken {
            quoted.push(told);
        }
    }
}

impl Scene<'_, '_> {
    /// The sentence, cut to its words around `at` where it is long.
    pub(crate) fn around(&self, at: usize) -> ByteSpan {
        let sentence = &self.words.document.sentences[self.sentence];
        if sentence.tokens.len() <= Evidence::MOST_WORDS {
            return sentence.span;
        }
        self.words.around(&sentence.tokens, at, Evidence::MOST_WORDS / 2)
    }
}
