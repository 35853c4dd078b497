//! What a person decides, checked against the record and the judgements in force, and made a
//! judgement. It stores nothing: a judgement that is refused leaves no trace.

mod against;
mod field;
mod mark;
mod part;
mod refusal;
mod rename;
mod who;

use chancery_model::{
    Actor, Anchor, ClaimId, ClaimKind, ClaimValue, Judgement, JudgementId, JudgementKind, RELIABILITY, ReportId,
    Snapshot, Subject,
};

pub use self::against::clashes;
use self::against::{Against, Docketed};
pub use self::field::settable;
pub use self::refusal::Refusal;
use crate::Engine;

/// What a person decides, of things that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The parties, each one claim or several that are one event, are one.
    Same(Vec<Vec<Anchor>>),
    /// No two of the parties are one.
    Different(Vec<Vec<Anchor>>),
    /// These claims or reports are to be left out.
    Reject(Vec<Subject>),
    /// A remark.
    Explain {
        /// What it is about.
        on: Vec<Subject>,
        /// The remark.
        text: String,
    },
    /// A field has a value.
    Set {
        /// The claims, all of one kind, or the report.
        on: Vec<Subject>,
        /// Name of the field.
        field: String,
        /// The value as the person writes it.
        value: String,
    },
    /// An actor is called otherwise, and is whoever is called so.
    Rename {
        /// The actor.
        from: Actor,
        /// The name.
        to: String,
    },
    /// How far a source may be relied on.
    Grade {
        /// The outlet or actor.
        source: Subject,
        /// `A` to `F`.
        letter: String,
    },
    /// Words of a report tell something that no rule read there.
    Add(Marked),
}

/// Words of a report that a person marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The report.
    pub report: ReportId,
    /// The words, as they stand there but for blanks and line ends.
    pub words: String,
    /// The code point of the text at which they begin, where they stand there more than once.
    pub start: Option<usize>,
    /// What they tell.
    pub kind: ClaimKind,
    /// Fields with values as the person writes them.
    pub fields: Vec<(String, String)>,
}

impl Engine {
    /// The judgement that puts a ruling into force, made by somebody at a moment (RFC 3339 UTC, to the second).
    ///
    /// # Errors
    /// Where it names what is not there, sets what cannot be, or a judgement in force stands against it; the
    /// refusal says which, by whom, and how to withdraw it.
    pub fn judge(&self, snapshot: &dyn Snapshot, ruling: &Ruling, by: &str, at: &str) -> Result<Judgement, Refusal> {
        if by.trim().is_empty() {
            return Err(Refusal::Nobody);
        }
        let docket = Docketed::of(snapshot);
        let (kind, subjects) = match ruling {
            Ruling::Same(parties) => {
                mergeable(snapshot, parties)?;
                docket.none_rejected(parties.iter().flatten())?;
                docket.may_be_one(parties)?;
                (JudgementKind::Same, each(parties))
            }
            Ruling::Different(parties) => {
                mergeable(snapshot, parties)?;
                docket.none_rejected(parties.iter().flatten())?;
                docket.may_be_apart(parties)?;
                (JudgementKind::Different, parties.iter().map(|party| together(party)).collect())
            }
            Ruling::Reject(on) => (JudgementKind::Reject, on.clone()),
            Ruling::Explain { on, text } => {
                let text = Some(text.trim()).filter(|text| !text.is_empty()).ok_or(Refusal::NoText)?;
                (JudgementKind::Explain { text: text.to_owned() }, on.clone())
            }
            Ruling::Set { on, field, value } => {
                docket.none_rejected(on.iter().flat_map(Subject::anchors))?;
                if part::is_asked(on, field) {
                    let (setting, subjects) = part::setting(snapshot, &docket, on, value)?;
                    (JudgementKind::Set { field: setting.field, value: setting.value }, subjects)
                } else {
                    let setting = field::setting(self.data(), snapshot, on, field, value)?;
                    (JudgementKind::Set { field: setting.field, value: setting.value }, on.clone())
                }
            }
            Ruling::Rename { from, to } => {
                let to = rename::target(self.data(), snapshot, from, to)?;
                docket.no_circle(from, &to)?;
                let subject = Subject::Actor(from.id.clone());
                (JudgementKind::Rename { from: from.name.clone(), to }, vec![subject])
            }
            Ruling::Grade { source, letter } => {
                let letter = letter.trim().to_uppercase();
                if !["A", "B", "C", "D", "E", "F"].contains(&letter.as_str()) {
                    return Err(Refusal::Letter(letter));
                }
                (JudgementKind::Set { field: RELIABILITY.to_owned(), value: letter }, vec![source.clone()])
            }
            Ruling::Add(marked) => {
                let (anchor, words) = mark::stand(self, snapshot, marked)?;
                docket.not_marked(&anchor)?;
                let id = ClaimId::of(&anchor);
                if snapshot.claim(&id).is_some() {
                    return Err(Refusal::ReadAlready { id: id.0 });
                }
                let fields = field::fields(self.data(), snapshot, &anchor, &marked.fields)?;
                (JudgementKind::Add { words, fields }, vec![Subject::Claim(anchor)])
            }
        };
        docket.not_judged(&kind, &subjects)?;
        let at = docket.after(&kind, &subjects, at);
        let id = JudgementId::of(&kind, &subjects, by, &at);
        Ok(Judgement { id, kind, subjects, by: by.to_owned(), at, withdrawn: None })
    }
}

