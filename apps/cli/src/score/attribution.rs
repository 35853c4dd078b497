//! Attributions marked by others — who is said to have said what, and the words that say so — and the statements
//! that the program reads in the same text.
//!
//! An attribution is found where a statement's cue overlaps its own. Source and content are asked of the found.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use serde_json::Value;

use super::fault::Fault;
use super::pairs::{pairs, unpaired};
use super::words::{Stretch, Text, Word, is_small};
use super::{Figure, Share};

/// Content below this likeness is listed as a fault.
const POOR: f64 = 0.5;

/// Who said what, by which words; any part may be in several pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attribution {
    source: Vec<Stretch>,
    cue: Vec<Stretch>,
    content: Vec<Stretch>,
}

/// Counts over articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AttributionScore {
    pub(crate) articles: usize,
    pub(crate) found: Figure,
    /// Source and speaker share half the words of the shorter, or neither is told.
    pub(crate) source: Share,
    /// Likeness of the contents (F1 of the words in their places), summed over the found.
    pub(crate) content: f64,
    /// Attributions of the gold, and statements of ours, without a cue: they are left out.
    pub(crate) without_cue: (usize, usize),
    /// All that is wrong.
    pub(crate) faults: Vec<Fault>,
}

/// Reads annotations of a text in brat's standoff form: `Source`, `Cue` and `Content` spans, and events that join
/// them. Other spans and lines are left alone.
///
/// # Errors
/// The first line at fault, as one whose words are not those of the text.
pub(crate) fn read(annotations: &str, text: &Text) -> anyhow::Result<Vec<Attribution>> {
    let mut spans: BTreeMap<&str, Vec<Stretch>> = BTreeMap::new();
    let lines = || (1..).zip(annotations.lines()).filter_map(|(number, line)| Some((number, line.split_once('\t')?)));
    for (number, (id, rest)) in lines().filter(|(_, (id, _))| id.starts_with('T')) {
        spans.insert(id, span(rest, text).with_context(|| format!("line {number}"))?);
    }
    let mut out = Vec::new();
    // An event may stand before its parts.
    for (number, (_, roles)) in lines().filter(|(_, (id, _))| id.starts_with('E')) {
        let mut attribution = Attribution::default();
        for (role, id) in roles.split_whitespace().filter_map(|role| role.split_once(':')) {
            let part = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => &mut attribution.source,
                "Cue" => &mut attribution.cue,
                "Content" => &mut attribution.content,
                _ => continue,
            };
            let Some(stretches) = spans.get(id) else { bail!("line {number}: `{id}` is told nowhere") };
            part.extend(stretches);
        }
        out.push(attribution);
    }
    Ok(out)
}

/// A span's label, its pieces and its words: `Cue 5 9;12 15`, a tab, `will say`.
fn span(told: &str, text: &Text) -> anyhow::Result<Vec<Stretch>> {
    let (place, words) = told.split_once('\t').context("a span without words")?;
    let (_, pieces) = place.split_once(' ').context("a span without a place")?;
    let piece = |piece: &str| -> Option<Stretch> {
        let (start, end) = piece.trim().split_once(' ')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let pieces: Option<Vec<Stretch>> = pieces.split(';').map(piece).collect();
    let pieces = pieces.with_context(|| format!("`{place}` is no place of a span"))?;
    let there: Option<Vec<String>> = pieces.iter().map(|at| text.at(*at)).collect();
    let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Words over several lines of the text go on behind the line of the span.
    if there.is_none_or(|there| !blanks(&there.join(" ")).starts_with(&blanks(words))) {
        bail!("the text has other words than `{}` at `{place}`", words.trim());
    }
    Ok(pieces)
}

/// What the program told: a statement.
struct Statement {
    speaker: Option<Vec<Stretch>>,
    cue: Vec<Stretch>,
    content: Vec<Stretch>,
}

impl Statement {
    fn of(told: &Value) -> Self {
        let pieces = |key: &str| -> Vec<Stretch> {
            told[key]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|piece| stretch(&piece["start"], &piece["end"]))
                .collect()
        };
        let content = pieces("content");
        let speaker = &told["speaker"];
        Self {
            speaker: (!speaker.is_null()).then(|| stretch(&speaker["start"], &speaker["end"]).into_iter().collect()),
            cue: stretch(&told["cue_start"], &told["cue_end"]).into_iter().collect(),
            content: if content.is_empty() { pieces("quotes") } else { content },
        }
    }
}

