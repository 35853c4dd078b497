//! When a report was published: gathers every date that offers itself, refuses those that say
//! something else, and chooses. Knows no clock and no file times.

use std::sync::LazyLock;

use chancery_model::{ByteSpan, Chrome, DateBasis, DateCandidate, Edtf, Published};
use regex::Regex;

use crate::chrome::covers;
use crate::day;
use crate::slice::{self, lines};

/// A later date by more than this many days is taken for a re-publication.
pub(crate) const FEW_DAYS: i32 = 3;

/// How far from the top, in lines with words, publication lines are looked for; half of it from the end.
const TOP: usize = 12;

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// When the report came out.
    Published,
    /// When it was changed.
    Modified,
    /// When somebody saved, printed or crawled it.
    Saved,
}

/// A date that offers itself.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) edtf: Edtf,
    pub(crate) basis: DateBasis,
    pub(crate) words: String,
    pub(crate) says: Says,
}

/// The dates of lines near the top and the end that say when the report was published, changed or
/// saved, and the lines themselves (or the stretch, where the line goes on as prose). Lines known
/// for metadata are passed over.
pub(crate) fn stamps(text: &str, known: &[Chrome]) -> (Vec<Offer>, Vec<ByteSpan>) {
    let fresh = |start: usize, line: &str| !covers(known, ByteSpan::new(start, start + line.len()));
    let words = lines(text).filter(|(start, l)| l.chars().any(char::is_alphanumeric) && fresh(*start, l));
    let lines: Vec<(usize, &str)> = words.collect();
    let (mut offers, mut marks) = (Vec::new(), Vec::new());
    for (i, (start, line)) in lines.iter().enumerate() {
        if i < TOP || i + TOP / 2 >= lines.len() {
            let before = i.checked_sub(1).map_or("", |i| lines[i].1);
            stamp_line(*start, line, before, &mut offers, &mut marks);
        }
    }
    (offers, marks)
}

fn stamp_line(start: usize, line: &str, above: &str, offers: &mut Vec<Offer>, marks: &mut Vec<ByteSpan>) {
    // In a page saved as one line, only its opening can be a stamp.
    let head = slice::head(line, 400);
    let mut last = 0;
    for found in day::find(head) {
        let before = &head[last..found.range.start];
        let offer = |from: usize, says| Offer {
            edtf: Edtf::day(found.day),
            basis: DateBasis::Byline,
            words: head[from..found.range.end].trim().to_owned(),
            says,
        };
        let short = line.split_whitespace().count() <= 14;
        if let Some((at, says)) = label(before).filter(|(at, _)| short || (last == 0 && *at == 0)) {
            offers.push(offer(last + at, says));
            let whole = if short { 0..line.len() } else { last + at..found.range.end };
            marks.push(ByteSpan::new(start + whole.start, start + whole.end));
        } else if last == 0 && short && !broken(above, line) && is_bare(before, &line[found.range.end..]) {
            offers.push(offer(found.range.start, Says::Published));
            marks.push(ByteSpan::new(start, start + line.len()));
        } else if above.is_empty() && found.range.start == 0 && found.stamped {
            offers.push(offer(0, Says::Published));
            marks.push(ByteSpan::new(start, start + found.range.end));
        }
        last = found.range.end;
    }
}

/// Whether a line is the rest of a sentence that was broken by hand in the line above.
fn broken(above: &str, line: &str) -> bool {
    const OPEN: &[&str] =
        &["on", "of", "from", "by", "until", "since", "to", "dated", "and", "before", "after", "the", "for"];
    let last = above.split_whitespace().next_back().unwrap_or_default();
    line.ends_with(['.', ',', ';']) || OPEN.contains(&last) || above.ends_with(',')
}

/// The label right before a date, where it starts, and what it says of the date.
fn label(before: &str) -> Option<(usize, Says)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?ix)(?:^|[|·•(\[,;–—]\s*|\s-\s+|[ap]m\s+)[*_\#>\s-]*(?P<label>
            (?P<saved>document\ date|date\ of\ document|retrieved|archived|printed|print\ date|accessed|crawled|scraped|captured|saved|fetched|downloaded|last\ visited|snapshot)
          | (?P<modified>(?:last\ |date\ )?(?:updated|modified|edited|revised|changed)|(?:last\ )?update)
          | (?P<published>(?:first\ |originally\ )?(?:published|posted|issued|released|filed)|publication\ date|date\ (?:published|posted|issued|of\ publication)|pub(?:lish)?\ date|date)
          )[*_]*(?:\s+(?:on|at|date|by\s[^|\d]{3,40}))*\s*[:\-–—]?[*_]*\s*(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:GMT|UTC|[A-Z]{2,4})?\s*,?\s*(?:on\s+)?)?$";
        Regex::new(pattern).expect("a pattern of this file")
    });
    let c = LABEL.captures(before)?;
    let says = if c.name("saved").is_some() {
        Says::Saved
    } else if c.name("modified").is_some() {
        Says::Modified
    } else {
        Says::Published
    };
    Some((c.name("label")?.start(), says))
}

