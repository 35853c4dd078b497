//! Two analyses of one text in, how far they agree out: over given words, and from raw text in the
//! way of the shared task of 2018.
//!
//! Both are lists of CoNLL-U sentences, whoever made them. What an analysis does not tell (a tag, a
//! head) counts as wrong.

use std::ops::Range;

use chancery_engine::analyze::conllu::{Sentence, Word};

use super::{Figure, Share};

/// Agreement over given sentences and words; relations with their subtypes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) upos: Share,
    /// Words whose lemma the gold tells.
    pub(crate) lemma: Share,
    pub(crate) uas: Share,
    pub(crate) las: Share,
    /// As `uas`, without what the gold tags PUNCT.
    pub(crate) uas_words: Share,
    /// As `las`, without what the gold tags PUNCT.
    pub(crate) las_words: Share,
}

/// Agreement from raw text; relations without subtypes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FromRaw {
    pub(crate) tokens: Figure,
    pub(crate) sentences: Figure,
    pub(crate) words: Figure,
    pub(crate) upos: Figure,
    pub(crate) lemmas: Figure,
    pub(crate) uas: Figure,
    pub(crate) las: Figure,
}

/// Scores an analysis of given words.
///
/// # Errors
/// Where the system has other sentences or words than the gold; the message names the first.
pub(crate) fn given(gold: &[Sentence], system: &[Sentence]) -> Result<Given, String> {
    if gold.len() != system.len() {
        return Err(format!("{} sentences against {}", system.len(), gold.len()));
    }
    let mut out = Given::default();
    for (number, (gold, system)) in (1..).zip(gold.iter().zip(system)) {
        if gold.words.len() != system.words.len() {
            return Err(format!("sentence {number}: {} words against {}", system.words.len(), gold.words.len()));
        }
        for (g, s) in gold.words.iter().zip(&system.words) {
            out.upos.count(told(&g.upos, &s.upos));
            if g.lemma.is_some() {
                out.lemma.count(g.lemma == s.lemma);
            }
            let head = g.head.is_some() && g.head == s.head;
            let relation = head && told(&g.deprel, &s.deprel);
            out.uas.count(head);
            out.las.count(relation);
            if g.upos.as_deref() != Some("PUNCT") {
                out.uas_words.count(head);
                out.las_words.count(relation);
            }
        }
    }
    Ok(out)
}

/// Scores an analysis of raw text. Texts are compared without blanks; words that come from a token of
/// several align by their forms, all others by their place.
///
/// # Errors
/// Where the two do not cover the same characters; the message names the place.
pub(crate) fn from_raw(gold: &[Sentence], system: &[Sentence]) -> Result<FromRaw, String> {
    let (gold, system) = (Side::of(gold), Side::of(system));
    if let Some(at) = (0..gold.text.len().max(system.text.len())).find(|&i| gold.text.get(i) != system.text.get(i)) {
        let from = |side: &Side<'_>| side.text.iter().skip(at).take(20).collect::<String>();
        return Err(format!("the texts part at character {at}: `{}` against `{}`", from(&system), from(&gold)));
    }
    let pairs = align(&gold.words, &system.words);
    let mut partner = vec![None; system.words.len()];
    for &(g, s) in &pairs {
        partner[s] = Some(g);
    }
    let head_agrees = |g: usize, s: usize| match (gold.head(g), system.head(s)) {
        (Some(Head::Root), Some(Head::Root)) => true,
        (Some(Head::Word(g)), Some(Head::Word(s))) => partner[s] == Some(g),
        _ => false,
    };
    let words = |right: &dyn Fn(usize, usize) -> bool| Figure {
        correct: pairs.iter().filter(|&&(g, s)| right(g, s)).count(),
        system: system.words.len(),
        gold: gold.words.len(),
    };
    let of = |g: usize, s: usize| (gold.words[g].word, system.words[s].word);
    Ok(FromRaw {
        tokens: same(&gold.tokens, &system.tokens),
        sentences: same(&gold.sentences, &system.sentences),
        words: words(&|_, _| true),
        upos: words(&|g, s| told(&of(g, s).0.upos, &of(g, s).1.upos)),
        // As the task has it: where the gold tells no lemma, any will do.
        lemmas: words(&|g, s| of(g, s).0.lemma.is_none() || of(g, s).0.lemma == of(g, s).1.lemma),
        uas: words(&head_agrees),
        las: words(&|g, s| {
            let (gold, system) = of(g, s);
            head_agrees(g, s) && told(&universal(gold), &universal(system))
        }),
    })
}

/// Whether both tell, and tell the same.
fn told<T: PartialEq>(gold: &Option<T>, system: &Option<T>) -> bool {
    gold.is_some() && gold == system
}

/// The relation without its subtype.
fn universal(word: &Word) -> Option<&str> {
    word.deprel.as_deref().map(|relation| relation.split(':').next().unwrap_or(relation))
}

