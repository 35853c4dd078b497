//! Bytes as text and back, after RFC 4648 with padding: how an export holds what was received.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as text.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for some in bytes.chunks(3) {
        let word = some.iter().fold(0u32, |word, &byte| word << 8 | u32::from(byte)) << (8 * (3 - some.len()));
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= some.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// Text as bytes; `None` where it is not written so.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for some in body.as_bytes().chunks(4) {
        let mut word = 0u32;
        for &letter in some {
            word = word << 6 | u32::try_from(LETTERS.iter().position(|&l| l == letter)?).ok()?;
        }
        word <<= 6 * (4 - some.len());
        let [_, a, b, c] = word.to_be_bytes();
        bytes.extend_from_slice(&[a, b, c][..some.len() - 1]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for (bytes, text) in [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (b"foob", "Zm9vYg==")]
        {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)), Some(all));
        for wrong in ["Z", "Zg=", "Zg=a", "Z===", "Zm9!", "===="] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
