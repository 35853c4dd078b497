//! Who said the quoted words.
//!
//! Looks for a word of saying beside the quotation, then for who governs it; a quotation without
//! either goes on from the one before it.

use chancery_data::fold;
use chancery_model::{ByteSpan, Evidence, Mention, MentionForm, Quotation, RuleId, StatementFinding};

use crate::grammar::Grammar;
use crate::item::{Item, ItemKind};
use crate::scene::Scene;
use crate::seats::Seats;
use crate::words::Words;

/// How far, in items, a word of saying and its speaker may stand from the end of a quotation.
const NEAR: usize = 9;
/// How many sentences may lie between a quotation and the one that it goes on from.
const GOES_ON: usize = 3;
/// From this many words on, the same words again (a pull quote) are the same statement.
const REPEATED: usize = 4;
/// Fewer words than these, inside a sentence, are a doubted word and nobody's statement.
const FRAGMENT: usize = 3;

struct Attribution {
    speaker: Option<usize>,
    cue: Option<ByteSpan>,
    /// Whether the words point back at somebody ("it said", "the statement read"), so that whoever
    /// spoke before may be meant.
    points_back: bool,
    rule: &'static str,
}

/// The statements of a document: one for each quotation outside site chrome.
pub(crate) fn statements(
    words: &Words<'_>,
    scenes: &[Scene<'_, '_>],
    mentions: &mut Vec<Mention>,
) -> Vec<StatementFinding> {
    let reader = Reader { words, scenes };
    let mut found: Vec<StatementFinding> = Vec::new();
    let said: Vec<String> = words.document.quotations.iter().map(|q| reader.said(q)).collect();
    for (i, quotation) in words.document.quotations.iter().enumerate() {
        let Some(sentence) = words.document.sentence_at(quotation.span.start()) else { continue };
        let chrome = words.document.sentences[sentence].chrome;
        if chrome || quotation.name_like || reader.is_fragment(quotation) || is_repeated(&said, i) {
            continue;
        }
        let previous = found.last().filter(|p| reader.follows(p, sentence));
        let attribution = reader
            .beside(quotation.span, sentence)
            .or_else(|| {
                previous.map(|p| Attribution { speaker: p.speaker, cue: None, points_back: true, rule: "goes-on" })
            })
            .or_else(|| reader.introduced(sentence))
            .or_else(|| reader.subject(quotation.span, sentence))
            .unwrap_or(Attribution { speaker: None, cue: None, points_back: true, rule: "unattributed" });
        let attribution = reader.unless_passive(attribution, mentions);
        let whole_clause = reader.is_clause(quotation);
        // Words in marks inside a sentence that says of nobody that he said them are not a statement.
        if matches!(attribution.rule, "subject" | "unattributed") && !whole_clause {
            continue;
        }
        let before = || previous.and_then(|p| p.speaker).or_else(|| reader.line_before(sentence));
        let speaker = attribution
            .speaker
            .or_else(|| attribution.cue.and_then(|cue| reader.governing(cue, mentions)))
            .or_else(|| if attribution.points_back { before() } else { None });
        let rule = match attribution.rule {
            "unattributed" if speaker.is_some() => "line-before",
            rule => rule,
        };
        found.push(StatementFinding {
            speaker,
            cue: attribution.cue,
            quotation: Some(i),
            whole_clause,
            content: quotation.pieces.clone(),
            chain: Vec::new(),
            medium: None,
            sources: Vec::new(),
            evidence: reader.evidence(quotation.span, attribution.cue),
            rule: RuleId(format!("statement/{rule}")),
        });
    }
    debug_assert!(found.iter().all(|s| s.speaker.is_none_or(|m| m < mentions.len())));
    found
}

/// Whether the words stand in marks once more: as a pull quote, or the opening of a longer
/// quotation set apart. Of two alike the first counts.
fn is_repeated(said: &[String], i: usize) -> bool {
    said[i].split(' ').count() >= REPEATED
        && said
            .iter()
            .enumerate()
            .any(|(j, other)| j != i && other.starts_with(&said[i]) && (other.len() > said[i].len() || j < i))
}

struct Reader<'a, 'w> {
    words: &'a Words<'w>,
    scenes: &'a [Scene<'a, 'w>],
}

impl Reader<'_, '_> {
    /// The quoted words, folded, without marks and stops at the ends.
    fn said(&self, quotation: &Quotation) -> String {
        let pieces: Vec<String> = quotation.pieces.iter().map(|p| fold(self.words.document.text(*p))).collect();
        pieces.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    }