/// Whether what surrounds a date on its line is nothing, an author, or a place.
fn is_bare(before: &str, after: &str) -> bool {
    static AUTHOR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?i:by) \p{Lu}[^.!?]{2,60}$").expect("a pattern of this file"));
    static EVENT: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"(?i)\b(?:treaty|conference|summit|agreements?|meetings?|talks|accords?|elections?|war|attacks?|visit|call|session|resolution|deal|of|on|in|since|until|from|to|the)\b";
        Regex::new(pattern).expect("a pattern of this file")
    });
    // Between strokes and points, each item stands for itself.
    const STROKES: [char; 3] = ['|', '·', '•'];
    let before = before.rsplit(STROKES).next().unwrap_or_default();
    let after = after.split(STROKES).next().unwrap_or_default();
    let strip = |s: &str| s.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (before, after) = (strip(before), strip(after));
    let place = |s: &str| {
        let words: Vec<&str> = s.split_whitespace().collect();
        words.len() <= 3 && words.iter().all(|w| w.starts_with(char::is_uppercase)) && !EVENT.is_match(s)
    };
    after.is_empty() && (before.is_empty() || AUTHOR.is_match(&before) || place(&before))
}

/// Chooses among the offers, most trusted first, and says why.
pub(crate) fn choose(mut offers: Vec<Offer>) -> Published {
    // The candidates stand in order of trust, the dates of one basis as found.
    offers.sort_by_key(|o| o.basis);
    offers.dedup_by(|b, a| a.basis == b.basis && a.edtf == b.edtf && a.words == b.words);
    let fresh = offers.iter().any(|o| o.says == Says::Published);
    let mut refused: Vec<Option<String>> = offers
        .iter()
        .map(|o| match o.says {
            Says::Saved => Some("says when the page was saved or printed, not when it was published".to_owned()),
            Says::Modified if fresh => Some("says when the page was changed, not when it was published".to_owned()),
            _ => None,
        })
        .collect();
    let chosen = loop {
        let Some(best) = refused.iter().position(Option::is_none) else { break None };
        let earlier = (0..offers.len()).filter(|i| refused[*i].is_none()).find_map(|i| {
            let days = days_between(&offers[i], &offers[best])?;
            (offers[best].basis != DateBasis::Given && days > FEW_DAYS).then_some((i, days))
        });
        let Some((i, days)) = earlier else { break Some(best) };
        refused[best] = Some(format!(
            "{days} days later than the {} date {}, so it is likely a re-publication",
            offers[i].basis.as_str(),
            offers[i].edtf
        ));
    };
    let Some(chosen) = chosen else {
        let candidates = candidates(offers, refused);
        return Published { reason: "no publication date found".to_owned(), candidates, ..Published::default() };
    };
    let best = offers[chosen].clone();
    let mut agree = 0;
    for (i, offer) in offers.iter().enumerate() {
        if i != chosen && refused[i].is_none() {
            let same = offer.edtf.overlaps(best.edtf);
            agree += usize::from(same);
            let how = if same { "agrees with" } else { "is trusted less than" };
            refused[i] = Some(format!("{how} the {} date", best.basis.as_str()));
        }
    }
    let mut reason = match (best.basis, best.says) {
        (DateBasis::Given, _) => "given by the user".to_owned(),
        (_, Says::Modified) => "only a date of change was found; the report is no younger".to_owned(),
        (DateBasis::Metadata, _) => "the page's own metadata says so".to_owned(),
        (DateBasis::Byline, _) => "a publication line says so".to_owned(),
        (DateBasis::Url, _) => "the address says so".to_owned(),
        (DateBasis::Dateline, _) => "the dateline says so".to_owned(),
    };
    match agree {
        0 => {}
        1 => reason.push_str("; one other date agrees"),
        n => reason.push_str(&format!("; {n} other dates agree")),
    }
    Published {
        edtf: Some(best.edtf),
        basis: Some(best.basis),
        text: Some(best.words),
        reason,
        candidates: candidates(offers, refused),
    }
}

fn candidates(offers: Vec<Offer>, refused: Vec<Option<String>>) -> Vec<DateCandidate> {
    let pairs = offers.into_iter().zip(refused);
    pairs.map(|(o, refused)| DateCandidate { edtf: o.edtf, basis: o.basis, text: o.words, refused }).collect()
}

