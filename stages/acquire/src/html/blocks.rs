//! The blocks of an article: paragraphs, headings, list items, captions, each as one line of text
//! with its blanks folded.

use chancery_model::ByteSpan;

use super::scan::{Piece, characters, pieces};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Item,
    Caption,
}

/// A block of text.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// What is put before a list item.
pub(super) const BULLET: &str = "- ";

/// Elements that end the block before and after them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// The blocks of a piece of HTML.
pub(super) fn read(html: &str) -> Vec<Block> {
    let (mut blocks, mut open) = (Vec::new(), Open::default());
    let (mut captions, mut items) = (0_usize, 0_usize);
    for piece in pieces(html) {
        match piece {
            Piece::Text(range) => {
                for (c, _) in characters(html, range) {
                    open.push(c);
                }
            }
            Piece::Open { name, .. } => match name.as_str() {
                "br" => open.line(),
                "td" | "th" => open.blank = true,
                name if BLOCKS.contains(&name) => {
                    open.close(&mut blocks, captions > 0);
                    captions += usize::from(name == "figcaption");
                    items += usize::from(name == "li");
                    open.item = items > 0 && (name == "li" || open.item);
                }
                _ => {}
            },
            Piece::Close { name } if BLOCKS.contains(&name.as_str()) => {
                open.close(&mut blocks, captions > 0);
                captions -= usize::from(name == "figcaption" && captions > 0);
                items -= usize::from(name == "li" && items > 0);
                open.item = false;
            }
            Piece::Close { .. } | Piece::Hidden { .. } => {}
        }
    }
    open.close(&mut blocks, captions > 0);
    blocks
}

/// The block being read.
#[derive(Default)]
struct Open {
    text: String,
    blank: bool,
    item: bool,
}

impl Open {
    fn push(&mut self, c: char) {
        if c.is_ascii_whitespace() {
            self.blank = true;
        } else {
            if self.blank && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push(c);
        }
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.blank = false;
    }

    /// Ends the block. A list item that opens with a paragraph of its own is still one item.
    fn close(&mut self, blocks: &mut Vec<Block>, caption: bool) {
        let text = std::mem::take(&mut self.text);
        self.blank = false;
        let text = text.trim();
        if text.chars().any(|c| !c.is_whitespace()) {
            let kind = match (caption, self.item) {
                (true, _) => Kind::Caption,
                (_, true) => Kind::Item,
                _ => Kind::Paragraph,
            };
            blocks.push(Block { text: text.to_owned(), kind });
            self.item = false;
        }
    }
}

/// The text of the blocks, and where each stands in it (without its bullet).
pub(super) fn join(blocks: &[Block]) -> (String, Vec<ByteSpan>) {
    let (mut text, mut spans, mut before) = (String::new(), Vec::with_capacity(blocks.len()), None);
    for block in blocks {
        if before.is_some() {
            text.push_str(if before == Some(Kind::Item) && block.kind == Kind::Item { "\n" } else { "\n\n" });
        }
        if block.kind == Kind::Item {
            text.push_str(BULLET);
        }
        spans.push(ByteSpan::new(text.len(), text.len() + block.text.len()));
        text.push_str(&block.text);
        before = Some(block.kind);
    }
    (text, spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_becomes_a_line() {
        for (html, text) in [
            ("<div><p>One\n  <b>two</b>.</p><p>Three.</p></div>", "One two.\n\nThree."),
            ("<h2>Head</h2><ul><li>One</li><li><p>Two</p></li></ul><p>End.</p>", "Head\n\n- One\n- Two\n\nEnd."),
            ("One<br>two<br/><br/>three", "One\ntwo\nthree"),
            ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\n\nC"),
            ("<p>  </p><p>&nbsp;</p>", ""),
            ("<p>U.S.&nbsp;envoys &lt;here&gt;</p>", "U.S.\u{A0}envoys <here>"),
        ] {
            assert_eq!(join(&read(html)).0, text, "{html}");
        }
        assert_eq!(read("<figure><figcaption>The door</figcaption></figure>")[0].kind, Kind::Caption);
    }
}
