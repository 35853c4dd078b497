//! The nouns of Chancery, in the order in which a report meets them.
//!
//! Bytes become a [`Report`]; language analysis makes a [`Document`] of it; rules read
//! [`Findings`] in the document, as the text says them; identification turns findings into
//! [`Claim`]s, with actors, days and places fixed; claims and [`Judgement`]s together amount to
//! the [`Record`]. This crate holds types and questions one may ask of them. It reads no files,
//! knows no rules and decides nothing.

mod span;

mod date;

mod report;

mod document;

mod finding;
mod time;

mod actor;
mod decimal;
mod event;
mod office;
mod outcome;
mod pledge;
mod position;
mod proposal;
mod statement;

mod change;
mod claim;
mod contradiction;
mod imprint;
mod judgement;
mod note;
mod part;
mod record;
mod sketch;

mod id;
mod snapshot;

pub use actor::{Actor, ActorId, ActorKind};
pub use change::{Change, ChangeKind, Changed, Difference};
pub use claim::{Anchor, Claim, ClaimId, ClaimKind, ClaimValue, Evidence, Reading, ReadingId};
pub use contradiction::{
    Contradiction, ContradictionId, ContradictionKind, ContradictionSide, ContradictionStatus, Remark,
};
pub use date::{Day, Edtf, EdtfError, PartialDate, days_between};
pub use decimal::{Decimal, DecimalError};
pub use document::{Document, Name, NameKind, Quotation, Sentence, SentenceKind, Token};
pub use event::{Attendance, EventKind, EventValue, Participant, Place, Plover, Role, RuleId, Status, When};
pub use finding::{
    AmountFinding, Close, Distance, EventFinding, Findings, Mention, MentionForm, Nearness, PledgeFinding,
    PositionFinding, ProposalFinding, Seat, StatementFinding,
};
pub use id::sha256;
pub use imprint::{Credit, Imprint, PassedOn};
pub use judgement::{Judgement, JudgementId, JudgementKind, PART_OF, RELIABILITY, Setting, Subject};
pub use note::Note;
pub use office::OfficeValue;
pub use outcome::{Aside, AsideFinding, Outcome, OutcomeValue};
pub use part::Part;
pub use pledge::{Money, Period, PledgeEntry, PledgeStatus, PledgeValue, RecordedPledge};
pub use position::{Matter, PositionValue, Side, Stance};
pub use proposal::{Answer, ProposalValue, RecordedAnswer, RecordedProposal};
pub use record::{
    Copied, Event, HistoryEntry, Likeness, Origin, Record, RecordedActor, RecordedEvidence, RecordedOutcome,
    RecordedPosition, RecordedStatement, StanceEntry, Voice,
};
pub use report::{
    Bounds, Chrome, ChromeKind, DateBasis, DateCandidate, Dateline, Media, Published, Report, ReportCard, ReportId,
    Segment, Source,
};
pub use sketch::{ProseWord, Sketch};
pub use snapshot::{Notebook, Snapshot};
pub use span::ByteSpan;
pub use statement::{Form, Rung, StatementValue};
pub use time::{Feast, TimeFinding, TimeKind, TimeUnit, YearPart};
