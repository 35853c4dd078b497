//! What changed in the record: since a day, between two days, or since the visitor last looked.

use std::ops::Deref;
use std::sync::Arc;

use chancery_engine::changes as between;
use chancery_model::{Change, ChangeKind, Day, Edtf, Record, Snapshot};
use chancery_view::{changes as page_of, changes_json, date_in_words, in_process};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::held::Showing;
use crate::lay::{head, kept, sections};
use crate::visit::Visit;

/// Two moments to compare the record at.
struct Span {
    before: Arc<Record>,
    /// The later one; none where it is the record at hand.
    after: Option<Arc<Record>>,
    /// In words.
    about: String,
    /// By the days of publication, or by when reports were added.
    by: By,
    from: String,
    to: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Published,
    Added,
}

/// The first page.
pub(crate) fn changes(visit: &Visit) -> Result<Answer, Fault> {
    let span = within(visit, span(visit)?);
    let record: &Record = span.after.as_ref().map_or(visit.held.record(), Deref::deref);
    let after = Showing { held: &visit.held, record };
    let found = between(&span.before, record);
    if visit.form == Form::Json {
        return Ok(Answer::lines(&changes_json(&after, &span.before, &found)));
    }
    let page = page_of(&after, &span.before, &found);
    let body = html! {
        (head("What changed", &span.about))
        (choice(visit, &span))
        (tally(&found))
        @if found.is_empty() {
            p class="empty" {
                @if visit.held.record().reports.is_empty() && visit.as_of.is_none() {
                    "The record is empty yet. " a href="/add" { "Add a report" } " to begin it."
                } @else { "Nothing changed." }
            }
        }
        (sections(visit, &page))
        (look(visit))
    };
    Ok(Answer::Page { title: "What changed".to_owned(), body })
}

/// Both records as far as the negotiation asked for goes.
fn within(visit: &Visit, span: Span) -> Span {
    let Some(key) = visit.query.get("process") else { return span };
    let narrow = |record: &Record| Arc::new(in_process(record, key));
    Span { before: narrow(&span.before), after: span.after.as_deref().map(narrow), ..span }
}

/// What is asked for, else what the newest day of reports brought.
fn span(visit: &Visit) -> Result<Span, Fault> {
    let query = &visit.query;
    let by = match query.exact("by") {
        None if query.has("from") => By::Published,
        None if visit.seen.is_some() && visit.as_of.is_none() => By::Added,
        None | Some("published") => By::Published,
        Some("added") => By::Added,
        Some(other) => return Err(Fault::senseless(format!("`by` is `{other}`; it may be published or added"))),
    };
    match by {
        By::Added => by_arrival(visit),
        By::Published => by_publication(visit),
    }
}

fn by_publication(visit: &Visit) -> Result<Span, Fault> {
    let (from, to) = (visit.query.day("from")?, visit.query.day("to")?);
    let newest = visit.held.newest();
    let eve = |day: Day| day.yesterday().unwrap_or(day);
    let from = from.unwrap_or_else(|| eve(to.or(newest).unwrap_or_else(|| visit.today())));
    if to.is_some_and(|to| to < from) {
        return Err(Fault::senseless(format!("`to` is before `from`, which is {from}")));
    }
    let known = |day| visit.desk.known_by(&visit.held, day);
    let said = |day: Day| date_in_words(Some(Edtf::day(day)));
    let until = to.map_or_else(String::new, |to| format!(" and by {}", said(to)));
    Ok(Span {
        before: known(from)?,
        after: to.map(known).transpose()?,
        about: format!(
            "What reports published after {}{until} brought; those without a day count as known before",
            said(from)
        ),
        by: By::Published,
        from: from.to_string(),
        to: to.map(|day| day.to_string()),
    })
}

fn by_arrival(visit: &Visit) -> Result<Span, Fault> {
    let (from, to) = (moment(visit, "from")?, moment(visit, "to")?);
    let last_look = from.is_none();
    let eve = || format!("{}T23:59:59Z", visit.today().yesterday().unwrap_or(visit.today()));
    let from = from.or_else(|| visit.seen.clone()).unwrap_or_else(eve);
    let until = to.as_ref().map_or_else(String::new, |to| format!(" and by {to}"));
    let about = match last_look && visit.seen.is_some() {
        true => format!("What was added or judged since you last looked, {from}"),
        false => format!("What was added or judged after {from}{until}"),
    };
    Ok(Span {
        before: visit.desk.stood(&visit.held, &from)?,
        after: to.as_deref().map(|to| visit.desk.stood(&visit.held, to)).transpose()?,
        about,
        by: By::Added,
        from,
        to,
    })
}

/// A moment of the wall clock, at most the one as of which the record is looked at.
fn moment(visit: &Visit, name: &str) -> Result<Option<String>, Fault> {
    let moment = visit.query.moment(name)?;
    Ok(moment.map(|moment| visit.as_of.clone().map_or(moment.clone(), |as_of| moment.min(as_of))))
}

fn choice(visit: &Visit, span: &Span) -> Markup {
    let day = |text: &str| text.get(..10).unwrap_or_default().to_owned();
    let yesterday = visit.today().yesterday().unwrap_or(visit.today());
    let newest = visit.held.newest().and_then(|day| day.yesterday().ok());
    let since = |day: &str| visit.at("/changes", &[("from", day)]);
    let here = |by: By, from: Option<Day>| span.by == by && from.is_some_and(|from| span.from == from.to_string());
    html! {
        nav class="choices" aria-label="Since when" {
            @if let Some(newest) = newest {
                a href=(since(&newest.to_string())) aria-current=[here(By::Published, Some(newest)).then_some("true")] { "Newest day" }
            }
            a href=(since(&yesterday.to_string())) aria-current=[here(By::Published, Some(yesterday)).then_some("true")] { "Since yesterday" }
            @if visit.seen.is_some() && visit.as_of.is_none() { a href=(visit.at("/changes", &[("by", "added")])) { "Since my last look" } }
        }
        form class="choose" action="/changes" {
            (kept(visit, "/changes"))
            label { "After " input type="date" name="from" value=(day(&span.from)); }
            label { "until " input type="date" name="to" value=[span.to.as_deref().map(day)]; }
            label {
                "by day of "
                select name="by" {
                    option value="published" selected[span.by == By::Published] { "publication" }
                    option value="added" selected[span.by == By::Added] { "arrival here" }
                }
            }
            button { "Show" }
        }
    }
}

/// How much of each sort.
fn tally(found: &[Change]) -> Markup {
    let counts: Vec<(&str, usize)> = ChangeKind::ALL
        .into_iter()
        .map(|kind| (kind.as_str(), found.iter().filter(|change| change.kind == kind).count()))
        .filter(|(_, n)| *n > 0)
        .collect();
    html! {
        @if counts.len() > 1 {
            p class="tally" { @for (kind, n) in &counts { span { strong { (n) } " " (kind.replace('-', " ")) } " " } }
        }
    }
}

/// "I have seen this": what is added from now on is new.
fn look(visit: &Visit) -> Markup {
    html! {
        @if visit.as_of.is_none() { form class="seen" method="post" action="/seen" {
            input type="hidden" name="pass" value=(visit.desk.pass());
            button { "I have seen this" }
            span class="faint" { " — the first page then shows what is added or judged from now on" }
        } }
    }
}
