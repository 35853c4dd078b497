//! Title, author and language, as the text itself shows them where no metadata does.

use std::sync::LazyLock;

use chancery_model::{ByteSpan, Chrome};
use regex::Regex;

use crate::chrome::covers;
use crate::slice::lines;

/// How many letters of prose the language is told by.
const SAMPLE: usize = 1000;

/// A greater share of words such as "the" and "with" is English; no other language comes near.
const GLUE: f64 = 0.05;
/// Fewer letters than this do not tell a language.
const ENOUGH: usize = 60;

/// A line of the text that belongs to the article.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Whether the next line goes on in the middle of a sentence, as in text broken by hand.
    broken: bool,
}

impl Line<'_> {
    /// Whether the line is, or begins, a paragraph of running text.
    fn is_prose(self) -> bool {
        let words = self.text.split_whitespace().count();
        let stops = self.text.trim_end_matches(['"', '”', '’', ')', '\'']).ends_with(['.', '!', '?', '…', ':']);
        (words >= 9 && stops) || words > 28 || (self.broken && words >= 5)
    }
}

fn article_lines<'t>(text: &'t str, chrome: &'t [Chrome]) -> impl Iterator<Item = Line<'t>> {
    let mut all = lines(text).peekable();
    std::iter::from_fn(move || {
        let (start, text) = all.next()?;
        let broken = all.peek().is_some_and(|(_, next)| next.starts_with(char::is_lowercase));
        Some(Line { start, text, broken })
    })
    .filter(|l| !l.text.is_empty() && !covers(chrome, ByteSpan::new(l.start, l.start + l.text.len())))
}

/// Where the first paragraph of prose starts.
pub(crate) fn first_prose(text: &str, chrome: &[Chrome]) -> Option<usize> {
    article_lines(text, chrome).find(|l| l.is_prose()).map(|l| {
        let mut start = l.start;
        // Chrome that opens the line is stepped over.
        while let Some(mark) = chrome.iter().find(|c| c.span.start() <= start && start < c.span.end()) {
            start = mark.span.end() + text[mark.span.end()..].len() - text[mark.span.end()..].trim_start().len();
        }
        start
    })
}

/// The headline: a short line of its own before the first paragraph of prose, or a line that is
/// repeated right below.
pub(crate) fn title(text: &str, chrome: &[Chrome]) -> Option<String> {
    let top: Vec<Line<'_>> = article_lines(text, chrome).take(12).collect();
    let prose = top.iter().position(|l| l.is_prose()).unwrap_or(top.len());
    let first = (0..prose).find(|i| is_headline(top[*i].text));
    let repeated = || (1..top.len()).find(|i| top[*i].text == top[i - 1].text && is_headline(top[*i].text));
    // Text without any prose has no headline either, only lines.
    let first = first.filter(|_| prose < top.len());
    first.or_else(repeated).map(|i| top[i].text.trim_start_matches('#').trim().trim_matches('*').to_owned())
}

fn is_headline(line: &str) -> bool {
    let line = line.trim_start_matches('#').trim();
    let words = line.split_whitespace().count();
    let first = line.chars().next();
    (3..=24).contains(&words)
        && line.len() <= 180
        && first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || "\"'“‘$£€".contains(c))
        && !line.ends_with(['.', ',', ';', ':'])
        && byline(line).is_none()
}

static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let name =
        r"\p{Lu}[\p{L}.'’-]*(?: (?:de|da|del|van|von|der|al|el|bin|bint|ibn|la|le)\b)*(?: \p{Lu}[\p{L}.'’-]*){1,3}";
    let pattern = format!(r"^(?i:(?:written )?by):? ({name}(?:(?:,| and| &) {name}){{0,3}})(?:\s*[,|•·(–—-].*)?$");
    Regex::new(&pattern).expect("a pattern of this file")
});

/// The authors named by a line that names nothing else.
fn byline(line: &str) -> Option<&str> {
    BYLINE.captures(line.trim_matches(['*', '_'])).and_then(|c| c.get(1)).map(|m| m.as_str())
}

