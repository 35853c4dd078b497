//! Amounts of money, as the text says them; other numbers are not read yet.

use chancery_model::{AmountFinding, RuleId};

use crate::words::Words;

const SIGNS: [(&str, &str); 5] = [("$", "USD"), ("us$", "USD"), ("£", "GBP"), ("€", "EUR"), ("¥", "JPY")];
const NAMES: [(&str, &str); 8] = [
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("pounds", "GBP"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("roubles", "RUB"),
];
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
                found.push(AmountFinding { span: words.span(at, to), value, unit: unit.to_owned(), rule });
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

fn amount(words: &Words<'_>, at: usize, end: usize) -> Option<(usize, String, &'static str)> {
    let word = |i: usize| if i < end { words.lower(i) } else { "" };
    let sign = lookup(&SIGNS, word(at));
    let start = if sign.is_some() { at + 1 } else { at };
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
    let unit = sign.or_else(|| {
        let unit = lookup(&NAMES, word(to))?;
        to += 1;
        Some(unit)
    })?;
    scaled(whole, fraction, scale.unwrap_or(1)).map(|value| (to, value, unit))
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
