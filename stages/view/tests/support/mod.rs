//! A small record made by hand: two reports about a meeting in Bern, talks that
//! are planned, a visit that never came, and quotations. The words are ours.

use chancery_model::{
    Actor, ActorId, ActorKind, Anchor, Attendance, ByteSpan, Claim, ClaimId, ClaimKind, ClaimValue, DateBasis,
    DateCandidate, Edtf, Event, EventKind, EventValue, Evidence, Form, HistoryEntry, Judgement, JudgementId,
    JudgementKind, Matter, Media, Note, Origin, Participant, Place, Plover, PositionValue, Published, Record,
    RecordedActor, RecordedEvidence, RecordedPosition, RecordedStatement, ReportCard, ReportId, Role, RuleId, Rung,
    Snapshot, Stance, StanceEntry, StatementValue, Status, Subject, Voice, When,
};

pub(crate) const GAZETTE: &str = "Für den Frieden: Anna Keller met Marc Dubois in Bern on Monday. \
    “We will not trade land for a promise,” Keller said. Talks in Oslo are planned for 20 March.";
pub(crate) const COURIER: &str = "Keller and Dubois met in the Swiss capital. \
    \"We will not trade land for a promise\", she said. A visit to Lima on 2 March had been expected.";

/// The record, its texts and its claims.
pub(crate) struct Hand {
    pub(crate) record: Record,
    claims: Vec<Claim>,
    texts: Vec<(ReportId, String)>,
    judgements: Vec<Judgement>,
    notes: Vec<(ReportId, Note)>,
    /// Claims of copies; none, unless a test puts them there.
    pub(crate) stand_ins: Vec<(ClaimId, ClaimId)>,
}

impl Snapshot for Hand {
    fn record(&self) -> &Record {
        &self.record
    }

    fn text(&self, report: &ReportId) -> Option<String> {
        self.texts.iter().find(|(id, _)| id == report).map(|(_, text)| text.clone())
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        Box::new(self.claims.iter())
    }

    fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|c| c.id == *id)
    }

    fn stand_ins(&self) -> &[(ClaimId, ClaimId)] {
        &self.stand_ins
    }

    fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        &self.notes
    }
}

pub(crate) fn report_id(digit: char) -> ReportId {
    ReportId(format!("sha256:{}", digit.to_string().repeat(64)))
}

pub(crate) fn date(edtf: &str) -> Edtf {
    edtf.parse().expect("a date")
}

pub(crate) fn span(text: &str, words: &str) -> ByteSpan {
    let at = text.find(words).unwrap_or_else(|| panic!("`{words}` is not in `{text}`"));
    ByteSpan::new(at, at + words.len())
}

fn card(digit: char, key: &str, outlet: Option<&str>, published: Option<&str>) -> ReportCard {
    let basis = published.map(|_| DateBasis::Byline);
    let candidates = published.map(|p| DateCandidate {
        edtf: date(p),
        basis: DateBasis::Byline,
        text: format!("Published {p}"),
        refused: None,
    });
    ReportCard {
        id: report_id(digit),
        text_hash: format!("sha256:{}", "f".repeat(64)),
        key: key.to_owned(),
        path: Some(format!("{key}.txt")),
        url: (digit == 'a').then(|| "https://gazette.example/bern".to_owned()),
        title: (digit == 'a').then(|| "Keller meets Dubois".to_owned()),
        outlet: outlet.map(str::to_owned),
        byline: None,
        language: Some("en".to_owned()),
        published: Published {
            edtf: published.map(date),
            basis,
            text: published.map(|p| format!("Published {p}")),
            reason: if published.is_some() { "the page says so" } else { "no date was found" }.to_owned(),
            candidates: candidates.into_iter().collect(),
        },
        media: Media::Text,
        added: None,
        imprint: None,
        bounds: None,
    }
}

fn actor(id: &str, kind: ActorKind, name: &str) -> Actor {
    Actor { id: ActorId(id.to_owned()), kind, name: name.to_owned() }
}

pub(crate) fn keller(span: ByteSpan) -> Participant {
    Participant {
        actor: actor("anna-keller", ActorKind::Person, "Anna Keller"),
        acts_for: Some(actor("ch", ActorKind::State, "Switzerland")),
        office: Some("Foreign Minister".to_owned()),
        role: Role::Host,
        attendance: Attendance::Told,
        span,
    }
}

