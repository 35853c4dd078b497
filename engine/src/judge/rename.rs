//! Whom a new name means.

use chancery_data::{Data, fold};
use chancery_model::{Actor, ActorId, ActorKind, Snapshot};

use super::{Refusal, who};

/// The actor whom `from` is, called `name`: one of the record or of the register where one is called so, else one of
/// that name.
pub(super) fn target(data: &Data, snapshot: &dyn Snapshot, from: &Actor, name: &str) -> Result<Actor, Refusal> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name == from.name || name == from.id.0 {
        return Err(Refusal::CalledSo(from.name.clone()));
    }
    if let Some(known) = who::known(data, snapshot, &name)? {
        // The register knows one actor by several names: the one that was asked for is to be shown.
        return Ok(if known.id == from.id { Actor { name, ..known } } else { known });
    }
    let described = from.id.0.starts_with("described:");
    if described || from.id.0.starts_with("name:") {
        let kind = if described { ActorKind::Person } else { from.kind };
        return Ok(Actor { id: ActorId(format!("name:{}", fold(&name))), kind, name });
    }
    Ok(Actor { id: from.id.clone(), kind: from.kind, name })
}
