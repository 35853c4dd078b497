//! A blank without a stop before it in, how likely a sentence ends there out: the lines of mails and
//! web pages, when their breaks are lost.

use std::ops::RangeInclusive;

use chancery_data::{AbbreviationKind, CutKind, Data};

use super::{Ending, LONGEST_WORD, beginning, opens_sentence};
use crate::abbreviation;

/// How likely the sentence that starts at `from` ends at the blank `at..next`.
pub(super) fn ending(data: &Data, body: &str, from: usize, at: usize, next: usize) -> Ending {
    let (before, after) = (&body[from.min(at)..at], &body[next..]);
    let Some(first) = after.chars().next() else { return Ending::Never };
    // A dash that opens a line goes with the name behind it: "— Ann Lee".
    if matches!(before, "" | "-" | "–" | "—" | "―" | "--") || first.is_lowercase() && !is_address(after) {
        return Ending::Never;
    }
    let mut words = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let last = words.next().unwrap_or("");
    let half_of_day = matches!(chunk(after), "AM" | "PM" | "am" | "pm");
    let ends = is_wide(&body[at..next]) && !data.cuts.is(last, CutKind::Dating)
        || !half_of_day && stamp_ends(last, &mut words)
        || stamp_follows(after) && is_sender(last)
        || dateline_follows(data, last, after)
        || first.is_uppercase() && dateline(data, before).is_some_and(|end| before[end..].trim().is_empty())
        || credit_follows(data, after)
        || byline_ends(data, before) && opens(data, after)
        || line_follows(after)
        || is_address(last) && (is_address(after) || opens_sentence(data, after))
        || first.is_uppercase()
            && (is_line(last) || last == ">>" || ends_in_smiley(data, last) || closes(data, before, after));
    // "Defence Minister | Anna Bergström": a title stands before a name. "1<sup>st</sup> | Secretary": marks inside
    // of a line close no sentence.
    if !ends && (bears(data, before, after) || last.ends_with("</sup>")) {
        return Ending::Never;
    }
    let goes_on = !(first.is_uppercase() || first.is_numeric() || last.ends_with([':', ';', ')', '-', '–', '—']));
    match (ends, goes_on) {
        (true, _) => Ending::Here,
        (false, false) if last.ends_with(char::is_alphanumeric) && opens(data, after) => Ending::Opened,
        (false, false) => Ending::Unlikely,
        (false, true) => Ending::Never,
    }
}

/// Whether a title ends before a given name: "Defence Minister", "Envoy for Regional Trade".
fn bears(data: &Data, before: &str, after: &str) -> bool {
    const LONGEST: usize = 7;
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric);
    let within = |word: &&str| capital(word) || matches!(*word, "of" | "for" | "and" | "the" | "on" | "to");
    let role = |word: &str| data.lexicon.role(&word.to_lowercase()).is_some();
    let mut words = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let title = words.clone().next().is_some_and(|last| capital(&last))
        && words.by_ref().take(LONGEST).take_while(within).any(|word| capital(&word) && role(word));
    title && data.lexicon.given_name(chunk(after)).is_some()
}

/// Whether a blank is so wide that a page set its parts side by side: "4 min read      The talks began".
fn is_wide(blank: &str) -> bool {
    const NARROWEST: usize = 4;
    !blank.contains(['\n', '\r']) && blank.chars().count() >= NARROWEST
}

/// Whether `text` begins as sentences do, "I" aside, which is a capital wherever it stands.
fn opens(data: &Data, text: &str) -> bool {
    !chunk(text).split('\'').any(|word| word == "I") && opens_sentence(data, text)
}

/// The first word, as far as any rule looks at it.
fn chunk(text: &str) -> &str {
    beginning(text).split(char::is_whitespace).next().unwrap_or("")
}

