//! A block in, its sentences out, or how likely one ends at each place.
//!
//! A stop ends a sentence unless what stands before it is an abbreviation or what stands after it goes
//! on; where both readings are open ("the U.S. The"), the next word decides. Closing marks stay with
//! the sentence they close. Ends without a stop are told in `gap`.

mod ending;
mod gap;
mod tail;

use chancery_data::{AbbreviationKind as Kind, CutKind, Data};
use chancery_model::{ByteSpan, SentenceKind};

use crate::abbreviation;
use crate::layout::{Block, BlockKind, trimmed};
use crate::quote::{Marks, Role};
pub(crate) use ending::Ending;
pub(crate) use ending::of_block;

/// In bytes; what is longer is no word.
const LONGEST_WORD: usize = 64;

/// Cuts a block into sentences, in order.
pub(crate) fn split(data: &Data, text: &str, block: &Block, marks: &Marks) -> Vec<(ByteSpan, SentenceKind)> {
    let base = block.span.start();
    let mut out: Vec<(ByteSpan, SentenceKind)> = Vec::new();
    let mut from = base;
    for (end, _) in places(data, text, block, marks).into_iter().filter(|place| place.1 == Ending::Here) {
        out.extend(trimmed(text, from, end).map(|span| (span, SentenceKind::Prose)));
        from = end;
    }
    out.extend(trimmed(text, from, block.span.end()).map(|span| (span, SentenceKind::Prose)));
    let kind = kind(text, block, &out);
    for sentence in &mut out {
        sentence.1 = kind;
    }
    out
}

/// The places inside a block where a sentence may end, in order: the byte behind its last character,
/// and how likely it is. At all other places none ends.
fn places(data: &Data, text: &str, block: &Block, marks: &Marks) -> Vec<(usize, Ending)> {
    let base = block.span.start();
    let body = block.span.of(text);
    let scan = Scan { data, body, base, marks };
    let mut out: Vec<(usize, Ending)> = Vec::new();
    // Where the sentence began that ends next.
    let mut from = 0;
    let mut at = 0;
    let mut done = 0;
    while let Some(found) = body[at..].find(|c: char| is_stop(c) || c.is_whitespace()) {
        let place = at + found;
        let (end, ending) = if body[place..].starts_with(is_stop) {
            let after = body[place..].find(|c| !is_stop(c)).map_or(body.len(), |n| place + n);
            let end = scan.closers(from, place, after);
            at = end;
            (end, scan.ending(from, place, after, end))
        } else {
            at = body.len() - body[place..].trim_start().len();
            if place <= done {
                continue;
            }
            let opening = from == 0 && block.kind == BlockKind::Text;
            let dateline = opening && gap::place_ends(data, &body[..place], &body[at..]);
            (place, if dateline { Ending::Here } else { gap::ending(data, body, from, place, at) })
        };
        done = end;
        if ending > Ending::Never && end < body.len() {
            out.push((base + end, ending));
        }
        if ending == Ending::Here {
            from = body.len() - body[end..].trim_start().len();
        }
    }
    out
}

