//! The pages of a record: what is asked with words of its own, and answered in text, Markdown or objects.

use chancery_engine::record::{Place, Store};
use chancery_engine::{changes, known_by};
use chancery_model::{Record as Made, Snapshot};
use chancery_view::format::text::{self, Colour, Layout};
use chancery_view::format::{json, markdown};
use chancery_view::{
    BriefOptions, GapOptions, Hit, MatrixOptions, Page, brief, changes as changes_page, changes_json, find, gaps,
    in_process, matrix, search_json, show_json, why,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::asked::{day, may_be_day, moment};
use crate::fault::error;
use crate::record::{Record, Whole};
use crate::table::Table;

/// How wide prose is set.
const LAYOUT: Layout = Layout { width: Some(100), colour: Colour::Plain };

/// How a page is to be given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Markdown,
    Json,
}

impl Form {
    fn of(asked: &str) -> PyResult<Self> {
        match asked {
            "text" => Ok(Self::Text),
            "markdown" => Ok(Self::Markdown),
            "json" => Ok(Self::Json),
            _ => Err(PyValueError::new_err(format!("`{asked}` is no form; the forms are text, markdown and json"))),
        }
    }

    /// A page in this form; its JSON is made only where that is asked for.
    fn set(self, page: impl FnOnce() -> Page, json: impl FnOnce() -> String) -> String {
        match self {
            Self::Text => text::page(&page(), LAYOUT),
            Self::Markdown => markdown::page(&page()),
            Self::Json => json(),
        }
    }
}

/// A page as Python takes it: words, or an object of its JSON.
fn given<'py>(py: Python<'py>, form: Form, told: String) -> PyResult<Bound<'py, PyAny>> {
    if form == Form::Json { loads(py, &told) } else { Ok(told.into_pyobject(py)?.into_any()) }
}

fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// JSON Lines as a list.
fn loads_lines<'py>(py: Python<'py>, lines: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
    lines.lines().map(|line| loads(py, line)).collect()
}

