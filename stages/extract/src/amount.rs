//! Amounts of money, as the text says them; other numbers are not read yet.

use chancery_model::{AmountFinding, RuleId};

use crate::words::Words;

const SCALES: [(&str, u64); 8] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// All amounts of money outside site chrome, in order of the text.
pub(crate) fn amounts(words: &Words<'_>) -> Vec<AmountFinding> {
    let mut found = Vec::new();
    for sentence in words.document.sentences.iter().filter(|s| !s.chrome) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let read = amount(words, at, sentence.tokens.end);
            if let Some((to, value, unit)) = read {
                let rule = RuleId("amount/money".to_owned());
                found.push(AmountFinding { span: words.span(at, to), value, unit, rule });
                at = to;
            } else {
                at += 1;
            }
        }
    }
    found
}

fn lookup<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)
}

fn amount(words: &Words<'_>, at: usize, end: usize) -> Option<(usize, String, String)> {
    let word = |i: usize| if i < end { words.lower(i) } else { "" };
    let sign =
        words.currency("sign-", at, end).filter(|(length, _)| (at + 1..at + length).all(|i| is_joined(words, i)));
    let start = at + sign.as_ref().map_or(0, |(length, _)| *length);
    let digits = word(start).replace(',', "");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_number = !whole.is_empty() && (whole.to_owned() + fraction).bytes().all(|b| b.is_ascii_digit());
    if !is_number {
        return None;
    }
    let mut to = start + 1;
    let hyphen = usize::from(word(to) == "-");
    let scale = lookup(&SCALES, word(to + hyphen));
    if scale.is_some() {
        to += hyphen + 1;
    }
    let unit = match sign {
        Some((_, unit)) => unit,
        None => {
            // "a 3-billion-euro loan"
            let hyphen = usize::from(word(to) == "-" && hyphen == 1);
            let (length, unit) = words.currency("money-", to + hyphen, end)?;
            to += hyphen + length;
            unit
        }
    };
    scaled(whole, fraction, scale.unwrap_or(1)).map(|value| (to, value, unit))
}

/// Whether a token stands right behind the one before: "C$", not "a $5 note".
fn is_joined(words: &Words<'_>, at: usize) -> bool {
    words.token(at - 1).span.end() == words.token(at).span.start()
}

/// `1`, `5` and a billion to `1500000000`, without rounding.
fn scaled(whole: &str, fraction: &str, scale: u64) -> Option<String> {
    let whole: u128 = whole.parse().ok()?;
    let mut value = whole.checked_mul(u128::from(scale))?;
    let mut unit = u128::from(scale);
    let mut rest = String::new();
    for digit in fraction.bytes().map(|b| u128::from(b - b'0')) {
        if unit >= 10 {
            unit /= 10;
            value += digit * unit;
        } else {
            rest.push(char::from(b'0' + u8::try_from(digit).ok()?));
        }
    }
    let rest = rest.trim_end_matches('0');
    Some(if rest.is_empty() { value.to_string() } else { format!("{value}.{rest}") })
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn scales_without_rounding() {
        assert_eq!(scaled("1", "5", 1_000_000_000).as_deref(), Some("1500000000"));
        assert_eq!(scaled("50", "", 1_000_000_000).as_deref(), Some("50000000000"));
        assert_eq!(scaled("12", "75", 1).as_deref(), Some("12.75"));
    }
}
