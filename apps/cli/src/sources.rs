//! Where reports and records come from: paths, standard input, stores.

use std::cell::OnceCell;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use chancery_data::{Data, Referent};
use chancery_engine::analyze::weights::Weights;
use chancery_engine::record::{Place, RecordError, Store};
use chancery_engine::{Engine, Input, Options};
use chancery_model::{Actor, ActorId, Day, Edtf, Record, Snapshot};
use chancery_view::{Handle, Narrowed, ViewError, find, in_process};

use crate::args::{One, Sources, StoreFlag};
use crate::out::{Out, complain};

/// What the program knows: what is compiled in, and what the user sets over it.
pub(crate) struct Knowledge {
    register: Option<PathBuf>,
    rules: Option<PathBuf>,
    /// Made when first asked for.
    engine: OnceCell<Engine>,
}

impl Knowledge {
    /// With the folders of the flags, else of `CHANCERY_REGISTER` and `CHANCERY_RULES`.
    pub(crate) fn new(register: Option<PathBuf>, rules: Option<PathBuf>) -> Self {
        Self {
            register: register.or_else(|| setting("CHANCERY_REGISTER")),
            rules: rules.or_else(|| setting("CHANCERY_RULES")),
            engine: OnceCell::new(),
        }
    }

    /// The user's own register folder.
    pub(crate) fn register(&self) -> Option<&Path> {
        self.register.as_deref()
    }

    /// Whether the user sets anything over what is compiled in.
    pub(crate) fn is_own(&self) -> bool {
        self.register.is_some() || self.rules.is_some()
    }

    /// The tables and rules. Faults of the user's tables are told one a line.
    pub(crate) fn data(&self) -> anyhow::Result<Data> {
        let folders: Vec<&Path> = [&self.register, &self.rules].into_iter().flatten().map(PathBuf::as_path).collect();
        if folders.is_empty() {
            return Ok(Data::builtin()?);
        }
        Data::with_own(self.register.as_deref(), self.rules.as_deref()).map_err(|error| {
            error.faults.iter().for_each(|fault| complain(&fault.to_string()));
            let count = error.faults.len();
            let faults = if count == 1 { "a fault" } else { "faults" };
            let folders: Vec<String> = folders.iter().map(|f| format!("`{}`", f.display())).collect();
            anyhow!("{} has {faults}, told above", folders.join(" or "))
        })
    }

    /// The engine over it, and the weights of `CHANCERY_WEIGHTS` where that is set.
    pub(crate) fn engine(&self) -> anyhow::Result<&Engine> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let engine = self.new_engine()?;
        Ok(self.engine.get_or_init(|| engine))
    }

    /// An engine over it, to be kept for long.
    pub(crate) fn new_engine(&self) -> anyhow::Result<Engine> {
        let data = self.data()?;
        let Some(path) = setting("CHANCERY_WEIGHTS") else { return Ok(Engine::new(data)) };
        let named = || format!("CHANCERY_WEIGHTS is `{}`", path.display());
        let weights = Weights::read(std::fs::read(&path).with_context(named)?).with_context(named)?;
        Ok(Engine::with_weights(data, weights))
    }
}

/// A path from the environment; an empty one is none.
fn setting(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|v| !v.is_empty()).map(PathBuf::from)
}

impl StoreFlag {
    /// Where the store lies.
    pub(crate) fn place(&self) -> Place {
        let set = || setting("CHANCERY_STORE").map(Place::from);
        self.store.clone().or_else(set).unwrap_or_else(|| Place::from("record.chancery"))
    }
}

/// The inputs under paths, and what is wrong with the others.
pub(crate) fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<String>) {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path == Path::new("-") {
            // It can be read once; named again, it has nothing more to say.
            if inputs.iter().any(|input| matches!(input, Input::Stdin(_))) {
                continue;
            }
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => inputs.push(Input::Stdin(bytes)),
                Err(error) => problems.push(format!("cannot read standard input: {error}")),
            }
            continue;
        }
        match chancery_engine::list(path) {
            Ok(listed) => inputs.extend(listed),
            Err(problem) => problems.push(problem.to_string()),
        }
    }
    (inputs, problems)
}

/// Which record is asked for.
pub(crate) struct Asked<'a> {
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) store: &'a StoreFlag,
    /// Reports to read into memory instead of a store.
    pub(crate) paths: &'a [PathBuf],
    /// Publication date of those reports.
    pub(crate) published: Option<Edtf>,
    pub(crate) as_of: Option<&'a str>,
    pub(crate) now: Option<Day>,
    /// The id of the one thing that is asked for, where the rest of the record need not be at hand.
    pub(crate) about: Option<&'a str>,
    /// The negotiation that it is narrowed to, as the user calls it.
    pub(crate) process: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// The record of these sources, as of now.
    pub(crate) fn of(sources: &'a Sources, knowledge: &'a Knowledge) -> Self {
        let Sources { store, paths, published, as_of, process } = sources;
        let (as_of, process) = (as_of.as_deref(), process.as_deref());
        Self { knowledge, store, paths, published: *published, as_of, now: None, about: None, process }
    }

    /// The record of the reports named by `--from`, else of the store.
    pub(crate) fn for_one(one: &'a One, knowledge: &'a Knowledge) -> Self {
        let One { store, from, published, as_of, .. } = one;
        let as_of = as_of.as_deref();
        Self { knowledge, store, paths: from, published: *published, as_of, now: None, about: None, process: None }
    }
}

