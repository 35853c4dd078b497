//! Builds reports and claims in a few words: `met("Starmer/UK, Zelensky/Ukraine").at("London")`.

use std::sync::LazyLock;

use chancery_data::{Data, Schema};
use chancery_model::{
    Actor, ActorId, ActorKind, Anchor, Attendance, ByteSpan, Claim, ClaimId, ClaimKind, ClaimValue, Day, Event,
    EventKind, EventValue, Evidence, Form, Judgement, JudgementId, JudgementKind, Media, Participant, Place, Plover,
    Published, Record, ReportCard, ReportId, Role, RuleId, Rung, StatementValue, Status, Subject, When,
};
use chancery_reconcile::{Material, Verdict};

/// The kinds that ship with the program.
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Data::builtin().expect("the knowledge is sound").schema);

/// The record of `material` with the kinds that ship with the program.
pub(crate) fn reconcile(material: &Material) -> Record {
    chancery_reconcile::reconcile(&SCHEMA, material)
}

/// What the pair test says of two claims, with the kinds that ship with the program.
pub(crate) fn compare(material: &Material, a: &ClaimId, b: &ClaimId) -> Option<Verdict> {
    chancery_reconcile::compare(&SCHEMA, material, a, b)
}

/// A report and what it tells, in the order of its text.
pub(crate) fn report(id: &str, published: Option<&str>, claims: &[Told]) -> Material {
    let card = ReportCard {
        id: ReportId(id.to_owned()),
        text_hash: format!("text of {id}"),
        key: id.to_owned(),
        path: None,
        url: None,
        title: None,
        outlet: None,
        byline: None,
        language: None,
        published: Published { edtf: published.map(|p| p.parse().unwrap()), ..Published::default() },
        media: Media::Text,
        added: None,
        imprint: None,
        bounds: None,
    };
    let claims = claims.iter().enumerate().map(|(n, told)| told.claim(id, n)).collect();
    Material { reports: vec![card], claims, ..Material::default() }
}

/// A report of one event.
pub(crate) fn tells(id: &str, published: Option<&str>, told: Told) -> Material {
    report(id, published, &[told])
}

/// Several reports together.
pub(crate) fn all(parts: &[Material]) -> Material {
    let mut whole = Material::default();
    for part in parts {
        whole.reports.extend(part.reports.clone());
        whole.claims.extend(part.claims.clone());
        whole.judgements.extend(part.judgements.clone());
        whole.now = whole.now.or(part.now);
    }
    whole
}

/// The record of several reports.
pub(crate) fn record(parts: &[Material]) -> Record {
    reconcile(&all(parts))
}

/// What the pair test says of the first claims of two reports.
pub(crate) fn verdict(a: &Material, b: &Material) -> Verdict {
    compare(&all(&[a.clone(), b.clone()]), &a.claims[0].id, &b.claims[0].id).unwrap()
}

/// The id of the n-th claim of a report.
pub(crate) fn id(report: &str, n: usize) -> ClaimId {
    ClaimId(format!("e-{report}-{n}"))
}

/// The event that a claim went into.
pub(crate) fn event<'a>(record: &'a Record, claim: &ClaimId) -> &'a Event {
    record.events.iter().find(|e| e.claims.contains(claim)).unwrap()
}

/// The names at an event, in order of the alphabet.
pub(crate) fn names(event: &Event) -> Vec<&str> {
    let mut names: Vec<&str> = event.actors.iter().map(|p| p.actor.name.as_str()).collect();
    names.sort_unstable();
    names
}

pub(crate) fn day(day: &str) -> Day {
    day.parse().unwrap()
}

/// What a report tells of an event.
#[derive(Clone, Debug)]
pub(crate) struct Told(pub(crate) EventValue);

/// An event of `kind`, held, with `who`: people as `Name/State`, collectives as `*name` or
/// `*name/State`, states by name alone.
pub(crate) fn told(kind: &str, who: &str) -> Told {
    Told(EventValue {
        kind: EventKind(kind.to_owned()),
        plover: None,
        status: Status::Held,
        actors: who.split(", ").filter(|w| !w.is_empty()).map(participant).collect(),
        recipients: vec![],
        mediators: vec![],
        place: None,
        time: None,
        moved_from: None,
        earlier: None,
        outcome: None,
        issues: Vec::new(),
        process: None,
        background: false,
    })
}

