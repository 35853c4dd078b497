//! The JSON of the contract: its keys in their order, its offsets in code points of the text.

mod support;

use chancery_model::{
    AmountFinding, ByteSpan, ClaimValue, Document, Findings, Name, NameKind, Note, Reading, ReadingId, Report, RuleId,
    Sentence, SentenceKind, Snapshot, TimeFinding, TimeKind, Token,
};
use chancery_view::{ReadOptions, ReadView, TimeValue, TokenLayer, read_json, record_json};
use serde_json::Value;
use support::{GAZETTE, claim, hand, keller, meeting, report_id, same, saying, span};

fn report() -> Report {
    Report {
        id: report_id('a'),
        text_hash: "sha256:0".to_owned(),
        key: "gazette-1".to_owned(),
        ..Report::plain(GAZETTE)
    }
}

fn read(options: ReadOptions) -> String {
    let report = report();
    let token = |words: &str| Token {
        span: span(GAZETTE, words),
        lemma: None,
        xpos: None,
        upos: None,
        head: None,
        deprel: None,
        continues: false,
    };
    let name = |words: &str, kind| Name { span: span(GAZETTE, words), kind };
    let document = Document {
        report: &report,
        sentences: vec![Sentence {
            span: span(GAZETTE, "Anna Keller met Marc Dubois in Bern on Monday."),
            tokens: 0..2,
            kind: SentenceKind::Prose,
            paragraph: 0,
            chrome: false,
        }],
        tokens: vec![token("Anna"), token("Keller")],
        quotations: Vec::new(),
        names: vec![name("Anna Keller", NameKind::Person), name("Bern", NameKind::Place)],
    };
    let rule = RuleId("time/weekday".to_owned());
    let time = |words: &str, value| TimeFinding { span: span(GAZETTE, words), value, rule: rule.clone() };
    let findings = Findings {
        times: vec![
            time("Monday", TimeKind::Weekday { weekday: 1, shift: 0 }),
            time("20 March", TimeKind::MonthDay { month: 3, day: 20, to: None }),
        ],
        amounts: vec![AmountFinding {
            span: span(GAZETTE, "20"),
            value: "20".to_owned(),
            unit: "day".to_owned(),
            rule: rule.clone(),
        }],
        ..Findings::default()
    };
    let met = meeting(GAZETTE, ["Anna Keller", "Marc Dubois"], Some(("Monday", "2026-03-09")));
    let reading = Reading {
        id: ReadingId("r".to_owned()),
        report: report.id.clone(),
        engine: "0".to_owned(),
        data: "0".to_owned(),
        claims: vec![
            claim("e1", 'a', GAZETTE, "met", "Anna Keller met Marc Dubois", ClaimValue::Event(met)),
            claim("s1", 'a', GAZETTE, "“We", "“We will not trade", ClaimValue::Statement(saying(GAZETTE, None))),
        ],
        notes: vec![Note { code: "undated".to_owned(), message: "no date".to_owned(), evidence: Vec::new() }],
        imprint: None,
    };
    let times = [TimeValue { span: span(GAZETTE, "Monday"), kind: "DATE", value: Some("2026-03-09".to_owned()) }];
    let keller = keller(span(GAZETTE, "Anna Keller")).actor;
    let named = [Some(keller), None];
    let view = ReadView {
        report: &report,
        document: &document,
        findings: &findings,
        reading: &reading,
        times: &times,
        named: &named,
    };
    read_json(view, options)
}

/// Every object with `start`, `end` and `exact` or `text` (and, in the record, its report).
fn check_offsets(value: &Value, text_of: &dyn Fn(Option<&str>) -> String, seen: &mut usize) {
    match value {
        Value::Object(map) => {
            let words = map.get("exact").or(map.get("form")).or(map.get("text"));
            if let (Some(start), Some(end), Some(words)) =
                (map.get("start").and_then(Value::as_u64), map.get("end").and_then(Value::as_u64), words)
            {
                let text = text_of(map.get("report").and_then(Value::as_str));
                let (start, end) = (usize::try_from(start).unwrap(), usize::try_from(end).unwrap());
                let slice: String = text.chars().skip(start).take(end - start).collect();
                assert_eq!(words.as_str(), Some(slice.as_str()), "{map:?}");
                *seen += 1;
            }
            map.values().for_each(|v| check_offsets(v, text_of, seen));
        }
        Value::Array(list) => list.iter().for_each(|v| check_offsets(v, text_of, seen)),
        _ => {}
    }
}

#[test]
fn a_report_read() {
    let line = read(ReadOptions { without_text: true, tokens: TokenLayer::Present });
    same("read.json", &line);
}

#[test]
fn offsets_of_a_report_are_code_points() {
    let line = read(ReadOptions { tokens: TokenLayer::Present, ..ReadOptions::default() });
    let json: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(json["report"]["text"], GAZETTE);
    let mut seen = 0;
    check_offsets(&json, &|_| GAZETTE.to_owned(), &mut seen);
    assert_eq!(seen, 15);
}

#[test]
fn the_record() {
    same("record.json", &record_json(&hand()));
}

#[test]
fn offsets_of_the_record_are_code_points_of_the_report_named() {
    let hand = hand();
    let json: Value = serde_json::from_str(&record_json(&hand)).unwrap();
    let mut seen = 0;
    for event in json["events"].as_array().unwrap() {
        let text = |r: Option<&str>| hand.text(&chancery_model::ReportId(r.unwrap().to_owned())).unwrap();
        check_offsets(event, &text, &mut seen);
    }
    for statement in json["statements"].as_array().unwrap() {
        let report = chancery_model::ReportId(statement["report"].as_str().unwrap().to_owned());
        check_offsets(statement, &|_| hand.text(&report).unwrap(), &mut seen);
    }
    assert_eq!(seen, 20);
}

#[test]
fn a_text_of_five_megabytes_is_written_in_time() {
    let mut long = report();
    long.text = "Où vont-ils ? Keller said. ".repeat(200_000);
    let names = long
        .text
        .match_indices("Keller")
        .map(|(at, n)| Name { span: ByteSpan::new(at, at + n.len()), kind: NameKind::Person });
    let names = names.collect();
    let document = Document { report: &long, sentences: Vec::new(), tokens: Vec::new(), quotations: Vec::new(), names };
    let reading = Reading {
        id: ReadingId("r".to_owned()),
        report: long.id.clone(),
        engine: "0".to_owned(),
        data: "0".to_owned(),
        claims: Vec::new(),
        notes: Vec::new(),
        imprint: None,
    };
    let findings = Findings::default();
    let view =
        ReadView { report: &long, document: &document, findings: &findings, reading: &reading, times: &[], named: &[] };
    let begun = std::time::Instant::now();
    let line = read_json(view, ReadOptions::default());
    assert!(line.len() > long.text.len());
    // A scan of the text for each name would take hours.
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