/// Whether a mail's stamp of date and time ends with `last`: "03/09/2004 07:45 PM".
fn stamp_ends<'w>(last: &'w str, before: &mut impl Iterator<Item = &'w str>) -> bool {
    let time = if matches!(last, "AM" | "PM" | "am" | "pm") { before.next().unwrap_or("") } else { last };
    is_time(time) && before.next().is_some_and(is_date)
}

/// Whether a mail's stamp opens `text`.
fn stamp_follows(text: &str) -> bool {
    let mut words = beginning(text).split_whitespace();
    words.next().is_some_and(is_date) && words.next().is_some_and(is_time)
}

/// Whether a word may end the sender's name: "on" may not.
fn is_sender(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || word.ends_with(['>', ')']) || is_address(word)
}

fn is_date(word: &str) -> bool {
    is_figures(word, '/', |lengths| matches!(lengths, [1 | 2, 1 | 2, 2 | 4]))
}

fn is_time(word: &str) -> bool {
    is_figures(word, ':', |lengths| matches!(lengths, [1 | 2, 2, 0 | 2]))
}

/// Whether a word is two or three figures of such lengths, parted by a sign.
fn is_figures(word: &str, sign: char, fits: fn([usize; 3]) -> bool) -> bool {
    if word.len() > 10 || !word.bytes().all(|b| b.is_ascii_digit() || b == sign as u8) {
        return false;
    }
    let mut parts = word.split(sign).map(str::len);
    let lengths = [(); 3].map(|()| parts.next().unwrap_or(0));
    parts.next().is_none() && fits(lengths)
}

