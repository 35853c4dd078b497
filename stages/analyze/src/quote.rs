//! Blocks in, direct quotations out: double, curly, low, angled and single marks, over several
//! paragraphs where each opens anew.
//!
//! What a mark does is told by what stands beside it first and by its shape second, since shapes are
//! often wrong. Marks inside a quotation of another style are nested and stay inside.

use chancery_model::{ByteSpan, Quotation};

use crate::layout::{Block, trimmed};
use crate::mark::{
    Census, Shape, Style, double_mark, is_elision, is_gap_after, is_gap_before, is_inches, opens_word, reopening,
};

/// The quotations of a text, and which marks open and close them.
#[derive(Debug, Default)]
pub(crate) struct Quotes {
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) marks: Marks,
}

/// Where quotations open and close.
#[derive(Debug, Default)]
pub(crate) struct Marks(Vec<(usize, Role)>);

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Opens,
    Closes,
}

impl Marks {
    /// What the mark at byte `at` does, where it is one of a quotation.
    pub(crate) fn role(&self, at: usize) -> Option<Role> {
        self.0.binary_search_by_key(&at, |mark| mark.0).ok().map(|i| self.0[i].1)
    }
}

/// A quotation not yet closed.
struct Open {
    style: Style,
    start: usize,
    /// Where the present piece starts.
    from: usize,
    pieces: Vec<ByteSpan>,
    nested: Option<Style>,
}

/// Finds the quotations of a text.
pub(crate) fn find(text: &str, blocks: &[Block]) -> Quotes {
    let mut finder = Finder { text, open: None, out: Quotes::default() };
    let blocks: Vec<&Block> = blocks.iter().filter(|b| !b.chrome).collect();
    for (i, block) in blocks.iter().enumerate() {
        let next = blocks.get(i + 1).filter(|n| n.paragraph != block.paragraph);
        let goes_on = i > 0 && blocks[i - 1].paragraph == block.paragraph;
        finder.block(block.span, goes_on, next.map(|n| n.span));
    }
    finder.give_up();
    finder.out
}

struct Finder<'t> {
    text: &'t str,
    open: Option<Open>,
    out: Quotes,
}