    /// Whether the quoted words are a clause of their own and not part of the reporter's sentence.
    fn is_clause(&self, quotation: &Quotation) -> bool {
        let first = quotation.pieces.first().map_or("", |p| self.words.document.text(*p));
        first.starts_with(|c: char| c.is_uppercase() || c == '[') && first.split_whitespace().count() >= 3
    }

    /// Too little to be anybody's statement: a doubted word, or part of a sentence of which the
    /// closing mark is lost, so that nobody knows where the words end.
    fn is_fragment(&self, quotation: &Quotation) -> bool {
        let text: Vec<&str> = quotation.pieces.iter().map(|p| self.words.document.text(*p)).collect();
        let text = text.join(" ");
        let opens = text.starts_with(|c: char| c.is_uppercase() || c == '[');
        let short = text.split_whitespace().count() < FRAGMENT && !(opens && text.ends_with(['.', ',', '!', '?']));
        short || !quotation.closed && !opens
    }

    fn span(&self, item: &Item) -> ByteSpan {
        self.words.span(item.from, item.to)
    }

    /// Whether an item stands outside all quotations.
    fn is_outside(&self, item: &Item) -> bool {
        let span = self.span(item);
        let quotations = &self.words.document.quotations;
        let reaches = quotations.partition_point(|q| q.span.end() < span.end());
        !quotations.get(reaches).is_some_and(|q| q.span.contains(span))
    }

    fn saying(&self, item: &Item, end: usize) -> usize {
        if matches!(item.kind, ItemKind::Word) { self.words.phrase("saying", item.from, end) } else { 0 }
    }

    /// Whoever an item may make the speaker: not one who only owns what speaks ("Tusk's draft").
    fn speaker(&self, item: &Item) -> Option<usize> {
        match &item.kind {
            ItemKind::Actors(list, _) if !self.words.is_possessive(item.to) => list.first().copied(),
            _ => None,
        }
    }

    fn follows(&self, previous: &StatementFinding, sentence: usize) -> bool {
        let Some(end) = previous.content.last().map(|piece| piece.end()) else { return false };
        let last = self.words.document.sentence_at(end.saturating_sub(1));
        last.is_some_and(|l| sentence - l.min(sentence) <= GOES_ON)
    }

    /// "Kaja Kallas: “…”", "“…” – Kaja Kallas": a name and a mark, as headlines and lists have them.
    fn by_mark(&self, quotation: ByteSpan, sentence: usize) -> Option<Attribution> {
        let line = &self.scenes[sentence].items;
        let before = line.iter().take_while(|i| self.span(i).end() <= quotation.start());
        let before: Vec<&Item> = before
            .filter(|i| self.words.lower(i.from).contains(char::is_alphanumeric) || self.words.lower(i.from) == ":")
            .collect();
        let last = self.words.document.sentence_at(quotation.end().saturating_sub(1))?;
        let mut after = self.scenes[last].items.iter().filter(|i| self.span(i).start() >= quotation.end());
        let speaker = match before[..] {
            [name, colon] if self.words.lower(colon.from) == ":" => self.speaker(name),
            [] => {
                let dash = after.next().is_some_and(|i| matches!(self.words.lower(i.from), "-" | "–" | "—" | "--"));
                let name = after.next().filter(|_| dash).and_then(|i| self.speaker(i));
                name.filter(|_| {
                    after.next().is_none_or(|i| !self.words.lower(i.from).starts_with(char::is_alphanumeric))
                })
            }
            _ => None,
        };
        speaker.map(|s| Attribution { speaker: Some(s), cue: None, points_back: false, rule: "mark" })
    }

    /// The word of saying before or after; where both stand, the nearer, and "said: “" above all.
    fn beside(&self, quotation: ByteSpan, sentence: usize) -> Option<Attribution> {
        if let Some(named) = self.by_mark(quotation, sentence) {
            return Some(named);
        }
        let (before, after) = (self.before(quotation, sentence), self.after(quotation));
        match (before, after) {
            (Some(before), Some(after)) => {
                let gap = |cue: Option<ByteSpan>| {
                    let cue = cue.unwrap_or(quotation);
                    let between = if cue.end() <= quotation.start() {
                        ByteSpan::new(cue.end(), quotation.start())
                    } else {
                        ByteSpan::new(quotation.end(), cue.start().max(quotation.end()))
                    };
                    self.words.document.text(between).split_whitespace().count()
                };
                let introduced = gap(before.cue) <= 3;
                let text = self.words.document.text(quotation);
                let clause = text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
                Some(if !introduced && clause && after.speaker.is_some() && gap(after.cue) <= NEAR {
                    after
                } else {
                    before
                })
            }
            (before, after) => before.or(after),
        }
    }

