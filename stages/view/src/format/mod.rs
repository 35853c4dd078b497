//! How pages look: one file a format. A format knows pages and tables, and nothing of events.

pub mod csv;
pub mod json;
pub mod markdown;
pub mod text;

/// Words of a report as they may stand on a page: blanks and line breaks become one blank, and
/// control characters, which could command a terminal, go.
#[must_use]
pub fn on_one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control() && !is_direction(*c)));
    }
    out
}

/// Characters that reorder what follows them: harmless in a text, deceptive in a quotation.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words inside quotation marks: single ones where the words have double ones of their own.
#[must_use]
pub fn in_marks(words: &str) -> String {
    if words.contains(['"', '“', '”']) { format!("‘{words}’") } else { format!("“{words}”") }
}
