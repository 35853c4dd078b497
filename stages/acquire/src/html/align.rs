//! Looks the article's words up in the page as received.
//!
//! Both sides are compared without blanks. Long blocks are found first, each behind the one
//! before; short ones (headings, items, names) then between their long neighbours, so that a word
//! of the menu is not taken for a heading. A block that the page holds only with something in
//! between is found word by word.

use std::ops::Range;

use chancery_model::{ByteSpan, Segment};

use super::scan::{Piece, characters, pieces};
use crate::decode::Decoded;
use crate::slice::boundary;

/// Blocks of at least so many bytes are looked for first.
const LONG: usize = 40;

/// How much further than its own length a broken block is looked for.
const SLACK: usize = 2000;

/// The visible letters of a page, without blanks.
struct Letters {
    flat: String,
    /// For every letter: where it starts in `flat`, and the bytes of the page it stands on.
    at: Vec<(usize, Range<usize>)>,
}

impl Letters {
    fn of(page: &str) -> Self {
        let mut letters = Self { flat: String::new(), at: Vec::new() };
        for piece in pieces(page) {
            if let Piece::Text(range) = piece {
                for (c, bytes) in characters(page, range).filter(|(c, _)| !c.is_whitespace()) {
                    letters.at.push((letters.flat.len(), bytes));
                    letters.flat.push(c);
                }
            }
        }
        letters
    }
}

/// The map from the text to the bytes of the page.
pub(super) fn map(text: &str, blocks: &[ByteSpan], page: &Decoded) -> Vec<Segment> {
    let letters = Letters::of(&page.text);
    let flat: Vec<String> = blocks.iter().map(|b| flatten(b.of(text))).collect();
    let mut places: Vec<Option<usize>> = vec![None; blocks.len()];
    let mut cursor = 0;
    for (i, block) in flat.iter().enumerate().filter(|(_, b)| b.len() >= LONG) {
        if let Some(found) = letters.flat[cursor..].find(block.as_str()) {
            places[i] = Some(cursor + found);
            cursor += found + block.len();
        }
    }
    place_short(&flat, &letters, &mut places);
    let mut out = Vec::new();
    let mut cursor = 0;
    for (i, block) in blocks.iter().enumerate() {
        if let Some(place) = places[i] {
            trace(text, *block, place, &letters, page, &mut out);
            cursor = place + flat[i].len();
        } else {
            cursor = word_by_word(text, *block, cursor, &letters, page, &mut out);
        }
    }
    out
}

fn flatten(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Places the blocks not yet placed between their placed neighbours: the nearest before the first
/// long block, else the first behind the block before.
fn place_short(flat: &[String], letters: &Letters, places: &mut [Option<usize>]) {
    let first = places.iter().position(Option::is_some).unwrap_or(places.len());
    let mut end = places.get(first).copied().flatten().unwrap_or(letters.flat.len());
    if first < places.len() {
        for i in (0..first).rev() {
            if let Some(found) = letters.flat[..end].rfind(flat[i].as_str()) {
                places[i] = Some(found);
                end = found;
            }
        }
    }
    let mut cursor = 0;
    let mut i = 0;
    while i < places.len() {
        if places[i].is_none() {
            let next = places[i..].iter().flatten().next().copied().unwrap_or(letters.flat.len());
            places[i] =
                letters.flat.get(cursor..next).and_then(|s| s.find(flat[i].as_str())).map(|found| cursor + found);
        }
        if let Some(place) = places[i] {
            cursor = place + flat[i].len();
        }
        i += 1;
    }
}

/// Looks for the words of a block one after the other; gives where the next block may start.
fn word_by_word(
    text: &str,
    block: ByteSpan,
    cursor: usize,
    letters: &Letters,
    page: &Decoded,
    out: &mut Vec<Segment>,
) -> usize {
    let limit = boundary(&letters.flat, cursor + 2 * block.len() + SLACK);
    let mut at = cursor;
    let mut start = block.start();
    for word in block.of(text).split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if let Some(found) = letters.flat.get(at..limit).filter(|_| !bare.is_empty()).and_then(|s| s.find(bare)) {
            trace(text, ByteSpan::new(start, start + bare.len()), at + found, letters, page, out);
            at += found + bare.len();
        }
        start += word.len();
    }
    at
}

/// Writes the segments of a stretch of text whose letters stand at `place`: one for every run that
/// the page shows byte for byte, one for every entity.
fn trace(text: &str, span: ByteSpan, place: usize, letters: &Letters, page: &Decoded, out: &mut Vec<Segment>) {
    let mut run: Option<(ByteSpan, ByteSpan)> = None;
    let first = letters.at.partition_point(|(start, _)| *start < place);
    let mut next = letters.at[first..].iter();
    let mut blank = false;
    for (i, c) in span.of(text).char_indices() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let Some((_, bytes)) = next.next() else { break };
        let here = ByteSpan::new(span.start() + i, span.start() + i + c.len_utf8());
        let there = ByteSpan::new(bytes.start, bytes.end);
        let plain = page.text.get(bytes.clone()).is_some_and(|s| s.len() == c.len_utf8() && s.starts_with(c));
        if let Some((t, p)) = &mut run {
            let gap_here = text.get(t.end()..here.start());
            let gap_there = page.text.get(p.end()..there.start());
            if plain && gap_here == gap_there && (!blank || gap_here == Some(" ")) {
                (*t, *p) = (t.cover(here), p.cover(there));
                blank = false;
                continue;
            }
            page.compose(*t, *p, true, out);
            run = None;
        }
        blank = false;
        if plain {
            run = Some((here, there));
        } else {
            page.compose(here, there, false, out);
        }
    }
    if let Some((t, p)) = run {
        page.compose(t, p, true, out);
    }
}
