//! One engine a process for each set of knowledge, and one language analysis for all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use chancery_data::Data;
use chancery_engine::Engine;
use chancery_engine::analyze::weights::Weights;
use pyo3::prelude::*;

use crate::fault::error;

/// The folders of a user's own register and rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Own {
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
}

/// Tells whether a folder is as it was: how many files it holds and the newest time of one.
type Stamp = (usize, Option<SystemTime>);

struct Engines {
    /// The process that made them: threads do not outlive a fork, and whoever waits for one would wait for ever.
    process: u32,
    /// Over what is compiled in; the others share its language analysis.
    builtin: Arc<Engine>,
    own: BTreeMap<Own, (Stamp, Arc<Engine>)>,
}

static ENGINES: Mutex<Option<Engines>> = Mutex::new(None);

/// The engine over the folders named, else over those of `CHANCERY_REGISTER` and `CHANCERY_RULES`, else over what is
/// compiled in; with the weights of `CHANCERY_WEIGHTS` where that was set when the first was asked for. A folder is read
/// again where a file of it has changed.
pub(crate) fn engine(py: Python<'_>, register: Option<PathBuf>, rules: Option<PathBuf>) -> PyResult<Arc<Engine>> {
    let own = Own {
        register: register.or_else(|| setting("CHANCERY_REGISTER")),
        rules: rules.or_else(|| setting("CHANCERY_RULES")),
    };
    py.detach(|| made(own)).map_err(error)
}

fn made(own: Own) -> Result<Arc<Engine>, String> {
    let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    if engines.is_none() {
        let builtin = Arc::new(builtin()?);
        *engines = Some(Engines { process: std::process::id(), builtin, own: BTreeMap::new() });
    }
    let engines = engines.as_mut().ok_or("no engine")?;
    if engines.process != std::process::id() {
        let told = "this process was forked from one that had used chancery, whose threads it lacks; start workers anew \
                    (`multiprocessing.get_context(\"spawn\")`), or use chancery in the workers alone";
        return Err(told.to_owned());
    }
    if own == Own::default() {
        return Ok(Arc::clone(&engines.builtin));
    }
    let stamp = [&own.register, &own.rules].into_iter().flatten().map(|folder| stamp(folder)).fold((0, None), newer);
    if let Some((of, engine)) = engines.own.get(&own)
        && *of == stamp
    {
        return Ok(Arc::clone(engine));
    }
    let data = Data::with_own(own.register.as_deref(), own.rules.as_deref()).map_err(|error| {
        let folders: Vec<String> =
            [&own.register, &own.rules].into_iter().flatten().map(|f| format!("`{}`", f.display())).collect();
        let faults: Vec<String> = error.faults.iter().map(ToString::to_string).collect();
        let noun = if faults.len() == 1 { "a fault" } else { "faults" };
        format!("{} has {noun}:\n{}", folders.join(" or "), faults.join("\n"))
    })?;
    let engine = Arc::new(engines.builtin.with_data(data));
    engines.own.insert(own, (stamp, Arc::clone(&engine)));
    Ok(engine)
}

fn builtin() -> Result<Engine, String> {
    let data = Data::builtin().map_err(|error| error.to_string())?;
    let Some(path) = setting("CHANCERY_WEIGHTS") else { return Ok(Engine::new(data)) };
    let told = |error: &dyn std::fmt::Display| format!("CHANCERY_WEIGHTS is `{}`: {error}", path.display());
    let bytes = fs::read(&path).map_err(|error| told(&error))?;
    Ok(Engine::with_weights(data, Weights::read(bytes).map_err(|error| told(&error))?))
}

/// A path from the environment; an empty one is none.
pub(crate) fn setting(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|v| !v.is_empty()).map(PathBuf::from)
}

fn stamp(folder: &Path) -> Stamp {
    let Ok(entries) = fs::read_dir(folder) else { return (0, None) };
    let of = |entry: fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => stamp(&entry.path()),
        _ => (1, entry.metadata().and_then(|about| about.modified()).ok()),
    };
    entries.flatten().map(of).fold((0, None), newer)
}

fn newer(a: Stamp, b: Stamp) -> Stamp {
    (a.0 + b.0, a.1.max(b.1))
}
