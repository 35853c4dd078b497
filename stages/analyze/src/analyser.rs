//! Reports in, documents out, with all that the encoder tells of them.
//!
//! First the rules cut tokens and sentences. Where the encoder then sees a sentence end that the rules
//! doubted and passed over, the sentence is cut there and its parts are read again.

use std::ops::Range;
use std::sync::Mutex;

use chancery_data::Data;
use chancery_model::{ByteSpan, Document, Name, NameKind, Report, Sentence, Token};

use crate::encoder::{Encoder, EncoderError, Word};
use crate::features::Features;
use crate::sentence::Ending;
use crate::{flat, lemma, name_like, names, tag, workers};

/// The rules and the encoder together.
#[derive(Debug)]
pub struct Analyser {
    encoder: Encoder,
}

/// A name among the words of a sentence.
pub type NameOfWords = (Range<usize>, NameKind);

/// The same by its place in the text that the words are of.
#[must_use]
pub fn placed(tokens: &[Token], (words, kind): NameOfWords) -> Name {
    Name { span: tokens[words.start].span.cover(tokens[words.end - 1].span), kind }
}

/// A report on its way: what the rules alone say of it.
struct Draft<'r> {
    document: Document<'r>,
    endings: Vec<Ending>,
    /// Runs of tokens that are read in one go, in order.
    stretches: Vec<Range<usize>>,
}

/// A run of tokens that is a sentence, and what the encoder says of it.
struct Cut {
    tokens: Range<usize>,
    words: Option<Vec<Word>>,
}

impl Analyser {
    /// Makes an encoder ready to read reports.
    #[must_use]
    pub fn new(encoder: Encoder) -> Self {
        Self { encoder }
    }

    /// Reads the language of reports; gives a document each, in the same order. What is said of a report
    /// never hangs on the others.
    ///
    /// # Errors
    /// When the encoder cannot be run, which sound weights rule out.
    pub fn read<'r>(&self, data: &Data, reports: &[&'r Report]) -> Result<Vec<Document<'r>>, EncoderError> {
        let drafts: Vec<Draft<'r>> = workers::each(reports, |_, report| draft(data, report));
        let stretches: Vec<(usize, Range<usize>)> = drafts
            .iter()
            .enumerate()
            .flat_map(|(d, draft)| draft.stretches.iter().map(move |s| (d, s.clone())))
            .collect();
        let words = self.encoder.read(&self.features(data, &drafts, &stretches))?;
        let mut cuts: Vec<(usize, Cut)> = Vec::with_capacity(words.len());
        for ((d, tokens), words) in stretches.into_iter().zip(words) {
            let sentences = cut(&drafts[d].endings, &tokens, &words);
            if sentences.len() == 1 {
                cuts.push((d, Cut { tokens, words: Some(words) }));
            } else {
                cuts.extend(sentences.into_iter().map(|tokens| (d, Cut { tokens, words: None })));
            }
        }
        let again: Vec<(usize, Range<usize>)> =
            cuts.iter().filter(|(_, c)| c.words.is_none()).map(|(d, c)| (*d, c.tokens.clone())).collect();
        let mut words = self.encoder.read(&self.features(data, &drafts, &again))?.into_iter();
        for (_, cut) in cuts.iter_mut().filter(|(_, c)| c.words.is_none()) {
            cut.words = words.next();
        }
        let mut of_draft: Vec<Vec<Cut>> = drafts.iter().map(|_| Vec::new()).collect();
        cuts.into_iter().for_each(|(d, cut)| of_draft[d].push(cut));
        let open: Vec<_> = drafts.into_iter().zip(of_draft).map(|pair| Mutex::new(Some(pair))).collect();
        Ok(workers::each(&open, |_, pair| {
            let (draft, cuts) = pair.lock().expect("taken once").take().expect("taken once");
            self.finish(data, draft, cuts)
        }))
    }

    /// Reads sentences of given words: fills what the encoder says of each token, and gives the names of
    /// each sentence.
    ///
    /// # Errors
    /// When the encoder cannot be run.
    pub fn read_words(
        &self,
        data: &Data,
        sentences: &mut [(&str, Vec<Token>)],
    ) -> Result<Vec<Vec<NameOfWords>>, EncoderError> {
        let vocabulary = &self.encoder.weights.vocabulary;
        let features: Vec<Features> =
            workers::each(sentences, |_, (text, tokens)| Features::of(data, vocabulary, text, tokens));
        let words = self.encoder.read(&features)?;
        for ((text, tokens), words) in sentences.iter_mut().zip(&words) {
            self.fill(data, text, tokens, words);
        }
        Ok(words.iter().map(|words| tag::names(words.iter().map(|w| w.name))).collect())
    }

    fn features(&self, data: &Data, drafts: &[Draft<'_>], runs: &[(usize, Range<usize>)]) -> Vec<Features> {
        let of = |(d, run): &(usize, Range<usize>)| {
            let document = &drafts[*d].document;
            Features::of(data, &self.encoder.weights.vocabulary, &document.report.text, &document.tokens[run.clone()])
        };
        workers::each(runs, |_, run| of(run))
    }

    fn fill(&self, data: &Data, text: &str, tokens: &mut [Token], words: &[Word]) {
        let labels = &self.encoder.weights.labels;
        for (token, word) in tokens.iter_mut().zip(words) {
            let (form, upos) = (token.span.of(text), &labels.upos[word.upos]);
            let doubled = (upos == "VERB").then(|| lemma::undoubled(data, form)).flatten();
            token.lemma = doubled.or_else(|| Some(lemma::apply(&labels.lemmas[word.lemma], form)));
            token.upos = Some(upos.clone());
            token.xpos = Some(labels.xpos[word.xpos].clone());
            token.head = Some(word.head);
            token.deprel = Some(labels.relations[word.relation].clone());
        }
        agree(tokens);
    }

    fn finish<'r>(&self, data: &Data, draft: Draft<'r>, cuts: Vec<Cut>) -> Document<'r> {
        let mut document = draft.document;
        let text = document.report.text.as_str();
        let mut told: Vec<Name> = Vec::new();
        for cut in &cuts {
            let words = cut.words.as_deref().unwrap_or_default();
            self.fill(data, text, &mut document.tokens[cut.tokens.clone()], words);
            let tokens = &document.tokens[cut.tokens.clone()];
            told.extend(tag::names(words.iter().map(|w| w.name)).into_iter().map(|name| placed(tokens, name)));
        }
        let mut cuts = cuts.into_iter().peekable();
        let mut sentences = Vec::with_capacity(document.sentences.len());
        for sentence in &document.sentences {
            let mut any = false;
            while let Some(cut) = cuts.next_if(|c| c.tokens.start < sentence.tokens.end) {
                any = true;
                let (first, last) = (&document.tokens[cut.tokens.start], &document.tokens[cut.tokens.end - 1]);
                let span = ByteSpan::new(first.span.start(), last.span.end());
                sentences.push(Sentence { span, tokens: cut.tokens, ..sentence.clone() });
            }
            if !any {
                sentences.push(sentence.clone());
            }
        }
        document.sentences = sentences;
        let known = names::find(data, text, &document.sentences, &document.tokens);
        let names = names::together(data, text, known, told);
        document.names = flat::mend(data, &document, names);
        name_like::mark(&mut document);
        document
    }
}

