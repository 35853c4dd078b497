//! The pages: each asks a view and lays out what it gives.

mod actors;
mod add;
mod api;
mod beside;
mod changes;
mod checks;
mod chronology;
mod contradictions;
mod gaps;
mod judgements;
mod keys;
mod matrix;
mod pledges;
mod positions;
mod proposals;
mod report;
mod reports;
mod search;
mod show;
mod sources;
mod timeline;
mod upcoming;

pub(crate) mod review;

pub(crate) use actors::actors;
pub(crate) use add::{add, added};
pub(crate) use api::openapi;
pub(crate) use beside::beside;
pub(crate) use changes::changes;
pub(crate) use checks::checks;
pub(crate) use chronology::chronology;
pub(crate) use contradictions::contradictions;
pub(crate) use gaps::gaps;
pub(crate) use judgements::judgements;
pub(crate) use keys::keys;
pub(crate) use matrix::{cell, matrix};
pub(crate) use pledges::pledges;
pub(crate) use positions::positions;
pub(crate) use proposals::proposals;
pub(crate) use report::report;
pub(crate) use reports::reports;
pub(crate) use search::search;
pub(crate) use show::{show, why};
pub(crate) use sources::sources;
pub(crate) use upcoming::upcoming;
