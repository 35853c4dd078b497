//! Names of things of the record that no other record's things share: for formats in which everything is named by an
//! address.

use chancery_model::{ActorId, ClaimId, ReportCard, ReportId};

/// Of an event, position, pledge, proposal, statement or claim.
pub(crate) fn claim(id: &ClaimId) -> String {
    format!("urn:chancery:claim:{id}")
}

/// Of an actor.
pub(crate) fn actor(id: &ActorId) -> String {
    format!("urn:chancery:actor:{}", encoded(&id.0))
}

/// Of a place, by name and state.
pub(crate) fn place(name: &str, country: Option<&str>) -> String {
    format!("urn:chancery:place:{}:{}", country.map(encoded).unwrap_or_default(), encoded(name))
}

/// Of a report, by the hash of its bytes.
pub(crate) fn report(id: &ReportId) -> String {
    format!("urn:chancery:report:{}", id.0.strip_prefix("sha256:").unwrap_or(&id.0))
}

/// The address of a report, where it names one that may be followed.
pub(crate) fn address(card: &ReportCard) -> Option<&str> {
    let url = card.url.as_deref()?;
    let plain = url
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'}' | b'|'));
    (plain && (url.starts_with("https://") || url.starts_with("http://"))).then_some(url)
}

/// Everything but letters, digits, `-`, `.`, `_` and `~` as percent and two figures a byte.
fn encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_no_character_that_an_address_may_not() {
        let id = ActorId("described:18b0:a spokesman for Łódź".to_owned());
        assert_eq!(actor(&id), "urn:chancery:actor:described%3A18b0%3Aa%20spokesman%20for%20%C5%81%C3%B3d%C5%BA");
    }
}