/// The kind of the sentences of a block.
fn kind(text: &str, block: &Block, sentences: &[(ByteSpan, SentenceKind)]) -> SentenceKind {
    const LONGEST: usize = 30;
    let words = block.span.of(text).trim_end_matches(|c: char| "\"'”’»)]*_".contains(c));
    match block.kind {
        BlockKind::Item => SentenceKind::Item,
        BlockKind::Heading => SentenceKind::Headline,
        BlockKind::Text
            if sentences.len() == 1
                && !words.ends_with(['.', '!', '?', '…', ':', ';', ','])
                && words.split_whitespace().take(LONGEST + 1).count() <= LONGEST =>
        {
            SentenceKind::Headline
        }
        BlockKind::Text => SentenceKind::Prose,
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

struct Scan<'t> {
    data: &'t Data,
    body: &'t str,
    base: usize,
    marks: &'t Marks,
}

impl Scan<'_> {
    /// The end of what stays with the sentence behind the stop at `stop..at`: closing marks, brackets, footnotes.
    fn closers(&self, from: usize, stop: usize, mut at: usize) -> usize {
        // "No. 3 The" has no footnote.
        let plain =
            self.body[stop..at] == *"." && abbreviation::kind(self.data, word_before(&self.body[from..stop])).is_none();
        loop {
            let rest = &self.body[at..];
            let Some(c) = rest.chars().next() else { return at };
            let next = rest[c.len_utf8()..].chars().next();
            let role = self.marks.role(self.base + at);
            let takes = match c {
                '"' | '\'' | '’' | '“' => match role {
                    Some(role) => role == Role::Closes,
                    None => c != '“' && !next.is_some_and(char::is_alphanumeric),
                },
                ')' | ']' | '}' | '”' | '»' => true,
                '*' | '_' => !next.is_some_and(char::is_alphanumeric),
                '.' | '!' | '?' | '…' => true,
                ' ' | '[' if tail::bracketed(rest) > 0 => {
                    at += tail::bracketed(rest);
                    continue;
                }
                ' ' if plain && tail::footnote(self.data, rest) > 0 => return at + tail::footnote(self.data, rest),
                ' ' => self.marks.role(self.base + at + 1) == Some(Role::Closes),
                _ => false,
            };
            if !takes {
                return at;
            }
            at += c.len_utf8();
        }
    }

    /// How likely the stop at `stop..after`, with its closing marks up to `end`, ends the sentence that
    /// starts at `from`.
    fn ending(&self, from: usize, stop: usize, after: usize, end: usize) -> Ending {
        let rest = &self.body[end..];
        let next = rest.trim_start();
        let blank = next.len() < rest.len();
        // "… So they left": words left out before the first.
        let dots = &self.body[stop..after];
        let first = stop - from <= LONGEST_WORD && !self.body[from..stop].contains(char::is_alphanumeric);
        if first && (dots.starts_with("..") || dots.starts_with('…')) {
            return Ending::Never;
        }
        if blank && (gap::line_follows(next) || gap::credit_follows(self.data, next))
            || self.ends(from, stop, after, end)
        {
            return Ending::Here;
        }
        // "[...] and so on": words left out of a sentence that goes on.
        if next.starts_with(char::is_lowercase) && self.body[..end].ends_with(']') && self.body[..stop].ends_with('[') {
            return Ending::Never;
        }
        // A title goes on whatever follows; without a blank nothing but a rule may cut.
        let word = word_before(&self.body[from..stop]);
        let title = abbreviation::kind(self.data, word) == Some(Kind::Title) && end == after;
        if blank && !next.is_empty() && !title { Ending::Unlikely } else { Ending::Never }
    }

    /// Whether the stop at `stop..after`, with its closing marks up to `end`, ends the sentence that
    /// starts at `from`.
    fn ends(&self, from: usize, stop: usize, after: usize, end: usize) -> bool {
        let rest = &self.body[end..];
        let next = rest.trim_start();
        if next.is_empty() {
            return false;
        }
        let lead = next.trim_start_matches(|c: char| c.is_whitespace() || "\"'“‘«„([{*_`—–―-•·".contains(c));
        let Some(first) = lead.chars().next().filter(|c| c.is_alphanumeric() || "$£€#@".contains(*c)) else {
            return false;
        };
        let quoted = self.body[after..end].contains(['"', '”', '’', '\'', '»', '“']);
        let word = word_before(&self.body[from..stop]);
        let dots = &self.body[stop..after];
        if rest.len() == next.len() {
            let quoted = quoted || self.body[..stop].ends_with(['"', '”', '’', '\'']);
            return self.ends_without_blank(word, dots, quoted, next, lead);
        }
        let opens = opens_sentence(self.data, lead);
        if first.is_lowercase() {
            // Some writers never use capitals; what was quoted or abbreviated goes on all the same.
            let plain = word.len() > 1
                && word.chars().all(char::is_alphabetic)
                && abbreviation::kind(self.data, word).is_none()
                || self.body[from..stop].ends_with(')');
            return end == after
                && (dots == "." && plain || dots != "." && !dots.starts_with("..") && !dots.starts_with('…'));
        }
        if dots.starts_with("..") || dots.starts_with('…') {
            let spaced = self.body[..stop].ends_with(char::is_whitespace);
            return opens || !spaced;
        }
        if dots != "." {
            return !(quoted && says(self.data, lead));
        }
        let before = &self.body[from..stop - word.len()];
        let opens_with = before.trim_start().is_empty() && (word.is_empty() || is_item_number(word));
        if opens_with || before.ends_with('(') && is_clipped(word) {
            return false;
        }
        // "FARGO, N.D. - The": what is cut short goes on behind a dash.
        let dash = next.starts_with(['-', '–', '—', '―']);
        match abbreviation::kind(self.data, word) {
            None => true,
            Some(_) if dash && !quoted => false,
            Some(Kind::Last) => true,
            Some(Kind::Title | Kind::Inner) => quoted,
            Some(Kind::Month) => !first.is_numeric() && (opens || quoted),
            Some(Kind::Number) => !first.is_numeric() && !is_roman(lead),
            Some(Kind::Initial) if word == "I" => {
                opens || self.body[from..stop - 1].trim_end().ends_with(char::is_lowercase)
            }
            Some(Kind::Final | Kind::Initial) => opens || quoted,
        }
    }

    /// "…the fighting.Russian forces": the blank was lost. An address or a file name is no such place.
    fn ends_without_blank(&self, word: &str, dots: &str, quoted: bool, next: &str, lead: &str) -> bool {
        let mut chars = lead.chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        let goes_on = chars.next().is_none_or(|c| c.is_lowercase() || c.is_whitespace() || "'’".contains(c));
        if !capital || !goes_on || dots.len() > 1 && !dots.starts_with(['!', '?', '…']) {
            return false;
        }
        if quoted || next.len() > lead.len() {
            return !next.starts_with(['-', '–', '—', '(', '[']) && !word.contains(['@', '/']);
        }
        let plain = word.len() > 2 && word.chars().all(char::is_alphabetic);
        let chunk = beginning(lead).split(char::is_whitespace).next().unwrap_or("");
        let address = word.contains(['@', '/', '.']) || chunk.contains(['@', '/']) || is_domain(chunk);
        let small = word.starts_with(char::is_lowercase);
        let figure = word.ends_with(|c: char| c.is_ascii_digit() || c == '%' || c == ')');
        !address && (plain && small || (plain || figure) && opens_sentence(self.data, lead))
    }
}

