//! A report as it is read at the desk: its text in pieces, each with the lines of the record that were read there,
//! and those lines in order of the text.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ByteSpan, Claim, ClaimId, ClaimKind, ClaimValue, Note, Report, ReportCard, Snapshot};
use serde::Serialize;

use crate::format;
use crate::offsets::CodePoints;
use crate::phrase::cut;
use crate::why::says;
use crate::wire::ReportJson;

/// A report with what was read in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadReport {
    /// The report.
    pub card: ReportCard,
    /// Its text in pieces: put together they are the text.
    pub pieces: Vec<TextPiece>,
    /// What was read in it, in order of the text.
    pub lines: Vec<ReadLine>,
    /// Stretches of the text that are page furniture.
    chrome: Vec<ByteSpan>,
}

/// A stretch of the text over which the same lines hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPiece {
    /// Where it stands.
    pub span: ByteSpan,
    /// The words.
    pub text: String,
    /// Whether it belongs to the page and not to the report.
    pub chrome: bool,
    /// Places in [`ReadReport::lines`] of what was read here.
    pub lines: Vec<usize>,
    /// Those of them that begin here.
    pub begin: Vec<usize>,
}

/// Something that was read in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLine {
    /// The id of the claim; of a remark, its place among the remarks.
    pub id: String,
    /// `event`, `position`, `statement`, `proposal`, `pledge`, `office`, or `remark`.
    pub kind: &'static str,
    /// What it says.
    pub says: String,
    /// The words.
    pub spans: Vec<ByteSpan>,
    /// Whether the record leaves it out: an act of one side, or what a judgement rejects.
    pub left_out: bool,
}

/// A report with all that was read in it.
#[must_use]
pub fn reading(snapshot: &dyn Snapshot, card: &ReportCard, report: &Report) -> ReadReport {
    let shown = shown(snapshot);
    let claims = snapshot.claims().filter(|claim| claim.anchor.report == card.id);
    let mut lines: Vec<ReadLine> = claims.map(|claim| line(claim, &shown)).collect();
    let notes = snapshot.notes().iter().filter(|(of, note)| *of == card.id && !note.evidence.is_empty());
    lines.extend(notes.enumerate().map(|(n, (_, note))| remark(n, note)));
    lines.sort_by(|a, b| (a.spans.first().copied(), a.kind, &a.id).cmp(&(b.spans.first().copied(), b.kind, &b.id)));
    let chrome: Vec<ByteSpan> = report.chrome.iter().map(|c| c.span).collect();
    let pieces = pieces(&report.text, &lines, &chrome);
    ReadReport { card: card.clone(), pieces, lines, chrome }
}

/// The claims that lines of the record rest on.
fn shown(snapshot: &dyn Snapshot) -> BTreeSet<&ClaimId> {
    let record = snapshot.record();
    let events = record.events.iter().flat_map(|e| &e.claims);
    let positions = record.positions.iter().flat_map(|p| &p.claims);
    let pledges = record.pledges.iter().flat_map(|p| &p.claims);
    let proposals = record.proposals.iter().flat_map(|p| &p.claims);
    let statements = record.statements.iter().map(|s| &s.id);
    events.chain(positions).chain(pledges).chain(proposals).chain(statements).collect()
}

/// How many characters of what was said stand beside the text: enough to know it again.
const LENGTH: usize = 100;

fn line(claim: &Claim, shown: &BTreeSet<&ClaimId>) -> ReadLine {
    let mut spans: Vec<ByteSpan> = claim.evidence.iter().map(|e| e.span).collect();
    spans.sort_by_key(|s| (s.start(), s.end()));
    let kind = match claim.anchor.kind {
        ClaimKind::Event => "event",
        ClaimKind::Statement => "statement",
        ClaimKind::Position => "position",
        ClaimKind::Proposal => "proposal",
        ClaimKind::Pledge => "pledge",
        ClaimKind::Office => "office",
    };
    // Offices are told by contradictions alone.
    let left_out = kind != "office" && !shown.contains(&claim.id);
    let says = match &claim.value {
        ClaimValue::Statement(said) => {
            let speaker = said.speaker.as_ref().map_or("an unknown speaker", |p| &p.actor.name);
            format!("{speaker}: {}", cut(&said.text, LENGTH))
        }
        _ => says(claim),
    };
    ReadLine { id: claim.id.0.clone(), kind, says, spans, left_out }
}