/// The record of a store, or of reports read into memory where there are paths, narrowed to the negotiation that is
/// asked for.
pub(crate) fn snapshot(asked: &Asked<'_>, out: &Out) -> anyhow::Result<&'static dyn Snapshot> {
    narrowed(whole(asked, out)?, asked)
}

/// A record narrowed to the negotiation that is asked for.
pub(crate) fn narrowed(whole: &'static dyn Snapshot, asked: &Asked<'_>) -> anyhow::Result<&'static dyn Snapshot> {
    Ok(match asked.process()? {
        Some(key) => Box::leak(Box::new(Narrowed::to(whole, &key)?)),
        None => whole,
    })
}

impl Asked<'_> {
    /// What of another record belongs to the negotiation that is asked for.
    pub(crate) fn within(&self, record: Record) -> anyhow::Result<Record> {
        Ok(match self.process()? {
            Some(key) => in_process(&record, &key),
            None => record,
        })
    }

    /// The key of the negotiation: a name that the tables know leads to it.
    pub(crate) fn process(&self) -> anyhow::Result<Option<String>> {
        let Some(asked) = self.process else { return Ok(None) };
        let processes = &self.knowledge.engine()?.data().processes;
        let called = |process: &chancery_data::Process| process.name.eq_ignore_ascii_case(asked.trim());
        let named = processes.iter().find(|(_, process)| called(process)).map(|(key, _)| key.clone());
        Ok(Some(named.unwrap_or_else(|| asked.trim().to_owned())))
    }
}

/// The whole record, whichever negotiation is asked for. It lasts as long as the program, which would take a while to
/// take it apart and gain nothing.
pub(crate) fn whole(asked: &Asked<'_>, out: &Out) -> anyhow::Result<&'static dyn Snapshot> {
    if asked.paths.is_empty() {
        // Opened before the knowledge is loaded, so that a wrong path is told at once.
        let store = Store::open_read_only(asked.store.place())?;
        let stored = match (asked.as_of, asked.now, asked.about) {
            (None, None, Some(id)) => asked.knowledge.record_about(store, id)?,
            (None, None, None) => asked.knowledge.record(store)?,
            (as_of, now, _) => chancery_engine::snapshot(&asked.knowledge.schema()?, store, as_of, now)?,
        };
        return Ok(Box::leak(Box::new(stored)));
    }
    let (inputs, mut problems) = inputs(asked.paths);
    let options = Options { published: asked.published };
    let bar = out.bar()?;
    let engine = asked.knowledge.engine()?;
    let (collected, unread) = engine.gather(&inputs, &options, asked.now, &mut |progress| bar.show(progress));
    bar.finish();
    problems.extend(unread);
    tell(&problems, !collected.record().reports.is_empty())?;
    Ok(Box::leak(Box::new(collected)))
}

/// What an id leads to; `None`, and said so, where nothing bears it.
pub(crate) fn handle<'s>(
    snapshot: &'s dyn Snapshot,
    id: &str,
    knowledge: &Knowledge,
    out: &Out,
) -> anyhow::Result<Option<Handle<'s>>> {
    match find(snapshot, id) {
        Err(unknown @ ViewError::Unknown(_)) => {
            if let Some(actor) = known_as(snapshot, id, knowledge)? {
                return Ok(Some(find(snapshot, &actor)?));
            }
            out.talk(&unknown.to_string());
            Ok(None)
        }
        found => Ok(Some(found?)),
    }
}

/// What the record calls an actor, where it has nobody under the name asked for.
pub(crate) fn spelled_here(snapshot: &dyn Snapshot, asked: String, knowledge: &Knowledge) -> anyhow::Result<String> {
    let folded = asked.to_lowercase();
    let is_here = |a: &Actor| a.id.0 == folded || a.name.to_lowercase().contains(&folded);
    if snapshot.record().actors.iter().any(|a| is_here(&a.actor)) {
        return Ok(asked);
    }
    Ok(known_as(snapshot, &asked, knowledge)?.unwrap_or(asked))
}

/// The actor of the record whom the register knows by this spelling of a name; `None` where that
/// is nobody, or more than one.
pub(crate) fn known_as(
    snapshot: &dyn Snapshot,
    spelling: &str,
    knowledge: &Knowledge,
) -> anyhow::Result<Option<String>> {
    use Referent::{Organisation, Person, State, Surname};
    let data = knowledge.data()?;
    let mut letters = spelling.trim().chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    let meant = capital.iter().flat_map(|name| data.names.referents(name)).filter_map(|referent| match referent {
        State(id) | Organisation(id) | Person(id) | Surname(id) => Some(id),
        _ => None,
    });
    let actors = &snapshot.record().actors;
    let mut present: Vec<&String> = meant.filter(|id| actors.iter().any(|a| a.actor.id.0 == **id)).collect();
    present.dedup();
    Ok(if let [one] = present[..] { Some(one.clone()) } else { None })
}

/// The party that a name, an id or a spelling of the register means here.
pub(crate) fn holder(snapshot: &dyn Snapshot, asked: &str, knowledge: &Knowledge) -> anyhow::Result<ActorId> {
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

/// Tells what could not be read; an error where that was everything.
pub(crate) fn tell(problems: &[String], read_any: bool) -> anyhow::Result<()> {
    if read_any {
        problems.iter().for_each(|p| complain(p));
        return Ok(());
    }
    match problems {
        [] => Ok(()),
        [only] => bail!("{only}"),
        several => {
            several.iter().for_each(|p| complain(p));
            bail!("none of the inputs could be read")
        }
    }
}

/// Opens a store for a check that is thorougher where the file may be written.
pub(crate) fn open_to_check(place: &Place) -> anyhow::Result<Store> {
    match Store::open(place) {
        Err(RecordError::ReadOnly { .. }) => Ok(Store::open_read_only(place)?),
        other => Ok(other?),
    }
}