impl Finder<'_> {
    fn block(&mut self, span: ByteSpan, goes_on: bool, next: Option<ByteSpan>) {
        let census = Census::of(self.text, span);
        let mut at = span.start();
        if let Some(open) = &mut self.open {
            if goes_on {
                open.from = at;
            } else if let Some((style, length)) = self.text[at..].chars().next().and_then(|c| reopening(c, open.style))
            {
                open.style = style;
                open.from = at + length;
                self.out.marks.0.push((at, Role::Opens));
                at += length;
            } else {
                self.give_up();
            }
        }
        if self.open.as_ref().is_some_and(|open| open.style == Style::Single) {
            at = match census.close_after(at) {
                Some((close, _)) => self.close_single(close),
                None => span.end(),
            };
        }
        while at < span.end() {
            let Some(c) = self.text[at..span.end()].chars().next() else { break };
            at += self.step(at, c, span, &census, next);
        }
        if let Some(open) = &mut self.open {
            open.pieces.extend(trimmed(self.text, open.from.min(span.end()), span.end()));
            open.from = span.end();
        }
    }

    /// Deals with the character at `at`; gives how many bytes are done with.
    fn step(&mut self, at: usize, c: char, span: ByteSpan, census: &Census, next: Option<ByteSpan>) -> usize {
        let Some((style, shape, mut length)) = double_mark(&self.text[at..span.end()]) else {
            if self.open.is_none() && matches!(c, '\'' | '‘' | '’' | '‚') {
                return self.single(at, c, span, census, next);
            }
            return c.len_utf8();
        };
        // Doubled marks are one mark written twice.
        while let Some((again, _, more)) = double_mark(&self.text[at + length..span.end()]) {
            if again != style {
                break;
            }
            length += more;
        }
        // What stands beside a mark is told past other marks and Markdown.
        let beside = |c: &char| !"'’‘*_".contains(*c);
        let before = self.text[span.start()..at].chars().rev().take(4).find(beside);
        let after = self.text[at + length..span.end()].chars().take(4).find(beside);
        if style == Style::Straight && is_inches(&self.text[span.start()..at]) {
            return length;
        }
        let Some(role) = self.judge(shape, before, after, (at + length, span.end())) else { return length };
        match (&mut self.open, role) {
            (None, Role::Opens) => self.begin(style, at, length),
            (None, Role::Closes) => {}
            (Some(open), Role::Opens) => {
                if open.nested.is_some() {
                    return length;
                }
                // A flattened text keeps the marks of its paragraphs: the quotation opens anew.
                if ends_sentence(&self.text[open.from..at]) {
                    open.pieces.extend(trimmed(self.text, open.from, at));
                    open.style = style;
                    open.from = at + length;
                    self.out.marks.0.push((at, Role::Opens));
                } else if style == Style::Angled
                    || open.style != style && (open.style != Style::Curly || census.curly_closes(at))
                {
                    open.nested = Some(style);
                } else {
                    // Behind a comma ("A source said, "We…") it was the first mark that had no business.
                    let words = &self.text[open.from..at];
                    let first = sentence_end(words);
                    if first.is_some() || !words.trim_end().ends_with([',', ':']) {
                        let end = first.map_or(at, |n| open.from + n);
                        open.pieces.extend(trimmed(self.text, open.from, end));
                    }
                    self.give_up();
                    self.begin(style, at, length);
                }
            }
            (Some(open), Role::Closes) => {
                if open.nested == Some(style) {
                    open.nested = None;
                } else if style != Style::Angled || open.style == Style::Angled {
                    self.close(at, length);
                }
            }
        }
        length
    }

    /// What a double mark does, by what stands beside it, then by its shape.
    fn judge(
        &self,
        shape: Shape,
        before: Option<char>,
        after: Option<char>,
        (at, end): (usize, usize),
    ) -> Option<Role> {
        let inside = self.open.is_some();
        let solid_before = before.is_some_and(|c| !is_gap_before(c));
        let solid_after = match after {
            None => false,
            Some('.' | '…') => self.text[at..end].starts_with("..") || after == Some('…'),
            Some(c) => !is_gap_after(c),
        };
        let opens = !solid_before && solid_after;
        let closes = solid_before && !solid_after;
        match shape {
            _ if opens => Some(Role::Opens),
            _ if closes => inside.then_some(Role::Closes),
            Shape::Opening => Some(Role::Opens),
            Shape::Closing => inside.then_some(Role::Closes),
            Shape::Either if inside => Some(Role::Closes),
            // Free on both sides: a quotation only if another mark follows to close it.
            Shape::Either if !solid_before => self.text[at..end].contains('"').then_some(Role::Opens),
            Shape::Either => before.is_some_and(|c| !c.is_ascii_digit()).then_some(Role::Opens),
        }
    }

    /// A single mark outside any quotation: opens one if it stands before a word and finds its end.
    fn single(&mut self, at: usize, c: char, span: ByteSpan, census: &Census, next: Option<ByteSpan>) -> usize {
        let length = c.len_utf8();
        let before = self.text[span.start()..at].chars().next_back();
        let rest = &self.text[at + length..span.end()];
        if before.is_some_and(|b| !is_gap_before(b)) || !opens_word(rest) || (c != '‘' && is_elision(rest)) {
            return length;
        }
        let again = next.is_some_and(|n| n.of(self.text).starts_with(['\'', '‘']));
        match census.close_after(at + length) {
            // With a paragraph to come that opens anew, a possessive is no end.
            Some((close, possessive)) if !(again && possessive) => {
                self.begin(Style::Single, at, length);
                self.close_single(close) - at
            }
            _ if again && !census.more_openers(at) => {
                self.begin(Style::Single, at, length);
                span.end() - at
            }
            _ => length,
        }
    }

    fn begin(&mut self, style: Style, at: usize, length: usize) {
        self.out.marks.0.push((at, Role::Opens));
        self.open = Some(Open { style, start: at, from: at + length, pieces: Vec::new(), nested: None });
    }

    fn close(&mut self, at: usize, length: usize) {
        let Some(mut open) = self.open.take() else { return };
        self.out.marks.0.push((at, Role::Closes));
        open.pieces.extend(trimmed(self.text, open.from.min(at), at));
        self.keep(open, at + length, true);
    }

    /// Closes at a single mark; gives the byte behind it.
    fn close_single(&mut self, at: usize) -> usize {
        let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
        self.close(at, length);
        at + length
    }

    /// Ends an open quotation that nothing closes with its last piece. Where a whole page stands in one
    /// paragraph, the first sentence alone is sure.
    fn give_up(&mut self) {
        const LONGEST: usize = 1200;
        if let Some(mut open) = self.open.take() {
            if let Some(last) = open.pieces.last_mut().filter(|p| p.len() > LONGEST)
                && let Some(end) = sentence_end(last.of(self.text))
            {
                *last = ByteSpan::new(last.start(), last.start() + end);
            }
            let end = open.pieces.last().map_or(open.from, |p| p.end());
            self.keep(open, end, false);
        }
    }

    fn keep(&mut self, open: Open, end: usize, closed: bool) {
        if !open.pieces.is_empty() {
            let span = ByteSpan::new(open.start, end);
            self.out.quotations.push(Quotation { span, pieces: open.pieces, closed, name_like: false });
        }
    }
}