fn remark(n: usize, note: &Note) -> ReadLine {
    let spans = note.evidence.iter().map(|e| e.span).collect();
    ReadLine { id: format!("remark-{}", n + 1), kind: "remark", says: note.message.clone(), spans, left_out: false }
}

/// The text cut wherever a line or a piece of furniture begins or ends.
fn pieces(text: &str, lines: &[ReadLine], chrome: &[ByteSpan]) -> Vec<TextPiece> {
    let whole = |span: &&ByteSpan| text.get(span.range()).is_some();
    let mut cuts: BTreeSet<usize> = BTreeSet::from([0, text.len()]);
    let mut begins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, line) in lines.iter().enumerate() {
        for span in line.spans.iter().filter(whole) {
            cuts.extend([span.start(), span.end()]);
            begins.entry(span.start()).or_default().push(n);
            ends.entry(span.end()).or_default().push(n);
        }
    }
    cuts.extend(chrome.iter().filter(whole).flat_map(|s| [s.start(), s.end()]));
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut open: Vec<usize> = Vec::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut pieces = Vec::new();
    for pair in cuts.windows(2) {
        let span = ByteSpan::new(pair[0], pair[1]);
        for n in ends.get(&pair[0]).into_iter().flatten() {
            if let Some(at) = open.iter().position(|m| m == n) {
                open.remove(at);
            }
        }
        open.extend(begins.get(&pair[0]).into_iter().flatten());
        let mut lines = open.clone();
        lines.sort_unstable();
        lines.dedup();
        let begin = lines.iter().copied().filter(|n| told.insert(*n)).collect();
        let chrome = chrome.iter().any(|c| c.contains(span));
        pieces.push(TextPiece { span, text: span.of(text).to_owned(), chrome, lines, begin });
    }
    pieces
}

impl ReadReport {
    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// As one line of JSON, in code points.
    #[must_use]
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Json<'a> {
            report: ReportJson<'a>,
            text: &'a str,
            chrome: Vec<(usize, usize)>,
            lines: Vec<LineJson<'a>>,
        }
        #[derive(Serialize)]
        struct LineJson<'a> {
            id: &'a str,
            kind: &'a str,
            says: &'a str,
            words: Vec<(usize, usize)>,
            left_out: bool,
        }
        let text = self.text();
        let points = CodePoints::of(&text);
        let line = |l: &'_ ReadLine| l.spans.iter().map(|s| points.span(*s)).collect();
        format::json::line(&Json {
            report: ReportJson::of(&self.card),
            text: &text,
            chrome: self.chrome.iter().map(|s| points.span(*s)).collect(),
            lines: self
                .lines
                .iter()
                .map(|l| LineJson { id: &l.id, kind: l.kind, says: &l.says, words: line(l), left_out: l.left_out })
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_put_together_are_the_text() {
        let text = "One met two. Three called four.";
        let line = |id: &str, spans: &[(usize, usize)]| ReadLine {
            id: id.to_owned(),
            kind: "event",
            says: String::new(),
            spans: spans.iter().map(|(a, b)| ByteSpan::new(*a, *b)).collect(),
            left_out: false,
        };
        let lines = [line("a", &[(0, 12)]), line("b", &[(4, 12), (13, 18)]), line("c", &[(40, 50)])];
        let cut = pieces(text, &lines, &[ByteSpan::new(19, 31)]);
        assert_eq!(cut.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        let told: Vec<(&str, &[usize], &[usize])> =
            cut.iter().map(|p| (p.text.as_str(), &p.lines[..], &p.begin[..])).collect();
        assert_eq!(told[0], ("One ", &[0][..], &[0][..]));
        assert_eq!(told[1], ("met two.", &[0, 1][..], &[1][..]));
        assert_eq!(told[2], (" ", &[][..], &[][..]));
        assert_eq!(told[3], ("Three", &[1][..], &[][..]));
        assert!(cut.last().is_some_and(|p| p.chrome && p.lines.is_empty()));
    }
}
