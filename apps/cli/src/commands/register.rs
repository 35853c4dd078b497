//! `register`: who holds which office, and whether the tables that say so are sound.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::bail;
use chancery_data::{Data, Found, Head, Holder, Register, Remark, RemarkKind};
use chancery_model::{Day, Edtf};

use crate::args::{Register as Args, RegisterCheck, RegisterList, RegisterShow, RegisterTable, RegisterTask};
use crate::out::{Out, Verdict};
use crate::sources::Knowledge;

pub(crate) fn run(args: &Args, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    match &args.task {
        RegisterTask::Check(args) => check(args, knowledge, out),
        RegisterTask::List(args) => list(args, knowledge, out),
        RegisterTask::Show(args) => show(args, knowledge, out),
    }
}

/// Faults go to standard output and make the verdict; remarks do not.
fn check(args: &RegisterCheck, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let mut folders: Vec<Option<&Path>> = args.folders.iter().map(|folder| Some(folder.as_path())).collect();
    if folders.is_empty() {
        folders.push(knowledge.register());
    }
    let mut sound = true;
    for folder in folders {
        match folder.map_or_else(Data::builtin, Data::with_register) {
            Ok(data) => out.write(&sound_register(&data, folder, args.all))?,
            Err(error) => {
                sound = false;
                error.faults.iter().try_for_each(|fault| out.write(&format!("{fault}\n")))?;
                let count = error.faults.len();
                out.write(&format!("{count} {}\n", if count == 1 { "fault" } else { "faults" }))?;
            }
        }
    }
    Ok(Verdict::found_if(sound))
}

/// What is said of a register without faults: of a folder, only what its own rows give rise to.
fn sound_register(data: &Data, folder: Option<&Path>, all: bool) -> String {
    let mut remarks = data.register.remarks(&data.names);
    if let Some(folder) = folder {
        remarks.retain(|remark| Path::new(&remark.at.file).starts_with(folder));
    }
    let mut told = String::new();
    for Remark { at, .. } in remarks.iter().filter(|_| all) {
        told += &format!("{at}\n");
    }
    let kinds = RemarkKind::ALL.map(|kind| (remarks.iter().filter(|r| r.kind == kind).count(), kind));
    let kinds: Vec<String> =
        kinds.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}")).collect();
    told += &match (kinds.is_empty(), all) {
        (true, _) => "no faults, no remarks\n".to_owned(),
        (false, true) => format!("no faults; remarks: {}\n", kinds.join(", ")),
        (false, false) => format!("no faults; remarks (`--all` lists them): {}\n", kinds.join(", ")),
    };
    told
}

fn list(args: &RegisterList, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let register = knowledge.data()?.register;
    let Some(table) = args.table else {
        out.write(&counts(&register))?;
        return Ok(Verdict::Found);
    };
    if let Some(of) = args.of.as_ref().filter(|of| !register.has_actor(of)) {
        bail!("`{of}` is no state or organisation of the register; give its id");
    }
    let wanted = |actor: Option<&String>| args.of.as_ref().is_none_or(|of| actor == Some(of));
    let row = |id: &str, name: &str| format!("{id}\t{name}\n");
    let rows: Vec<String> = match table {
        RegisterTable::States => {
            register.states.values().filter(|s| wanted(Some(&s.id))).map(|s| row(&s.id, &s.name)).collect()
        }
        RegisterTable::Organisations => {
            register.organisations.values().filter(|o| wanted(Some(&o.id))).map(|o| row(&o.id, &o.name)).collect()
        }
        RegisterTable::Persons => {
            register.persons.values().filter(|p| wanted(p.state.as_ref())).map(|p| row(&p.id, &p.name)).collect()
        }
        RegisterTable::Offices => {
            register.offices.values().filter(|o| wanted(Some(&o.actor))).map(|o| row(&o.id, &o.title)).collect()
        }
        RegisterTable::Seats => {
            let seats = register.seats.iter().filter(|s| wanted(s.actor.as_ref()));
            seats.map(|s| row(&s.name, s.actor.as_deref().unwrap_or_default())).collect()
        }
        RegisterTable::Places => {
            let places = register.places.iter().filter(|p| wanted(p.country.as_ref()));
            places.map(|p| row(&p.name, p.country.as_deref().unwrap_or_default())).collect()
        }
    };
    rows.iter().try_for_each(|row| out.write(row))?;
    Ok(Verdict::found_if(!rows.is_empty()))
}

fn counts(register: &Register) -> String {
    let rows = [
        ("states", register.states.len()),
        ("organisations", register.organisations.len()),
        ("persons", register.persons.len()),
        ("offices", register.offices.len()),
        ("terms", register.holders.len()),
        ("seats", register.seats.len()),
        ("places", register.places.len()),
    ];
    rows.iter().fold(String::new(), |mut told, (name, count)| {
        let _ = writeln!(told, "{name:<14}{count:>6}");
        told
    })
}