/// The end of a day told in full that opens `text`, if one does: "Sunday, November 25, 2007".
fn dateline(data: &Data, text: &str) -> Option<usize> {
    let text = beginning(text);
    let mut words = text.split_whitespace();
    let weekday = words.next()?.strip_suffix(',')?;
    let (one, other, year) = (words.next()?, words.next()?, words.next()?);
    let figures = |word: &str, lengths: RangeInclusive<usize>| {
        lengths.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let (month, day) = if figures(one, 1..=2) { (other, one) } else { (one, other.strip_suffix(',')?) };
    let told = data.cuts.is(weekday, CutKind::Weekday)
        && month.starts_with(char::is_uppercase)
        && figures(day, 1..=2)
        && figures(year, 4..=4);
    told.then(|| text.find(year)).flatten().map(|start| start + year.len())
}

/// Whether the first word is set in capitals, as in a heading: "ANNUAL REPORT — SUMMARY".
fn shouts(text: &str) -> bool {
    let word = chunk(text);
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// Whether the words so far are the place, and day, that open a report, with the dash behind them: "LIMA -",
/// "Utrecht, Netherlands –", "Gulu, Uganda, 4 May 2024 –", "Lima (Andina) --".
pub(super) fn place_ends(data: &Data, before: &str, after: &str) -> bool {
    const LONGEST: usize = 8;
    if before.len() > LONGEST * LONGEST_WORD || !after.starts_with(char::is_uppercase) || shouts(after) {
        return false;
    }
    let Some(place) = ["--", "-", "–", "—", "―"].into_iter().find_map(|dash| before.trim_end().strip_suffix(dash))
    else {
        return false;
    };
    let words = || place.split_whitespace();
    let named = |word: &str| word.trim_start_matches('(').starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // "Ann Lee (May 9, 1929 –" has not closed its bracket.
    let closed = place.matches('(').count() == place.matches(')').count();
    let sure = place.contains(", ")
        || place.trim_end().ends_with(')')
        || place.chars().filter(|c| c.is_uppercase()).count() > 3 && !place.contains(char::is_lowercase);
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || ",.'’()/-".contains(c);
    sure && closed
        && place.ends_with(char::is_whitespace)
        && place.starts_with(char::is_uppercase)
        && words().count() <= LONGEST
        && words().next_back() != Some("I")
        && !opens_sentence(data, place)
        && words().all(named)
        && place.chars().all(plain)
}

/// Whether the date of an article stands below the headline, of which `last` is the end.
fn dateline_follows(data: &Data, last: &str, after: &str) -> bool {
    let text = dateline(data, after).map(|end| &after[end..]);
    !data.cuts.is(last, CutKind::Dating)
        && !last.ends_with([',', ';', ':'])
        && text.map(str::trim_start).is_some_and(|text| text.is_empty() || text.starts_with(char::is_uppercase))
}

/// Whether the line under a picture follows: "Image: Harbour Board".
pub(super) fn credit_follows(data: &Data, text: &str) -> bool {
    let mut words = beginning(text).split_whitespace();
    let credit = words.next().and_then(|word| word.strip_suffix(':'));
    credit.is_some_and(|word| data.cuts.is(word, CutKind::Credit))
        && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether the words so far end a byline: "By Ann Lee Reporting from Lima".
fn byline_ends(data: &Data, before: &str) -> bool {
    const LONGEST: usize = 4;
    let mut place = 0;
    let mut words = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let from = words.by_ref().take(LONGEST + 1).find(|word| {
        place += 1;
        !word.starts_with(char::is_uppercase)
    });
    place > 1 && from == Some("from") && words.next().is_some_and(|word| data.cuts.is(word, CutKind::Byline))
}

/// Whether a line drawn with signs follows.
pub(super) fn line_follows(text: &str) -> bool {
    is_line(chunk(text))
}

/// Whether the word is a line drawn with signs.
fn is_line(word: &str) -> bool {
    const SHORTEST: usize = 5;
    let mut signs = word.chars().take(SHORTEST);
    let first = signs.next().filter(|c| "-=_*~#".contains(*c));
    first.is_some_and(|first| signs.filter(|c| *c == first).count() == SHORTEST - 1)
}

fn is_address(text: &str) -> bool {
    let word = chunk(text);
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") || {
        let mail = word.split_once('@').filter(|(name, _)| !name.is_empty());
        mail.is_some_and(|(_, host)| host.contains('.'))
    }
}

fn ends_in_smiley(data: &Data, word: &str) -> bool {
    let tail = [3, 2].into_iter().filter_map(|length| word.get(word.len().checked_sub(length)?..));
    // Words end in letters that are faces too: "ID", "XO".
    tail.into_iter()
        .any(|face| (face.len() == word.len() || face.ends_with([')', '('])) && data.cuts.is(face, CutKind::Smiley))
}

/// Whether the sentence so far is the close of a letter, and a name follows.
fn closes(data: &Data, before: &str, after: &str) -> bool {
    const LONGEST: usize = 32;
    let close = before.trim().strip_suffix([',', '.']).filter(|close| close.len() <= LONGEST);
    // "Thank you, Mr. Chair" is spoken to someone.
    let first = chunk(after).trim_end_matches(|c: char| !c.is_alphabetic());
    let spoken_to = abbreviation::kind(data, first) == Some(AbbreviationKind::Title)
        || data.lexicon.role(&first.to_lowercase()).is_some();
    close.is_some_and(|close| data.cuts.is(close, CutKind::Closing)) && !opens_sentence(data, after) && !spoken_to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_blanks_part_and_broken_lines_do_not() {
        assert!(is_wide("     ") && is_wide("\u{a0} \u{a0} "));
        assert!(!is_wide("  ") && !is_wide(" \n      ") && !is_wide(""));
    }

    #[test]
    fn stamps_and_lines_by_their_shape() {
        for word in ["03/09/2004", "2/3/01"] {
            assert!(is_date(word), "{word}");
        }
        for word in ["9/11", "03/09/20041", "1/2/3", "a/b/2001", "//", ""] {
            assert!(!is_date(word), "{word}");
        }
        assert!(is_time("8:02") && is_time("18:02:33") && !is_time("8:2") && !is_time("1:02:03:04"));
        assert!(is_line("-----") && is_line("=======>") && !is_line("--") && !is_line("-=-=-") && !is_line("aaaaa"));
    }
}