#[pymethods]
impl Record {
    /// The brief: what happened, what is planned, who said what. `since` leaves out what was known on the eve of that
    /// day; `quotes` is how many quotations there are at most; `form` is `text`, `markdown` or `json` (a dictionary).
    #[pyo3(signature = (since=None, *, quotes=10, form="text"))]
    fn brief<'py>(
        &self,
        py: Python<'py>,
        since: Option<&Bound<'py, PyAny>>,
        quotes: usize,
        form: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (since, form) = (may_be_day(since)?, Form::of(form)?);
        let told = py.detach(|| {
            let eve = since.and_then(|day| day.yesterday().ok());
            let before = eve.map(|day| self.within(known_by(self.schema(), self.whole.snapshot(), day)));
            self.ask(|snapshot| {
                let changed = before.as_ref().map(|before| changes(before, snapshot.record()));
                let since_then = before.as_ref().zip(changed.as_deref());
                let brief = brief(snapshot, BriefOptions { since, quotes }, since_then);
                Ok(form.set(|| brief.page(), || json::line(&brief)))
            })
        })?;
        given(py, form, told)
    }

    /// What changed since a moment (a day counts to its end): since the store stood so, or, `by_publication` and of
    /// reports in memory, since the reports published by that day. A list of dictionaries, or a page as `text` or
    /// `markdown`.
    #[pyo3(signature = (since, *, by_publication=false, form="json"))]
    fn changes<'py>(
        &self,
        py: Python<'py>,
        since: &Bound<'py, PyAny>,
        by_publication: bool,
        form: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let form = Form::of(form)?;
        let asked = if by_publication || matches!(self.whole, Whole::Collected(_)) {
            Since::Published(day(since)?)
        } else {
            Since::Stood(moment(since)?)
        };
        let told = py.detach(|| {
            let before = self.within(self.before(asked)?);
            self.ask(|snapshot| {
                let found = changes(&before, snapshot.record());
                Ok(form.set(|| changes_page(snapshot, &before, &found), || changes_json(snapshot, &before, &found)))
            })
        })?;
        if form == Form::Json { Ok(loads_lines(py, &told)?.into_pyobject(py)?) } else { given(py, form, told) }
    }

    /// Where each party stands on each issue, a row an issue and party: as of a day, by what was learned by then, and
    /// of these parties (ids or names) where any are named.
    #[pyo3(signature = (on=None, *, parties=Vec::new()))]
    fn matrix(&self, py: Python<'_>, on: Option<&Bound<'_, PyAny>>, parties: Vec<String>) -> PyResult<Table> {
        let on = may_be_day(on)?;
        py.detach(|| {
            self.ask(|snapshot| {
                let parties = parties.iter().map(|asked| holder(snapshot, asked)).collect::<PyResult<_>>()?;
                let sheet = matrix(snapshot, &MatrixOptions { on, parties }).sheet();
                Table::of_sheet("matrix", "where a party stands on an issue", &sheet).map_err(error)
            })
        })
    }

    /// What the record lacks: parties never heard or silent, events told by one side, plans and stances grown old
    /// (`days` since anything was heard). A dictionary, or a page as `text` or `markdown`.
    #[pyo3(signature = (*, days=30, form="json"))]
    fn gaps<'py>(&self, py: Python<'py>, days: i32, form: &str) -> PyResult<Bound<'py, PyAny>> {
        let form = Form::of(form)?;
        let told = py.detach(|| {
            self.ask(|snapshot| {
                let found = gaps(snapshot, &GapOptions { days, ..GapOptions::default() });
                Ok(form.set(|| found.page(snapshot), || found.json()))
            })
        })?;
        given(py, form, told)
    }

    /// The way from the words of reports to one thing of the record: by its id, or the beginning of it. A dictionary, or
    /// a page as `text` or `markdown`.
    #[pyo3(signature = (id, *, form="json"))]
    fn why<'py>(&self, py: Python<'py>, id: &str, form: &str) -> PyResult<Bound<'py, PyAny>> {
        let form = Form::of(form)?;
        let told = py.detach(|| {
            self.ask(|snapshot| {
                let way = why(snapshot, find(snapshot, id).map_err(error)?).map_err(error)?;
                Ok(form.set(|| chancery_view::why_page(&way), || json::line(&way)))
            })
        })?;
        given(py, form, told)
    }

    /// Everything about one event, position, pledge, proposal, statement, contradiction, report or actor: by its id, or
    /// the beginning of it; an actor by name too. A dictionary, or a page as `text` or `markdown`.
    #[pyo3(signature = (id, *, form="json"))]
    fn show<'py>(&self, py: Python<'py>, id: &str, form: &str) -> PyResult<Bound<'py, PyAny>> {
        let form = Form::of(form)?;
        let told = py.detach(|| {
            self.ask(|snapshot| {
                let handle = find(snapshot, id).map_err(error)?;
                Ok(form.set(|| chancery_view::show(snapshot, handle), || show_json(snapshot, handle)))
            })
        })?;
        given(py, form, told)
    }

    /// The reports of the store that hold all of the words; inside quotation marks, in that order.
    #[pyo3(signature = (words, *, limit=20))]
    fn search<'py>(&self, py: Python<'py>, words: &str, limit: usize) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let Some(place) = &self.place else {
            return Err(error("only a store can be searched, and this record is of reports in memory"));
        };
        let told = py.detach(|| {
            let store = Store::open_read_only(place).map_err(error)?;
            let hits = store.search(words, limit).map_err(error)?.into_iter().map(|hit| Hit {
                report: hit.report,
                title: hit.title,
                outlet: hit.outlet,
                published: hit.published,
                span: hit.span,
                exact: hit.exact,
                found: hit.found,
            });
            let hits: Vec<Hit> = hits.collect();
            Ok::<_, PyErr>(search_json(&hits, &mut |report| store.text(report).ok().flatten()))
        })?;
        loads_lines(py, &told)
    }
}

/// Since when changes are told.
enum Since {
    /// Since the store stood as at this moment.
    Stood(String),
    /// Since the reports published by this day.
    Published(chancery_model::Day),
}

impl Record {
    fn schema(&self) -> &chancery_data::Schema {
        &self.engine.data().schema
    }

    /// What of another record belongs to the negotiation that is asked for.
    fn within(&self, record: Made) -> Made {
        match self.process() {
            Some(key) => in_process(&record, key),
            None => record,
        }
    }

    /// The record as it stood.
    fn before(&self, since: Since) -> PyResult<Made> {
        match (since, &self.whole, &self.place) {
            (Since::Stood(then), Whole::Stored(stored), _) if self.as_of.is_none() && self.now.is_none() => {
                stored.stood(self.schema(), &then, None).map_err(error)
            }
            (Since::Stood(then), Whole::Stored(_), Some(place)) => self.stood_anew(place, &then),
            (Since::Published(day), whole, _) => Ok(known_by(self.schema(), whole.snapshot(), day)),
            (Since::Stood(_), ..) => Err(error("reports in memory have no day on which they were added")),
        }
    }

    fn stood_anew(&self, place: &Place, then: &str) -> PyResult<Made> {
        let store = Store::open_read_only(place).map_err(error)?;
        Ok(self.engine.snapshot(store, Some(then), None).map_err(error)?.record().clone())
    }
}

/// The party that an id or name means here.
fn holder(snapshot: &dyn Snapshot, asked: &str) -> PyResult<chancery_model::ActorId> {
    let folded = asked.trim().to_lowercase();
    let mut holders = snapshot.record().positions.iter().map(|p| &p.value.holder.actor);
    let found = holders.find(|actor| actor.id.0 == folded || actor.name.to_lowercase() == folded);
    let told = || format!("no party `{asked}` has a position here; the table `positions` lists those that have");
    found.map(|actor| actor.id.clone()).ok_or_else(|| error(told()))
}
