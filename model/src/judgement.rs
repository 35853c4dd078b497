//! Decisions about claims and reports: added, withdrawn, never deleted.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Actor, ActorId, Anchor, ReportId};

/// Names a judgement: `j` and twelve hexadecimal digits of the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JudgementId(pub String);

impl fmt::Display for JudgementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A decision, by a rule or a person. It names claims by their anchor and never a merged event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// What is decided.
    pub kind: JudgementKind,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Who decided: a person's name, `user`, or a rule's id.
    pub by: String,
    /// When it was made, RFC 3339 UTC.
    pub at: String,
    /// When it was withdrawn, RFC 3339 UTC.
    pub withdrawn: Option<String>,
}

/// What a judgement decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JudgementKind {
    /// The subjects are one and the same.
    Same,
    /// The subjects are not the same.
    Different,
    /// The subjects are not so: leave them out of the record.
    Reject,
    /// A field of the subject has this value.
    Set {
        /// Name of the field (`published`, `status`).
        field: String,
        /// The value, as written in JSON or, where it is a word, plainly.
        value: String,
    },
    /// The subject, an actor, is called so and is whoever else is called so.
    Rename {
        /// What it was called when this was decided.
        from: String,
        /// Who it is.
        to: Actor,
    },
    /// The subject, words of a report, tells something that no rule read there.
    Add {
        /// The words: the text at the subject's anchor.
        words: String,
        /// What they tell.
        fields: Vec<Setting>,
    },
    /// A remark on the subjects.
    Explain {
        /// The remark.
        text: String,
    },
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Setting {
    /// Name of the field.
    pub field: String,
    /// The value, as in [`JudgementKind::Set`].
    pub value: String,
}

impl JudgementKind {
    /// The word for it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Reject => "reject",
            Self::Set { field, .. } if field == RELIABILITY => "grade",
            Self::Set { .. } => "set",
            Self::Rename { .. } => "rename",
            Self::Add { .. } => "add",
            Self::Explain { .. } => "explain",
        }
    }
}

/// The field of an outlet or actor that tells how far it may be relied on, `A` to `F` after the Admiralty scale.
pub const RELIABILITY: &str = "reliability";

/// The field of an event that tells which greater event it is a part of.
pub const PART_OF: &str = "part_of";

impl Judgement {
    /// Where it decides what an event is a part of: the claims of the part, and those of the greater event, none where
    /// it is part of nothing. The greater event is the last of the subjects, so that it is known by anchors too.
    #[must_use]
    pub fn parted(&self) -> Option<(Vec<&Anchor>, &[Anchor])> {
        let JudgementKind::Set { field, .. } = &self.kind else { return None };
        if field != PART_OF {
            return None;
        }
        let part =
            self.subjects.iter().filter_map(|s| if let Subject::Claim(anchor) = s { Some(anchor) } else { None });
        let whole =
            self.subjects.iter().find_map(|s| if let Subject::Claims(all) = s { Some(all.as_slice()) } else { None });
        Some((part.collect(), whole.unwrap_or_default()))
    }
}

/// What a judgement is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A report.
    Report(ReportId),
    /// A claim, by anchor.
    Claim(Anchor),
    /// Claims that were put together as one thing when this was decided, by anchor.
    Claims(Vec<Anchor>),
    /// An outlet, by name.
    Outlet(String),
    /// An actor.
    Actor(ActorId),
}

impl Subject {
    /// The claims it names.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        match self {
            Self::Claim(anchor) => std::slice::from_ref(anchor),
            Self::Claims(anchors) => anchors,
            Self::Report(_) | Self::Outlet(_) | Self::Actor(_) => &[],
        }
    }

    /// The reports it names, itself or through claims, to be changed.
    pub fn reports_mut(&mut self) -> impl Iterator<Item = &mut ReportId> {
        let (report, anchors): (Option<&mut ReportId>, &mut [Anchor]) = match self {
            Self::Report(report) => (Some(report), &mut []),
            Self::Claim(anchor) => (None, std::slice::from_mut(anchor)),
            Self::Claims(anchors) => (None, anchors),
            Self::Outlet(_) | Self::Actor(_) => (None, &mut []),
        };
        report.into_iter().chain(anchors.iter_mut().map(|anchor| &mut anchor.report))
    }
}
