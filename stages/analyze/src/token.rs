//! A sentence in, its tokens out, after Universal Dependencies as the English Web Treebank has it.
//!
//! Contractions, possessives and hyphened compounds are split, punctuation stands alone, and
//! abbreviations, figures and addresses stay whole. Tokens cover every character but blanks.

mod shape;

use chancery_data::{AbbreviationKind as Kind, CutKind, Data};
use chancery_model::{ByteSpan, Token};

use crate::abbreviation;

/// In bytes; what is longer is no telephone number, date or address behind another mark.
const LONGEST_REST: usize = 100;

/// Cuts a sentence into tokens and adds them to `out`.
pub(crate) fn split(data: &Data, text: &str, sentence: ByteSpan, out: &mut Vec<Token>) {
    let body = sentence.of(text);
    let mut chunks = chunks(body).peekable();
    let mut cutter = Cutter { data, body, base: sentence.start(), next: None, open: false, out };
    while let Some((start, end)) = chunks.next() {
        cutter.next = chunks.peek().map(|&(a, b)| &body[a..b]);
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
    /// Whether a single mark has opened something in this sentence.
    open: bool,
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
            self.out.push(Token { continues, ..Token::at(span) });
        }
    }

    /// Cuts a stretch without blanks: marks before, marks behind, then what is between.
    fn chunk(&mut self, mut start: usize, mut end: usize) {
        if self.data.cuts.is(&self.body[start..end], CutKind::Smiley) {
            return self.emit(start, end);
        }
        // A link as Markdown writes it: "[Ann Lee](https://example.org)".
        if let Some(at) = self.body[start..end].find("](") {
            let bracket = start + at;
            self.chunk(start, bracket);
            self.emit(bracket, bracket + 1);
            self.emit(bracket + 1, bracket + 2);
            return self.chunk(bracket + 2, end);
        }
        while start < end {
            let length = self.leading(&self.body[start..end]);
            if length == 0 {
                break;
            }
            self.open |= self.body[start..].starts_with(['\'', '‘']) && length < 4;
            self.emit(start, start + length);
            start += length;
        }
        // The marks inside an address, and at its end, are its own.
        let floor = start + shape::address(&self.body[start..end]);
        let mut behind = Vec::new();
        while floor < end {
            let word = &self.body[start..end];
            let bracketed = self.body[..start].ends_with('(');
            let length = match self.smiley_behind(word, bracketed) {
                0 => self.trailing(word, behind.is_empty()),
                length => length,
            };
            if length == 0 {
                break;
            }
            behind.push((end - length, end));
            end -= length;
        }
        self.inner(start, end);
        for (a, b) in behind.into_iter().rev() {
            if a == end && start < end && self.is_possessive(start, a, b) {
                self.emit_rest(a, b);
            } else {
                self.open &= !self.body[a..b].starts_with(['\'', '’']);
                self.emit(a, b);
            }
        }
    }

    /// Whether the mark `a..b` behind a word is the possessive of a plural: "the allies' plan".
    fn is_possessive(&self, start: usize, a: usize, b: usize) -> bool {
        let word = &self.body[start..a];
        matches!(&self.body[a..b], "'" | "’")
            && !self.open
            && word.len() > 1
            && word.ends_with(['s', 'S', 'x', 'z'])
            && self.next.is_some_and(|next| next.starts_with(char::is_alphanumeric))
    }

    /// The length of the face made of marks that ends `word`, or 0. A bracket may be open before it.
    fn smiley_behind(&self, word: &str, bracketed: bool) -> usize {
        [3, 2]
            .into_iter()
            .find(|&length| {
                let Some(cut) = word.len().checked_sub(length).filter(|&cut| cut > 0 && word.is_char_boundary(cut))
                else {
                    return false;
                };
                let (before, face) = word.split_at(cut);
                face.starts_with([':', ';', '='])
                && face.ends_with(['(', ')'])
                // "(as follows:)" holds no face.
                && (face.ends_with('(') || !bracketed && !before.bytes().rev().take(LONGEST_REST).any(|b| b == b'('))
                && self.data.cuts.is(face, CutKind::Smiley)
            })
            .unwrap_or(0)
    }

    /// The length of the token of punctuation that opens `chunk`, or 0.
    fn leading(&self, chunk: &str) -> usize {
        let mut chars = chunk.chars();
        let Some(c) = chars.next() else { return 0 };
        let next = chars.next();
        let run = || chunk.len() - chunk.trim_start_matches(c).len();
        match c {
            // ".5" is a figure, ".doc" the end of a file's name.
            '.' if next.is_some_and(|n| n.is_ascii_digit()) || self.is_extension(&chunk[1..]) => 0,
            '!' | '?' => chunk.len() - chunk.trim_start_matches(['!', '?']).len(),
            '.' => {
                let run = run();
                let marks = chunk.len() - chunk.trim_start_matches(['.', '!', '?']).len();
                if run == 1 { marks } else { run }
            }
            '-' | '*' | '=' | '_' | '~' | '`' | '>' | '<' | '$' => run(),
            '\'' | '’' => {
                let rest = &chunk[c.len_utf8()..];
                let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(6).collect();
                let decade = matches!(word.len(), 2 | 3)
                    && word.bytes().take(2).all(|b| b.is_ascii_digit())
                    && (word.len() == 2 || word.ends_with('s'));
                if decade || self.data.cuts.is(&word, CutKind::Clipped) {
                    0
                } else if rest.starts_with(c) {
                    2 * c.len_utf8()
                } else {
                    c.len_utf8()
                }
            }
            '#' => usize::from(!next.is_some_and(char::is_alphabetic)),
            '@' => usize::from(next.is_some_and(|n| n.is_ascii_digit())),
            '"' | '“' | '”' | '„' | '‘' | '‚' | '«' | '»' | '(' | '[' | '{' | ')' | ']' | '}' | '£' | '€' | '¥'
            | '–' | '—' | '…' | ',' | ';' | ':' | '|' | '•' | '·' | '/' | '%' | '−' => c.len_utf8(),
            _ => 0,
        }
    }

    fn is_extension(&self, word: &str) -> bool {
        word.len() < 5 && self.data.cuts.is(word, CutKind::Extension)
    }

    /// The length of the token of punctuation that ends `word`, or 0.
    fn trailing(&self, word: &str, at_end: bool) -> usize {
        let Some(c) = word.chars().next_back() else { return 0 };
        match c {
            '.' => {
                let run = run_behind(word, '.');
                let bare = &word[..word.len() - run];
                if run == 1 && bare.ends_with(['!', '?']) {
                    return word.len() - bare.trim_end_matches(['!', '?']).len();
                }
                // "in the U.S.." has the word's stop and the sentence's.
                if run > 1 {
                    return if run == 2 && at_end && self.keeps_stop(bare, false) { 1 } else { run };
                }
                usize::from(!self.keeps_stop(bare, at_end))
            }
            '!' | '?' => {
                let bare = word.trim_end_matches(['!', '?']);
                // ".?" is one sign; "...?" are two.
                let stop =
                    bare.ends_with('.') && !bare.ends_with("..") && !self.keeps_stop(&bare[..bare.len() - 1], false);
                word.len() - bare.len() + usize::from(stop)
            }
            '-' | '*' | '_' | '=' | '~' | '>' => run_behind(word, c),
            '+' if word != "C++" => run_behind(word, c),
            '/' if word == "w/" => 0,
            '/' => run_behind(word, c),
            ',' | ';' | ':' | '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | ')' | ']' | '}' | '%' | '…' | '–'
            | '—' | '`' | '|' | '″' | '′' | '°' | '€' | '£' | '$' => {
                let length = c.len_utf8();
                let twice = matches!(c, '\'' | '`' | '’') && word.len() > length;
                if twice && word[..word.len() - length].ends_with(c) { 2 * length } else { length }
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
            // At the end of a sentence the stop is the sentence's, but for letters with stops between.
            Some(Kind::Final | Kind::Last) => more || !at_end || last.contains('.'),
            Some(Kind::Inner) => true,
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
        if self.is_whole(word) {
            return self.emit(start, end);
        }
        let mut from = start;
        let mut at = start;
        let mut hyphens = 0;
        while let Some(c) = self.body[at..end].chars().next() {
            let before = self.body[from..at].chars().next_back();
            let (length, affix) = self.mark(from, at, end, hyphens);
            if affix {
                hyphens += 1;
            }
            if c.is_alphanumeric() && before.is_some_and(|b| b.is_ascii_digit()) && self.is_unit(from, at, end) {
                self.emit(from, at);
                from = at;
            }
            if length == 0 {
                at += c.len_utf8();
                continue;
            }
            self.word(from, at);
            self.emit(at, at + length);
            from = at + length;
            at = from;
            hyphens = 0;
            let rest = &self.body[from..end];
            if !rest.is_empty() && rest.len() <= LONGEST_REST && self.is_whole(rest) {
                return self.emit(from, end);
            }
        }
        self.word(from, end);
    }

    /// Whether marks inside a word are its own: an address, a telephone number, a date, a file's name.
    fn is_whole(&self, word: &str) -> bool {
        let file = |word: &str| {
            let extension = word.rsplit_once('.').filter(|(stem, _)| stem.ends_with(char::is_alphanumeric));
            extension.is_some_and(|(_, extension)| self.is_extension(&extension.to_ascii_lowercase()))
                && !word.contains(['"', '(', '<', ',', ':'])
        };
        shape::is_address(word) || shape::is_telephone(word) || shape::is_date(word) || file(word)
    }

    /// The length of the token that the mark at `at` opens, or 0 where it belongs to its word; and
    /// whether that is because it joins a prefix or suffix. The word started at `from`.
    fn mark(&self, from: usize, at: usize, end: usize, hyphens: usize) -> (usize, bool) {
        let rest = &self.body[at..end];
        let Some(c) = rest.chars().next() else { return (0, false) };
        let before = self.body[from..at].chars().next_back();
        let after = rest[c.len_utf8()..].chars().next();
        let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        let digits = both(|c| c.is_ascii_digit());
        let letters = both(char::is_alphabetic);
        let run = || rest.len() - rest.trim_start_matches(c).len();
        let length = match c {
            '-' | '‐' | '‑' | '−' => {
                let run = run();
                if run == c.len_utf8() && hyphens == 0 && self.is_affix(from, at, end, run) {
                    return (0, true);
                }
                run
            }
            '.' => Some(run()).filter(|&run| run > 1).unwrap_or(0),
            ',' | ':' => usize::from(!digits),
            '/' => usize::from(!digits && !self.is_short_pair(from, at, end)),
            '$' | '€' | '£' | '¥' if after.is_some_and(|a| a.is_ascii_digit()) => c.len_utf8(),
            // Feet and inches.
            '\'' | '’' | '′' if digits => c.len_utf8(),
            '#' if after.is_some_and(|a| a.is_ascii_digit()) => 1,
            '`' | '*' if letters => 0,
            '!' | '?' | ';' | '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>'
            | '–' | '—' | '…' | '=' | '|' | '‘' | '`' | '*' | '%' | '~' => c.len_utf8(),
            _ => 0,
        };
        (length, false)
    }

    /// Whether the hyphen at `at` joins a prefix or suffix to its word.
    fn is_affix(&self, from: usize, at: usize, end: usize, length: usize) -> bool {
        const LONGEST: usize = 16;
        let (before, tail) = (&self.body[from..at], &self.body[at + length..end]);
        let after: String = tail.chars().take_while(|c| c.is_alphanumeric()).take(LONGEST).collect();
        let is = |word: &str, kind| self.data.cuts.is(&word.to_lowercase(), kind);
        // "EU-Kenya": what is written in capitals is a name, and no prefix.
        let capitals = |word: &str| word.len() > 1 && !word.contains(char::is_lowercase);
        let prefix = is(before, CutKind::Prefix) && (!capitals(before) || capitals(&after));
        before.len() <= LONGEST && after.len() > 2 && prefix || is(&after, CutKind::Suffix)
    }

    /// Whether a figure ends and its unit starts at `at`: "10|km".
    fn is_unit(&self, from: usize, at: usize, end: usize) -> bool {
        const LONGEST: usize = 16;
        let figure = self.body[from..at].bytes();
        let tail = self.body[at..end].bytes().take_while(u8::is_ascii_alphabetic).take(LONGEST).count();
        let ends = !self.body[at + tail..end].starts_with(char::is_alphanumeric);
        ends && figure.len() <= LONGEST
            && figure.into_iter().all(|b| b.is_ascii_digit() || b".,:".contains(&b))
            && self.data.cuts.is(&self.body[at..at + tail].to_ascii_lowercase(), CutKind::Unit)
    }

    /// Whether a slash joins small letters to one sign: "w/o", "b/c".
    fn is_short_pair(&self, from: usize, at: usize, end: usize) -> bool {
        let (a, b) = (&self.body[from..at], &self.body[at + 1..end]);
        a.len() == 1
            && (b.len() <= 1 || matches!(b, "out" | "in"))
            && a.bytes().chain(b.bytes()).all(|b| b.is_ascii_lowercase())
    }

    /// Emits a word, cut where a contraction or possessive joins several.
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.body[start..end];
        if let Some(at) = shape::joint(word) {
            self.emit(start, start + at);
            return self.emit_rest(start + at, end);
        }
        // None that is written without an apostrophe is longer.
        const LONGEST: usize = 10;
        let joints = if word.len() <= LONGEST { self.data.cuts.joints(&word.to_ascii_lowercase()) } else { &[] };
        // "IM" and "HES" are no contractions.
        let shouted = word.len() < 4 && word.bytes().all(|b| b.is_ascii_uppercase());
        let mut from = start;
        for joint in joints.iter().filter(|_| !shouted) {
            self.push(from, start + joint, from > start);
            from = start + joint;
        }
        self.push(from, end, from > start);
    }
}

