//! Described words in, what the encoder makes of them out.
//!
//! Sentences are run in batches of like length, several batches at a time. A sentence is padded by
//! its own length alone and all that is quantised is so by fixed spans, so that its result never
//! hangs on the company it is run in.

use std::ops::Range;
use std::sync::Arc;

use rten::{RunOptions, ThreadPool, Value};

use crate::features::{Features, KNOWN};
use crate::tag;
use crate::tree::{self, Scores};
use crate::weights::Weights;
use crate::workers;

/// Longer sentences, in pieces, are read part by part.
const LONGEST: usize = 320;
/// Lengths are padded to a multiple of this.
const STEP: usize = 8;
/// Pieces in a batch, padding included: what the caches of one core hold of a layer's output.
const BATCH: usize = 768;
/// Width of what a word is asked by for its relation.
const RELATION: usize = 256;

/// What the encoder makes of a word. Labels are positions in [`crate::weights::Labels`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: usize,
    /// Part of speech of the Penn Treebank.
    pub xpos: usize,
    /// Lemma script.
    pub lemma: usize,
    /// Head in the sentence, counted from 1; 0 for the root.
    pub head: usize,
    /// Relation to the head.
    pub relation: usize,
    /// Name tag; see [`tag`].
    pub name: usize,
    /// Above 0 where a sentence ends behind the word; the log-odds of it.
    pub end: f32,
}

/// The encoder could not be run.
#[derive(Debug, thiserror::Error)]
#[error("the language model failed: {0}")]
pub struct EncoderError(String);

fn failed(error: impl std::fmt::Display) -> EncoderError {
    EncoderError(error.to_string())
}

/// Weights with the threads they run on.
#[derive(Debug)]
pub struct Encoder {
    /// What is run.
    pub weights: Weights,
    /// One a worker: workers that share a pool wait for each other.
    pools: Vec<Arc<ThreadPool>>,
}

/// A part of a sentence that is read in one go: nearly always the whole.
#[derive(Clone, Debug)]
struct Part {
    sentence: usize,
    words: Range<usize>,
    /// With the two that stand around it.
    pieces: usize,
}

impl Part {
    fn padded(&self) -> usize {
        self.pieces.next_multiple_of(STEP)
    }
}

impl Encoder {
    /// Makes the weights ready to run on all cores.
    #[must_use]
    pub fn new(weights: Weights) -> Self {
        Self { weights, pools: (0..workers::most()).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect() }
    }

    /// Reads sentences, in any number; gives one list of words each, in the same order.
    ///
    /// # Errors
    /// When the runtime fails, which sound weights rule out.
    pub fn read(&self, sentences: &[Features]) -> Result<Vec<Vec<Word>>, EncoderError> {
        let batches = batches(sentences);
        let read =
            workers::each(&batches, |worker, parts| self.run(sentences, parts, &self.pools[worker % self.pools.len()]));
        let mut out: Vec<Vec<Word>> = sentences.iter().map(|s| vec![Word::default(); s.pieces.len()]).collect();
        for (parts, words) in batches.into_iter().zip(read) {
            for (part, words) in parts.into_iter().zip(words?) {
                out[part.sentence][part.words].copy_from_slice(&words);
            }
        }
        out.iter_mut().for_each(|words| join(words, &self.weights));
        Ok(out)
    }

