//! Why a decision is refused, in words for whoever made it.

use super::against::Against;

/// A decision that is not made a judgement. Nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody decided it.
    #[error("nobody's name is given; say who judges with `--by NAME` or CHANCERY_USER")]
    Nobody,
    /// A remark without words.
    #[error("the explanation is empty; write it behind the id, in quotation marks")]
    NoText,
    /// The same is in force already.
    #[error("that is judged already: {0}")]
    Already(Against),
    /// A judgement in force decides otherwise.
    #[error("{what}: {against} stands against it; if it no longer holds, withdraw it with `chancery judge withdraw {}`", .against.id)]
    StandsAgainst {
        /// What cannot be.
        what: String,
        /// The judgement.
        against: Against,
    },
    /// Two names of one event.
    #[error("`{0}` and `{1}` are the same claim; name two")]
    Itself(String, String),
    /// Nothing is part of itself.
    #[error(
        "`{0}` and `{1}` are one event, and no event is part of itself; write the id of the visit or gathering, or `none`"
    )]
    PartOfItself(String, String),
    /// What one report alone tells cannot be put together.
    #[error(
        "`{id}` is a claim of one report, its kind {kind}; events, positions, pledges and proposals can be the same or different"
    )]
    NotMergeable {
        /// The claim.
        id: String,
        /// What it is.
        kind: &'static str,
    },
    /// Things of two kinds are never one.
    #[error("`{a}` is of kind {}, `{b}` of kind {}; only things of one kind can be the same or different", .kinds.0, .kinds.1)]
    OtherKind {
        /// A claim.
        a: String,
        /// Another.
        b: String,
        /// What they are.
        kinds: (&'static str, &'static str),
    },
    /// Positions of two holders or issues are never one, nor pledges of two givers.
    #[error(
        "`{a}` and `{b}` are not of one holder on one issue; set holder and issue first, with `chancery judge set`"
    )]
    OtherHolder {
        /// A claim.
        a: String,
        /// Another.
        b: String,
    },
    /// No letter of the scale.
    #[error("`{0}` is no grade; the grades are A, B, C, D, E and F (cannot be judged)")]
    Letter(String),
    /// A field that cannot be set.
    #[error("`{field}` is no field of {of} that can be set; those are {allowed}")]
    NoField {
        /// What was asked for.
        field: String,
        /// Of what.
        of: &'static str,
        /// Those there are.
        allowed: String,
    },
    /// A value that a field cannot have.
    #[error("`{value}` is no {field}; {allowed}")]
    NoValue {
        /// The field.
        field: String,
        /// What was asked for.
        value: String,
        /// What it may be, in words.
        allowed: String,
    },
    /// Fields that a marked thing needs.
    #[error("{of} needs {needed}; add `{first}=…`")]
    Needs {
        /// What was marked.
        of: &'static str,
        /// What it needs.
        needed: String,
        /// The first that is missing.
        first: &'static str,
    },
    /// Different kinds of things at once.
    #[error("these are of different kinds; set a field of one kind at a time")]
    Mixed,
    /// A name that may mean several.
    #[error("`{name}` may mean {found}; write the id")]
    Ambiguous {
        /// The name.
        name: String,
        /// Those it may mean.
        found: String,
    },
    /// A new name that is the old one.
    #[error("`{0}` is called so already")]
    CalledSo(String),
    /// Words that are not there.
    #[error("report `{report}` does not hold the words “{words}”; copy them from its text")]
    NoWords {
        /// The report.
        report: String,
        /// The words.
        words: String,
    },
    /// Words that are there more than once.
    #[error("the words “{words}” stand in report `{report}` {times} times, from {starts}; say which with `--start`")]
    ManyWords {
        /// The report.
        report: String,
        /// The words.
        words: String,
        /// How often.
        times: usize,
        /// Where, in code points.
        starts: String,
    },
    /// Words that stand elsewhere.
    #[error("the words “{words}” do not begin at {start}; they stand from {starts}")]
    NotThere {
        /// The words.
        words: String,
        /// Where they were said to begin.
        start: usize,
        /// Where they do.
        starts: String,
    },
    /// More words than evidence may have, or than one sentence.
    #[error("the words “{words}” {fault}; mark the words of one sentence, {most} at most")]
    TooMuch {
        /// The first of the words.
        words: String,
        /// What is wrong.
        fault: String,
        /// The most words.
        most: usize,
    },
    /// A rule has read the same there.
    #[error("these words are read so already, as `{id}`; set its fields with `chancery judge set {id} FIELD VALUE`")]
    ReadAlready {
        /// The claim.
        id: String,
    },
    /// Of statements and proposals the program makes no claims by hand.
    #[error("words can be marked as an event, a position or a pledge, not as a {0}")]
    NotMarkable(&'static str),
}