/// One analysis, with places counted in characters that are no blanks.
struct Side<'s> {
    text: Vec<char>,
    sentences: Vec<Range<usize>>,
    tokens: Vec<Range<usize>>,
    words: Vec<Placed<'s>>,
}

/// A word where it stands.
struct Placed<'s> {
    word: &'s Word,
    /// That of its token.
    span: Range<usize>,
    /// Whether its token has several words.
    multiword: bool,
    /// Index of the first word of its sentence.
    first: usize,
    /// Index behind the last word of its sentence.
    last: usize,
}

/// Where a head is.
enum Head {
    Root,
    Word(usize),
}

impl<'s> Side<'s> {
    fn of(sentences: &'s [Sentence]) -> Self {
        let mut side = Self { text: Vec::new(), sentences: Vec::new(), tokens: Vec::new(), words: Vec::new() };
        for sentence in sentences {
            let (start, first) = (side.text.len(), side.words.len());
            let last = first + sentence.words.len();
            for token in sentence.surface() {
                let at = side.text.len();
                side.text.extend(token.form.chars().filter(|c| !c.is_whitespace()));
                let span = at..side.text.len();
                side.tokens.push(span.clone());
                for word in sentence.words.get(token.words).into_iter().flatten() {
                    side.words.push(Placed { word, span: span.clone(), multiword: token.multiword, first, last });
                }
            }
            side.sentences.push(start..side.text.len());
        }
        side
    }

    fn head(&self, word: usize) -> Option<Head> {
        let placed = &self.words[word];
        match placed.word.head? {
            0 => Some(Head::Root),
            id => Some(placed.first + id - 1).filter(|&head| head < placed.last).map(Head::Word),
        }
    }
}

/// How many stretches are the same; both lists are in order.
fn same(gold: &[Range<usize>], system: &[Range<usize>]) -> Figure {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while let (Some(a), Some(b)) = (gold.get(g), system.get(s)) {
        correct += usize::from(a == b);
        let order = (a.start, a.end).cmp(&(b.start, b.end));
        g += usize::from(order.is_le());
        s += usize::from(order.is_ge());
    }
    Figure { correct, system: system.len(), gold: gold.len() }
}

/// Pairs of words that are the same, in order.
fn align(gold: &[Placed<'_>], system: &[Placed<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while let (Some(a), Some(b)) = (gold.get(g), system.get(s)) {
        if !a.multiword && !b.multiword {
            if a.span == b.span {
                pairs.push((g, s));
                (g, s) = (g + 1, s + 1);
            } else if a.span.start <= b.span.start {
                g += 1;
            } else {
                s += 1;
            }
        } else if a.multiword && b.span.start < a.span.start && !b.multiword {
            s += 1;
        } else if b.multiword && a.span.start < b.span.start && !a.multiword {
            g += 1;
        } else {
            let (g_end, s_end) = region(gold, system, g, s);
            pairs.extend(longest_common(&gold[g..g_end], &system[s..s_end]).into_iter().map(|(x, y)| (g + x, s + y)));
            (g, s) = (g_end, s_end);
        }
    }
    pairs
}

