//! The place, day and agency that open a report: `LONDON, Dec 8 (Reuters) -`.

use std::sync::LazyLock;

use chancery_model::{ByteSpan, Dateline, Day, Edtf};
use regex::Regex;

use crate::day::month_number;
use crate::slice;

/// What a dateline tells.
pub(crate) struct Opening {
    pub(crate) dateline: Dateline,
    /// Agency named between strokes or in brackets.
    pub(crate) agency: Option<String>,
    /// The whole dateline, as written.
    pub(crate) words: String,
    /// Month and day, and the year where told.
    pub(crate) day: Option<(i8, i8, Option<i16>)>,
}

impl Opening {
    /// The day told, with the year nearest to `near` where the dateline leaves it out.
    pub(crate) fn edtf(&self, near: Option<Day>) -> Option<Edtf> {
        let (month, day, year) = self.day?;
        let on = |year: i16| Day::new(year, month, day).ok();
        if let Some(year) = year {
            return on(year).map(Edtf::day);
        }
        let near = near?;
        let distance = |d: &Day| near.until(*d).map_or(i32::MAX, |s| s.get_days().abs());
        let years = [near.year(), near.year() - 1, near.year() + 1];
        years.into_iter().filter_map(on).min_by_key(distance).map(Edtf::day)
    }
}

/// Capitals that open a report and name no place.
const NOT_PLACES: &[&str] = &[
    "BREAKING",
    "BREAKING NEWS",
    "EXCLUSIVE",
    "UPDATE",
    "UPDATED",
    "WATCH",
    "OPINION",
    "ANALYSIS",
    "EXPLAINER",
    "LIVE",
    "VIDEO",
    "NEWS",
    "FACTBOX",
    "NATO",
    "OPEC",
    "UNICEF",
    "UNESCO",
    "UNRWA",
    "IAEA",
    "ASEAN",
    "BRICS",
    "AUKUS",
    "OSCE",
    "HAMAS",
    "NOTE",
    "READ",
    "PHOTO",
    "PHOTOS",
    "INTERVIEW",
    "CORRECTED",
    "CORRECTION",
    "SUMMARY",
    "ADVERTISEMENT",
];

/// With the place alone, and with its region or state behind it.
static FULL: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let months = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC";
    let place = r"(?P<place>\p{Lu}[\p{L}.'’-]+(?:(?:\s|/|\sand\s)\p{Lu}[\p{L}.'’-]*){0,3})";
    let region = r"(?P<region>,\s\p{Lu}[\p{L}.'’ -]{2,20}?)";
    let date = format!(
        r"(?:,?\s+(?:(?P<m1>{months})\.?\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{months}))\b\.?(?:,?\s+(?P<year>\d{{4}}))?)?"
    );
    let agency =
        r"(?P<agency>\.?,?\s*/\s*(?P<a1>\p{Lu}[\p{L} -]{1,24}?)\s*/\.?|\.?,?\s+\((?P<a2>\p{Lu}[\p{L} .&-]{1,24})\))";
    let dash = r"(?P<dash>\s*(?:--|[–—]|\s-\s|-\s)\s*)";
    [format!(r"^{place}{date}{agency}?(?:\.?{dash})?"), format!("^{place}{region}{date}(?:{agency}|{dash})")]
        .map(|pattern| Regex::new(&pattern).expect("a pattern of this file"))
});

static BARE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?P<place>\p{Lu}{2,}[\p{Lu}'’-]*(?:[ /]\p{Lu}[\p{Lu}'’-]+){0,3}) (?:\p{Lu}\p{Ll}|\p{Lu}\.\p{Lu}\.|(?:A|The) )";
    Regex::new(pattern).expect("a pattern of this file")
});

/// Reads the dateline of the paragraph that starts at `start`. `stripped` says that an agency's
/// copy lost its marks there, so that bare capitals are a place.
pub(crate) fn read(text: &str, start: usize, stripped: bool) -> Option<Opening> {
    let rest = text.get(start..)?;
    let head = slice::head(rest, 200);
    FULL.iter()
        .find_map(|pattern| full(pattern, head, start))
        .or_else(|| if stripped { bare(head, start) } else { None })
}

