//! Words given to somebody without marks, by rules against the tree; and whom the tree gives quoted words to.

use chancery_data::{Reads, Rule, Slot};
use chancery_model::{ByteSpan, Evidence, Mention, MentionForm, NameKind, StatementFinding};

use crate::afterthought;
use crate::denial;
use crate::grammar::Grammar;
use crate::matcher::{Match, RuleIndex};
use crate::scene::Scene;
use crate::seats::{Seats, Who};
use crate::source::{self, Source};
use crate::words::Words;

/// Most bytes of a closing mark, with a stop before it.
const MARK: usize = 4;

/// The statements that one sentence tells without regard to marks, in order of the text.
pub(crate) fn told<'a, 'w>(
    scene: &Scene<'a, 'w>,
    grammar: &Grammar<'_, 'a, 'w>,
    index: &RuleIndex<'_>,
    seats: &mut Seats<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<StatementFinding> {
    if scene.items.is_empty() {
        return Vec::new();
    }
    let statements = |rule: &Rule| matches!(rule.reads, Reads::Statement);
    let mut found: Vec<StatementFinding> = Vec::new();
    for hit in scene.matches(grammar, index, seats, Who::Anybody, statements) {
        let content = content(scene, &hit);
        if content.is_empty() || denial::of(grammar, hit.at).is_some() {
            continue;
        }
        // "the groups, which **it** said had fled": the subject beside the verb.
        let beside = hit.fill(Slot::Speaker).filter(|at| *at < hit.at).max();
        let all = beside.into_iter().chain(hit.fill(Slot::Speaker));
        let speaker = all.into_iter().find_map(|at| seats.speaker(grammar, at, mentions));
        let Source { chain, medium, rules } = source::of(scene, grammar, index, seats, &hit, mentions);
        found.push(StatementFinding {
            speaker,
            cue: Some(scene.words.span(hit.at, hit.at + 1)),
            quotation: None,
            whole_clause: false,
            content,
            chain: chain.into_iter().filter(|link| Some(*link) != speaker).collect(),
            medium,
            sources: rules,
            evidence: vec![scene.around(hit.at)],
            rule: hit.rule.id.clone(),
        });
    }
    source::with_cited(&mut found, mentions);
    source::nest(&mut found);
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
    // "revealed that he was open to it, **leading** others to hope": what came of the telling was not told.
    let after = heads.iter().flat_map(|head| t.children(*head).iter().copied());
    let after = after.filter(|c| is_aftermath(scene, *c) || is_contrast(scene, *c));
    let after: Vec<usize> = after.flat_map(|c| t.subtree(c)).collect();
    tokens.retain(|at| !after.contains(at));
    // "wants Kenya to withdraw, **a demand that Kenya rejects**": what is added to a matter is not told with it.
    let grammar = Grammar::of(t);
    let matters = heads.iter().filter(|head| !t.is_finite(**head));
    for added in matters.flat_map(|head| afterthought::below(&grammar, *head)) {
        tokens.retain(|at| !t.is_below(*at, added));
    }
    // "warned of a return to war": what only joins the noun is not said.
    let joins = |at: usize| {
        let joint = heads.iter().any(|head| t.head(at) == Some(*head) && at < *head) && t.relation(at) == "case";
        joint && matches!(t.words.lower(at), "of" | "for" | "on" | "about" | "over")
    };
    if heads.len() == 1 {
        tokens.retain(|at| !joins(*at));
    }
    t.stretches(tokens).into_iter().map(|piece| closed(t.words, piece)).collect()
}

/// "Kenya says it backs the plan, **while Uganda opposes it**": what the report sets against the words of whoever speaks
/// of himself.
fn is_contrast(scene: &Scene<'_, '_>, at: usize) -> bool {
    let t = &scene.tree;
    let Some(head) = t.head(at).filter(|_| t.relation(at) == "advcl" && t.is_finite(at)) else { return false };
    let mark = t.children(at).iter().copied().find(|c| t.relation(*c) == "mark");
    let apart =
        mark.is_some_and(|c| c > t.sentence.start && t.words.lower(c - 1) == "," && t.words.is("contrasting", c));
    let subject = |verb: usize| t.child(verb, &["nsubj", "nsubj:pass"]);
    let pronoun = |verb: usize| subject(verb).map(|s| t.xpos(s) == "PRP");
    apart && at > head && pronoun(head) == Some(true) && pronoun(at) == Some(false)
}

/// Whether a participle behind a comma tells what followed.
fn is_aftermath(scene: &Scene<'_, '_>, at: usize) -> bool {
    let t = &scene.tree;
    let aside =
        at > t.sentence.start && t.relation(at) == "advcl" && t.xpos(at) == "VBG" && t.words.lower(at - 1) == ",";
    aside && Grammar::of(t).is(at, "bringing-about")
}

/// Words with the mark that closes a quotation opened among them.
fn closed(words: &Words<'_>, piece: ByteSpan) -> ByteSpan {
    let quotations = &words.document.quotations;
    let last = quotations.partition_point(|q| q.span.start() < piece.end()).checked_sub(1).map(|i| quotations[i].span);
    let open = |q: &ByteSpan| piece.start() <= q.start() && q.end() > piece.end() && q.end() <= piece.end() + MARK;
    last.filter(open).map_or(piece, |q| piece.cover(q))
}

/// The word at the head of the clause of saying: "according to **X**" hangs on what X says.
fn aside(scene: &Scene<'_, '_>, hit: &Match<'_>, heads: &[usize]) -> usize {
    let t = &scene.tree;
    t.path(hit.at).take_while(|node| !heads.contains(node)).last().unwrap_or(hit.at)
}

/// Quoted words are whose the tree says they are; what is told without marks is a statement of its own only
/// where no quotation lies in it.
pub(crate) fn join(
    words: &Words<'_>,
    quoted: &mut Vec<StatementFinding>,
    told: Vec<StatementFinding>,
    mentions: &[Mention],
) {
    let spans: Vec<Option<ByteSpan>> =
        quoted.iter().map(|s| s.quotation.map(|i| words.document.quotations[i].span)).collect();
    // Of two that hold a quotation the one that says less is nearer to it.
    let size = |told: &StatementFinding| told.content.iter().map(|p| p.end() - p.start()).sum::<usize>();
    let mut by_size: Vec<&StatementFinding> = told.iter().collect();
    by_size.sort_by_key(|t| size(t));
    let mut taken: Vec<Option<ByteSpan>> = Vec::new();
    for told in by_size {
        let whole = told.anchor();
        for (statement, marks) in quoted.iter_mut().zip(&spans) {
            let Some(marks) = *marks else { continue };
            let holds = statement.content.iter().any(|piece| whole.overlaps(*piece));
            if !holds {
                continue;
            }
            // Whoever tells of the telling passed it on, where no rule read the words of saying themselves.
            let outer = |cue| told.content.iter().any(|piece| piece.contains(cue));
            if statement.cue != told.cue && statement.cue.is_some_and(outer) {
                let passed = told.speaker.into_iter().chain(told.chain.iter().copied());
                let more: Vec<usize> = passed.filter(|link| !statement.chain.contains(link)).collect();
                statement.chain.extend(more);
            }
            // "Axios reported that Lula had called it “…”": the words around the saying of another stay a statement.
            let around = |cue| statement.cue != told.cue && told.content.iter().any(|piece| piece.contains(cue));
            if !statement.cue.is_some_and(around) {
                taken.push(told.cue);
            }
            // "“He wants to join,” she said": what is told within the marks is not told of them.
            if told.cue.is_some_and(|cue| marks.contains(cue)) {
                continue;
            }
            if statement.cue.is_none() || statement.cue == told.cue {
                let beside = statement.cue.is_some()
                    && statement.speaker.is_some_and(|own| is_beside(words, &mentions[own], told, mentions));
                if !beside {
                    statement.speaker = told.speaker.or(statement.speaker);
                }
                statement.cue = told.cue;
            }
            if statement.cue == told.cue {
                statement.chain.clone_from(&told.chain);
                statement.medium = told.medium;
                statement.sources.extend(told.sources.iter().cloned());
                let more =
                    told.content.iter().filter(|piece| !statement.content.iter().any(|own| own.contains(**piece)));
                let whole = |piece: &ByteSpan| {
                    statement.content.iter().filter(|own| own.overlaps(*piece)).fold(*piece, |a, own| a.cover(*own))
                };
                let more: Vec<ByteSpan> = more.map(whole).collect();
                statement.content.retain(|own| !more.iter().any(|piece| piece.contains(*own)));
                statement.content.extend(more);
                statement.content.sort();
            }
        }
    }
    quoted.extend(told.into_iter().filter(|t| !taken.contains(&t.cue)));
}

/// Whether somebody named right before the cue speaks, whomever the tree makes its subject from further off:
/// "Chile agreed, and **Gabriel Boric** said".
fn is_beside(words: &Words<'_>, own: &Mention, told: &StatementFinding, mentions: &[Mention]) -> bool {
    let (Some(cue), Some(other)) = (told.cue, told.speaker.map(|i| mentions[i].span)) else { return false };
    let person = match own.form {
        MentionForm::Name { kind, .. } => kind == NameKind::Person,
        MentionForm::Role { .. } => true,
        MentionForm::Pronoun => false,
    };
    let gap = |from: usize, to: usize| if from <= to { words.document.text(ByteSpan::new(from, to)) } else { "" };
    let apart = other.end() < own.span.start() && gap(other.end(), own.span.start()).contains([',', ';', '"', '”']);
    person && apart && own.span.end() < cue.start() && gap(own.span.end(), cue.start()).trim().is_empty()
}

impl Scene<'_, '_> {
    /// The sentence, cut to its words around `at` where it is long.
    pub(crate) fn around(&self, at: usize) -> ByteSpan {
        self.words.excerpt(self.sentence, at, Evidence::MOST_WORDS / 2)
    }
}
