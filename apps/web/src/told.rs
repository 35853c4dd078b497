//! Words that others wrote, made safe to look at: markup is shown as text, and characters that turn the line around
//! or hide are named instead of obeyed.

use maud::{Markup, html};

/// Words of a report or record.
pub(crate) fn told(text: &str) -> Markup {
    let mut parts: Vec<(&str, Option<char>)> = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_unseen(*c)) {
        parts.push((&text[from..at], Some(c)));
        from = at + c.len_utf8();
    }
    parts.push((&text[from..], None));
    html! {
        @for (words, unseen) in parts {
            (words)
            @if let Some(c) = unseen {
                span class="unseen" title={ "the report has a character here that is not seen: " (name(c)) } {
                    "[U+" (format!("{:04X}", u32::from(c))) "]"
                }
            }
        }
    }
}

/// The same for the value of an attribute or a title, where nothing can be marked: unseen characters go.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Characters that reorder or hide what stands around them, and controls that are no blank.
fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    turns || hides || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

fn name(c: char) -> &'static str {
    match c {
        '\u{202a}' | '\u{202d}' | '\u{2066}' | '\u{200e}' => "it turns the line to the right",
        '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{200f}' | '\u{061c}' => "it turns the line to the left",
        '\u{202c}' | '\u{2068}' | '\u{2069}' => "it ends or isolates a turn of the line",
        c if c.is_control() => "a control character",
        _ => "it has no width",
    }
}

/// An address that a report gives, where it leads to the web; anything else is no link.
pub(crate) fn web(url: &str) -> Option<String> {
    let plain = plain(url);
    let lower = plain.to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_turns_are_named() {
        let shown = told("<script>alert(1)</script> \u{202e}gpj.exe").into_string();
        assert!(shown.starts_with("&lt;script&gt;alert(1)&lt;/script&gt; <span class=\"unseen\""), "{shown}");
        assert!(shown.contains("[U+202E]</span>gpj.exe"), "{shown}");
        assert!(!shown.contains('\u{202e}'));
        assert_eq!(plain("a\u{202e}b\nc\u{7}"), "ab c");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(web("https://example.org/a").is_some());
        for no in [
            "javascript:alert(1)",
            " javascript:x",
            "data:text/html,x",
            "file:///etc",
            "JaVaScRiPt:x",
            "\u{1}javascript:x",
        ] {
            assert_eq!(web(no), None, "{no}");
        }
    }
}