/// The end of the words from `g` and `s` on that tokens of several words bind together.
fn region(gold: &[Placed<'_>], system: &[Placed<'_>], mut g: usize, mut s: usize) -> (usize, usize) {
    let mut end = 0;
    for word in [gold.get(g), system.get(s)].into_iter().flatten().filter(|word| word.multiword) {
        end = end.max(word.span.end);
    }
    loop {
        let within = |words: &[Placed<'_>], at: usize| words.get(at).is_some_and(|word| word.span.start < end);
        let word = if within(gold, g) {
            g += 1;
            &gold[g - 1]
        } else if within(system, s) {
            s += 1;
            &system[s - 1]
        } else {
            return (g, s);
        };
        if word.multiword {
            end = end.max(word.span.end);
        }
    }
}

/// Pairs of a longest common run of forms, letter case aside; none where the table would be too large
/// for any honest token.
fn longest_common(gold: &[Placed<'_>], system: &[Placed<'_>]) -> Vec<(usize, usize)> {
    const MOST: usize = 4_000_000;
    let (rows, columns) = (gold.len(), system.len());
    if rows.saturating_mul(columns) > MOST {
        return Vec::new();
    }
    let form = |placed: &Placed<'_>| placed.word.form.to_lowercase();
    let (gold, system): (Vec<_>, Vec<_>) = (gold.iter().map(form).collect(), system.iter().map(form).collect());
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for g in (0..rows).rev() {
        for s in (0..columns).rev() {
            best[g][s] = if gold[g] == system[s] { best[g + 1][s + 1] + 1 } else { best[g + 1][s].max(best[g][s + 1]) };
        }
    }
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < rows && s < columns {
        if gold[g] == system[s] {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if best[g + 1][s] >= best[g][s + 1] {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use chancery_engine::analyze::conllu::read;

    use super::*;

    /// `id form upos head deprel`, a word a line; `2-3 form` opens a range.
    fn sentences(lines: &str) -> Vec<Sentence> {
        let mut text = String::new();
        for line in lines.lines().map(str::trim) {
            match line.split(' ').collect::<Vec<_>>()[..] {
                [id, form] => text += &format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n"),
                [id, form, upos, head, deprel] => {
                    text += &format!("{id}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{deprel}\t_\t_\n");
                }
                _ => text.push('\n'),
            }
        }
        read(&text).unwrap()
    }

    const GOLD: &str = "1 They PRON 3 nsubj:outer\n2-3 don't\n2 do AUX 3 aux\n3 n't PART 0 root\n4 . PUNCT 3 punct";

    #[test]
    fn given_words_are_compared_one_by_one() {
        let gold = sentences(GOLD);
        let same = given(&gold, &gold).unwrap();
        assert_eq!((same.las, same.las_words), (Share { correct: 4, of: 4 }, Share { correct: 3, of: 3 }));
        let system = sentences("1 They NOUN 3 nsubj\n2 do AUX 1 aux\n3 n't PART 0 root\n4 . PUNCT 3 punct");
        let found = given(&gold, &system).unwrap();
        assert_eq!(found.upos.correct, 3);
        assert_eq!((found.uas.correct, found.las.correct, found.las_words.correct), (3, 2, 1));
        let bare = sentences("1 They\n2 do\n3 n't\n4 .");
        assert_eq!(given(&gold, &bare).unwrap().uas, Share { correct: 0, of: 4 });
        assert_eq!(given(&gold, &bare[..0]).unwrap_err(), "0 sentences against 1");
        assert_eq!(given(&gold, &sentences("1 They")).unwrap_err(), "sentence 1: 1 words against 4");
    }

    #[test]
    fn raw_text_is_compared_by_place() {
        let gold = sentences(GOLD);
        let same = from_raw(&gold, &gold).unwrap();
        let all = Figure { correct: 4, system: 4, gold: 4 };
        assert_eq!((same.words, same.upos, same.las), (all, all, all));
        assert_eq!((same.tokens.correct, same.sentences.correct), (3, 1));
        // The subtype is dropped; one sentence was cut in two, and so one head is wrong.
        let cut = sentences("1 They PRON 0 root\n \n1-2 don't\n1 do AUX 2 aux\n2 n't PART 0 root\n3 . PUNCT 2 punct");
        let found = from_raw(&gold, &cut).unwrap();
        assert_eq!(found.sentences, Figure { correct: 0, system: 2, gold: 1 });
        assert_eq!((found.tokens.correct, found.words.correct, found.las.correct), (3, 4, 3));
    }

    #[test]
    fn words_of_a_range_align_by_form() {
        let gold = sentences(GOLD);
        let whole = sentences("1 They PRON 2 nsubj\n2 don't AUX 0 root\n3 . PUNCT 2 punct");
        let found = from_raw(&gold, &whole).unwrap();
        assert_eq!((found.tokens.correct, found.words.correct, found.uas.correct), (3, 2, 0));
        let apart = sentences("1 They PRON 2 nsubj\n2 do AUX 0 root\n3 n't PART 2 advmod\n4 . PUNCT 2 punct");
        let found = from_raw(&gold, &apart).unwrap();
        assert_eq!((found.tokens.correct, found.words.correct), (2, 4));
        let shouted = sentences("1 They PRON 3 nsubj\n2-3 don't\n2 DO AUX 3 aux\n3 not PART 0 root\n4 . PUNCT 3 punct");
        let found = from_raw(&gold, &shouted).unwrap();
        assert_eq!((found.tokens.correct, found.words.correct), (3, 3));
        let other = sentences("1 Th PRON 0 root\n2-4 eydon't.\n2 do AUX 1 dep\n3 ' PART 1 dep\n4 . PUNCT 1 punct");
        let found = from_raw(&gold, &other).unwrap();
        assert_eq!((found.tokens.correct, found.words.correct, found.sentences.correct), (0, 2, 1));
    }

    #[test]
    fn other_texts_are_refused() {
        let (gold, other) = (sentences("1 Peace\n2 talks"), sentences("1 Peacetime"));
        let message = from_raw(&gold, &other).unwrap_err();
        assert_eq!(message, "the texts part at character 6: `ime` against `alks`");
        assert_eq!(from_raw(&[], &[]), Ok(FromRaw::default()));
    }

    #[test]
    fn heads_outside_the_sentence_are_wrong() {
        let mut system = sentences(GOLD);
        system[0].words[0].head = Some(9);
        assert_eq!(from_raw(&sentences(GOLD), &system).unwrap().uas.correct, 3);
    }
}
