//! `matrix`: issue by party.

use anyhow::bail;
use chancery_model::{ActorId, Snapshot};
use chancery_view::format::csv;
use chancery_view::{MatrixOptions, matrix};

use crate::args::Matrix;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, known_as, snapshot};

pub(crate) fn run(args: &Matrix, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    let parties = args.party.iter().map(|asked| party(snapshot, asked, knowledge)).collect::<Result<_, _>>()?;
    let options = MatrixOptions { on: args.on, parties, process: args.process.clone() };
    let matrix = matrix(snapshot, &options);
    let found = !matrix.issues.is_empty();
    if args.json {
        out.write(&matrix.json())?;
    } else if args.csv {
        out.write(&csv::table(&matrix.sheet()))?;
    } else if found {
        out.page(&matrix.page(), args.markdown)?;
    }
    if !found {
        out.talk("no positions of these parties");
    }
    Ok(Verdict::found_if(found))
}

/// The party that a name, an id or a spelling of the register means here.
fn party(snapshot: &dyn Snapshot, asked: &str, knowledge: &Knowledge) -> anyhow::Result<ActorId> {
    let folded = asked.to_lowercase();
    let holders = snapshot.record().positions.iter().map(|p| &p.value.holder.actor);
    let is = |id: &ActorId, name: &str| id.0 == folded || name.to_lowercase() == folded;
    if let Some(actor) = holders.into_iter().find(|actor| is(&actor.id, &actor.name)) {
        return Ok(actor.id.clone());
    }
    match known_as(snapshot, asked, knowledge)? {
        Some(id) => Ok(ActorId(id)),
        None => bail!("no party `{asked}` has a position here; `chancery positions` lists those that have"),
    }
}
