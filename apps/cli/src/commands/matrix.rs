//! `matrix`: issue by party.

use chancery_view::format::csv;
use chancery_view::{MatrixOptions, matrix};

use crate::args::Matrix;
use crate::out::{Out, Verdict};
use crate::sources::{Asked, Knowledge, holder, snapshot};

pub(crate) fn run(args: &Matrix, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let snapshot = snapshot(&Asked::of(&args.sources, knowledge), out)?;
    let parties = args.party.iter().map(|asked| holder(snapshot, asked, knowledge)).collect::<Result<_, _>>()?;
    let options = MatrixOptions { on: args.on, parties };
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