/// The word before a stop, brackets and marks aside.
fn word_before(words: &str) -> &str {
    let mut low = words.len().saturating_sub(LONGEST_WORD);
    while !words.is_char_boundary(low) {
        low += 1;
    }
    let tail = &words[low..];
    let start = tail
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace() || "\"'“”‘’«»„([{<>*—–-,;:!?…".contains(*c))
        .map_or(0, |(i, c)| i + c.len_utf8());
    &tail[start..]
}

/// As much of the text to come as any word needs: a page without blanks must stay linear.
fn beginning(lead: &str) -> &str {
    let mut end = lead.len().min(LONGEST_WORD);
    while !lead.is_char_boundary(end) {
        end -= 1;
    }
    &lead[..end]
}

/// Whether the first word is one that, capitalised, nearly always opens a sentence, and follows "U.S."
/// or "Inc." only then.
fn opens_sentence(data: &Data, lead: &str) -> bool {
    let word = beginning(lead).split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let rest = &lead[word.len()..];
    // "A. Smith" and "No. 10" open nothing.
    let stopped = rest.starts_with('.') && word.len() <= 2;
    !stopped && data.cuts.is(word, CutKind::Opener)
}

/// Whether a name or "I" and a word of saying come next: "Will it hold?" Baker asked.
fn says(data: &Data, lead: &str) -> bool {
    const LONGEST: usize = 4;
    let words = lead.split_whitespace().take(LONGEST);
    let says = |word: &str| data.cuts.is(word.trim_end_matches([':', '.', ',', ';']), CutKind::Saying);
    if let Some(own) = lead.strip_prefix("I ") {
        // “Why?” I said, “Because”: what was said comes behind.
        return own.split_whitespace().next().is_some_and(|word| says(word) && !word.ends_with([',', ':']));
    }
    // The first word that ends in a mark is the last that counts.
    let mut open = true;
    let mut clause = words.take_while(|word| std::mem::replace(&mut open, !word.ends_with(['.', ',', ';'])));
    !opens_sentence(data, lead) && clause.any(says)
}