fn run_behind(word: &str, c: char) -> usize {
    word.len() - word.trim_end_matches(c).len()
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
        check("the EU-Kenya summit", "the EU - Kenya summit");
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
        check(
            "It is $5m, not 3k; the 2nd of 12 A-10s and .5%.",
            "It is $ 5 m , not 3 k ; the 2nd of 12 A - 10s and .5 % .",
        );
        check("Since the 1980's he is 6'2 and has an A+.", "Since the 1980's he is 6 ' 2 and has an A + .");
        check("On 12-08-2025 call (555)010-4477.", "On 12-08-2025 call ( 555 ) 010-4477 .");
    }

    #[test]
    fn stops() {
        check("Gen. Diaz left the U.S.", "Gen. Diaz left the U.S.");
        check("At No. 10 they said no.", "At No. 10 they said no .");
        check("Well... “yes,” he said.", "Well ... “ yes , ” he said .");
        check("(See the U.S.)", "( See the U.S. )");
        check("They sell rope, sails, etc.", "They sell rope , sails , etc .");
        check("Rope etc. is sold c. 1850 by Hull Inc.", "Rope etc. is sold c. 1850 by Hull Inc .");
        check("He left the U.S..", "He left the U.S. .");
        check("Really?! No.? Go!!!!!", "Really ?! No .? Go !!!!!");
    }

    #[test]
    fn addresses_stay_whole() {
        check("See [Ann Lee](https://example.org/a) today.", "See [ Ann Lee ] ( https://example.org/a ) today .");
        check(
            "Write to desk@example.org, see https://example.org/a-b?c=1.",
            "Write to desk@example.org , see https://example.org/a-b?c=1 .",
        );
        check(
            "“Ito”<ito...@example.org> sent draft-2.doc to http://example.org/a/.",
            "“ Ito ” < ito...@example.org > sent draft-2.doc to http://example.org/a/ .",
        );
        check("**Terms** and/or [text](www.example.org)", "** Terms ** and / or [ text ] ( www.example.org )");
    }

    #[test]
    fn faces_stay_whole() {
        check("Good :) work:) team (all:) ;-) wow!:-(", "Good :) work :) team ( all : ) ;-) wow ! :-(");
    }

    #[test]
    fn parts_of_a_word_go_on_with_it() {
        let parts = |sentence: &str| {
            let mut out = Vec::new();
            split(&DATA, sentence, ByteSpan::new(0, sentence.len()), &mut out);
            let found = out.iter().filter(|t| t.continues).map(|t| t.span.of(sentence).to_owned());
            found.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(parts("Don't say Rossi’s crew cannot."), "n't ’s not");
        assert_eq!(parts("Im sure they wont, dunno why."), "m nt n no");
        assert_eq!(parts("The allies' plan and the kids’ boat."), "' ’");
        assert_eq!(parts("He said 'we saw the allies' and left."), "");
        assert_eq!(parts("A well-known U.S.-led plan; IM me."), "");
    }
}