/// The length of the first sentence of `words`, where more follow.
fn sentence_end(words: &str) -> Option<usize> {
    words.match_indices(['.', '!', '?']).map(|(i, _)| i + 1).find(|&i| words[i..].starts_with(char::is_whitespace))
}

/// Whether words end a sentence, closing marks aside.
fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '\'' | '’'))
        .ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use chancery_model::{Chrome, ChromeKind};

    use super::*;
    use crate::layout;

    /// Pieces joined by ` / `, one quotation a line; `…?` behind one that nothing closes.
    fn read(text: &str, chrome: &[Chrome]) -> Vec<String> {
        let quotes = find(text, &layout::blocks(text, chrome));
        let words = |q: &Quotation| q.pieces.iter().map(|p| p.of(text)).collect::<Vec<_>>().join(" / ");
        quotes.quotations.iter().map(|q| words(q) + if q.closed { "" } else { " …?" }).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text, &[]), expected, "{text}");
    }

    #[test]
    fn double_marks_of_all_shapes() {
        check("\"We will go,\" he said, \"if asked.\"", &["We will go,", "if asked."]);
        check("“We will go,” he said. “All of us.”", &["We will go,", "All of us."]);
        check("He said: „Wir gehen.“ She said: « Nous restons. »", &["Wir gehen.", "Nous restons."]);
        check("**\"We will go,\"** he said.", &["We will go,"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        check("‘We’ll go,’ he said, as the allies’ envoys left.", &["We’ll go,"]);
        check("'We'll go,' he said of the allies' plan in the '90s.", &["We'll go,"]);
        check("The allies' plan and the owners' wish weren't told.", &[]);
        check("The paper said: 'We back the allies' plan for peace.'", &["We back the allies' plan for peace."]);
        check("‘He told me “no” twice,’ she said.", &["He told me “no” twice,"]);
    }

    #[test]
    fn nested_marks_stay_inside() {
        check("“He told me ‘never again’ and left,” she said.", &["He told me ‘never again’ and left,"]);
        check("“He told me \"never\" and left,” she said.", &["He told me \"never\" and left,"]);
        check("She said: \"'I know you,' he told me.\" Then she left.", &["'I know you,' he told me."]);
    }

    #[test]
    fn quotations_over_paragraphs() {
        check(
            "“We began in May.\n“We end in June,” he said.\n“Good.”",
            &["We began in May. / We end in June,", "Good."],
        );
        check("He said: 'We began in May.\n\n'We end in June.'\n\nThey left.", &["We began in May. / We end in June."]);
        check("“We began in May.\nNobody spoke.", &["We began in May. …?"]);
        check("He said: “We began in May. “We end in June.”", &["We began in May. / We end in June."]);
    }

    #[test]
    fn stray_marks() {
        check("The talks ended well.\"", &[]);
        check("He is 5'10\" tall and said \"I am tall.\"", &["I am tall."]);
        check("\"\"We will go,\"\" he said.", &["We will go,"]);
        check("\"A source said, \"We will go tonight.\"", &["We will go tonight."]);
        check("He said “we go now. Then he told them: \"Stay.\" They did.", &["we go now. …?", "Stay."]);
        check("Home » News » \"We will go\" » More", &["We will go"]);
        check("\" We will go \" he said.", &["We will go"]);
        check("He said:\"We go\"and left.", &["We go"]);
    }

    #[test]
    fn chrome_is_never_quoted() {
        let text = "“We began ADVERTISEMENT in May,” he said. Read: “Ten best hats”";
        let at = |words: &str| text.find(words).map(|i| ByteSpan::new(i, i + words.len())).unwrap();
        let chrome =
            [at("ADVERTISEMENT"), at("Read: “Ten best hats”")].map(|span| Chrome { span, kind: ChromeKind::Promotion });
        assert_eq!(read(text, &chrome), ["We began / in May,"]);
    }
}
