//! The record as a table of events in the columns that users of POLECAT, the data set coded by PLOVER, load: one line an
//! event, tabs between, several names parted by `; `, unknown left empty. Engagements stand once, however many reports
//! tell them; acts, which a record does not put together, once for each text that tells them. What POLECAT codes and this
//! program does not know (intensity, contexts, Wikipedia ids) stays empty: nothing is made up. Behind the columns of
//! POLECAT stand those that lead back to the words.

mod coded;
mod columns;

use chancery_model::{Actor, ActorKind, Day, Edtf, Participant, ReportCard};
use chancery_view::Precision;

use self::coded::{Coded, acts, engagements};
use self::columns::{OWN, POLECAT};
use crate::csv;
use crate::source::Source;

/// The table, its columns named in the first line.
pub(crate) fn write(source: &Source<'_>) -> String {
    let mut out = String::new();
    line(&mut out, POLECAT.iter().chain(&OWN).map(|name| (*name).to_owned()));
    for coded in engagements(source).into_iter().chain(acts(source)) {
        line(&mut out, cells(source, &coded).into_iter());
    }
    out
}

fn cells(source: &Source<'_>, c: &Coded<'_>) -> Vec<String> {
    let card = source.card(&c.report);
    let of_card = |get: fn(&ReportCard) -> Option<String>| card.and_then(get).unwrap_or_default();
    let day = c.date.and_then(Edtf::single_day);
    let quad = source.data.codes.quads.get(&c.plover.kind).map(|quad| quad.to_uppercase());
    let mut cells = vec![
        c.id.to_owned(),
        day.map(|day| day.to_string()).unwrap_or_default(),
        c.plover.kind.clone(),
        c.plover.mode.clone().unwrap_or_default(),
        String::new(),
        quad.unwrap_or_default(),
        String::new(),
    ];
    for people in [&c.actors, &c.recipients] {
        let sectors: Vec<Option<&str>> = people.iter().map(|(p, _)| sector(source, p, day)).collect();
        cells.extend([
            joined(people.iter().map(|(p, _)| Some(p.actor.name.clone()))),
            distinct(people.iter().map(|(p, _)| country(source, p))),
            String::new(),
            sectors.first().copied().flatten().unwrap_or_default().to_owned(),
            distinct(sectors.iter().map(|sector| sector.map(str::to_owned))),
            joined(people.iter().map(|(p, _)| p.office.clone())),
            joined(people.iter().map(|(_, words)| words.as_ref().map(|w| w.exact.clone()))),
            String::new(),
        ]);
    }
    cells.extend(place_cells(source, c));
    let named = |kind: fn(&Actor) -> bool| {
        let people = c.actors.iter().chain(&c.recipients);
        distinct(people.map(|(p, _)| kind(&p.actor).then(|| p.actor.name.clone())))
    };
    cells.extend([
        of_card(|card| card.outlet.clone()),
        of_card(|card| card.published.edtf.and_then(Edtf::single_day).map(|day| day.to_string())),
        named(|actor| actor.kind == ActorKind::Person),
        named(|actor| actor.kind == ActorKind::Organisation),
        String::new(),
        of_card(|card| card.language.clone()),
        concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned(),
        of_card(|card| card.title.clone()),
        c.status.as_str().to_owned(),
        c.date.map(|date| date.to_string()).unwrap_or_default(),
        c.kind.0.clone(),
        c.issues.join("; "),
        c.process.unwrap_or_default().to_owned(),
        c.reports.to_string(),
        c.origins.to_string(),
        c.rule.to_owned(),
        c.report.0.clone(),
        of_card(|card| card.url.clone()),
        c.quote.as_ref().map(|q| q.exact.clone()).unwrap_or_default(),
        c.quote.as_ref().map(|q| q.start.to_string()).unwrap_or_default(),
        c.quote.as_ref().map(|q| q.end.to_string()).unwrap_or_default(),
    ]);
    cells
}

/// Placename to Feature Type. Coordinates are those of a city or venue: a region, a sea or a state is no point.
fn place_cells(source: &Source<'_>, c: &Coded<'_>) -> Vec<String> {
    let Some((place, words)) = &c.place else { return vec![String::new(); 10] };
    let register = &source.data.register;
    let located = source.located(place);
    let is = |precision| located.precision == precision;
    let name_if = |is: bool| if is { place.name.clone() } else { String::new() };
    let state = place.country.as_deref().and_then(|name| register.state_named(name));
    let code = state.and_then(|id| source.data.codes.alpha3.get(id)).cloned().unwrap_or_default();
    vec![
        place.name.clone(),
        name_if(is(Precision::City)),
        String::new(),
        name_if(is(Precision::Region)),
        code,
        located.point().map(|spot| spot.latitude.to_string()).unwrap_or_default(),
        located.point().map(|spot| spot.longitude.to_string()).unwrap_or_default(),
        String::new(),
        words.as_ref().map(|w| w.exact.clone()).unwrap_or_default(),
        if is(Precision::Unknown) { String::new() } else { located.precision.as_str().to_owned() },
    ]
}

/// ISO 3166-1 alpha-3 of the state that an actor is or acts for.
fn country(source: &Source<'_>, p: &Participant) -> Option<String> {
    let code = |actor: &Actor| source.data.codes.alpha3.get(&actor.id.0);
    p.acts_for.as_ref().and_then(code).or_else(|| code(&p.actor)).cloned()
}

/// The sector of an actor, where the register tells: GOV of whoever holds an office of a state on the day, IGO of a body of
/// which states are members and of whoever holds its office.
fn sector(source: &Source<'_>, p: &Participant, day: Option<Day>) -> Option<&'static str> {
    let register = &source.data.register;
    let of = |body: &str| {
        if register.states.contains_key(body) {
            Some("GOV")
        } else {
            register.organisations.get(body).is_some_and(|o| !o.members.is_empty()).then_some("IGO")
        }
    };
    match p.actor.kind {
        ActorKind::Organisation => of(&p.actor.id.0).filter(|sector| *sector == "IGO"),
        ActorKind::Person => {
            let day = day?;
            let mut terms = register.terms_of(&p.actor.id.0).filter(|term| term.on(day));
            terms.find_map(|term| of(&register.offices.get(&term.office)?.actor))
        }
        ActorKind::State | ActorKind::Group => None,
    }
}

/// What is known, parted by `; `.
fn joined(words: impl Iterator<Item = Option<String>>) -> String {
    let known: Vec<String> = words.flatten().map(|word| word.replace(';', ",")).collect();
    known.join("; ")
}

/// What is known, each once, in the order in which it comes.
fn distinct(words: impl Iterator<Item = Option<String>>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for word in words.flatten().filter(|word| !word.is_empty()) {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    joined(seen.into_iter().map(Some))
}

/// A line: tabs and line breaks within a cell become blanks; a cell with quotation marks stands in such marks.
fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push('\t');
        }
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_number = cell.parse::<f64>().is_ok();
        let cell = if is_number { cell } else { csv::harmless(&cell).into_owned() };
        if cell.contains('"') {
            out.push_str(&csv::marked(&cell));
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}