impl Against {
    fn by(judgement: &Judgement) -> Self {
        let Judgement { id, kind, by, at, .. } = judgement;
        Self { id: id.0.clone(), kind: kind.as_str(), by: by.clone(), at: at.clone() }
    }
}

/// Only what several reports may tell is put together by judgement: events, and positions, pledges and proposals of one
/// holder on one issue, one giver or whomever.
fn mergeable(snapshot: &dyn Snapshot, parties: &[Vec<Anchor>]) -> Result<(), Refusal> {
    let mut anchors = parties.iter().flatten();
    let Some(first) = anchors.next() else { return Ok(()) };
    if matches!(first.kind, ClaimKind::Statement | ClaimKind::Office) {
        return Err(Refusal::NotMergeable { id: ClaimId::of(first).0, kind: noun(first.kind) });
    }
    let whose = |anchor: &Anchor| match &snapshot.claim(&ClaimId::of(anchor))?.value {
        ClaimValue::Position(p) => Some((p.holder.actor.id.clone(), p.issue.clone())),
        ClaimValue::Pledge(p) => Some((p.by.actor.id.clone(), String::new())),
        _ => None,
    };
    for anchor in anchors {
        let (a, b) = (ClaimId::of(first).0, ClaimId::of(anchor).0);
        if anchor.kind != first.kind {
            return Err(Refusal::OtherKind { a, b, kinds: (noun(first.kind), noun(anchor.kind)) });
        }
        if whose(first) != whose(anchor) {
            return Err(Refusal::OtherHolder { a, b });
        }
    }
    Ok(())
}

/// Every claim of the parties, once, in canonical order: the order of naming is of no matter.
fn each(parties: &[Vec<Anchor>]) -> Vec<Subject> {
    let mut anchors: Vec<&Anchor> = parties.iter().flatten().collect();
    anchors.sort();
    anchors.dedup();
    anchors.into_iter().cloned().map(Subject::Claim).collect()
}

/// A party as one subject.
fn together(party: &[Anchor]) -> Subject {
    match party {
        [one] => Subject::Claim(one.clone()),
        several => Subject::Claims(several.to_vec()),
    }
}

/// The word for a kind of claim.
fn noun(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Event => "event",
        ClaimKind::Statement => "statement",
        ClaimKind::Position => "position",
        ClaimKind::Proposal => "proposal",
        ClaimKind::Pledge => "pledge",
        ClaimKind::Office => "office",
    }
}
