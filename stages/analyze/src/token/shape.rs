//! A stretch without blanks in, what it is by its shape out: address, telephone number, date,
//! contraction.

/// Whether the word is a web or mail address.
pub(super) fn is_address(word: &str) -> bool {
    if word.contains(['"', '<', '>']) {
        return false;
    }
    let web = word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:");
    let mail = || word.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
    web || mail() || {
        let host = word.split('/').next().unwrap_or("");
        host.len() < word.len()
            && host.contains('.')
            && host
                .split('.')
                .all(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            && host.contains(|c: char| c.is_ascii_alphabetic())
    }
}

/// The length of the address that `word` is but for marks behind it, or 0.
pub(super) fn address(word: &str) -> usize {
    // No address without one of these; most words are done here.
    if !word.contains(['/', '@']) && !word.starts_with("www.") {
        return 0;
    }
    let core = word.trim_end_matches(|c: char| ".,;:!?)]}>*_~\"'”’»…".contains(c));
    if !is_address(core) {
        return 0;
    }
    // A bracket that was opened inside belongs to it.
    let closes = word[core.len()..].starts_with(')') && core.contains('(');
    core.len() + usize::from(closes)
}

/// Whether the word is a telephone number or post code: figures in groups of three and four or more.
pub(super) fn is_telephone(word: &str) -> bool {
    let mut groups = word.split(['-', '/']);
    let digits = |g: &str, least: usize| g.len() >= least && g.bytes().all(|b| b.is_ascii_digit());
    let Some((first, last)) = groups.next().zip(groups.next_back()) else { return false };
    // "2024/2025" and "4/2025" are years.
    let dated = word.contains('/') && (first.len() != 3 || last.len() < 7 && !word.contains('-'));
    !dated
        && digits(first, 1)
        && digits(last, 4)
        && groups.all(|g| digits(g, 3))
        && (first.len() != 4 || last.len() != 4)
}

/// Whether the word is a date in figures, parted by hyphens: 12-08-2025, 2025-12-08.
pub(super) fn is_date(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut part = || parts.next().filter(|p| p.bytes().all(|b| b.is_ascii_digit())).map_or(0, str::len);
    let lengths = [part(), part(), part()];
    parts.next().is_none() && matches!(lengths, [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2])
}

/// Where a word is joined of two by an apostrophe.
pub(super) fn joint(word: &str) -> Option<usize> {
    if word.len() < 3 {
        return None;
    }
    let (at, mark) = word.char_indices().rev().take(4).find(|(_, c)| matches!(c, '\'' | '’' | '‘' | '`'))?;
    let tail = word[at + mark.len_utf8()..].to_lowercase();
    match tail.as_str() {
        "t" if at > 1 && word[..at].ends_with(['n', 'N']) => Some(at - 1),
        // "the 1980's" are years.
        "s" if at > 1 && word[..at].ends_with('0') && word[..at].bytes().all(|b| b.is_ascii_digit()) => None,
        "s" | "m" | "d" | "re" | "ve" | "ll" if at > 0 => Some(at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_their_shape() {
        for word in ["555-0142", "555-010-4477", "1-555-010-4477", "555/010-4477", "20521-4801"] {
            assert!(is_telephone(word), "{word}");
        }
        for word in ["2024-2025", "10-12", "4/2025", "3-0", "555-", "-4477", "a-4477"] {
            assert!(!is_telephone(word), "{word}");
        }
        for word in ["12-08-2025", "2025-12-08", "1-2-25"] {
            assert!(is_date(word), "{word}");
        }
        for word in ["12-08", "2025-12-08-1", "12-008-2025", "1-a-25", "--", ""] {
            assert!(!is_date(word), "{word}");
        }
    }

    #[test]
    fn addresses_without_the_marks_behind() {
        assert_eq!(address("https://example.org/a/)."), "https://example.org/a/".len());
        assert_eq!(address("https://example.org/a_(b))"), "https://example.org/a_(b)".len());
        assert_eq!(address("desk@example.org,"), "desk@example.org".len());
        assert_eq!(address("and/or"), 0);
        assert_eq!(address("\"Desk\"<desk@example.org>"), 0);
    }
}
