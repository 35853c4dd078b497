//! A short likeness of a text, by which it is known again under another masthead.
//!
//! What is compared are runs of five words, as numbers. Of a long text a sample is kept: the runs whose number lies
//! below a bound, which is the same bound for every text, so that two texts keep the same of the runs that they
//! share, and the share of kept runs found in another text is, on average, the share of all.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A likeness of a report's own prose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sketch {
    /// A number for all its words in their order, quoted ones too.
    pub prose: u64,
    /// How many words those are.
    pub words: u32,
    /// How often the bound was halved: of a text with scale 2, one run in four is kept.
    pub scale: u32,
    /// The numbers of the runs kept, each once, in order of the text. Quoted words are in none.
    pub runs: Arc<[u32]>,
}

/// A word of prose.
#[derive(Clone, Copy, Debug)]
pub struct ProseWord<'t> {
    /// As written.
    pub text: &'t str,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

impl Sketch {
    /// How many words make a run: five that stand in two texts in the same order are rarely chance, and one
    /// word changed spoils five runs and no more.
    pub const RUN: usize = 5;

    /// Most runs kept. With as many, the share that two texts have in common is known to within a few in a hundred.
    pub const MOST: usize = 200;

    /// The likeness of words, in order of the text.
    #[must_use]
    pub fn of<'t>(words: impl IntoIterator<Item = ProseWord<'t>>) -> Self {
        let mut sketch = Self { prose: SEED, ..Self::default() };
        let mut run: [u64; Self::RUN] = [0; Self::RUN];
        let mut length = 0;
        let mut all = Vec::new();
        for word in words {
            let number = number(word.text);
            sketch.prose = mixed(sketch.prose ^ number);
            sketch.words += 1;
            length = if word.quoted { 0 } else { length + 1 };
            run.rotate_left(1);
            run[Self::RUN - 1] = number;
            if length >= Self::RUN {
                let whole = run.iter().fold(SEED, |sum, word| mixed(sum ^ word));
                all.push((whole >> 32) as u32);
            }
        }
        let mut seen = std::collections::HashSet::new();
        all.retain(|run| seen.insert(*run));
        while all.len() > Self::MOST {
            sketch.scale += 1;
            all.retain(|run| *run <= Self::bound(sketch.scale));
        }
        sketch.runs = all.into();
        sketch
    }

    /// The greatest number that a text of this scale keeps.
    #[must_use]
    pub fn bound(scale: u32) -> u32 {
        u32::MAX.checked_shr(scale).unwrap_or(0)
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// A number for a word, whatever its capitals and apostrophes (FNV-1a).
fn number(word: &str) -> u64 {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.fold(SEED, |sum, letter| (sum ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads a number over all its bits (the finisher of SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// `PROSE.WORDS.SCALE.RUNS`: all but words and scale in hexadecimal, eight digits a run.
impl From<Sketch> for String {
    fn from(sketch: Sketch) -> Self {
        use std::fmt::Write as _;
        let mut text = format!("{:016x}.{}.{}.", sketch.prose, sketch.words, sketch.scale);
        text.reserve(sketch.runs.len() * 8);
        for run in sketch.runs.iter() {
            write!(text, "{run:08x}").expect("writing to a string cannot fail");
        }
        text
    }
}

impl TryFrom<String> for Sketch {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read = || {
            let mut parts = text.split('.');
            let prose = u64::from_str_radix(parts.next()?, 16).ok()?;
            let words = parts.next()?.parse().ok()?;
            let scale = parts.next()?.parse().ok()?;
            let digits = parts.next()?.as_bytes();
            let run = |digits: &[u8]| {
                let digits = std::str::from_utf8(digits).ok().filter(|_| digits.len() == 8)?;
                u32::from_str_radix(digits, 16).ok()
            };
            let runs = digits.chunks(8).map(run).collect::<Option<Arc<[u32]>>>()?;
            parts.next().is_none().then_some(Self { prose, words, scale, runs })
        };
        read().ok_or_else(|| "no sketch of a text".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text.split_whitespace().map(|text| ProseWord { text, quoted: false }))
    }

    fn counted(n: usize) -> String {
        (0..n).map(|i| format!("word{i}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn capitals_and_apostrophes_make_no_difference() {
        assert_eq!(sketch("The envoys’ talks ended in Oslo, late."), sketch("the envoys' TALKS ended in Oslo late"));
        assert_ne!(
            sketch("The envoys talks ended in Oslo late").prose,
            sketch("The envoys talks ended in Bergen late").prose
        );
    }

    #[test]
    fn a_word_changed_spoils_five_runs() {
        let (a, b) = (sketch(&counted(60)), sketch(&counted(60).replace("word30", "other")));
        assert_eq!((a.runs.len(), a.runs.iter().filter(|run| b.runs.contains(run)).count()), (56, 51));
    }

    #[test]
    fn quoted_words_are_in_no_run() {
        let words = counted(20);
        let words = words.split(' ').enumerate().map(|(i, text)| ProseWord { text, quoted: i == 9 });
        let quoted = Sketch::of(words);
        assert_eq!((quoted.words, quoted.runs.len()), (20, 11));
        assert_eq!(quoted.prose, sketch(&counted(20)).prose);
    }

    #[test]
    fn of_a_long_text_the_same_runs_are_kept_as_of_its_first_half() {
        let (whole, half) = (sketch(&counted(4000)), sketch(&counted(2000)));
        assert!(whole.runs.len() <= Sketch::MOST && whole.runs.len() > Sketch::MOST / 4, "{}", whole.runs.len());
        let comparable: Vec<u32> = half.runs.iter().copied().filter(|r| *r <= Sketch::bound(whole.scale)).collect();
        assert!(comparable.iter().all(|run| whole.runs.contains(run)));
    }

    #[test]
    fn it_is_written_and_read_back() {
        for text in [sketch(""), sketch("Two words"), sketch(&counted(700))] {
            let json = serde_json::to_string(&text).unwrap();
            assert_eq!(serde_json::from_str::<Sketch>(&json).unwrap(), text);
        }
        for fault in ["\"\"", "\"00.1.0\"", "\"00.1.0.123\"", "\"x.1.0.\"", "\"00.1.0..\""] {
            assert!(serde_json::from_str::<Sketch>(fault).is_err(), "{fault}");
        }
    }

    /// Sketches stand in stores: what they are made of stays as it is.
    #[test]
    fn sketches_keep_their_numbers() {
        let text = String::from(sketch("The two ministers met in Oslo."));
        assert_eq!(text, "29a62bff1ae09318.6.0.5549c59ab250c076");
    }
}