fn stretch(start: &Value, end: &Value) -> Option<Stretch> {
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    number(start).zip(number(end))
}

/// Counts one article: its attributions against what the program told of it (null where it told nothing).
pub(crate) fn count(score: &mut AttributionScore, id: &str, gold: Vec<Attribution>, told: &Value, text: &Text) {
    let ours = told["statements"].as_array().into_iter().flatten().map(Statement::of);
    let (ours, ours_without): (Vec<_>, Vec<_>) = ours.partition(|one| !one.cue.is_empty());
    let (gold, gold_without): (Vec<_>, Vec<_>) = gold.into_iter().partition(|one| !one.cue.is_empty());
    let found = pairs(&gold, &ours, |g, o| overlap(&g.cue, &o.cue) as f64, 1.0);
    score.articles += 1;
    score.without_cue.0 += gold_without.len();
    score.without_cue.1 += ours_without.len();
    score.found.add(Figure { correct: found.len(), system: ours.len(), gold: gold.len() });
    let words = text.words();
    let said = |stretches: &[Stretch]| {
        let pieces: Vec<String> = stretches.iter().filter_map(|at| text.at(*at)).collect();
        if pieces.is_empty() { "nothing".to_owned() } else { pieces.join(" … ") }
    };
    for (i, j) in &found {
        let (g, o) = (&gold[*i], &ours[*j]);
        let speaker = o.speaker.as_deref().unwrap_or_default();
        let right = same_source(g, o, &words);
        score.source.count(right);
        if !right {
            let told = format!("[{}] {}, not {}", said(&g.cue), said(&g.source), said(speaker));
            score.faults.push(Fault::new("wrong source", id, told, &said(&g.content)));
        }
        let likeness = same_content(g, o, &words);
        score.content += likeness;
        if likeness < POOR {
            let told = format!("[{}] {likeness:.2}, ours: {}", said(&g.cue), said(&o.content));
            score.faults.push(Fault::new("poor content", id, told, &said(&g.content)));
        }
    }
    for missed in unpaired(&gold, found.iter().map(|(i, _)| *i)) {
        let told = format!("{} [{}]", said(&missed.source), said(&missed.cue));
        score.faults.push(Fault::new("missed attribution", id, told, &said(&missed.content)));
    }
    for spurious in unpaired(&ours, found.iter().map(|(_, j)| *j)) {
        let told = format!("{} [{}]", said(spurious.speaker.as_deref().unwrap_or_default()), said(&spurious.cue));
        score.faults.push(Fault::new("spurious attribution", id, told, &said(&spurious.content)));
    }
}

/// How many characters both hold.
fn overlap(a: &[Stretch], b: &[Stretch]) -> usize {
    let both = |x: &Stretch, y: &Stretch| x.1.min(y.1).saturating_sub(x.0.max(y.0));
    a.iter().flat_map(|x| b.iter().map(move |y| both(x, y))).sum()
}

/// The words that lie in stretches, at least in part, by their numbers.
fn held(stretches: &[Stretch], words: &[Word]) -> BTreeSet<usize> {
    let holds = |word: &Word| stretches.iter().any(|s| word.at.0 < s.1 && s.0 < word.at.1);
    words.iter().enumerate().filter(|(_, word)| holds(word)).map(|(number, _)| number).collect()
}

fn same_source(gold: &Attribution, ours: &Statement, words: &[Word]) -> bool {
    let (g, o) = (held(&gold.source, words), held(ours.speaker.as_deref().unwrap_or_default(), words));
    match (g.len().min(o.len()), g.len().max(o.len())) {
        (0, 0) => ours.speaker.is_none() == gold.source.is_empty(),
        (0, _) => false,
        (shorter, _) => 2 * g.intersection(&o).count() >= shorter,
    }
}

