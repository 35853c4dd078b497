//! A sentence in, its tokens out, after Universal Dependencies as the English Web Treebank has it.
//!
//! Contractions, possessives and hyphened compounds are split, punctuation stands alone, and
//! abbreviations, figures and addresses stay whole. Tokens cover every character but blanks.

use chancery_data::{AbbreviationKind as Kind, Data};
use chancery_model::{ByteSpan, Token};

use crate::abbreviation;

/// Prefixes that stay with their word across a hyphen ("non-state").
const PREFIXES: &[&str] = &[
    "a", "ad", "ag", "ante", "anti", "be", "bi", "co", "counter", "cross", "de", "e", "eco", "electro", "eu", "ex",
    "extra", "fore", "hyper", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "mis", "mono", "multi", "neo",
    "non", "out", "over", "pan", "para", "peri", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "super",
    "supra", "trans", "tri", "u", "ultra", "un", "uni", "vice", "x",
];

/// Suffixes that stay with their word across a hyphen.
const SUFFIXES: &[&str] = &["esque", "ette", "fest", "fold", "gate", "itis", "less", "most", "rama", "wise"];

/// Words written as one that are two, and the length of the first.
const JOINED: &[(&str, usize)] =
    &[("cannot", 3), ("gimme", 3), ("gonna", 3), ("gotta", 3), ("lemme", 3), ("wanna", 3), ("dont", 2), ("cant", 2)];

/// Units that follow a figure without a blank.
const UNITS: &[&str] = &["am", "bn", "cm", "ft", "kg", "km", "kph", "lbs", "mg", "ml", "mm", "mph", "pm", "tn"];

/// Cuts a sentence into tokens and adds them to `out`.
pub(crate) fn split(data: &Data, text: &str, sentence: ByteSpan, out: &mut Vec<Token>) {
    let body = sentence.of(text);
    let mut chunks = chunks(body).peekable();
    while let Some((start, end)) = chunks.next() {
        let next = chunks.peek().map(|&(a, b)| &body[a..b]);
        let mut cutter = Cutter { data, body, base: sentence.start(), next, out };
        cutter.chunk(start, end);
    }
}

/// Stretches without blanks.
fn chunks(body: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    body.split_whitespace().map(|chunk| {
        let start = chunk.as_ptr() as usize - body.as_ptr() as usize;
        (start, start + chunk.len())
    })
}

struct Cutter<'t, 'o> {
    data: &'t Data,
    body: &'t str,
    base: usize,
    /// The chunk behind this one.
    next: Option<&'t str>,
    out: &'o mut Vec<Token>,
}

impl Cutter<'_, '_> {
    fn emit(&mut self, start: usize, end: usize) {
        self.push(start, end, false);
    }

    /// Emits a later part of a word begun before.
    fn emit_rest(&mut self, start: usize, end: usize) {
        self.push(start, end, true);
    }

    fn push(&mut self, start: usize, end: usize, continues: bool) {
        if start < end {
            let span = ByteSpan::new(self.base + start, self.base + end);
            self.out.push(Token { span, lemma: None, upos: None, head: None, deprel: None, continues });
        }
    }

    /// Cuts a stretch without blanks: marks before, marks behind, then what is between.
    fn chunk(&mut self, mut start: usize, mut end: usize) {
        if is_smiley(&self.body[start..end]) {
            return self.emit(start, end);
        }
        while start < end {
            let length = leading(&self.body[start..end]);
            if length == 0 {
                break;
            }
            self.emit(start, start + length);
            start += length;
        }
        let mut behind = Vec::new();
        while start < end {
            let length = self.trailing(&self.body[start..end], behind.is_empty());
            if length == 0 {
                break;
            }
            behind.push((end - length, end));
            end -= length;
        }
        self.inner(start, end);
        for (a, b) in behind.into_iter().rev() {
            self.emit(a, b);
        }
    }