    /// "Macron said: “…”", "Turkey called it “…”": a word of saying in the same sentence before.
    fn before(&self, quotation: ByteSpan, sentence: usize) -> Option<Attribution> {
        let items: Vec<&Item> = self.scenes[sentence]
            .items
            .iter()
            .filter(|i| self.span(i).end() <= quotation.start() && self.is_outside(i))
            .collect();
        let end = items.last()?.to;
        let (at, n) = (0..items.len()).rev().find_map(|i| {
            let n = self.saying(items[i], end);
            (n > 0).then_some((i, n))
        })?;
        let cue = Some(self.words.span(items[at].from, items[at].from + n));
        let speaker = self.governor(&items, at);
        let points_back = self.points_back(&items[..=at]);
        Some(Attribution { speaker, cue, points_back, rule: "cue-before" })
    }

    /// Whether words beside a quotation bring up nobody new: "it said", "adding", "the statement
    /// read". "Said an Indian car maker" does, though nobody knows whom.
    fn points_back(&self, items: &[&Item]) -> bool {
        let issued = items.iter().any(|i| self.words.is("issued", i.from));
        let new = items.iter().any(|i| {
            matches!(i.kind, ItemKind::Word)
                && matches!(self.words.lower(i.from), "a" | "an" | "the" | "one" | "his" | "her")
        });
        issued || !new
    }

    /// Who governs a word of saying: "X said", "X, the minister, said", "hailed by X", "said X"; a
    /// participle ("adding", "to tell") has the subject of its sentence.
    fn governor(&self, items: &[&Item], at: usize) -> Option<usize> {
        let word = self.words.lower(items[at].from);
        let next = |skip: usize, most: usize| items[at + skip..].iter().take(most).find_map(|i| self.speaker(i));
        let agent = items.get(at + 1).is_some_and(|i| self.words.lower(i.from) == "by");
        if agent || matches!(word, "according" | "in") {
            return next(1, 8);
        }
        let before_cue = at.checked_sub(1).map_or("", |i| self.words.lower(items[i].from));
        if before_cue == "it" {
            return None;
        }
        if (word.ends_with("ing") || before_cue == "to")
            && let Some(subject) = items[..at].iter().find_map(|i| self.speaker(i))
        {
            return Some(subject);
        }
        if before_cue == ","
            && let Some(subject) =
                (1..at - 1).find(|i| self.words.lower(items[*i].from) == ",").and_then(|i| self.speaker(items[i - 1]))
        {
            return Some(subject);
        }
        let nearest = items[..at].iter().rev().find_map(|i| self.speaker(i));
        let speaks_for_another = items[..at].iter().rev().take(3).any(|i| self.words.is("issued", i.from));
        match nearest {
            Some(speaker) if !speaks_for_another => Some(speaker),
            _ if speaks_for_another => None,
            _ => next(1, 4),
        }
    }

    /// "Peru was warned that it must “…” in a letter from Chile": the subject does not speak, the letter does.
    fn unless_passive(&self, attribution: Attribution, mentions: &mut Vec<Mention>) -> Attribution {
        let Some((cue, scene)) = attribution.cue.and_then(|cue| {
            let sentence = self.words.document.sentence_at(cue.start())?;
            Some((cue, &self.scenes[sentence]))
        }) else {
            return attribution;
        };
        let t = &scene.tree;
        let grammar = Grammar::of(t);
        let verb = t.sentence.clone().find(|at| cue.contains(self.words.token(*at).span) && t.is_verb(*at));
        let Some(verb) = verb.filter(|v| t.child(*v, &["aux:pass"]).is_some()) else { return attribution };
        let children = || t.children(verb).iter().copied();
        let agent = children().any(|c| t.case(c) == "by");
        let cited = t.lemma(verb) == "quote" || t.lemma(verb) == "cite";
        let subject = t.child(verb, &["nsubj:pass", "nsubj"]);
        let told = attribution.speaker.map(|m| mentions[m].span);
        let spoken_to = subject.is_some_and(|s| {
            let span = self.words.token(s).span;
            told.is_some_and(|told| told.contains(span))
        });
        if agent || cited || !spoken_to {
            return attribution;
        }
        let text = children().find(|c| t.relation_base(*c) == "obl" && grammar.is(*c, "document"));
        let mut seats = Seats::of(&scene.chunks, scene.sentence);
        let speaker = text.and_then(|text| seats.speaker(&grammar, text, mentions));
        Attribution { speaker, points_back: false, ..attribution }
    }

