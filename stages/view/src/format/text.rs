//! Text for a terminal or a file: wrapped to a width, coloured where asked.

use std::fmt::Write;

use super::{in_marks, on_one_line};
use crate::{Line, Mark, Page, Table};

/// How text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns at hand; `None` where lines may be as long as they are.
    pub width: Option<usize>,
    /// Whether colours may be used.
    pub colour: Colour,
}

/// Whether colours may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// They may.
    Ansi,
    /// They may not.
    Plain,
}

/// Below this a column of text is not worth wrapping to.
const NARROWEST: usize = 20;

/// A word longer than this may be broken to make a column narrower.
const LONGEST_WORD: usize = 16;

/// How a word looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Title,
    Strong,
    Faint,
    Words,
    Hit,
    Id,
}

impl Look {
    fn of(mark: Mark) -> Self {
        match mark {
            Mark::Plain => Self::Plain,
            Mark::Strong => Self::Strong,
            Mark::Faint => Self::Faint,
            Mark::Quote | Mark::Words => Self::Words,
            Mark::Hit => Self::Hit,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Plain | Self::Words => "",
            Self::Title => "1;4",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Hit => "1;33",
            Self::Id => "36",
        }
    }

    fn paint(self, text: &str, colour: Colour) -> String {
        if colour == Colour::Plain || self.code().is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{}m{text}\u{1b}[0m", self.code())
    }
}

/// A page.
#[must_use]
pub fn page(page: &Page, layout: Layout) -> String {
    let mut out = String::new();
    paragraph(&mut out, &[(Look::Strong, page.title.clone())], "", "", layout);
    if !page.about.is_empty() {
        paragraph(&mut out, &[(Look::Faint, page.about.clone())], "", "", layout);
    }
    for section in &page.sections {
        out.push('\n');
        paragraph(&mut out, &[(Look::Title, section.title.clone())], "", "", layout);
        for line in &section.lines {
            entry(&mut out, line, 0, layout);
        }
        if !section.more.is_empty() {
            paragraph(&mut out, &[(Look::Faint, section.more.clone())], "  ", "  ", layout);
        }
    }
    out
}

/// A line, its sources under it, and what belongs to it one step further in.
fn entry(out: &mut String, line: &Line, depth: usize, layout: Layout) {
    let indent = "  ".repeat(depth);
    let (first, rest) = if depth == 0 { ("- ".to_owned(), "  ".to_owned()) } else { (indent.clone(), indent) };
    let words: Vec<(Look, String)> = line
        .pieces
        .iter()
        .map(|p| {
            let text = if p.mark == Mark::Quote { in_marks(&on_one_line(&p.text)) } else { p.text.clone() };
            (Look::of(p.mark), text)
        })
        .collect();
    let tail = tail(line);
    let quoted = line.pieces.iter().any(|p| matches!(p.mark, Mark::Quote | Mark::Words | Mark::Hit));
    if tail.is_empty() || quoted {
        paragraph(out, &words, &first, &rest, layout);
        if !tail.is_empty() {
            paragraph(out, &tail, &rest, &rest, layout);
        }
    } else {
        let gap = (Look::Faint, " · ".to_owned());
        let words: Vec<_> = words.into_iter().chain(std::iter::once(gap)).chain(tail).collect();
        paragraph(out, &words, &first, &rest, layout);
    }
    for under in &line.under {
        entry(out, under, depth + 1, layout);
    }
}

/// Sources, weight and id of a line.
fn tail(line: &Line) -> Vec<(Look, String)> {
    let sources: Vec<String> = line.sources.iter().map(|s| format!("{}, {}", s.label, s.date)).collect();
    let parts = [(Look::Faint, sources.join("; ")), (Look::Faint, line.weight.clone()), (Look::Id, line.id.clone())];
    let mut out: Vec<(Look, String)> = Vec::new();
    for (look, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        if !out.is_empty() {
            out.push((Look::Faint, " · ".to_owned()));
        }
        out.push((look, text));
    }
    out
}

/// Words wrapped to the width; pieces that touch stay together.
fn paragraph(out: &mut String, pieces: &[(Look, String)], first: &str, rest: &str, layout: Layout) {
    let width = layout.width.map_or(usize::MAX, |w| w.max(NARROWEST));
    out.push_str(first);
    let mut column = first.chars().count();
    let mut fresh = true;
    for word in words(pieces) {
        let length: usize = word.iter().map(|(_, part)| part.chars().count()).sum();
        if !fresh && column.saturating_add(1).saturating_add(length) > width {
            out.push('\n');
            out.push_str(rest);
            column = rest.chars().count();
        } else if !fresh {
            out.push(' ');
            column += 1;
        }
        for (look, part) in &word {
            out.push_str(&look.paint(part, layout.colour));
        }
        column += length;
        fresh = false;
    }
    out.push('\n');
}

/// The words of pieces in a row: a word may be of several looks where no blank parts the pieces.
fn words(pieces: &[(Look, String)]) -> Vec<Vec<(Look, String)>> {
    let mut out: Vec<Vec<(Look, String)>> = Vec::new();
    let mut open = false;
    for (look, text) in pieces {
        if text.starts_with(char::is_whitespace) {
            open = false;
        }
        let clean = on_one_line(text);
        for (i, word) in clean.split(' ').filter(|w| !w.is_empty()).enumerate() {
            match out.last_mut() {
                Some(last) if open && i == 0 => last.push((*look, word.to_owned())),
                _ => out.push(vec![(*look, word.to_owned())]),
            }
        }
        open = (open || !clean.is_empty()) && !text.ends_with(char::is_whitespace);
    }
    out
}

/// A table: columns as wide as they need, the widest ones wrapped where the width is short; where
/// words would have to be broken, a block of lines a row.
#[must_use]
pub fn table(table: &Table, layout: Layout) -> String {
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| on_one_line(cell)).collect()).collect();
    let Some(widths) = widths(&table.columns, &rows, layout.width) else {
        return blocks(&table.columns, &rows, layout);
    };
    let mut out = String::new();
    let heads: Vec<String> = table.columns.iter().map(|c| (*c).to_owned()).collect();
    row(&mut out, &heads, &widths, Look::Strong, layout.colour);
    for cells in &rows {
        row(&mut out, cells, &widths, Look::Plain, layout.colour);
    }
    out
}