    /// The length of the token of punctuation that ends `word`, or 0.
    fn trailing(&self, word: &str, at_end: bool) -> usize {
        let Some(c) = word.chars().next_back() else { return 0 };
        match c {
            '.' => {
                let run = run_behind(word, '.');
                if run > 1 {
                    return run;
                }
                let bare = &word[..word.len() - 1];
                usize::from(!self.keeps_stop(bare, at_end))
            }
            '!' | '?' => word.len() - word.trim_end_matches(['!', '?']).len(),
            '-' | '*' | '_' | '=' | '~' => run_behind(word, c),
            ',' | ';' | ':' | '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | ')' | ']' | '}' | '>' | '%' | '…'
            | '–' | '—' | '`' | '|' | '/' | '″' | '′' | '°' | '€' | '£' => {
                if matches!(c, '\'' | '`') && word.len() > 1 && word[..word.len() - 1].ends_with(c) {
                    2
                } else {
                    c.len_utf8()
                }
            }
            _ => 0,
        }
    }

    /// Whether the stop behind `word` belongs to it.
    fn keeps_stop(&self, word: &str, at_end: bool) -> bool {
        // "U.S.-Iran vs." is asked of its last part only.
        let last = word.rsplit(['-', '/', '—', '–', '(']).next().unwrap_or(word);
        let more = self.next.is_some();
        match abbreviation::kind(self.data, last) {
            Some(Kind::Number) => {
                at_end && self.next.is_some_and(|n| n.starts_with(|c: char| c.is_numeric() || "IVX#".contains(c)))
            }
            Some(Kind::Initial) => more,
            Some(Kind::Title | Kind::Month) => more || last.len() > 3,
            Some(Kind::Inner | Kind::Final) => true,
            None => false,
        }
    }

    /// Cuts what stands between leading and trailing marks.
    fn inner(&mut self, start: usize, end: usize) {
        let word = &self.body[start..end];
        if word.is_empty() {
            return;
        }
        if word.bytes().all(|b| b.is_ascii_alphabetic()) {
            return self.word(start, end);
        }
        if is_address(word) || is_telephone(word) {
            return self.emit(start, end);
        }
        let mut from = start;
        let mut at = start;
        let mut hyphens = 0;
        while let Some(c) = self.body[at..end].chars().next() {
            let before = self.body[from..at].chars().next_back();
            let rest = &self.body[at..end];
            let after = rest[c.len_utf8()..].chars().next();
            let digits = before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
            let length = match c {
                '-' | '‐' | '‑' | '−' => {
                    let run = rest.len() - rest.trim_start_matches(c).len();
                    let alone = run == c.len_utf8();
                    if alone && hyphens == 0 && self.is_affix(from, at, end, c.len_utf8()) {
                        hyphens += 1;
                        0
                    } else {
                        run
                    }
                }
                '.' => {
                    let run = rest.len() - rest.trim_start_matches('.').len();
                    if run > 1 { run } else { 0 }
                }
                ',' | ':' => usize::from(!digits),
                '/' => usize::from(!digits && !self.is_short_pair(from, at, end)),
                '$' | '€' | '£' | '¥' if after.is_some_and(|a| a.is_ascii_digit()) => c.len_utf8(),
                _ if c.is_alphanumeric() => {
                    let unit = before.is_some_and(|b| b.is_ascii_digit()) && self.is_unit(from, at, end);
                    if unit {
                        self.emit(from, at);
                        from = at;
                    }
                    0
                }
                '!' | '?' | ';' | '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>'
                | '–' | '—' | '…' | '=' | '|' | '‘' | '`' | '*' | '%' | '~' => c.len_utf8(),
                _ => 0,
            };
            if length > 0 {
                self.word(from, at);
                self.emit(at, at + length);
                from = at + length;
                at = from;
                hyphens = 0;
            } else {
                at += c.len_utf8();
            }
        }
        self.word(from, end);
    }

    /// Whether the hyphen at `at` joins a prefix or suffix to its word.
    fn is_affix(&self, from: usize, at: usize, end: usize, length: usize) -> bool {
        let before = self.body[from..at].to_lowercase();
        let tail = &self.body[at + length..end];
        let after = tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let starts = !tail.is_empty() && PREFIXES.contains(&before.as_str());
        starts && !after.is_empty() || SUFFIXES.contains(&after.as_str())
    }

    /// Whether a figure ends and its unit starts at `at`: "10|km".
    fn is_unit(&self, from: usize, at: usize, end: usize) -> bool {
        const LONGEST: usize = 16;
        let figure = self.body[from..at].bytes();
        let tail = self.body[at..end].bytes().take_while(u8::is_ascii_alphabetic).take(4).count();
        let unit = self.body[at..at + tail].to_ascii_lowercase();
        UNITS.contains(&unit.as_str())
            && figure.len() <= LONGEST
            && figure.into_iter().all(|b| b.is_ascii_digit() || b".,:".contains(&b))
    }

    /// Whether a slash joins small letters to one sign: "w/o", "b/c".
    fn is_short_pair(&self, from: usize, at: usize, end: usize) -> bool {
        let (a, b) = (&self.body[from..at], &self.body[at + 1..end]);
        a.len() == 1 && b.len() <= 1 && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_lowercase())
    }

    /// Emits a word, cut where a contraction or possessive joins two.
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.body[start..end];
        if let Some(at) = joint(word) {
            self.emit(start, start + at);
            self.emit_rest(start + at, end);
        } else {
            self.emit(start, end);
        }
    }
}

/// Where a word is joined of two.
fn joint(word: &str) -> Option<usize> {
    if word.len() < 3 {
        return None;
    }
    let apostrophe = word.char_indices().rev().take(4).find(|(_, c)| matches!(c, '\'' | '’' | '‘' | '`'));
    let Some((at, mark)) = apostrophe else {
        let lower = || word.to_ascii_lowercase();
        return (word.len() <= 6).then(|| JOINED.iter().find(|(w, _)| *w == lower()).map(|j| j.1)).flatten();
    };
    let tail = word[at + mark.len_utf8()..].to_lowercase();
    match tail.as_str() {
        "t" if at > 1 && word[..at].ends_with(['n', 'N']) => Some(at - 1),
        "s" | "m" | "d" | "re" | "ve" | "ll" if at > 0 => Some(at),
        _ => None,
    }
}

