//! Markdown: sections as headings, lines as bullets, sources as footnotes (a footnote a report,
//! in order of first use), tables as pipe tables.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{in_marks, on_one_line};
use crate::{Line, Mark, Page, Piece, Source, Table};

/// A page.
#[must_use]
pub fn page(page: &Page) -> String {
    let mut notes = Footnotes::default();
    let mut out = format!("# {}\n", escape(&page.title));
    if !page.about.is_empty() {
        let _ = write!(out, "\n{}\n", escape(&page.about));
    }
    for section in &page.sections {
        let _ = write!(out, "\n## {}\n\n", escape(&section.title));
        for line in &section.lines {
            bullet(&mut out, line, 0, &mut notes);
        }
        if !section.more.is_empty() {
            let _ = write!(out, "\n{}\n", section.more);
        }
    }
    notes.write(&mut out);
    out
}

/// A table.
#[must_use]
pub fn table(table: &Table) -> String {
    let mut out = format!("| {} |\n", table.columns.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(table.columns.len()));
    for cells in &table.rows {
        let cells: Vec<String> = cells.iter().map(|c| escape(c).replace('|', "\\|")).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

fn bullet(out: &mut String, line: &Line, depth: usize, notes: &mut Footnotes) {
    let _ = write!(out, "{}- ", "  ".repeat(depth));
    for piece in &line.pieces {
        out.push_str(&inline(piece));
    }
    for source in &line.sources {
        let _ = write!(out, "[^{}]", notes.number(source));
    }
    let tail: Vec<&str> = [line.weight.as_str(), line.id.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    match tail.as_slice() {
        [] => {}
        [weight] if line.id.is_empty() => {
            let _ = write!(out, " ({})", escape(weight));
        }
        [id] => {
            let _ = write!(out, " (`{id}`)");
        }
        [weight, id, ..] => {
            let _ = write!(out, " ({}; `{id}`)", escape(weight));
        }
    }
    out.push('\n');
    for under in &line.under {
        bullet(out, under, depth + 1, notes);
    }
}

/// A piece, with the blanks at its ends kept outside of its marks.
fn inline(piece: &Piece) -> String {
    let words = escape(&piece.text);
    let before = if piece.text.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if piece.text.ends_with(char::is_whitespace) && !words.is_empty() { " " } else { "" };
    match piece.mark {
        Mark::Strong | Mark::Hit => format!("{before}**{words}**{after}"),
        Mark::Quote => format!("{before}{}{after}", in_marks(&words)),
        Mark::Plain | Mark::Faint | Mark::Words => format!("{before}{words}{after}"),
    }
}

/// Words with the characters that Markdown would take for its own set apart.
#[must_use]
pub fn escape(words: &str) -> String {
    let words = on_one_line(words);
    let mut out = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>') || (c == '#' && at == 0) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Reports that were referred to, numbered as they came.
#[derive(Default)]
struct Footnotes {
    numbers: BTreeMap<String, usize>,
    sources: Vec<Source>,
}

impl Footnotes {
    fn number(&mut self, source: &Source) -> usize {
        if let Some(&number) = self.numbers.get(&source.report) {
            return number;
        }
        self.sources.push(source.clone());
        self.numbers.insert(source.report.clone(), self.sources.len());
        self.sources.len()
    }

    fn write(&self, out: &mut String) {
        for (i, source) in self.sources.iter().enumerate() {
            let _ = write!(out, "{}[^{}]: {}", if i == 0 { "\n" } else { "" }, i + 1, escape(&source.label));
            if let Some(title) = &source.title {
                let _ = write!(out, ", “{}”", escape(title));
            }
            let _ = write!(out, ", {}", source.date);
            if let Some(url) = &source.url {
                let _ = write!(out, ", <{}>", on_one_line(url).replace(['<', '>', ' '], ""));
            }
            let _ = writeln!(out, " (report `{}`)", source.report);
        }
    }
}
