//! Two reports that contradict each other, next to each other: of each the side that it takes, and the words that
//! take it.

use chancery_model::{ByteSpan, Contradiction, ContradictionSide, ReportCard, ReportId, Snapshot};
use serde::Serialize;

use crate::format;
use crate::offsets::CodePoints;
use crate::wire::ReportJson;

/// A contradiction with a report of each of two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facing<'s> {
    /// What they contradict each other in.
    pub contradiction: &'s Contradiction,
    /// The report on the left and the one on the right.
    pub two: [Facer<'s>; 2],
}

/// A report with the side that it takes; no report where it is the register that takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facer<'s> {
    /// The side.
    pub side: &'s ContradictionSide,
    /// The report.
    pub card: Option<&'s ReportCard>,
    /// The words that take the side, in order of the text.
    pub spans: Vec<ByteSpan>,
}

/// The reports of a contradiction that are asked for, by the beginning of their ids; else the first of the first two
/// sides, those of different reports where there are any. `None` where a report that is asked for takes no side.
#[must_use]
pub fn facing<'s>(
    snapshot: &'s dyn Snapshot,
    contradiction: &'s Contradiction,
    asked: [Option<&str>; 2],
) -> Option<Facing<'s>> {
    let facer = |(at, id): Taker<'s>| {
        let side = &contradiction.sides[at];
        let of = side.evidence.iter().filter(|evidence| Some(&evidence.report) == id);
        let mut spans: Vec<ByteSpan> = of.map(|evidence| evidence.span).collect();
        spans.sort_by_key(|span| (span.start(), span.end()));
        spans.dedup();
        Facer { side, card: id.and_then(|id| snapshot.record().reports.iter().find(|card| card.id == *id)), spans }
    };
    chosen(contradiction, asked).map(|(left, right)| Facing { contradiction, two: [facer(left), facer(right)] })
}

/// Two that take different sides, where there are such.
fn chosen<'s>(contradiction: &'s Contradiction, asked: [Option<&str>; 2]) -> Option<(Taker<'s>, Taker<'s>)> {
    let all = takers(contradiction);
    let [left, right] = asked.map(|asked| {
        let meant = |taker: &&Taker<'s>| asked.is_none_or(|asked| taker.1.is_some_and(|id| is_called(id, asked)));
        all.iter().filter(meant).copied().collect::<Vec<_>>()
    });
    let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (*l, *r)));
    // A report may take two sides itself: then the other one decides which of them is meant.
    pairs.min_by_key(|(l, r)| (l.0 == r.0, l.1 == r.1, l.0 > r.0))
}

/// A side by its place, and a report that takes it.
type Taker<'s> = (usize, Option<&'s ReportId>);

/// All reports with the sides that they take, by side and as they are quoted there.
fn takers(contradiction: &Contradiction) -> Vec<Taker<'_>> {
    let mut all: Vec<Taker<'_>> = Vec::new();
    for (at, side) in contradiction.sides.iter().enumerate() {
        if side.evidence.is_empty() {
            all.push((at, None));
        }
        for evidence in &side.evidence {
            let taker = (at, Some(&evidence.report));
            if !all.contains(&taker) {
                all.push(taker);
            }
        }
    }
    all
}

fn is_called(id: &ReportId, asked: &str) -> bool {
    id.0 == asked || id.short() == asked || id.0.strip_prefix("sha256:") == Some(asked)
}

impl Facing<'_> {
    /// As one line of JSON, in code points of the reports' texts.
    #[must_use]
    pub fn json(&self, snapshot: &dyn Snapshot) -> String {
        #[derive(Serialize)]
        struct Json<'a> {
            id: &'a str,
            kind: &'a str,
            about: &'a str,
            status: &'a str,
            reports: Vec<FacerJson<'a>>,
        }
        #[derive(Serialize)]
        struct FacerJson<'a> {
            value: &'a str,
            report: Option<ReportJson<'a>>,
            words: Vec<(usize, usize)>,
        }
        let Contradiction { id, kind, about, status, .. } = self.contradiction;
        let facer = |facer: &'_ Facer<'_>| {
            let text = facer.card.and_then(|card| snapshot.text(&card.id)).unwrap_or_default();
            let points = CodePoints::of(&text);
            facer.spans.iter().map(|span| points.span(*span)).collect()
        };
        let reports = self.two.iter().map(|of| FacerJson {
            value: &of.side.value,
            report: of.card.map(ReportJson::of),
            words: facer(of),
        });
        format::json::line(&Json {
            id: &id.0,
            kind: kind.as_str(),
            about,
            status: status.as_str(),
            reports: reports.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::{ContradictionId, ContradictionKind, ContradictionStatus, RecordedEvidence};

    use super::*;

    fn side(reports: &[&str]) -> ContradictionSide {
        let evidence = |id: &&str| RecordedEvidence {
            report: ReportId(format!("sha256:{id}")),
            span: ByteSpan::new(0, 3),
            exact: "Ten".to_owned(),
        };
        ContradictionSide { evidence: reports.iter().map(evidence).collect(), ..ContradictionSide::default() }
    }

    fn about(sides: &[&[&str]]) -> Contradiction {
        Contradiction {
            id: ContradictionId("x1".to_owned()),
            kind: ContradictionKind::Figure,
            status: ContradictionStatus::Open,
            about: "Oman".to_owned(),
            events: Vec::new(),
            sides: sides.iter().map(|reports| side(reports)).collect(),
            remarks: Vec::new(),
        }
    }

    fn told(of: &Contradiction, asked: [Option<&str>; 2]) -> Option<String> {
        let name = |(at, id): Taker<'_>| format!("{at}:{}", id.map_or("register", |id| &id.0[7..]));
        chosen(of, asked).map(|(left, right)| format!("{} {}", name(left), name(right)))
    }

    #[test]
    fn the_first_reports_of_two_sides_unless_others_are_asked_for() {
        let of = about(&[&["a1", "b2"], &["a1", "c3"], &["d4"]]);
        let chosen = |left, right| told(&of, [left, right]);
        assert_eq!(chosen(None, None).as_deref(), Some("0:a1 1:c3"), "of two reports where there are two");
        assert_eq!(chosen(Some("b2"), None).as_deref(), Some("0:b2 1:a1"));
        assert_eq!(chosen(Some("a1"), Some("b2")).as_deref(), Some("1:a1 0:b2"), "the side that b2 does not take");
        assert_eq!(chosen(None, Some("d4")).as_deref(), Some("0:a1 2:d4"));
        assert_eq!(chosen(Some("a1"), Some("a1")).as_deref(), Some("0:a1 1:a1"), "a report may contradict itself");
        assert_eq!(chosen(Some("e5"), None), None);
    }

    #[test]
    fn the_register_takes_a_side_without_a_report() {
        let of = about(&[&["a1"], &[]]);
        assert_eq!(told(&of, [None, None]).as_deref(), Some("0:a1 1:register"));
        assert_eq!(told(&of, [None, Some("a1")]).as_deref(), Some("1:register 0:a1"));
    }
}