/// The length of the token of punctuation that opens `chunk`, or 0.
fn leading(chunk: &str) -> usize {
    let mut chars = chunk.chars();
    let Some(c) = chars.next() else { return 0 };
    let next = chars.next();
    match c {
        '-' | '.' | '*' | '=' | '_' | '~' | '!' | '?' | '`' | '>' | '<' => {
            chunk.len() - chunk.trim_start_matches(c).len()
        }
        '\'' | '’' => {
            let rest = &chunk[c.len_utf8()..];
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(6).collect();
            let decade = word.len() == 3 && word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit());
            let clipped = ["em", "til", "cause", "s", "re", "ve", "ll", "n", "t", "d", "m"].contains(&word.as_str());
            if decade || clipped {
                0
            } else if rest.starts_with(c) {
                2 * c.len_utf8()
            } else {
                c.len_utf8()
            }
        }
        '#' => usize::from(!next.is_some_and(char::is_alphabetic)),
        '"' | '“' | '”' | '„' | '‘' | '‚' | '«' | '»' | '(' | '[' | '{' | ')' | ']' | '}' | '$' | '£' | '€' | '¥'
        | '–' | '—' | '…' | ',' | ';' | ':' | '|' | '•' | '·' | '/' | '%' | '−' => c.len_utf8(),
        _ => 0,
    }
}

fn run_behind(word: &str, c: char) -> usize {
    word.len() - word.trim_end_matches(c).len()
}

/// Whether the word is a web or mail address, or a file name.
fn is_address(word: &str) -> bool {
    let web = word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:");
    let mail = || word.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    web || mail() || {
        let host = word.split('/').next().unwrap_or("");
        host.len() < word.len()
            && host.contains('.')
            && host
                .split('.')
                .all(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            && host.contains(|c: char| c.is_ascii_alphabetic())
    }
}

/// Whether the word is a telephone number or post code: figures in groups of three and four or more.
fn is_telephone(word: &str) -> bool {
    let mut groups = word.split('-');
    let digits = |g: &str, least: usize| g.len() >= least && g.bytes().all(|b| b.is_ascii_digit());
    let Some((first, last)) = groups.next().zip(groups.next_back()) else { return false };
    digits(first, 1) && digits(last, 4) && groups.all(|g| digits(g, 3)) && (first.len() != 4 || last.len() != 4)
}

fn is_smiley(chunk: &str) -> bool {
    matches!(chunk, ":)" | ":-)" | ";)" | ";-)" | ":(" | ":-(" | ":D" | ":P" | "<3" | "=)" | ":/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DATA;

    fn check(sentence: &str, tokens: &str) {
        let mut out = Vec::new();
        split(&DATA, sentence, ByteSpan::new(0, sentence.len()), &mut out);
        let found: Vec<_> = out.iter().map(|t| t.span.of(sentence)).collect();
        assert_eq!(found.join(" "), tokens);
    }

    #[test]
    fn contractions_and_possessives() {
        check("They don't know we're Rossi's allies' friends.", "They do n't know we 're Rossi 's allies ' friends .");
        check("He cannot, she can’t; it’s LATE, ISN'T it?", "He can not , she ca n’t ; it ’s LATE , IS N'T it ?");
        check("O'Brien kept the '90s map.", "O'Brien kept the '90s map .");
    }

    #[test]
    fn hyphens_split_compounds_and_keep_prefixes() {
        check("The U.S.-proposed cease-fire", "The U.S. - proposed cease - fire");
        check("a non-state, anti-war ex-minister", "a non-state , anti-war ex-minister");
        check("short- and long-term plans", "short - and long - term plans");
        check("Call 555-010-4477 — now—or never.", "Call 555-010-4477 — now — or never .");
    }

    #[test]
    fn figures_and_signs() {
        check(
            "$5, £50bn and US$3.5 or 1,000 (20%) at 10:12.",
            "$ 5 , £ 50 bn and US $ 3.5 or 1,000 ( 20 % ) at 10:12 .",
        );
        check("Go 40km by 9am on 08/12/2024.", "Go 40 km by 9 am on 08/12/2024 .");
    }

    #[test]
    fn stops() {
        check("Gen. Diaz left the U.S.", "Gen. Diaz left the U.S.");
        check("At No. 10 they said no.", "At No. 10 they said no .");
        check("Well... “yes,” he said.", "Well ... “ yes , ” he said .");
        check("(See the U.S.)", "( See the U.S. )");
    }

    #[test]
    fn addresses_stay_whole() {
        check(
            "Write to desk@example.org, see https://example.org/a-b?c=1.",
            "Write to desk@example.org , see https://example.org/a-b?c=1 .",
        );
        check("**Terms** and/or [text](www.example.org)", "** Terms ** and / or [ text ] ( www.example.org )");
    }
}