fn full(pattern: &Regex, head: &str, start: usize) -> Option<Opening> {
    let c = pattern.captures(head)?;
    let place = c.name("place")?;
    let capitals = is_place(place.as_str());
    let agency = c.name("a1").or_else(|| c.name("a2")).map(|a| a.as_str().trim().to_owned());
    let month = c.name("m1").or_else(|| c.name("m2")).and_then(|m| month_number(m.as_str()));
    let number = c.name("d1").or_else(|| c.name("d2")).and_then(|d| d.as_str().parse().ok());
    let year = c.name("year").and_then(|y| y.as_str().parse().ok());
    let day = month.zip(number).map(|(m, d)| (m, d, year));
    let dash = c.name("dash");
    // Capitals need a dash, a day or an agency; a place in small letters two of them.
    let signs = usize::from(day.is_some()) + usize::from(agency.is_some()) + usize::from(dash.is_some());
    let known = NOT_PLACES.iter().any(|w| place.as_str().eq_ignore_ascii_case(w));
    if known || signs < if capitals { 1 } else { 2 } {
        return None;
    }
    let end = [c.name("agency"), c.name("year"), c.name("d1"), c.name("m2"), c.name("region"), Some(place)];
    let end = end.into_iter().flatten().map(|m| m.end()).max()?;
    let span = ByteSpan::new(start, start + end);
    let words = head[..end].to_owned();
    Some(Opening { dateline: Dateline { place: place.as_str().to_owned(), span }, agency, words, day })
}

fn bare(head: &str, start: usize) -> Option<Opening> {
    let place = BARE.captures(head)?.name("place")?;
    let span = ByteSpan::new(start, start + place.end());
    let dateline = Dateline { place: place.as_str().to_owned(), span };
    is_place(place.as_str()).then(|| Opening { dateline, agency: None, words: place.as_str().to_owned(), day: None })
}

/// Whether capitals may name a place: four letters at least (shorter ones are states, agencies, bodies).
fn is_place(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
        && words.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !NOT_PLACES.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_agencies_write() {
        let near = "2025-12-10".parse().ok();
        for (text, stripped, place, span, agency, date) in [
            (
                "MOSCOW, June 3. /TASS/. Envoys met.",
                false,
                "MOSCOW",
                "MOSCOW, June 3. /TASS/.",
                Some("TASS"),
                Some("2026-06-03"),
            ),
            (
                "LONDON, Dec 8 (Reuters) - Envoys met.",
                false,
                "LONDON",
                "LONDON, Dec 8 (Reuters)",
                Some("Reuters"),
                Some("2025-12-08"),
            ),
            (
                "TEHRAN, June 4 (MNA) – Envoys met.",
                false,
                "TEHRAN",
                "TEHRAN, June 4 (MNA)",
                Some("MNA"),
                Some("2026-06-04"),
            ),
            ("VIENNA - Envoys met.", false, "VIENNA", "VIENNA", None, None),
            ("WASHINGTON — Envoys met.", false, "WASHINGTON", "WASHINGTON", None, None),
            ("KYIV, Ukraine (AP) — Envoys met.", false, "KYIV", "KYIV, Ukraine (AP)", Some("AP"), None),
            ("JACKSON, Miss. — Envoys met.", false, "JACKSON", "JACKSON, Miss.", None, None),
            (
                "Ankara, 8 December 2025 (AA) — Envoys met.",
                false,
                "Ankara",
                "Ankara, 8 December 2025 (AA)",
                Some("AA"),
                Some("2025-12-08"),
            ),
            ("GENEVA/BEIRUT The envoys met.", true, "GENEVA/BEIRUT", "GENEVA/BEIRUT", None, None),
            ("UNITED NATIONS China said.", true, "UNITED NATIONS", "UNITED NATIONS", None, None),
            ("HAVANA U.S. envoys met.", true, "HAVANA", "HAVANA", None, None),
            ("HAVANA U.S. President Obama met envoys.", true, "HAVANA", "HAVANA", None, None),
        ] {
            let opening = read(text, 0, stripped).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((opening.dateline.place.as_str(), opening.dateline.span.of(text)), (place, span));
            assert_eq!(opening.agency.as_deref(), agency);
            assert_eq!(opening.edtf(near).map(|d| d.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn leaves_prose_alone() {
        for (text, stripped) in [
            ("NATO Secretary General Mark Rutte met envoys.", true),
            ("US President Donald Trump met envoys.", true),
            ("HAVANA President Raul Castro met envoys.", false),
            ("BREAKING - Envoys met.", false),
            ("Zelensky — who met envoys — left.", false),
            ("The Hague court sat.", false),
            ("EU - US talks went on.", false),
            ("Leaders of the two sides met.", true),
            ("May 8 (Monday) was set.", false),
        ] {
            assert!(read(text, 0, stripped).is_none(), "{text}");
        }
    }

    #[test]
    fn a_year_is_never_made_up() {
        let opening = read("MOSCOW, June 3. /TASS/. Envoys met.", 0, false).unwrap();
        assert_eq!(opening.edtf(None), None);
        assert_eq!(opening.edtf("2026-01-02".parse().ok()).unwrap().to_string(), "2026-06-03");
    }
}
