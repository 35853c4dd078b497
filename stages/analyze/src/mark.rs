//! Characters in, what they may do as quotation marks out: their style and shape, and where in a block
//! single marks can open and close. Which quotation they belong to is for `quote` to say.

use chancery_model::ByteSpan;

/// Families of marks; those of one family close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Straight,
    Curly,
    Angled,
    Single,
}

/// What the shape of a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Opening,
    Closing,
    Either,
}

/// The marks of a block that may open or close something.
pub(crate) struct Census {
    /// Place of each mark that may close, and whether it may as well be a possessive.
    closers: Vec<(usize, bool)>,
    /// Places of marks that may open.
    openers: Vec<usize>,
    /// Places of double marks: a single quotation holds them whole.
    doubles: Vec<usize>,
    /// Place of each high curly mark, and whether its shape closes.
    curly: Vec<(usize, bool)>,
}

impl Census {
    pub(crate) fn of(text: &str, span: ByteSpan) -> Self {
        let mut out = Self { closers: Vec::new(), openers: Vec::new(), doubles: Vec::new(), curly: Vec::new() };
        let mut before: Option<char> = None;
        let mut chars = text[span.range()].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let after = chars.peek().map(|&(_, c)| c);
            let at = span.start() + i;
            match c {
                '"' | '“' | '”' | '„' | '«' | '»' => {
                    out.doubles.push(at);
                    if matches!(c, '“' | '”') {
                        out.curly.push((at, c == '”'));
                    }
                }
                '\'' | '’' | '‘' => {
                    let solid = before.is_some_and(|b| !is_gap_before(b));
                    let free = after.is_none_or(is_gap_after);
                    if solid && free && c != '‘' {
                        let possessive = before.is_some_and(|b| matches!(b, 's' | 'S' | 'x' | 'z'))
                            && after.is_some_and(char::is_whitespace);
                        out.closers.push((at, possessive));
                    } else if !solid && !free {
                        out.openers.push(at);
                    }
                }
                _ => {}
            }
            before = Some(c);
        }
        out
    }

    /// Whether another single mark opens a word behind `at`.
    pub(crate) fn more_openers(&self, at: usize) -> bool {
        self.openers.last().is_some_and(|&o| o > at)
    }

    /// Whether the curly quotation whose words start at `from` is closed before another opens.
    pub(crate) fn curly_closes(&self, from: usize) -> bool {
        self.curly.get(self.curly.partition_point(|m| m.0 < from)).is_some_and(|m| m.1)
    }

    /// The mark that closes a single quotation whose words start at `from`, and whether it may as well
    /// be a possessive.
    pub(crate) fn close_after(&self, from: usize) -> Option<(usize, bool)> {
        let i = self.closers.partition_point(|c| c.0 < from);
        let first = self.closers.get(i)?;
        let chosen = if first.1 {
            // "the allies' plan'": a later mark that can be nothing else, before another opens.
            let limit = self.openers.get(self.openers.partition_point(|&o| o <= from)).copied().unwrap_or(usize::MAX);
            self.closers[i..].iter().take(8).take_while(|c| c.0 < limit).find(|c| !c.1).unwrap_or(first)
        } else {
            first
        };
        let doubles = |at| self.doubles.partition_point(|&d| d < at);
        ((doubles(chosen.0) - doubles(from)) % 2 == 0).then_some(*chosen)
    }
}

/// The double mark that opens `rest`: its style, shape and length.
pub(crate) fn double_mark(rest: &str) -> Option<(Style, Shape, usize)> {
    let mut chars = rest.chars();
    let c = chars.next()?;
    Some(match c {
        '"' | '＂' => (Style::Straight, Shape::Either, c.len_utf8()),
        '“' | '„' | '‟' => (Style::Curly, Shape::Opening, c.len_utf8()),
        '”' => (Style::Curly, Shape::Closing, c.len_utf8()),
        '«' => (Style::Angled, Shape::Opening, c.len_utf8()),
        '»' => (Style::Angled, Shape::Closing, c.len_utf8()),
        '`' if chars.next() == Some('`') => (Style::Straight, Shape::Opening, 2),
        '\'' if chars.next() == Some('\'') => (Style::Straight, Shape::Either, 2),
        _ => return None,
    })
}

/// Whether `c` opens a paragraph of a quotation begun in `style`; the style it goes on in.
pub(crate) fn reopening(c: char, style: Style) -> Option<(Style, usize)> {
    let found = match c {
        '\'' | '‘' => Style::Single,
        _ => double_mark(c.encode_utf8(&mut [0; 4]))?.0,
    };
    let fits = (found == Style::Single) == (style == Style::Single);
    fits.then_some((found, c.len_utf8()))
}

/// Characters after which a word starts.
pub(crate) fn is_gap_before(c: char) -> bool {
    c.is_whitespace() || "([{<—–-/|*_~:“‘„«\"'`".contains(c)
}

/// Characters before which a word has ended.
pub(crate) fn is_gap_after(c: char) -> bool {
    c.is_whitespace() || ".,;:!?)]}>—–-/|*_~”’»\"'".contains(c)
}

/// Whether a word, a figure or an opening bracket comes next.
pub(crate) fn opens_word(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| c.is_alphanumeric() || "[($£€…“\"".contains(c)) || rest.starts_with("..")
}

/// Whether an apostrophe before `rest` stands for letters left out ("'em", "'90s").
pub(crate) fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take(6).take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let decade = word.len() == 3 && word.ends_with('s') && word.bytes().take(2).all(|b| b.is_ascii_digit());
    decade || matches!(word.as_str(), "em" | "til" | "tis" | "twas" | "cause" | "n" | "bout" | "round" | "s" | "re")
}

/// Whether a mark behind `before` says inches: 5'10".
pub(crate) fn is_inches(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    feet.len() < before.len()
        && feet.strip_suffix(['\'', '’', '′']).is_some_and(|f| f.ends_with(|c: char| c.is_ascii_digit()))
}