pub(crate) fn dubois(span: ByteSpan) -> Participant {
    Participant {
        actor: actor("name:marc dubois", ActorKind::Person, "Marc Dubois"),
        acts_for: None,
        office: None,
        role: Role::Party,
        attendance: Attendance::Told,
        span,
    }
}

pub(crate) fn meeting(text: &str, people: [&str; 2], when: Option<(&str, &str)>) -> EventValue {
    EventValue {
        kind: EventKind("meeting".to_owned()),
        plover: Some(Plover { kind: "CONSULT".to_owned(), mode: Some("meet".to_owned()) }),
        status: Status::Held,
        actors: vec![keller(span(text, people[0])), dubois(span(text, people[1]))],
        recipients: Vec::new(),
        mediators: Vec::new(),
        place: text.contains("Bern").then(|| Place {
            name: "Bern".to_owned(),
            country: Some("Switzerland".to_owned()),
            area: false,
            span: span(text, "Bern"),
        }),
        time: when.map(|(words, edtf)| When {
            edtf: Some(date(edtf)),
            text: words.to_owned(),
            basis: "dateline+weekday".to_owned(),
            steps: format!("{words} + dateline Tue 2026-03-10 → {edtf}"),
            span: span(text, words),
        }),
        moved_from: None,
        earlier: None,
        outcome: None,
        issues: Vec::new(),
        process: None,
        background: false,
    }
}

fn bare(kind: &str, status: Status, edtf: Option<&str>) -> EventValue {
    let (place, words) = if kind == "visit" { ("Lima", "2 March") } else { ("Oslo", "20 March") };
    let text = if kind == "visit" { COURIER } else { GAZETTE };
    EventValue {
        kind: EventKind(kind.to_owned()),
        plover: None,
        status,
        actors: Vec::new(),
        recipients: Vec::new(),
        mediators: Vec::new(),
        place: Some(Place { name: place.to_owned(), country: None, area: false, span: span(text, place) }),
        time: edtf.map(|e| When {
            edtf: Some(date(e)),
            text: words.to_owned(),
            basis: "dateline+month-day".to_owned(),
            steps: String::new(),
            span: span(text, words),
        }),
        moved_from: None,
        earlier: None,
        outcome: None,
        issues: Vec::new(),
        process: None,
        background: false,
    }
}

pub(crate) fn claim(id: &str, report: char, text: &str, anchor: &str, words: &str, value: ClaimValue) -> Claim {
    let kind = match value {
        ClaimValue::Event(_) => ClaimKind::Event,
        ClaimValue::Statement(_) => ClaimKind::Statement,
        ClaimValue::Position(_) => ClaimKind::Position,
        ClaimValue::Proposal(_) => ClaimKind::Proposal,
        ClaimValue::Pledge(_) => ClaimKind::Pledge,
        ClaimValue::Office(_) => ClaimKind::Office,
    };
    Claim {
        id: ClaimId(id.to_owned()),
        anchor: Anchor { report: report_id(report), span: span(text, anchor), kind },
        value,
        evidence: vec![Evidence { span: span(text, words), exact: words.to_owned() }],
        rule: RuleId("meeting/met".to_owned()),
        steps: vec!["`met` joins two names".to_owned(), "the names are the sides".to_owned()],
    }
}

fn event(claims: &[&Claim], reports: &[ReportCard], overdue: bool) -> Event {
    let ClaimValue::Event(first) = claims[0].value.clone() else { panic!("an event is made of event claims") };
    let history = claims.iter().map(|c| HistoryEntry {
        date: None,
        status: first.status,
        learned: reports.iter().find(|r| r.id == c.anchor.report).and_then(|r| r.published.edtf),
        report: c.anchor.report.clone(),
        claim: c.id.clone(),
    });
    Event {
        id: claims[0].id.clone(),
        claims: claims.iter().map(|c| c.id.clone()).collect(),
        kind: first.kind,
        plover: first.plover,
        status: first.status,
        actors: first.actors,
        recipients: first.recipients,
        mediators: first.mediators,
        place: first.place,
        time: first.time,
        outcomes: Vec::new(),
        issues: first.issues,
        process: first.process,
        background: first.background,
        history: history.collect(),
        evidence: claims.iter().flat_map(|c| recorded(c)).collect(),
        reports: claims.iter().map(|c| c.anchor.report.clone()).collect(),
        origins: claims.len(),
        voices: voices(claims),
        own_word: Vec::new(),
        overdue,
        part_of: None,
    }
}

