//! What the rules see in single sentences: times, mentions, amounts, speakers.

use std::sync::LazyLock;

use chancery_data::Data;
use chancery_model::{Findings, MentionForm, Report, TimeKind, TimeUnit};

static DATA: LazyLock<Data> = LazyLock::new(|| Data::builtin().expect("the knowledge files are sound"));

fn findings(report: &Report) -> Findings {
    let document = chancery_analyze::analyze(&DATA, report);
    chancery_extract::extract(&DATA, &document)
}

fn times(text: &str) -> Vec<(String, TimeKind)> {
    let report = Report::plain(text);
    findings(&report).times.into_iter().map(|t| (t.span.of(text).to_owned(), t.value)).collect()
}

#[test]
fn times_are_read_as_the_text_says_them() {
    let full = |s: &str| TimeKind::Full(s.parse().expect("a date"));
    let shift = |unit, by| TimeKind::Shift { unit, by };
    let monday = TimeKind::Weekday { weekday: 1, shift: 0 };
    let morning = TimeKind::Clock { of: Some(Box::new(monday)), at: "TMO".to_owned() };
    let cases = [
        ("They met on December 8, 2025.", "December 8, 2025", full("2025-12-08")),
        ("They met on 8 December 2025 in Paris.", "8 December 2025", full("2025-12-08")),
        ("They met on Dec. 8 in Paris.", "Dec. 8", TimeKind::MonthDay { month: 12, day: 8, to: None }),
        ("They met on May 10-11, 2025.", "May 10-11, 2025", full("2025-05-10/2025-05-11")),
        ("They met in December 2025.", "December 2025", full("2025-12")),
        ("They will meet on Monday, May 26, 2025.", "Monday, May 26, 2025", full("2025-05-26")),
        ("They met on Monday morning.", "Monday morning", morning),
        ("They met last Friday.", "last Friday", TimeKind::Weekday { weekday: 5, shift: -1 }),
        ("They meet later today.", "later today", shift(TimeUnit::Day, 0)),
        ("They met three days ago.", "three days ago", shift(TimeUnit::Day, -3)),
        ("They met last week.", "last week", shift(TimeUnit::Week, -1)),
        ("They met over the weekend.", "the weekend", shift(TimeUnit::Weekend, 0)),
        ("They met earlier this month.", "earlier this month", shift(TimeUnit::Month, 0)),
        ("They talked for three hours and two days.", "two days", TimeKind::Duration("P2D".to_owned())),
        ("They meet every Monday.", "every Monday", TimeKind::Set("XXXX-WXX-1".to_owned())),
    ];
    for (text, words, value) in cases {
        let found = times(text);
        assert!(
            found.contains(&(words.to_owned(), value.clone())),
            "{text}: expected {words} {value:?}, found {found:?}"
        );
    }
}

#[test]
fn what_looks_like_a_time_and_is_none_is_left_alone() {
    for text in ["They may march on the capital.", "Sun and rain alternated.", "Article 5 binds 32 members."] {
        assert_eq!(times(text), [], "{text}");
    }
}

/// Each mention as `words`, or `words < whom it serves`.
fn mentions(text: &str) -> Vec<String> {
    let report = Report::plain(text);
    let shown = |m: &chancery_model::Mention| {
        let served = match m.form {
            MentionForm::Name { of, .. } | MentionForm::Role { of, .. } => of,
            MentionForm::Pronoun => None,
        };
        let words = m.span.of(text);
        served.map_or(words.to_owned(), |of| format!("{words} < {}", of.of(text)))
    };
    findings(&report).mentions.iter().map(shown).collect()
}

#[test]
fn mentions_take_their_titles_and_states_with_them() {
    let cases: [(&str, &[&str]); 6] = [
        ("British Prime Minister Keir Starmer spoke.", &["British Prime Minister Keir Starmer < British"]),
        ("France's Emmanuel Macron spoke.", &["France's Emmanuel Macron < France"]),
        (
            "They met senior British, French and German officials.",
            &["They", "British < British", "French < French", "German < German"],
        ),
        ("A senior EU official spoke.", &["A senior EU official < EU"]),
        ("Rustem Umerov, Ukraine's chief negotiator, spoke.", &["Rustem Umerov < Ukraine"]),
        ("The presidents of Laos and Serbia spoke.", &["Laos < Laos", "Serbia < Serbia"]),
    ];
    for (text, expected) in cases {
        assert_eq!(mentions(text), expected, "{text}");
    }
}

#[test]
fn a_mention_ends_with_its_sentence() {
    let text = "Statement of the Iranian foreign minister\n\nJohn Smith met Sergey Lavrov in Geneva.";
    assert!(mentions(text).iter().all(|m| !m.contains('\n')), "{:?}", mentions(text));
}

#[test]
fn amounts_keep_every_digit() {
    let text = "The fund holds $1.5 billion, €90bn and 3 million pounds.";
    let report = Report::plain(text);
    let found: Vec<_> = findings(&report).amounts.into_iter().map(|a| (a.value, a.unit)).collect();
    let expected = [("1500000000", "USD"), ("90000000000", "EUR"), ("3000000", "GBP")];
    assert_eq!(found, expected.map(|(v, u)| (v.to_owned(), u.to_owned())));
}

/// The words that name the speaker of each quotation; `-` for nobody.
fn speakers(text: &str) -> Vec<String> {
    let report = Report::plain(text);
    let found = findings(&report);
    let name = |i: Option<usize>| i.map_or("-", |i| found.mentions[i].span.of(text)).to_owned();
    found.statements.iter().map(|s| name(s.speaker)).collect()
}

#[test]
fn quotations_find_their_speaker() {
    let cases: [(&str, &[&str]); 8] = [
        ("“The border stays open,” Donald Tusk said.", &["Donald Tusk"]),
        ("“The border stays open,” said Donald Tusk.", &["Donald Tusk"]),
        ("Donald Tusk said: “The border stays open.”", &["Donald Tusk"]),
        ("“The border stays open,” Donald Tusk said. “Nobody will close it again.”", &["Donald Tusk", "Donald Tusk"]),
        ("According to Donald Tusk, the border “stays open to everybody”.", &["Donald Tusk"]),
        ("Donald Tusk met the press, adding that the border “stays open to everybody”.", &["Donald Tusk"]),
        ("The move was hailed by Donald Tusk as “a gift to all of us”.", &["Donald Tusk"]),
        ("Donald Tusk spoke first. “The amount was too low,” said an Indian car maker.", &["-"]),
    ];
    for (text, expected) in cases {
        assert_eq!(speakers(text), expected, "{text}");
    }
}

#[test]
fn doubted_words_and_repeated_ones_are_nobodys_statement() {
    assert_eq!(speakers("The so-called “buffer” has no gates, Donald Tusk said."), [""; 0]);
    let twice = "“The border stays open to all,” Donald Tusk said.\n\n“The border stays open to all”";
    assert_eq!(speakers(twice), ["Donald Tusk"]);
}