/// A meeting.
pub(crate) fn met(who: &str) -> Told {
    told("meeting", who)
}

impl Told {
    /// In `London` or `London/UK`.
    pub(crate) fn at(mut self, place: &str) -> Self {
        let (name, country) = place.split_once('/').map_or((place, None), |(n, c)| (n, Some(c)));
        self.0.place = Some(Place {
            name: name.to_owned(),
            country: country.map(str::to_owned),
            area: false,
            span: ByteSpan::new(0, 1),
        });
        self
    }

    pub(crate) fn on(mut self, edtf: &str) -> Self {
        self.0.time = Some(When {
            edtf: Some(edtf.parse().unwrap()),
            text: edtf.to_owned(),
            basis: "absolute".to_owned(),
            steps: String::new(),
            span: ByteSpan::new(0, 1),
        });
        self
    }

    pub(crate) fn status(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn planned(self) -> Self {
        self.status(Status::Planned)
    }

    pub(crate) fn background(mut self) -> Self {
        self.0.background = true;
        self
    }

    pub(crate) fn plover(mut self, kind: &str) -> Self {
        self.0.plover = Some(Plover { kind: kind.to_owned(), mode: None });
        self
    }

    pub(crate) fn to(mut self, who: &str) -> Self {
        self.0.recipients = who.split(", ").map(participant).collect();
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut EventValue)) -> Self {
        change(&mut self.0);
        self
    }

    fn claim(&self, report: &str, n: usize) -> Claim {
        let span = ByteSpan::new(n * 100, n * 100 + 10);
        Claim {
            id: id(report, n),
            anchor: Anchor { report: ReportId(report.to_owned()), span, kind: ClaimKind::Event },
            value: ClaimValue::Event(self.0.clone()),
            evidence: vec![Evidence { span, exact: format!("words {n}") }],
            rule: RuleId("test/told".to_owned()),
            steps: vec![],
        }
    }
}

/// Somebody at an event.
pub(crate) fn participant(who: &str) -> Participant {
    let (name, master) = who.split_once('/').map_or((who, None), |(n, m)| (n, Some(m)));
    let kind = match (name.strip_prefix('*'), master) {
        (Some(_), _) => ActorKind::Group,
        (None, Some(_)) => ActorKind::Person,
        (None, None) => ActorKind::State,
    };
    let actor = |name: &str, kind| Actor { id: ActorId(name.to_lowercase()), kind, name: name.to_owned() };
    Participant {
        actor: actor(name.trim_start_matches('*'), kind),
        // A name before a bare slash is a person whose allegiance is not known.
        acts_for: master.filter(|m| !m.is_empty()).map(|m| actor(m, ActorKind::State)),
        office: None,
        role: Role::Party,
        attendance: Attendance::Told,
        span: ByteSpan::new(0, 1),
    }
}

/// A claim of somebody's words.
pub(crate) fn said(report: &str, n: usize, speaker: &str, text: &str) -> Claim {
    let span = ByteSpan::new(n * 100, n * 100 + 10);
    Claim {
        id: ClaimId(format!("s-{report}-{n}")),
        anchor: Anchor { report: ReportId(report.to_owned()), span, kind: ClaimKind::Statement },
        value: ClaimValue::Statement(StatementValue {
            speaker: Some(participant(speaker)),
            form: Form::Direct,
            cue: Some("said".to_owned()),
            cue_span: None,
            rung: Rung::NamedDirect,
            chain: vec![],
            quotes: vec![span],
            content: vec![span],
            text: text.to_owned(),
        }),
        evidence: vec![Evidence { span, exact: text.to_owned() }],
        rule: RuleId("test/said".to_owned()),
        steps: vec![],
    }
}

/// A judgement made in the `n`-th minute, on its own.
pub(crate) fn judged(n: usize, kind: JudgementKind, subjects: Vec<Subject>) -> Material {
    let judgement = Judgement {
        id: JudgementId(format!("j{n:012}")),
        kind,
        subjects,
        by: "user".to_owned(),
        at: format!("2026-01-01T00:{n:02}:00Z"),
        withdrawn: None,
    };
    Material { judgements: vec![judgement], ..Material::default() }
}

/// The n-th claim of a report as a judgement names it.
pub(crate) fn subject(report: &str, n: usize) -> Subject {
    Subject::Claim(told("", "").claim(report, n).anchor)
}