fn recorded(claim: &Claim) -> Vec<RecordedEvidence> {
    let of =
        |e: &Evidence| RecordedEvidence { report: claim.anchor.report.clone(), span: e.span, exact: e.exact.clone() };
    claim.evidence.iter().map(of).collect()
}

pub(crate) fn saying(text: &str, speaker: Option<&str>) -> StatementValue {
    let words = span(text, "We will not trade land for a promise");
    StatementValue {
        speaker: speaker.map(|s| keller(span(text, s))),
        form: Form::Direct,
        cue: Some("said".to_owned()),
        cue_span: None,
        rung: Rung::NamedDirect,
        chain: Vec::new(),
        quotes: vec![words],
        content: vec![words],
        text: words.of(text).to_owned(),
    }
}

/// Where Switzerland stands, as the speaker's words tell it.
fn standing(text: &str) -> PositionValue {
    let said_by = keller(span(text, "Keller"));
    let state = actor("ch", ActorKind::State, "Switzerland");
    PositionValue {
        holder: Participant { actor: state, acts_for: None, office: None, ..said_by.clone() },
        said_by: Some(said_by),
        issue: "territory".to_owned(),
        clause: Some("territory/cession".to_owned()),
        stance: Stance::Rejects,
        red_line: true,
        proposition: "trade land for a promise".to_owned(),
        matter: Matter { words: vec!["promise".to_owned(), "trade".to_owned()], actors: Vec::new(), points: false },
        condition: None,
        rung: Rung::NamedDirect,
        chain: Vec::new(),
        process: None,
    }
}

/// A position of the record, of the claims that tell it.
fn stand(claims: &[&Claim], reports: &[ReportCard]) -> RecordedPosition {
    let value = |claim: &Claim| match &claim.value {
        ClaimValue::Position(value) => value.clone(),
        _ => panic!("a position"),
    };
    let learned = |claim: &Claim| reports.iter().find(|r| r.id == claim.anchor.report).and_then(|r| r.published.edtf);
    RecordedPosition {
        id: claims[0].id.clone(),
        claims: claims.iter().map(|c| c.id.clone()).collect(),
        value: value(claims[0]),
        report: claims[0].anchor.report.clone(),
        disputed: false,
        history: claims
            .iter()
            .map(|c| StanceEntry {
                stance: value(c).stance,
                red_line: value(c).red_line,
                learned: learned(c),
                report: c.anchor.report.clone(),
                claim: c.id.clone(),
            })
            .collect(),
        evidence: claims.iter().flat_map(|c| recorded(c)).collect(),
        reports: claims.iter().map(|c| c.anchor.report.clone()).collect(),
        origins: claims.len(),
        voices: voices(claims),
    }
}

/// Every report its own voice.
fn voices(claims: &[&Claim]) -> Vec<Voice> {
    let voice = |c: &&Claim| Voice {
        id: c.anchor.report.0.clone(),
        reports: vec![c.anchor.report.clone()],
        ..Voice::default()
    };
    claims.iter().map(voice).collect()
}

