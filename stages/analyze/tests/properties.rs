//! What holds of every document, whatever the text.

use std::sync::LazyLock;

use chancery_analyze::analyze;
use chancery_data::Data;
use chancery_model::{ByteSpan, Chrome, ChromeKind, Document, Report};
use proptest::prelude::*;

static DATA: LazyLock<Data> = LazyLock::new(|| Data::builtin().expect("the data has no fault"));

fn report(text: &str, chrome: &[(usize, usize)]) -> Report {
    let chrome = chrome
        .iter()
        .map(|&(a, b)| Chrome { span: ByteSpan::new(a.min(b), a.max(b)), kind: ChromeKind::Promotion })
        .collect();
    Report { chrome, ..Report::plain(text) }
}

/// The faults of a document; none may be found.
fn faults(document: &Document<'_>) -> Vec<String> {
    let text = &document.report.text;
    let mut out = Vec::new();
    let mut whole = |span: ByteSpan, what: &str| {
        if span.is_empty() || text.get(span.range()).is_none_or(|words| words.trim() != words) {
            out.push(format!("{what} {span:?} is empty, cut or blank at its ends"));
        }
    };
    document.sentences.iter().for_each(|s| whole(s.span, "sentence"));
    document.tokens.iter().for_each(|t| whole(t.span, "token"));
    document.quotations.iter().flat_map(|q| &q.pieces).for_each(|p| whole(*p, "piece"));
    let mut token = 0;
    for (i, sentence) in document.sentences.iter().enumerate() {
        if i > 0 {
            let before = &document.sentences[i - 1];
            if before.span.end() > sentence.span.start() || before.paragraph > sentence.paragraph {
                out.push(format!("sentence {i} is out of order"));
            }
        }
        if sentence.tokens.start != token || sentence.tokens.end < token {
            out.push(format!("tokens of sentence {i} do not follow on"));
        }
        token = sentence.tokens.end;
        let mut at = sentence.span.start();
        for t in document.tokens_of(i) {
            match text.get(at..t.span.start()) {
                Some(gap) if gap.trim().is_empty() => at = t.span.end(),
                _ => out.push(format!("token {:?} overlaps, or leaves out what stands before it", t.span)),
            }
        }
        if at != sentence.span.end() {
            out.push(format!("the tokens of sentence {i} stop early"));
        }
    }
    if token != document.tokens.len() {
        out.push("tokens outside any sentence".into());
    }
    let mut at = 0;
    for q in &document.quotations {
        if q.span.start() < at || q.pieces.is_empty() {
            out.push(format!("quotation {:?} overlaps another or is empty", q.span));
        }
        for piece in &q.pieces {
            if piece.start() < at || !q.span.contains(*piece) {
                out.push(format!("piece {piece:?} is out of order or outside"));
            }
            at = piece.end();
        }
        at = q.span.end();
    }
    out
}

/// Texts thick with what rules look at.
fn thorny() -> impl Strategy<Value = String> {
    let bits = [
        "\"",
        "'",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        ".",
        "...",
        "…",
        "?",
        "!",
        ",",
        ";",
        ":",
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\u{a0}",
        "- ",
        "• ",
        "1. ",
        "a) ",
        "# ",
        "**",
        "[1]",
        "(",
        ")",
        "U.S.",
        "Mr.",
        "Sept.",
        "No.",
        "J.",
        "p.m.",
        "He said",
        "he said",
        "The",
        "peace",
        "allies'",
        "don't",
        "5'10\"",
        "$5",
        "50%",
        "x-y",
        "non-state",
        "é",
        "平和",
        "🕊",
        "http://a.b/c",
        "a@b.org",
        "I",
        "10:12",
        "``",
        "''",
        "—",
        "-",
    ];
    prop::collection::vec(prop::sample::select(bits.to_vec()), 0..60).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn any_text_is_cut_cleanly(text in "\\PC{0,200}") {
        let report = report(&text, &[]);
        prop_assert_eq!(faults(&analyze(&DATA, &report)), Vec::<String>::new());
    }

    #[test]
    fn thorny_text_is_cut_cleanly(text in thorny(), cuts in prop::collection::vec((0usize..200, 0usize..200), 0..4)) {
        let report = report(&text, &cuts);
        prop_assert_eq!(faults(&analyze(&DATA, &report)), Vec::<String>::new());
    }

    #[test]
    fn nothing_but_blanks_is_left_out_of_a_line(line in "[a-zA-Z.,!?\"'“”‘’ ]{0,200}") {
        let text = format!("Talks {line}");
        let report = report(&text, &[]);
        let document = analyze(&DATA, &report);
        let kept: usize = document.tokens.iter().map(|t| document.text(t.span).chars().count()).sum();
        prop_assert_eq!(kept, text.chars().filter(|c| !c.is_whitespace()).count());
    }
}

