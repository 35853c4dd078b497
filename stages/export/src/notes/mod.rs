//! The record as a folder of Markdown notes that lead to each other, as Obsidian and its like keep them: a note an event,
//! an actor and a report, each with links to all that it has to do with, and each of those with a link back. Words of
//! reports stand as quotations with their report and place, in code points of its text.

mod actor;
mod event;
mod names;
mod related;
mod report;

use std::fmt::Write;

use chancery_model::{Event, RecordedPledge, RecordedPosition, RecordedStatement, ReportId};
use chancery_view::format::in_marks;
use chancery_view::format::markdown::escape;

use self::names::Names;
use self::related::Related;
use crate::source::{Cited, Source};

/// What notes are written with: the record, what each note is called, and what has to do with it.
struct Desk<'s, 'd> {
    source: &'d Source<'s>,
    names: Names<'s>,
    related: Related<'s>,
}

/// The notes: paths within the folder, with `/`, and what stands in them.
pub(crate) fn write(source: &Source<'_>) -> Vec<(String, String)> {
    let record = source.record();
    let desk = Desk { source, names: Names::of(source), related: Related::of(source.record()) };
    let mut notes = vec![("index.md".to_owned(), index(&desk))];
    notes.extend(record.events.iter().map(|event| (file(desk.names.event(event)), event::note(&desk, event))));
    let actors = desk.names.actors();
    notes.extend(actors.map(|actor| (file(desk.names.actor(&actor.id)), actor::note(&desk, actor))));
    notes.extend(record.reports.iter().map(|card| (file(desk.names.report(&card.id)), report::note(&desk, card))));
    notes
}

fn file(name: &str) -> String {
    format!("{name}.md")
}

/// The note that leads to all others.
fn index(desk: &Desk<'_, '_>) -> String {
    let record = desk.source.record();
    let mut out = String::from("# Record\n");
    if let Some(now) = record.now {
        let _ = write!(out, "\nAs of {}.\n", chancery_view::date_in_words(Some(chancery_model::Edtf::day(now))));
    }
    section(&mut out, "Events", record.events.iter().map(|event| desk.event(event)));
    section(&mut out, "Actors", desk.names.actors().map(|actor| link(desk.names.actor(&actor.id), &actor.name)));
    section(&mut out, "Reports", record.reports.iter().map(|card| desk.report(&card.id)));
    out
}

impl Desk<'_, '_> {
    /// "8 December 2025: Meeting in London …", as a link to the event.
    fn event(&self, event: &Event) -> String {
        let told = format!("{}: {}", chancery_view::date_in_words(event.date()), chancery_view::event_in_words(event));
        link(self.names.event(event), &told)
    }

    /// Outlet and day, as a link to the report.
    fn report(&self, id: &ReportId) -> String {
        let told = self.source.cards.source(id);
        link(self.names.report(id), &format!("{}, {}", told.label, told.date))
    }

    /// Words of a report, with a link to it.
    fn quote(&self, cited: &Cited) -> String {
        let Cited { report, start, end, exact } = cited;
        format!("> {}\n> — {}, {start}–{end}\n", escape(exact), self.report(report))
    }

    /// A position in a line, its holder left out, with its words.
    fn position(&self, p: &RecordedPosition) -> String {
        let value = &p.value;
        let red_line = if value.red_line { " (red line)" } else { "" };
        let issue = value.issue.replace('-', " ");
        let said = p.evidence.first().map(|e| self.source.cited(e));
        let source = said.map_or_else(String::new, |cited| {
            format!(" — {} {}", in_marks(&escape(&cited.exact)), self.report(&cited.report))
        });
        format!(
            "**{}**{red_line}, on {issue}: {}{source} (`{}`)",
            value.stance.as_str(),
            escape(&value.proposition),
            p.id
        )
    }

    /// A pledge in a line, with its reports.
    fn pledge(&self, p: &RecordedPledge) -> String {
        let reports = p.reports.iter().map(|report| self.report(report)).collect::<Vec<_>>().join(", ");
        let value = &p.value;
        let to = value.to.as_ref().map_or_else(String::new, |to| format!(" to {}", to.actor.name));
        let told = format!("{}, {}{to}: {}", value.by.actor.name, p.status.as_str(), value.what);
        format!("{} — {reports} (`{}`)", escape(&told), p.id)
    }

    /// What was said, with its report.
    fn statement(&self, s: &RecordedStatement) -> String {
        format!("{} — {} (`{}`)", in_marks(&escape(&s.value.text)), self.report(&s.report), s.id)
    }
}

/// A link to a note, shown in other words than its name.
fn link(name: &str, shown: &str) -> String {
    let shown: String = chancery_view::format::on_one_line(shown).chars().filter(|c| !"[]|<>`".contains(*c)).collect();
    format!("[[{name}|{shown}]]")
}

/// A heading and a list, unless it is empty.
fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = write!(out, "\n## {title}\n\n");
        lines.for_each(|line| {
            let _ = writeln!(out, "- {line}");
        });
    }
}

/// What programs know of a note: keys with values in quotation marks, empty ones left out.
fn front(facts: &[(&str, &str)]) -> String {
    let mut out = String::from("---\n");
    for (key, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        let value = chancery_view::format::on_one_line(value).replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(out, "{key}: \"{value}\"");
    }
    out.push_str("---\n");
    out
}
