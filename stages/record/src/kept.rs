//! The record last made of a store, kept in a file beside it (`NAME-kept`; of a database, in the user's cache), so that a look at many reports need not
//! make it again. It holds nothing that the store does not: whoever deletes it loses a moment, and one that was made
//! of anything else than what the store holds now, or by another program, counts for nothing.

mod claims;
mod file;
mod thing;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Result;

use chancery_model::{Claim, ClaimId, Day, Judgement, Note, Record, ReportId};

pub use self::claims::KeptClaims;
use self::file::{File, List, New};
use self::thing::{Entry, Thing};
use crate::{Mark, RecordError, Store, read};

/// A record with what else a look at it asks for.
#[derive(Clone, Copy, Debug)]
pub struct Keeping<'a> {
    /// The record.
    pub record: &'a Record,
    /// The day that it is told as of.
    pub now: Option<Day>,
    /// Claims of copies, each with the one that stands for it, in order.
    pub stand_ins: &'a [(ClaimId, ClaimId)],
    /// Remarks made while reading, in order of reports.
    pub notes: &'a [(ReportId, Note)],
    /// The claims that it is made of, by id.
    pub claims: &'a [&'a Claim],
}

/// A record as it was kept, or what of it bears on one thing.
#[derive(Debug)]
pub struct Kept {
    /// The record.
    pub record: Record,
    /// Claims of copies, each with the one that stands for it, in order.
    pub stand_ins: Vec<(ClaimId, ClaimId)>,
    /// Remarks made while reading, in order of reports.
    pub notes: Vec<(ReportId, Note)>,
    /// The claims that it is made of.
    pub claims: KeptClaims,
    /// The judgements in force, by id.
    pub judgements: Vec<Judgement>,
}

impl Store {
    /// Keeps a record that `by` made of what the store held at `mark`. Whatever was kept before is
    /// replaced in one step.
    ///
    /// # Errors
    /// When the store cannot be read or the file beside it not be written.
    pub fn keep(&self, by: &str, mark: &Mark, keeping: &Keeping<'_>) -> std::result::Result<(), RecordError> {
        let Some(path) = self.database.kept_path() else { return Ok(()) };
        file::replace(&path, &|file| write(file, (by, mark), keeping))
    }

    /// Whether a record is kept that `by` made of what the store holds now, and none of it is damaged.
    #[must_use]
    pub fn is_kept(&self, by: &str) -> bool {
        self.kept_file(by).is_some_and(|(file, _)| file.is_sound())
    }

    /// The record that `by` made of what the store holds now; `None` where none is kept, or cannot be read.
    #[must_use]
    pub fn kept(&self, by: &str) -> Option<Kept> {
        let (file, judgements) = self.kept_file(by)?;
        whole(&file, judgements).ok()
    }

    /// What of that record bears on the thing to which the id of a claim or contradiction leads; `None` as well where
    /// nothing is found under this id.
    #[must_use]
    pub fn kept_about(&self, by: &str, id: &str) -> Option<Kept> {
        let (file, judgements) = self.kept_file(by)?;
        about(&file, id, judgements).ok()?
    }

    /// The file beside the store, where it holds what `by` made of what the store holds now, and the judgements that
    /// were in force then.
    fn kept_file(&self, by: &str) -> Option<(File, Vec<Judgement>)> {
        let file = File::open(&self.database.kept_path()?)?;
        let (mark, judgements) = self.look(|c| Ok((Mark::of(c)?, read::judgements(c, None)?))).ok()?;
        file.is_made((by, &mark)).then_some((file, judgements))
    }
}

fn write(file: &mut New, made: (&str, &Mark), keeping: &Keeping<'_>) -> Result<()> {
    let record = keeping.record;
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    file.put(List::Now, std::slice::from_ref(&keeping.now))?;
    put(file, &record.reports, &mut entries)?;
    put(file, &record.origins, &mut entries)?;
    put(file, &record.actors, &mut entries)?;
    put(file, &record.events, &mut entries)?;
    put(file, &record.positions, &mut entries)?;
    put(file, &record.proposals, &mut entries)?;
    put(file, &record.pledges, &mut entries)?;
    put(file, &record.statements, &mut entries)?;
    put(file, &record.contradictions, &mut entries)?;
    let cards: BTreeMap<&ReportId, u32> = record.reports.iter().map(|card| &card.id).zip(0..).collect();
    for (claim, n) in keeping.claims.iter().zip(0..) {
        entries.entry(&claim.id.0).or_default().claim = Some((n, cards.get(&claim.anchor.report).copied()));
    }
    file.put(List::Claims, keeping.claims)?;
    file.put(List::ClaimIds, &keeping.claims.iter().map(|claim| &claim.id).collect::<Vec<_>>())?;
    file.put(List::StandIns, keeping.stand_ins)?;
    file.put(List::Notes, keeping.notes)?;
    file.index(&entries.into_iter().collect::<Vec<_>>())?;
    file.made(made);
    Ok(())
}

fn put<'a, T: Thing + Sync>(file: &mut New, things: &'a [T], entries: &mut BTreeMap<&'a str, Entry>) -> Result<()> {
    for (thing, n) in things.iter().zip(0..) {
        for id in thing.ids() {
            entries.entry(id).or_default().things.push((T::LIST as u32, n));
        }
    }
    file.put(T::LIST, things)
}

fn whole(file: &File, judgements: Vec<Judgement>) -> Result<Kept> {
    let record = Record {
        now: file.get(List::Now)?.pop().flatten(),
        reports: file.get(List::Reports)?,
        origins: file.get(List::Origins)?,
        actors: file.get(List::Actors)?,
        events: file.get(List::Events)?,
        positions: file.get(List::Positions)?,
        proposals: file.get(List::Proposals)?,
        pledges: file.get(List::Pledges)?,
        statements: file.get(List::Statements)?,
        contradictions: file.get(List::Contradictions)?,
    };
    let (stand_ins, notes) = (file.get(List::StandIns)?, file.get(List::Notes)?);
    Ok(Kept { record, stand_ins, notes, claims: KeptClaims::of(file)?, judgements })
}

/// The things that an id leads to, with the cards of all reports behind them and of those that are one text with them.
fn about(file: &File, id: &str, judgements: Vec<Judgement>) -> Result<Option<Kept>> {
    let stand_ins: Vec<(ClaimId, ClaimId)> = file.get(List::StandIns)?;
    let shown = stand_ins.iter().find(|(copy, _)| copy.0 == id).map_or(id, |(_, stands)| &stands.0);
    let Some(entry) = file.find(shown)? else { return Ok(None) };
    let mut gathered = thing::Gathered::default();
    gathered.take_whole(file, &entry)?;
    let mut claims = Vec::new();
    let own = ClaimId(shown.to_owned());
    for id in gathered.claims().into_iter().chain([own]).collect::<BTreeSet<ClaimId>>() {
        let Some((n, report)) = file.find(&id.0)?.and_then(|entry| entry.claim) else { continue };
        claims.push(file.one(List::Claims, n)?);
        // A claim that is part of nothing stands in a report all the same.
        if let Some(report) = report {
            gathered.take_report(file, report)?;
        }
    }
    gathered.take_reports(file)?;
    let record = gathered.record(file.get(List::Now)?.pop().flatten());
    Ok(Some(Kept { record, stand_ins, notes: Vec::new(), claims: KeptClaims::few(claims), judgements }))
}