/// How many days `b` is surely later than `a`.
fn days_between(a: &Offer, b: &Offer) -> Option<i32> {
    let (end, start) = (a.edtf.last_day()?, b.edtf.first_day()?);
    end.until(start).ok().map(|s| s.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Published {
        choose(stamps(text, &[]).0)
    }

    #[test]
    fn publication_lines_give_the_date_and_prose_does_not() {
        for (text, date, words) in [
            (
                "Talks go on\n\nPublished on December 8, 2025\n\nThe envoys met.",
                "2025-12-08",
                "Published on December 8, 2025",
            ),
            ("By Jane Doe | 8 December 2025\n\nThe envoys met.", "2025-12-08", "8 December 2025"),
            ("London, 8 December 2025\n\nThe envoys met.", "2025-12-08", "8 December 2025"),
            ("PRESS RELEASE | 8 December 2025 | Brussels\n\nThe envoys met.", "2025-12-08", "8 December 2025"),
            ("Feb 27, 2026 6:40 pm\nThe envoys met.", "2026-02-27", "Feb 27, 2026 6:40 pm"),
            ("Updated 10:12 GMT, 8 December 2025\nThe envoys met.", "2025-12-08", "Updated 10:12 GMT, 8 December 2025"),
            (
                "Tuesday, June 3, 2025 6:05 pm (Paris) The envoys met in Hanoi and spoke for an hour about trade and more.",
                "2025-06-03",
                "Tuesday, June 3, 2025 6:05 pm (Paris)",
            ),
            ("Published: 2025-12-08 | Updated: 2025-12-20\nThe envoys met.", "2025-12-08", "Published: 2025-12-08"),
        ] {
            let published = read(text);
            assert_eq!(published.edtf.map(|d| d.to_string()).as_deref(), Some(date), "{text}");
            assert_eq!(published.text.as_deref(), Some(words));
        }
        for text in [
            "The pact signed on December 8, 2025 was published in London.",
            "Geneva Summit, 16 June 2021\n\nThe envoys met.",
            "The study was published on 8 December 2025 by the ministry and says that the talks in London went on for an hour.",
            "Document Date: Fri, May 1 2026 09:15:02 am\n\nThe envoys met.",
            "Retrieved 8 December 2025",
            "The two sides signed the paper on\nDecember 8, 2025\nin London.",
            "The two sides signed the paper in London, in the presence of many, on Monday,\nDecember 8, 2025.",
            "",
        ] {
            let published = read(text);
            assert_eq!(published.edtf, None, "{text}");
            assert_eq!(published.reason, "no publication date found");
        }
    }

    fn offer(date: &str, basis: DateBasis, says: Says) -> Offer {
        Offer { edtf: date.parse().unwrap(), basis, words: date.to_owned(), says }
    }

    #[test]
    fn the_trusted_date_wins_unless_it_is_much_later() {
        use DateBasis::{Byline, Dateline, Given, Metadata, Url};
        use Says::{Modified, Published, Saved};
        for (offers, date, basis) in [
            (
                vec![offer("2025-12-09", Metadata, Published), offer("2025-12-08", Byline, Published)],
                "2025-12-09",
                Metadata,
            ),
            (
                vec![offer("2025-12-30", Metadata, Published), offer("2025-12-08", Byline, Published)],
                "2025-12-08",
                Byline,
            ),
            (vec![offer("2025-12-30", Given, Published), offer("2025-12-08", Byline, Published)], "2025-12-30", Given),
            (vec![offer("2025-12-07", Metadata, Modified), offer("2025-12-08", Url, Published)], "2025-12-08", Url),
            (vec![offer("2025-12-09", Metadata, Modified)], "2025-12-09", Metadata),
            (
                vec![offer("2026-05-01", Byline, Saved), offer("2025-12-08", Dateline, Published)],
                "2025-12-08",
                Dateline,
            ),
        ] {
            let published = choose(offers);
            assert_eq!((published.edtf.unwrap().to_string().as_str(), published.basis.unwrap()), (date, basis));
            let chosen: Vec<_> = published.candidates.iter().filter(|c| c.refused.is_none()).collect();
            assert_eq!(chosen.len(), 1, "every other candidate is refused with a reason");
        }
    }

    #[test]
    fn agreement_is_told() {
        let day = |basis| offer("2025-12-08", basis, Says::Published);
        let published = choose(vec![day(DateBasis::Url), day(DateBasis::Metadata), day(DateBasis::Byline)]);
        assert_eq!(published.reason, "the page's own metadata says so; 2 other dates agree");
    }
}