/// The record.
pub(crate) fn hand() -> Hand {
    let reports = vec![
        card('a', "gazette-1", Some("Harbour Gazette"), Some("2026-03-10")),
        card('b', "courier-1", Some("Alpine Courier"), None),
    ];
    let met = |report, text, people, when, words| {
        let id = if report == 'a' { "e1000000000aa" } else { "e1000000000bb" };
        claim(id, report, text, "met", words, ClaimValue::Event(meeting(text, people, when)))
    };
    let claims = vec![
        met(
            'a',
            GAZETTE,
            ["Anna Keller", "Marc Dubois"],
            Some(("Monday", "2026-03-09")),
            "Anna Keller met Marc Dubois in Bern on Monday.",
        ),
        met('b', COURIER, ["Keller", "Dubois"], None, "Keller and Dubois met in the Swiss capital."),
        claim(
            "e2000000000aa",
            'a',
            GAZETTE,
            "Talks",
            "Talks in Oslo are planned for 20 March.",
            ClaimValue::Event(bare("talks", Status::Planned, Some("2026-03-20"))),
        ),
        claim(
            "e3000000000bb",
            'b',
            COURIER,
            "visit",
            "A visit to Lima on 2 March had been expected.",
            ClaimValue::Event(bare("visit", Status::Planned, Some("2026-03-02"))),
        ),
        claim(
            "s1000000000aa",
            'a',
            GAZETTE,
            "“We will",
            "“We will not trade land for a promise,” Keller said.",
            ClaimValue::Statement(saying(GAZETTE, Some("Keller"))),
        ),
        claim(
            "s2000000000bb",
            'b',
            COURIER,
            "\"We will",
            "\"We will not trade land for a promise\", she said.",
            ClaimValue::Statement(saying(COURIER, Some("she"))),
        ),
        claim(
            "p1000000000aa",
            'a',
            GAZETTE,
            "trade",
            "“We will not trade land for a promise,” Keller said.",
            ClaimValue::Position(standing(GAZETTE)),
        ),
        claim(
            "p1000000000bb",
            'b',
            COURIER,
            "trade",
            "\"We will not trade land for a promise\", she said.",
            ClaimValue::Position(standing(COURIER)),
        ),
    ];
    let statements = claims[4..6].iter().map(|c| {
        let ClaimValue::Statement(value) = c.value.clone() else { panic!("these two are statements") };
        RecordedStatement {
            id: c.id.clone(),
            value,
            report: c.anchor.report.clone(),
            learned: reports.iter().find(|r| r.id == c.anchor.report).and_then(|r| r.published.edtf),
            origin: c.anchor.report.0.clone(),
            evidence: recorded(c),
            part_of: None,
        }
    });
    let counted = |actor: Actor, events, positions, statements| RecordedActor { actor, events, positions, statements };
    let whole = ByteSpan::new(0, 0);
    let record = Record {
        now: "2026-03-10".parse().ok(),
        origins: reports
            .iter()
            .map(|r| Origin { id: r.id.0.clone(), reports: vec![r.id.clone()], ..Origin::default() })
            .collect(),
        actors: vec![
            counted(keller(whole).actor, 1, 0, 2),
            counted(actor("ch", ActorKind::State, "Switzerland"), 0, 1, 0),
            counted(dubois(whole).actor, 1, 0, 0),
        ],
        events: vec![
            event(&[&claims[3]], &reports, true),
            event(&[&claims[0], &claims[1]], &reports, false),
            event(&[&claims[2]], &reports, false),
        ],
        positions: vec![stand(&[&claims[6], &claims[7]], &reports)],
        statements: statements.collect(),
        contradictions: Vec::new(),
        pledges: Vec::new(),
        proposals: Vec::new(),
        reports,
    };
    let judgements = vec![Judgement {
        id: JudgementId("j111111111111".to_owned()),
        kind: JudgementKind::Same,
        subjects: claims[..2].iter().map(|c| Subject::Claim(c.anchor.clone())).collect(),
        by: "user".to_owned(),
        at: "2026-03-11T08:00:00Z".to_owned(),
        withdrawn: None,
    }];
    let notes = vec![(
        report_id('b'),
        Note {
            code: "possible-engagement".to_owned(),
            message: "may tell of an engagement".to_owned(),
            evidence: vec![Evidence {
                span: span(COURIER, "the Swiss capital"),
                exact: "the Swiss capital".to_owned(),
            }],
        },
    )];
    let texts = vec![(report_id('a'), GAZETTE.to_owned()), (report_id('b'), COURIER.to_owned())];
    Hand { record, claims, texts, judgements, notes, stand_ins: Vec::new() }
}

/// Compares an output with the file kept under `tests/expected`; with `RENEW=1` in the
/// environment the file is written anew, to be reviewed in the diff.
pub(crate) fn same(file: &str, actual: &str) {
    let path = format!("{}/tests/expected/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("RENEW").is_some() {
        std::fs::write(&path, actual).expect("the expected output can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(actual, expected, "unlike {file}");
}