/// Lets the tag of a verb agree with its place in the tree: what hangs on a noun by itself ("a meeting **planned** for
/// Monday") is a participle, however much it looks like a past tense.
fn agree(tokens: &mut [Token]) {
    let finite = |at: usize| {
        let part = |t: &&Token| t.head == Some(at + 1);
        let tells = |t: &Token| t.deprel.as_deref().is_some_and(|r| r.starts_with("nsubj") || r.starts_with("aux"));
        tokens.iter().filter(part).any(tells)
    };
    let past = |t: &Token| t.deprel.as_deref() == Some("acl") && t.xpos.as_deref() == Some("VBD");
    let wrong: Vec<usize> = (0..tokens.len()).filter(|at| past(&tokens[*at]) && !finite(*at)).collect();
    for at in wrong {
        tokens[at].xpos = Some("VBN".to_owned());
    }
}

/// What the rules say, and which tokens are read in one go: a sentence by the rules, site chrome aside.
fn draft<'r>(data: &Data, report: &'r Report) -> Draft<'r> {
    let (document, endings) = crate::by_rule(data, report);
    let read = |s: &&Sentence| report.is_english() && !s.chrome && !s.tokens.is_empty();
    let stretches = document.sentences.iter().filter(read).map(|s| s.tokens.clone()).collect();
    Draft { document, endings, stretches }
}

/// The sentences of a stretch: the encoder is heard where the rules let a sentence go on and doubt it. Where
/// they end one they are nearly always right, and the encoder is not.
fn cut(endings: &[Ending], stretch: &Range<usize>, words: &[Word]) -> Vec<Range<usize>> {
    // Log-odds added to the encoder's, chosen on the development parts of English EWT and GUM and on GUM's news.
    let trust = |ending| match ending {
        Ending::Unlikely => Some(0.5),
        Ending::Opened => Some(3.0),
        Ending::Never | Ending::Here => None,
    };
    let mut out = Vec::new();
    let mut start = stretch.start;
    for (at, word) in stretch.clone().zip(words) {
        if at + 1 == stretch.end || trust(endings[at]).is_some_and(|trust| word.end + trust > 0.0) {
            out.push(start..at + 1);
            start = at + 1;
        }
    }
    out
}