    /// Runs one batch; heads count from the start of the part's sentence, parts' roots have head 0.
    fn run(&self, all: &[Features], parts: &[Part], pool: &Arc<ThreadPool>) -> Result<Vec<Vec<Word>>, EncoderError> {
        let n = &self.weights.nodes;
        let b = Batch::of(all, parts, &self.weights);
        let (rows, pieces, width) = (parts.len(), b.pieces, b.width);
        let words = rows * width;
        let options = || Some(RunOptions::default().with_thread_pool(Some(Arc::clone(pool))));
        let value = |shape: &[usize], data: Vec<i32>| Value::from_shape(shape, data).map_err(failed);
        let place = (0..i32::try_from(pieces).expect("parts are short")).collect();
        let dims = [rows, width].map(|d| i32::try_from(d).expect("batches are small")).to_vec();
        let inputs = vec![
            (n.ids, value(&[rows, pieces], b.ids)?.into()),
            (n.place, value(&[pieces], place)?.into()),
            (n.word, value(&[rows, pieces], b.word)?.into()),
            (n.present, Value::from_shape(&[rows, 1, 1, pieces], b.present).map_err(failed)?.into()),
            (n.first, value(&[words], b.first)?.into()),
            (n.last, value(&[words], b.last)?.into()),
            (n.shape, value(&[words], b.shape)?.into()),
            (n.ending3, value(&[words], b.ending3)?.into()),
            (n.ending2, value(&[words], b.ending2)?.into()),
            (n.known, Value::from_shape(&[words, KNOWN], b.known).map_err(failed)?.into()),
            (n.sentence, value(&[2], dims)?.into()),
        ];
        let outputs = [n.upos, n.xpos, n.lemma, n.end, n.names, n.arc, n.head, n.dependent];
        let values = self.weights.model.run(inputs, &outputs, options()).map_err(failed)?;
        let mut values = values.into_iter();
        let mut next = || values.next().ok_or_else(|| failed("an output is missing"));
        let (upos, xpos, lemma) = (integers(next()?)?, integers(next()?)?, integers(next()?)?);
        let (end, names, arc) = (floats(next()?)?, floats(next()?)?, floats(next()?)?);
        let (head, dependent) = (floats(next()?)?, floats(next()?)?);

        let mut out = Vec::with_capacity(rows);
        let (mut pair_head, mut pair_dependent) = (Vec::new(), Vec::new());
        for (row, part) in parts.iter().enumerate() {
            let count = part.words.len();
            let base = row * width;
            let square = &arc[base * width..];
            let scores = (0..=count).flat_map(|i| &square[i * width..=i * width + count]).copied().collect();
            let heads = tree::heads(Scores::new(count + 1, scores));
            let tags = tag::best(&names[(base + 1) * tag::COUNT..(base + 1 + count) * tag::COUNT]);
            let mut words = Vec::with_capacity(count);
            for (i, (&to, name)) in heads.iter().zip(tags).enumerate() {
                let at = base + 1 + i;
                pair_dependent.extend_from_slice(&dependent[at * RELATION..(at + 1) * RELATION]);
                pair_head.extend_from_slice(&head[(base + to) * RELATION..(base + to + 1) * RELATION]);
                let head = if to == 0 { 0 } else { part.words.start + to };
                let (upos, xpos, lemma) = (upos[at], xpos[at], lemma[at]);
                words.push(Word { upos, xpos, lemma, head, relation: 0, name, end: end[at] });
            }
            out.push(words);
        }
        let pairs = pair_head.len() / RELATION;
        let inputs = vec![
            (n.pair_dependent, Value::from_shape(&[pairs, RELATION], pair_dependent).map_err(failed)?.into()),
            (n.pair_head, Value::from_shape(&[pairs, RELATION], pair_head).map_err(failed)?.into()),
        ];
        let mut values = self.weights.model.run(inputs, &[n.relation], options()).map_err(failed)?;
        let relations = integers(values.pop().ok_or_else(|| failed("an output is missing"))?)?;
        out.iter_mut().flatten().zip(relations).for_each(|(word, relation)| word.relation = relation);
        Ok(out)
    }
}

fn integers(value: Value) -> Result<Vec<usize>, EncoderError> {
    let values = value.into_shape_vec::<i32, 1>().map_err(failed)?.1;
    Ok(values.into_iter().map(|v| usize::try_from(v).unwrap_or(0)).collect())
}

fn floats(value: Value) -> Result<Vec<f32>, EncoderError> {
    match value {
        Value::FloatTensor(tensor) => Ok(tensor.into_data()),
        _ => Err(failed("an output is of another type than floats")),
    }
}