const GAP: usize = 2;

/// Widths that fit the columns at hand; `None` where a column would become narrower than a word.
fn widths(columns: &[&str], rows: &[Vec<String>], at_hand: Option<usize>) -> Option<Vec<usize>> {
    let most = |i: usize, length: fn(&str) -> usize| {
        let cells = rows.iter().map(|row| length(&row[i]));
        cells.chain([length(columns[i])]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(|i| most(i, |cell| cell.chars().count())).collect();
    let Some(at_hand) = at_hand else { return Some(widths) };
    let least: Vec<usize> = (0..columns.len()).map(|i| most(i, longest_word).min(LONGEST_WORD)).collect();
    let room = at_hand.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        // The last of the widest gives way.
        let widest = (0..widths.len()).filter(|&i| widths[i] > least[i]).max_by_key(|&i| widths[i])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

fn longest_word(cell: &str) -> usize {
    cell.split(' ').map(|word| word.chars().count()).max().unwrap_or(0)
}

/// The rows one under the other, a line a cell; empty cells are left out.
fn blocks(columns: &[&str], rows: &[Vec<String>], layout: Layout) -> String {
    let mut out = String::new();
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let words = [(Look::Strong, format!("{column}: ")), (Look::Plain, cell.clone())];
            paragraph(&mut out, &words, "", "  ", layout);
        }
    }
    out
}

fn row(out: &mut String, cells: &[String], widths: &[usize], look: Look, colour: Colour) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for i in 0..height {
        let mut line = String::new();
        for (lines, &width) in wrapped.iter().zip(widths) {
            let _ = write!(line, "{:width$}{:GAP$}", lines.get(i).map_or("", String::as_str), "");
        }
        out.push_str(&look.paint(line.trim_end(), colour));
        out.push('\n');
    }
}

/// A cell in lines of at most `width`; a word longer than that is cut.
fn wrap(cell: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in cell.split(' ') {
        let mut chars: Vec<char> = word.chars().collect();
        if length > 0 && length + 1 + chars.len() > width {
            lines.push(String::new());
            length = 0;
        } else if length > 0 {
            lines.last_mut().expect("there is a line").push(' ');
            length += 1;
        }
        while chars.len() > width {
            let rest = chars.split_off(width);
            lines.last_mut().expect("there is a line").extend(chars);
            lines.push(String::new());
            chars = rest;
        }
        length += chars.len();
        lines.last_mut().expect("there is a line").extend(chars);
    }
    lines
}
