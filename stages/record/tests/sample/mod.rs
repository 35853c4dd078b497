//! Reports to fill a store with: a claim for every sentence, a note on the first.

use chancery_model::{
    Actor, ActorId, ActorKind, Anchor, Attendance, ByteSpan, Claim, ClaimId, ClaimKind, ClaimValue, Credit, DateBasis,
    Edtf, EventKind, EventValue, Evidence, Form, Imprint, Media, Note, Participant, ProseWord, Published, Reading,
    ReadingId, Report, ReportId, Role, RuleId, Rung, Segment, Sketch, Source, StatementValue, Status,
};
use chancery_record::Entry;

/// A moment, for stores that need only one.
pub(crate) const AT: &str = "2025-12-09T08:00:00Z";

/// A report of this text as `key.txt`, published by the Courier on 8 December 2025, and a reading.
pub(crate) fn entry(key: &str, text: &str) -> Entry {
    let id = ReportId::of(text.as_bytes());
    let report = Report {
        id: id.clone(),
        text_hash: hash(text),
        key: key.to_owned(),
        path: Some(format!("{key}.txt")),
        url: None,
        title: Some(format!("Report {key}")),
        outlet: Some("The Courier".to_owned()),
        byline: None,
        language: Some("en".to_owned()),
        dateline: None,
        published: Published {
            edtf: Some("2025-12-08".parse::<Edtf>().unwrap()),
            basis: Some(DateBasis::Given),
            text: None,
            reason: "the user gave it".to_owned(),
            candidates: Vec::new(),
        },
        text: text.to_owned(),
        chrome: Vec::new(),
        source: Source {
            media: Media::Text,
            encoding: "UTF-8".to_owned(),
            bytes: text.as_bytes().to_vec(),
            map: vec![Segment { text: ByteSpan::new(0, text.len()), bytes: (0, text.len()), verbatim: true }],
        },
    };
    let claims = sentences(text).map(|span| claim(&id, text, span)).collect();
    let first = sentences(text).next().unwrap();
    let note = Note {
        code: "undated".to_owned(),
        message: "no date is told".to_owned(),
        evidence: vec![evidence(text, first)],
    };
    let reading = Reading {
        id: ReadingId(format!("first reading of {key}")),
        report: id,
        engine: "0.1.0".to_owned(),
        data: "sha256:of-the-data".to_owned(),
        claims,
        notes: vec![note],
        imprint: Some(Imprint {
            outlet: Some("The Courier".to_owned()),
            credits: vec![Credit { outlet: "Reuters".to_owned(), words: format!("By {key}, Reuters") }],
            sketch: Sketch::of(text.split(' ').map(|text| ProseWord { text, quoted: false })),
            ..Imprint::default()
        }),
    };
    Entry { report, reading, judgements: Vec::new() }
}

fn sentences(text: &str) -> impl Iterator<Item = ByteSpan> {
    let ends = text.match_indices('.').map(|(i, _)| i + 1);
    let mut start = 0;
    ends.map(move |end| {
        let from = start + text[start..end].len() - text[start..end].trim_start().len();
        start = end;
        ByteSpan::new(from, end)
    })
}

/// An event; a statement where the sentence says so.
fn claim(report: &ReportId, text: &str, span: ByteSpan) -> Claim {
    let words = span.of(text);
    let someone = Participant {
        actor: Actor {
            id: ActorId("name:someone".to_owned()),
            kind: ActorKind::Person,
            name: words.split(' ').next().unwrap().to_owned(),
        },
        acts_for: None,
        office: None,
        role: Role::Party,
        attendance: Attendance::Told,
        span: ByteSpan::new(span.start(), span.start() + words.split(' ').next().unwrap().len()),
    };
    let (kind, value) = if words.contains(" said ") {
        let value = StatementValue {
            speaker: Some(someone),
            form: Form::Indirect,
            cue: Some("said".to_owned()),
            cue_span: None,
            rung: Rung::NamedParaphrase,
            chain: Vec::new(),
            quotes: Vec::new(),
            content: Vec::new(),
            text: words.to_owned(),
        };
        (ClaimKind::Statement, ClaimValue::Statement(value))
    } else {
        let value = EventValue {
            kind: EventKind("meeting".to_owned()),
            plover: None,
            status: Status::Held,
            actors: vec![someone],
            recipients: Vec::new(),
            mediators: Vec::new(),
            place: None,
            time: None,
            moved_from: None,
            earlier: None,
            outcome: None,
            issues: Vec::new(),
            process: None,
            background: false,
        };
        (ClaimKind::Event, ClaimValue::Event(value))
    };
    let digits = hash(&format!("{report} {span:?}"));
    Claim {
        id: ClaimId(format!("{}{}", kind.letter(), &digits["sha256:".len()..][..12])),
        anchor: Anchor { report: report.clone(), span, kind },
        value,
        evidence: vec![evidence(text, span)],
        rule: RuleId("meeting/sample".to_owned()),
        steps: vec!["the sentence is taken whole".to_owned()],
    }
}

fn evidence(text: &str, span: ByteSpan) -> Evidence {
    Evidence { span, exact: span.of(text).to_owned() }
}

fn hash(text: &str) -> String {
    chancery_model::sha256(text.as_bytes())
}