/// F1 of the words of both contents, in their places, without small words.
fn same_content(gold: &Attribution, ours: &Statement, words: &[Word]) -> f64 {
    let telling = |stretches: &[Stretch]| -> BTreeSet<usize> {
        held(stretches, words).into_iter().filter(|number| !is_small(&words[*number].lower)).collect()
    };
    let (g, o) = (telling(&gold.content), telling(&ours.content));
    let all = g.len() + o.len();
    if all == 0 { 1.0 } else { (2 * g.intersection(&o).count()) as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "Zoë Moe said the pact will hold. It would, she has repeatedly said. Rain is likely.";
    const MARKS: &str = "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\nT1\tSource 0 7\tZoë Moe\nT2\tCue 8 12\tsaid\n\
        T3\tContent 13 31\tthe pact will hold\nT4\tAttribution 8 12\tsaid\n\
        T5\tSource 43 46\tshe\nT6\tCue 47 50;62 66\thas said\nT7\tContent 33 41\tIt would\nE2\tSource:T5 Cue:T6 Content2:T7\n\
        T8\tContent 68 82\tRain is likely\nE3\tContent:T8\n";

    #[test]
    fn annotations_are_read_with_their_pieces() {
        let read = read(MARKS, &Text::of(TEXT)).unwrap();
        assert_eq!((&read[0].source[..], &read[1].cue[..]), (&[(0, 7)][..], &[(47, 50), (62, 66)][..]));
        assert_eq!((read.len(), &read[1].content[..], read[2].cue.len()), (3, &[(33, 41)][..], 0));
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |marks: &str| format!("{:#}", read(marks, &Text::of(TEXT)).unwrap_err());
        assert_eq!(fault("T1\tCue 0 3\tMoe\n"), "line 1: the text has other words than `Moe` at `Cue 0 3`");
        assert_eq!(fault("T1\tCue 90 93\tMoe\n"), "line 1: the text has other words than `Moe` at `Cue 90 93`");
        assert!(read("T1\tSource 0 7\tZoë\nMoe\n", &Text::of(TEXT)).is_ok());
        assert_eq!(fault("T1\tCue 0\tMoe\n"), "line 1: `Cue 0` is no place of a span");
        assert_eq!(fault("T1\tCue 0 3\tZoë\nE1\tCue:T1 Source:T2\n"), "line 2: `T2` is told nowhere");
    }

    #[test]
    fn source_and_content_are_asked_of_the_found() {
        let text = Text::of(TEXT);
        let told = json!({"statements": [
            {"cue_start": 8, "cue_end": 12, "speaker": {"start": 4, "end": 7}, "content": [{"start": 17, "end": 26}]},
            {"cue_start": 62, "cue_end": 66, "speaker": null, "content": [], "quotes": [{"start": 33, "end": 41}]},
            {"cue_start": 76, "cue_end": 82, "speaker": null},
            {"cue_start": null, "cue_end": null, "speaker": null}]});
        let mut score = AttributionScore::default();
        count(&mut score, "a", read(MARKS, &text).unwrap(), &told, &text);
        assert_eq!((score.found, score.without_cue), (Figure { correct: 2, system: 3, gold: 2 }, (1, 1)));
        assert_eq!(score.source, Share { correct: 1, of: 2 });
        // "pact will" of "pact will hold", and all of "would".
        assert!((score.content - (0.8 + 1.0)).abs() < 1e-9, "{}", score.content);
        let told: Vec<(&str, &str)> = score.faults.iter().map(|f| (f.kind.as_str(), f.told.as_str())).collect();
        let spurious = ("spurious attribution", "nothing [likely]");
        assert_eq!(told, [("wrong source", "[has … said] she, not nothing"), spurious]);
    }

    #[test]
    fn nobody_answers_to_nobody() {
        let ours = |speaker| Statement { speaker, cue: Vec::new(), content: Vec::new() };
        assert!(same_source(&Attribution::default(), &ours(None), &[]));
        assert!(!same_source(&Attribution::default(), &ours(Some(Vec::new())), &[]));
    }
}