/// Makes one tree of a sentence that was read part by part: roots of later parts hang on the first.
fn join(words: &mut [Word], weights: &Weights) {
    let mut roots = (0..words.len()).filter(|i| words[*i].head == 0).collect::<Vec<_>>().into_iter();
    let Some(first) = roots.next() else { return };
    let relation = weights.labels.relations.iter().position(|r| r == "parataxis").unwrap_or(0);
    for root in roots {
        (words[root].head, words[root].relation) = (first + 1, relation);
    }
}

/// Cuts sentences into parts where they must be, and puts parts of like length together.
fn batches(sentences: &[Features]) -> Vec<Vec<Part>> {
    let mut parts = Vec::new();
    for (sentence, features) in sentences.iter().enumerate() {
        let (mut start, mut pieces) = (0, 2);
        for (i, word) in features.pieces.iter().enumerate() {
            if pieces + word.len() > LONGEST {
                parts.push(Part { sentence, words: start..i, pieces });
                (start, pieces) = (i, 2);
            }
            pieces += word.len();
        }
        if start < features.pieces.len() {
            parts.push(Part { sentence, words: start..features.pieces.len(), pieces });
        }
    }
    // Longest first, so that no worker is left with a long batch at the end.
    parts.sort_by_key(|p| (std::cmp::Reverse(p.padded()), p.words.len()));
    let mut out: Vec<Vec<Part>> = Vec::new();
    for part in parts {
        match out.last_mut() {
            Some(batch) if batch[0].padded() == part.padded() && (batch.len() + 1) * part.padded() <= BATCH => {
                batch.push(part);
            }
            _ => out.push(vec![part]),
        }
    }
    out
}

/// The tensors of a batch.
#[derive(Default)]
struct Batch {
    /// Padded pieces a sentence.
    pieces: usize,
    /// Words a sentence, the root included.
    width: usize,
    ids: Vec<i32>,
    word: Vec<i32>,
    present: Vec<f32>,
    first: Vec<i32>,
    last: Vec<i32>,
    shape: Vec<i32>,
    ending3: Vec<i32>,
    ending2: Vec<i32>,
    known: Vec<f32>,
}

impl Batch {
    fn of(all: &[Features], parts: &[Part], weights: &Weights) -> Self {
        let pieces = parts[0].padded();
        let width = 1 + parts.iter().map(|p| p.words.len()).max().unwrap_or(0);
        let (places, words) = (parts.len() * pieces, parts.len() * width);
        let mut b = Self {
            pieces,
            width,
            ids: vec![0; places],
            word: vec![0; places],
            present: vec![-1e9; places],
            first: vec![0; words],
            last: vec![0; words],
            shape: vec![0; words],
            ending3: vec![0; words],
            ending2: vec![0; words],
            known: vec![0.0; words * KNOWN],
        };
        let int = |n: usize| i32::try_from(n).expect("batches are small");
        let id = |n: u32| i32::try_from(n).expect("vocabularies are small");
        for (row, part) in parts.iter().enumerate() {
            let features = &all[part.sentence];
            let (mut at, root) = (row * pieces, row * width);
            b.word[at..at + pieces].fill(int(root));
            b.first[root..root + width].fill(int(at));
            b.last[root..root + width].fill(int(at));
            b.present[at..at + part.pieces].fill(0.0);
            b.ids[at] = id(weights.vocabulary.first);
            at += 1;
            for (i, w) in part.words.clone().enumerate() {
                let word = root + 1 + i;
                b.first[word] = int(at);
                for piece in &features.pieces[w] {
                    (b.ids[at], b.word[at]) = (id(*piece), int(word));
                    at += 1;
                }
                b.last[word] = int(at - 1);
                b.shape[word] = i32::from(features.shape[w]);
                b.ending3[word] = i32::from(features.ending3[w]);
                b.ending2[word] = i32::from(features.ending2[w]);
                for k in 0..KNOWN {
                    b.known[word * KNOWN + k] = f32::from(u8::from(features.known[w] >> k & 1 == 1));
                }
            }
            b.ids[at] = id(weights.vocabulary.last);
        }
        b
    }
}
