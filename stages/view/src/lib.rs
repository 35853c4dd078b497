//! A snapshot in, pages out.
//!
//! Every page is a question to a [`Snapshot`](chancery_model::Snapshot): it gathers a small view
//! struct, which is printed as JSON as it stands, or laid out once as a [`Page`] or a [`Table`]
//! that any format can write. The JSON of the contract has its own types, apart from the model's,
//! with keys in a fixed order and offsets in code points. This crate reads no files, prints
//! nothing by itself and decides nothing: what the record says, it shows.

mod error;
mod find;
mod grade;
mod narrowed;
mod offsets;
mod page;
mod part;
mod phrase;
mod quoted;
mod ruling;
mod wire;

mod actors;
mod brief;
mod changes;
mod checks;
mod chronology;
mod contradiction_json;
mod contradictions;
mod event;
mod events;
mod gaps;
mod judgements;
mod matrix;
mod network;
mod occasion;
mod office_json;
mod origins;
mod outcome_json;
mod places;
mod pledge_json;
mod pledges;
mod position_json;
mod positions;
mod proposal_json;
mod proposals;
mod read;
mod read_json;
mod reading;
mod record_json;
mod search;
mod sources;
mod status;
mod subject;
mod upcoming;
mod why;

pub mod format;

pub use actors::{actors, actors_json, actors_sheet};
pub use brief::{Brief, BriefChange, BriefEvent, BriefOptions, BriefPosition, Said, Saying, brief};
pub use changes::{changes, changes_json};
pub use checks::{Check, CheckCase, CheckOptions, checks, checks_json, checks_page, checks_sheet};
pub use chronology::{
    Chronology, ChronologyFilter, Facet, FacetValue, chronology, chronology_json, chronology_sheet, covered,
};
pub use contradictions::{ContradictionFilter, contradictions, contradictions_json, contradictions_sheet};
pub use error::ViewError;
pub use event::{show, show_json};
pub use events::{Filter, events, events_json, events_sheet};
pub use find::{Handle, find, party};
pub use gaps::{Ageing, GapKind, GapOptions, Gaps, OneSided, Overdue, Silent, Unstated, gaps};
pub use grade::{Credibility, Graded};
pub use judgements::{Ruled, decided, rulings};
pub use matrix::{Cell, Matrix, MatrixOptions, PairReading, Party, Point, Reading, Row, Stand, matrix};
pub use narrowed::{Narrowed, in_process, processes};
pub use network::{Grain, Network, NetworkFilter, NetworkNode, Tie, network};
pub use occasion::{Occasion, Who, Worded};
pub use offsets::{CodePoints, Indexed, Texts};
pub use origins::WhyOrigin;
pub use page::{Line, Mark, Page, Piece, Section, Source, Table};
pub use part::WhyPart;
pub use phrase::{
    Cards, best_evidence, count as counted, date as date_in_words, event as event_in_words, opening as opened,
    place as place_in_words,
};
pub use places::{PlaceCount, PlaceFilter, Places, Precision, places};
pub use pledges::{
    Account, LeftOut, PledgeFilter, Sum, Uncounted, pledges, pledges_json, pledges_sheet, totals, totals_json,
    totals_sheet,
};
pub use positions::{PositionFilter, positions, positions_json, positions_sheet};
pub use proposals::{
    ClauseRow, ClauseStance, PartyAnswer, ProposalFilter, ProposalView, proposal_view, proposal_view_json,
    proposal_view_sheet, proposals, proposals_json, proposals_sheet,
};
pub use quoted::{Named, Quoted};
pub use read::read;
pub use read_json::{AmountValue, ReadOptions, ReadView, TimeValue, TokenLayer, read_json};
pub use reading::{ReadLine, ReadReport, TextPiece, reading};
pub use record_json::record_json;
pub use search::{Hit, search, search_json};
pub use sources::{Publisher, publishers, publishers_json, publishers_sheet};
pub use status::{Fault, Status, status, verified};
pub use subject::{hangs, subjects};
pub use upcoming::{Upcoming, upcoming};
pub use why::{Why, WhyClaim, WhyJudgement, WhyWords, says as claim_in_words, why, why_page};
pub use wire::EventClaims;