/// Whether a word that opens a sentence is the number of an item or a section: "3", "2.1".
fn is_item_number(word: &str) -> bool {
    let mut parts = word.split('.');
    parts.all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a word alone behind a bracket is cut short: "(b. March 2009)", "(ed. Lee)".
fn is_clipped(word: &str) -> bool {
    const LONGEST: usize = 4;
    word.len() <= LONGEST && word.starts_with(char::is_lowercase)
}

fn is_roman(lead: &str) -> bool {
    let word = lead.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    !word.is_empty() && word.len() <= 5 && word.bytes().all(|b| b"IVXLC".contains(&b)) && word != "I"
}

fn is_domain(chunk: &str) -> bool {
    chunk.split_once('.').is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DATA, layout, quote};

    fn read(text: &str) -> Vec<(&str, SentenceKind)> {
        let blocks = layout::blocks(text, &[]);
        let quotes = quote::find(text, &blocks);
        let of = |block| split(&DATA, text, block, &quotes.marks).into_iter().map(|(span, kind)| (span.of(text), kind));
        blocks.iter().flat_map(of).collect()
    }

    /// The text with ` | ` at each boundary must be what comes out.
    fn check(marked: &str) {
        let text = marked.replace(" | ", " ");
        let found: Vec<_> = read(&text).into_iter().map(|s| s.0).collect();
        assert_eq!(found.join(" | "), marked);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("The U.S.-proposed text reached U.S. President Ann Lee on Sept. 3 and again on Feb. 1. | It was short.");
        check("J. D. Porter and George W. Hall met Mr. Ito and Gen. Diaz at No. 10. | Nobody spoke.");
        check("Talks opened at 9 a.m. in Oslo, e.g. on grain. | Prices rose 3.5 percent.");
        check("Mills Inc. Chairman Roe left. | He flew with Acme Corp. | The plane was late.");
        check("They met in St. Anne on Mill St. | The street was closed.");
        check("See Art. 5 and p. 12 of the treaty. | The museum of art. | No.");
        check("They ship grain, tin, etc. | Harbours are full. | Grain, tin etc. are sold by Ito (b. March 1970).");
        check("2.1. Terms of the Pact");
    }

    #[test]
    fn the_next_word_decides_where_both_readings_are_open() {
        check("He flew to the U.S. | The trip was brief.");
        check("The U.S. Senate voted at 5 p.m. | They went home.");
        check("They chose Plan B. | It failed.");
        check("He knew more than I. | Paris agreed.");
    }

    #[test]
    fn a_byline_ends_where_the_report_opens() {
        check("By Ann Lee and Jo Hart Reporting from Lima | In a long speech, Roe spoke of grain.");
        check("She was reporting from Lima In May. | It rained.");
    }

    #[test]
    fn marks_stay_with_what_they_close() {
        check("“We are here.” | He added nothing.");
        check("\"We are here.\" | He added: \"Stay.\" | Then he left.");
        check("“Will it hold?” he asked. | “It must!” she said.");
        check("\"Will it hold?\" Baker asked on Monday. | \"Yes.\"");
        check(
            "“Will it hold?” Baker asked. | “It must!” I said. | “Why?” | I said, “No.” | “Why?” | I never asked. | “Go!” | Ito, who left, said no.",
        );
        check("(The text is secret.) | It leaked.");
        check("‘We wait.’ | The rest is known.");
    }

    #[test]
    fn dots_left_out_words() {
        check("\"We want ... an end to it,\" he said. | \"It is ... Paris that decides.\"");
        check("They waited… | Then the news came.");
        check("“… Paris waited.” | “They all did.” | ― Ann Lee");
        check("“... they all did.” | Nobody else.");
    }

    #[test]
    fn lost_blanks() {
        let found: Vec<_> = read("They discussed the fighting.Russian forces held the town.The U.S.is aware. See example.com or Node.js now.")
            .into_iter()
            .map(|s| s.0)
            .collect();
        assert_eq!(
            found,
            [
                "They discussed the fighting.",
                "Russian forces held the town.",
                "The U.S.is aware.",
                "See example.com or Node.js now."
            ]
        );
        let found: Vec<_> = read("“It is over.”He left.   Nobody followed.").into_iter().map(|s| s.0).collect();
        assert_eq!(found, ["“It is over.”", "He left.", "Nobody followed."]);
    }

    #[test]
    fn small_letters_go_on_unless_the_stop_is_plain() {
        check("The approx. five of them, e.g. two, left. | nobody saw them. | al-Masri stayed.");
        check("“Enough!” they cried. | She left. [...] | He stayed.");
        check("“We wait [...] and hope [...] | Nobody else does.”");
    }

    #[test]
    fn sentences_end_without_a_stop_where_mail_and_pages_have_it() {
        check("See you there :) | Bring rope. | Thanks, | Ann Lee");
        check("Kind regards, | Ann Lee | 03/09/2004 07:45 PM | Ito, the rope is here.");
        check("Sent by Lee on 03/09/2004 07:45 PM | We met. | Thanks, I am well.");
        check("Read http://example.org/a | http://example.org/b | The boat is new. | ======== | Tides");
        check("The quay in Hull | Photo: Harbour Board. | It was small.");
        check("Ministers sign pact on fish | Sunday, November 25, 2007 | The pact was signed in Hull.");
        check("Ministers sign pact on fish | Sunday, November 25, 2007");
        check("They met on Sunday, November 25, 2007 Lee said. | It opened Sunday, 25 November 2007 in Hull.");
        check("The boat is new. | it leaks and we like it. | nobody sails.");
    }

    #[test]
    fn datelines_credits_and_thanks() {
        check("Utrecht, Netherlands - | This week the talks began.");
        check("LIMA (Andina) -- | Ministers met.");
        check("FARGO, N.D. - | The coal was here.");
        check("Gulu, Uganda, 4 May 2024 – | The mission opened.");
        check("It was held in Washington D.C. | Image: Harbour Board.");
        check("Thank you, Mr. Chair. | Thank you, Madam Speaker.");
        check("Ministers, envoys – All came. | The Pact – A History");
        check("Ann Lee (May 9, 1929 – February 13, 2014) led the talks. | She is missed.");
        check("ANNUAL REPORT — SUMMARY");
        check("Well, I — Roe knew.");
    }

    #[test]
    fn footnotes_stay_with_their_sentence() {
        check("The pact was signed in 1994.[12] | It lapsed later. [3] | Nobody renewed it.");
        check("The pact lapsed. 14 | Yet it is kept. [citation needed] | Nobody knows why.");
        check("They signed No. 14 In May. | 14 boats sailed. | 15 Peruvian sailors stayed.");
    }

    #[test]
    fn kinds_by_layout() {
        let kinds: Vec<_> = read("Ministers meet in Rome\n\nThey met. They left.\n- a ceasefire;\nHe said:\n# Terms.")
            .into_iter()
            .map(|s| s.1)
            .collect();
        use SentenceKind::{Headline, Item, Prose};
        assert_eq!(kinds, [Headline, Prose, Prose, Item, Prose, Headline]);
    }
}