fn show(args: &RegisterShow, knowledge: &Knowledge, out: &mut Out) -> anyhow::Result<Verdict> {
    let data = knowledge.data()?;
    let asked = args.asked.join(" ");
    let found = data.register.find(&data.names, &asked);
    if found.is_empty() {
        out.talk(&format!("the register knows nothing called `{asked}`"));
        return Ok(Verdict::Nothing);
    }
    let pages: Vec<String> = found.iter().map(|entry| page(&data.register, *entry, args.on)).collect();
    out.write(&pages.join("\n"))?;
    Ok(Verdict::Found)
}

/// One entry: its head, its other names, its terms, where it stands.
fn page(register: &Register, found: Found<'_>, on: Option<Day>) -> String {
    let (head, lines, origin) = match found {
        Found::State(s) => {
            let mut lines = vec![("official name", s.long.clone()), ("also", s.aliases.join(", "))];
            lines.push(("nationals", s.demonyms.join(", ")));
            lines.push(("capital", s.capital.clone().unwrap_or_default()));
            lines.extend(in_office(register, &s.id, on));
            (format!("{} ({})", s.name, s.id), lines, &s.origin)
        }
        Found::Organisation(o) => {
            let mut lines = vec![("kind", o.kind.clone()), ("also", o.aliases.join(", "))];
            lines.push(("seat", o.seat.clone().unwrap_or_default()));
            let name = |id: &String| register.actor_name(id).unwrap_or(id).to_owned();
            lines.push(("members", o.members.iter().map(name).collect::<Vec<_>>().join(", ")));
            lines.extend(in_office(register, &o.id, on));
            (format!("{} ({})", o.name, o.id), lines, &o.origin)
        }
        Found::Person(p) => {
            let mut lines = vec![("also", p.aliases.join(", "))];
            lines.push(("acts for", p.state.as_ref().and_then(|s| register.actor_name(s)).unwrap_or("").to_owned()));
            for term in register.terms_of(&p.id).filter(|t| asked_for(t, on)) {
                let title = register.offices.get(&term.office).map_or(&term.office, |o| &o.title);
                lines.push(("held", format!("{title}, {}", dates(term))));
            }
            (format!("{} ({})", p.name, p.id), lines, &p.origin)
        }
        Found::Office(o) => {
            let mut lines = vec![("called", o.aliases.join(", "))];
            let heads = o.heads.iter().map(|head| match head {
                Head::State => "the state",
                Head::Government => "the government",
            });
            lines.push(("heads", heads.collect::<Vec<_>>().join(" and ")));
            for term in register.terms_in(&o.id).filter(|t| asked_for(t, on)) {
                lines.push(("held by", format!("{}, {}", name(register, term), dates(term))));
            }
            (format!("{} ({})", o.title, o.id), lines, &o.origin)
        }
        Found::Seat(s) => {
            let mut lines = vec![("also", s.aliases.join(", "))];
            let actor = s.actor.as_ref().and_then(|id| register.actor_name(id));
            lines.push(("stands for", actor.unwrap_or("").to_owned()));
            lines.push(("in", s.city.clone().unwrap_or_default()));
            (s.name.clone(), lines, &s.origin)
        }
        Found::Place(p) => {
            let mut lines = vec![("kind", p.kind.clone()), ("also", p.aliases.join(", "))];
            let within = p.country.as_ref().and_then(|id| register.actor_name(id));
            lines.push(("in", [p.city.as_deref(), within].into_iter().flatten().collect::<Vec<_>>().join(", ")));
            (p.name.clone(), lines, &p.origin)
        }
    };
    let mut told = format!("{head}\n");
    for (label, text) in lines.iter().filter(|(_, text)| !text.is_empty()) {
        let _ = writeln!(told, "  {label:<14}{text}");
    }
    let _ = writeln!(told, "  {:<14}{origin}", "from");
    told
}

/// Who holds the offices of a state or organisation: on a day, else as far as no end is known.
fn in_office(register: &Register, actor: &str, on: Option<Day>) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    for office in register.offices_of(actor) {
        let terms = register.terms_in(&office.id).filter(|t| on.map_or(t.to.is_none(), |day| t.on(day)));
        lines.extend(terms.map(|t| ("in office", format!("{}: {}, {}", office.title, name(register, t), dates(t)))));
    }
    lines
}

/// Whether a term is asked for: all are, unless a day is given.
fn asked_for(term: &Holder, on: Option<Day>) -> bool {
    on.is_none_or(|day| term.on(day))
}

fn name(register: &Register, term: &Holder) -> String {
    register.persons.get(&term.person).map_or(&term.person, |p| &p.name).clone()
}

fn dates(term: &Holder) -> String {
    let date = |date: Option<Edtf>| date.map_or_else(|| "?".to_owned(), |d| d.to_string());
    match term.to {
        Some(_) => format!("{} – {}", date(term.from), date(term.to)),
        None => format!("since {}", date(term.from)),
    }
}