    /// Whom the tree makes the subject of a word of saying: a noun of which nothing is known, "it", a document.
    fn governing(&self, cue: ByteSpan, mentions: &mut Vec<Mention>) -> Option<usize> {
        let sentence = self.words.document.sentence_at(cue.start())?;
        let scene = &self.scenes[sentence];
        let grammar = Grammar::of(&scene.tree);
        let mut tokens = scene.tree.sentence.clone().filter(|at| cue.contains(self.words.token(*at).span));
        let before = tokens.clone().next()?.checked_sub(1).filter(|at| scene.tree.sentence.contains(at));
        if let Some(it) = before.filter(|at| self.words.lower(*at) == "it") {
            mentions.push(Mention { span: self.words.token(it).span, form: MentionForm::Pronoun, sentence });
            return Some(mentions.len() - 1);
        }
        let verb = tokens.find(|at| scene.tree.is_verb(*at))?;
        let subject = grammar.subject(verb).filter(|_| !grammar.is_passive(verb))?;
        let mut seats = Seats::of(&scene.chunks, sentence);
        seats.may_speak(&grammar, subject).then(|| seats.speaker(&grammar, subject, mentions))?
    }

    /// The subject of a sentence shortly before, where "it" or "the statement" speaks.
    fn line_before(&self, sentence: usize) -> Option<usize> {
        (sentence.saturating_sub(2)..sentence)
            .rev()
            .find_map(|s| self.scenes[s].items.iter().filter(|i| self.is_outside(i)).find_map(|i| self.speaker(i)))
    }

    /// "“…,” Macron said", "“…,” said Macron": a word of saying in the same sentence after.
    fn after(&self, quotation: ByteSpan) -> Option<Attribution> {
        let last = self.words.document.sentence_at(quotation.end().saturating_sub(1))?;
        let quotations = &self.words.document.quotations;
        let next = quotations.partition_point(|q| q.span.start() < quotation.end());
        let next = quotations.get(next).map_or(usize::MAX, |q| q.span.start());
        let items: Vec<&Item> = self.scenes[last]
            .items
            .iter()
            .filter(|i| self.span(i).start() >= quotation.end() && self.span(i).end() <= next)
            .take(NEAR + 4)
            .collect();
        let end = items.last()?.to;
        let at = (0..items.len().min(NEAR)).find(|i| self.saying(items[*i], end) > 0)?;
        let n = self.saying(items[at], end);
        let cue = Some(self.words.span(items[at].from, items[at].from + n));
        let left = items[..at].iter().find_map(|i| self.speaker(i));
        let issued = items[..at].iter().any(|i| self.words.is("issued", i.from));
        let speaker = match left {
            Some(speaker) if !issued => Some(speaker),
            _ if issued => None,
            _ => self.governor(&items, at),
        };
        let points_back = self.points_back(&items);
        Some(Attribution { speaker, cue, points_back, rule: "cue-after" })
    }

    /// The sentence before ends in a colon or speaks of words to come.
    fn introduced(&self, sentence: usize) -> Option<Attribution> {
        let before = &self.scenes.get(sentence.checked_sub(1)?)?.items;
        let end = before.last()?.to;
        let at = (0..before.len()).rev().find(|i| self.saying(&before[*i], end) > 0)?;
        let speaker = before[..at].iter().rev().find_map(|i| self.speaker(i))?;
        Some(Attribution { speaker: Some(speaker), cue: None, points_back: true, rule: "introduced" })
    }

    /// The first actor of the sentence, where nothing says who spoke.
    fn subject(&self, quotation: ByteSpan, sentence: usize) -> Option<Attribution> {
        let items = self.scenes[sentence].items.iter();
        let before = items.take_while(|i| self.span(i).end() <= quotation.start()).find_map(|i| self.speaker(i))?;
        Some(Attribution { speaker: Some(before), cue: None, points_back: true, rule: "subject" })
    }

    /// The sentence where the quotation starts, and the one with the cue where that is another.
    fn evidence(&self, quotation: ByteSpan, cue: Option<ByteSpan>) -> Vec<ByteSpan> {
        let mut pieces = Vec::new();
        for at in [Some(quotation.start()), cue.map(ByteSpan::start)].into_iter().flatten() {
            if let Some(sentence) = self.words.document.sentence_at(at) {
                let piece = self.short(sentence, at);
                if !pieces.contains(&piece) {
                    pieces.push(piece);
                }
            }
        }
        pieces.sort();
        pieces
    }

    /// A sentence, cut to its words around `at` where it is long.
    fn short(&self, sentence: usize, at: usize) -> ByteSpan {
        let tokens = &self.words.document.sentences[sentence].tokens;
        let here =
            self.words.document.tokens.partition_point(|t| t.span.end() <= at).clamp(tokens.start, tokens.end - 1);
        self.words.excerpt(sentence, here, Evidence::MOST_WORDS / 3)
    }
}