/// The author line near the top of the text.
pub(crate) fn author(text: &str) -> Option<String> {
    lines(text).filter(|(_, l)| !l.is_empty()).take(12).find_map(|(_, l)| byline(l)).map(str::to_owned)
}

/// ISO 639-1 code of the language, where there is prose enough to tell.
pub(crate) fn language(text: &str, chrome: &[Chrome]) -> Option<String> {
    let mut sample = String::new();
    for line in article_lines(text, chrome).filter(|l| l.is_prose()) {
        sample.extend(line.text.chars().take(SAMPLE));
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < ENOUGH {
        return None;
    }
    if glue(&sample) > GLUE {
        return Some("en".to_owned());
    }
    // English is what is expected: a guess that says so is enough. Another language shuts a report out,
    // so that it takes more to say so: names alone look like anything.
    let told = whatlang::detect(&sample)?;
    let english = told.lang() == whatlang::Lang::Eng;
    (english || told.is_reliable() && letters >= 2 * ENOUGH).then(|| short_code(told.lang().code()).to_owned())
}

/// The share of words that hold English sentences together.
fn glue(text: &str) -> f64 {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (all, held) = words.fold((0_u32, 0_u32), |(all, held), word| {
        (all + 1, held + u32::from(matches!(word, "the" | "The" | "and" | "to" | "that" | "with")))
    });
    f64::from(held) / f64::from(all.max(1))
}

/// ISO 639-1 for ISO 639-3, of the languages news is written in; the long code where there is no short one.
fn short_code(code: &'static str) -> &'static str {
    const SHORT: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    SHORT.binary_search_by_key(&code, |(long, _)| long).map_or(code, |i| SHORT[i].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The envoys of three states met in London on Monday and spoke for two hours about a ceasefire.";

    #[test]
    fn the_headline_stands_before_the_prose() {
        for (text, title_) in [
            (format!("\n\nEnvoys Meet in London\n\n{PROSE}"), Some("Envoys Meet in London")),
            (format!("# Envoys Meet in London\n\n{PROSE}"), Some("Envoys Meet in London")),
            (format!("By Jane Doe\nEnvoys Meet in London: What Next?\n{PROSE}"), Some("Envoys Meet in London: What Next?")),
            (format!("{PROSE}\nWhat Comes Next\n{PROSE}"), None),
            (format!("{PROSE}\nEnvoys Meet in London\n\nEnvoys Meet in London\n{PROSE}"), Some("Envoys Meet in London")),
            ("President Xi and the envoy met on Monday in the city\nof Bali, where they spoke of trade and\nof peace.\n".to_owned(), None),
            (PROSE.to_owned(), None),
            ("Menu\nHome and Away\nOne Two Three".to_owned(), None),
        ] {
            assert_eq!(title(&text, &[]).as_deref(), title_, "{text}");
        }
    }

    #[test]
    fn authors_are_read_from_their_own_line_only() {
        for (line, name) in [
            ("By Jane Doe", Some("Jane Doe")),
            ("by Anadolu Agency", Some("Anadolu Agency")),
            ("BY JANE DOE AND JOHN ROE", None),
            ("By Jane Doe and John Roe | 8 December 2025", Some("Jane Doe and John Roe")),
            ("By Monday the envoys were gone.", None),
            ("By Jane Doe said the envoys", None),
        ] {
            assert_eq!(author(&format!("{line}\n{PROSE}")).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn language_needs_prose() {
        assert_eq!(language(&format!("{PROSE}\n{PROSE}"), &[]).as_deref(), Some("en"));
        assert_eq!(language("Talks in London", &[]), None);
        let french = "Les envoyés des trois pays se sont réunis lundi à Londres et ont parlé pendant deux heures d'un cessez-le-feu durable. ";
        assert_eq!(language(&french.repeat(3), &[]).as_deref(), Some("fr"));
    }
}
