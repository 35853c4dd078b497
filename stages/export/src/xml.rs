//! XML by hand: escaped words between tags that are known to nest.

/// Words as they may stand in XML, between tags or in an attribute; what XML 1.0 cannot hold is left out.
pub(crate) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_words_is_taken_for_markup() {
        assert_eq!(escape("a < b & \"c\"\u{0}\u{1b}\n>"), "a &lt; b &amp; &quot;c&quot; &gt;");
    }
}