/// Texts that no rule was made for; a step that looks back to the start of one would not end in time.
#[test]
fn odd_long_texts_are_cut_in_time() {
    const LENGTH: usize = 100_000;
    let seeds = [
        "a",
        "A",
        "0",
        ".",
        "?",
        "'",
        "’s",
        "-",
        "a-",
        "a/",
        "a/_",
        "a.",
        "A.",
        "A. ",
        "a@",
        "(",
        ")",
        "“",
        "'a ",
        "1,",
        ":",
        ":)",
        ":) A ",
        "$",
        "🕊",
        "👩‍🚀 ",
        "سلام. ",
        "שלום",
        "\u{202e}a",
        "\u{0}",
        "\u{7}x ",
        "平和。",
        "http://a.b/",
        "01/02/2003 ",
        "----- ",
        "Thanks, A ",
        "a\n",
        "- a\n",
        "\u{a0}",
        "n't",
        "im ",
        "x:",
        "<a>",
        "A.B",
        "1-1-",
        "U.S. A",
    ];
    for seed in seeds {
        let text = seed.repeat(LENGTH / seed.len() + 1);
        let report = report(&text, &[]);
        let document = analyze(&DATA, &report);
        assert_eq!(faults(&document), Vec::<String>::new(), "{seed:?}");
    }
}

#[test]
fn names_between_marks_are_told_from_words() {
    let of = |text: &str| {
        let report = report(text, &[]);
        let document = analyze(&DATA, &report);
        document.quotations.iter().map(|q| q.name_like).collect::<Vec<_>>()
    };
    assert_eq!(of("They issued the “Joint Plan for Peace in the Valley” on Monday."), [true]);
    assert_eq!(of("The group, known as the “friends of the old river,” met."), [true]);
    assert_eq!(of("He posted: “GOOD TALKS WITH ALL SIDES” and left."), [false]);
    assert_eq!(of("MINISTER CALLS PLAN ‘A GIFT TO NOBODY’"), [true]);
    assert_eq!(of("“We are friends of the old river,” he said."), [false]);
    assert_eq!(of("She called the resolution “a gift to nobody here.”"), [false]);
}

#[test]
fn whole_reports_keep_their_shape() {
    let text = "Envoys gather in Vienna\n\nVIENNA, Feb. 1 — The U.S. envoy met Gen. Diaz. “We began well,” he said.\n\n- aid;\n- troops.";
    let report = report(text, &[]);
    let document = analyze(&DATA, &report);
    let sentences: Vec<_> = document.sentences.iter().map(|s| document.text(s.span)).collect();
    assert_eq!(
        sentences,
        [
            "Envoys gather in Vienna",
            "VIENNA, Feb. 1 —",
            "The U.S. envoy met Gen. Diaz.",
            "“We began well,” he said.",
            "aid;",
            "troops."
        ]
    );
    assert_eq!(document.sentences.iter().map(|s| s.paragraph).collect::<Vec<_>>(), [0, 1, 1, 1, 2, 3]);
}
