//! All addresses of the desk on one page.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawPathParams, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};

use crate::answer::Form::{Csv, Html, Ics, Json};
use crate::answer::{Answer, Fault, Form, changed, data, kept, shown};
use crate::changes::{self, Change};
use crate::frame;
use crate::guard::{guard, refuse, same};
use crate::held::{Desk, Kept};
use crate::pages;
use crate::visit::{Query, Visit, cookie, is_moment, wants_json};

/// A page of the desk.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its address, without an ending.
    pub(crate) path: &'static str,
    /// What it is called among the others; empty where it stands under another one.
    pub(crate) name: &'static str,
    /// The key that leads there, after `g`.
    pub(crate) key: &'static str,
    /// What it shows.
    pub(crate) about: &'static str,
    /// The forms it can be had in.
    pub(crate) forms: &'static [Form],
    /// The words that its address may have behind the question mark.
    pub(crate) words: &'static [&'static str],
    make: fn(&Visit) -> Result<Answer, Fault>,
}

impl Entry {
    /// Whether a negotiation that its address names narrows what it shows. Elsewhere it is kept for the pages that
    /// follow: one thing is shown whole, whatever it belongs to.
    pub(crate) fn narrows(&self) -> bool {
        self.words.contains(&"process") && !self.path.ends_with("{id}") && !["/search", "/sources"].contains(&self.path)
    }

    /// Whether it tells what goes on at the desk, which changes while the record stays.
    fn is_live(&self) -> bool {
        ["/add", "/intake/{id}"].contains(&self.path)
    }
}

/// Whether the page at an address knows a word behind the question mark.
pub(crate) fn knows(path: &str, word: &str) -> bool {
    let is = |entry: &&Entry| match entry.path.split_once('{') {
        Some((page, _)) => path.starts_with(page),
        None => path == entry.path,
    };
    // A cell of the matrix stands under the matrix, and so has the longer path.
    PAGES.iter().filter(is).max_by_key(|entry| entry.path.len()).is_some_and(|entry| entry.words.contains(&word))
}

const DATA: &[Form] = &[Html, Json];
const SHEET: &[Form] = &[Html, Json, Csv];

/// Every page, in the order of the menu.
#[rustfmt::skip]
pub(crate) static PAGES: &[Entry] = &[
    Entry { path: "/changes", name: "Changes", key: "h", about: "What changed in the record since a day, between two days, or since you last looked", forms: DATA, words: &["from", "to", "by", "see", "process", "as_of"], make: pages::changes },
    Entry { path: "/upcoming", name: "Upcoming", key: "u", about: "What lies ahead and what is overdue", forms: &[Html, Json, Csv, Ics], words: &["see", "process", "as_of"], make: pages::upcoming },
    Entry { path: "/chronology", name: "Chronology", key: "c", about: "What happened, what is planned and what was called off, in time", forms: SHEET, words: &["view", "party", "with", "kind", "place", "status", "issue", "process", "origins", "on", "since", "until", "order", "page", "see", "as_of"], make: pages::chronology },
    Entry { path: "/matrix", name: "Matrix", key: "m", about: "Issue by party: who stands where, as of a day", forms: SHEET, words: &["on", "party", "process", "all", "see", "as_of"], make: pages::matrix },
    Entry { path: "/positions", name: "Positions", key: "p", about: "Who stands where on which issue, with what stood before", forms: SHEET, words: &["issue", "holder", "stance", "red_lines", "since", "see", "process", "as_of"], make: pages::positions },
    Entry { path: "/proposals", name: "Proposals", key: "o", about: "Plans and texts on the table, and what each party says to them", forms: SHEET, words: &["by", "to", "since", "see", "process", "as_of"], make: pages::proposals },
    Entry { path: "/pledges", name: "Pledges", key: "l", about: "Who undertook to do or give what, how far it has come, and what it comes to", forms: SHEET, words: &["by", "to", "status", "since", "see", "process", "as_of"], make: pages::pledges },
    Entry { path: "/contradictions", name: "Contradictions", key: "x", about: "What reports contradict each other in, the sides next to each other", forms: SHEET, words: &["kind", "open", "page", "see", "process", "as_of"], make: pages::contradictions },
    Entry { path: "/actors", name: "Actors", key: "a", about: "Everybody in the record", forms: SHEET, words: &["name", "page", "see", "process", "as_of"], make: pages::actors },
    Entry { path: "/network", name: "Network", key: "w", about: "Who meets whom, and how often: around one actor, or in the whole record", forms: SHEET, words: &["party", "by", "on", "see", "process", "as_of"], make: pages::network },
    Entry { path: "/places", name: "Places", key: "i", about: "Where events were, on a map and in a list, each as precisely as it is told", forms: SHEET, words: &["party", "on", "look", "see", "process", "as_of"], make: pages::places },
    Entry { path: "/reports", name: "Reports", key: "r", about: "The reports, as they were published", forms: DATA, words: &["outlet", "page", "process", "as_of"], make: pages::reports },
    Entry { path: "/sources", name: "Sources", key: "s", about: "The publishers, and how far each may be relied on", forms: SHEET, words: &["process", "as_of"], make: pages::sources },
    Entry { path: "/gaps", name: "Gaps", key: "q", about: "What the record lacks: plans without a word, silent parties, ageing stances, issues never heard on", forms: SHEET, words: &["kind", "days", "see", "process", "as_of"], make: pages::gaps },
    Entry { path: "/checks", name: "Needs checking", key: "n", about: "What may have been missed, and what rests on little", forms: SHEET, words: &["kind", "see", "process", "as_of"], make: pages::checks },
    Entry { path: "/judgements", name: "Judgements", key: "j", about: "What persons decided, and how to take it back", forms: DATA, words: &["all"], make: pages::judgements },
    Entry { path: "/add", name: "Add reports", key: "d", about: "Add reports by file, feed, paste or watched folder, and what became of the last ones", forms: DATA, words: &[], make: pages::add },
    Entry { path: "/", name: "", key: "", about: "The first page: what changed", forms: &[Html], words: &["from", "to", "by", "see", "process", "as_of"], make: pages::changes },
    Entry { path: "/search", name: "", key: "", about: "Reports and lines of the record by their words", forms: DATA, words: &["q", "process", "as_of"], make: pages::search },
    Entry { path: "/matrix/{issue}/{party}", name: "", key: "", about: "Where one party stands on one issue: its history and the words", forms: DATA, words: &["on", "process", "as_of"], make: pages::cell },
    Entry { path: "/show/{id}", name: "", key: "", about: "Everything about an event, position, statement, contradiction, report or actor", forms: DATA, words: &["see", "process", "as_of"], make: pages::show },
    Entry { path: "/why/{id}", name: "", key: "", about: "The way from words to record", forms: DATA, words: &["process", "as_of"], make: pages::why },
    Entry { path: "/report/{id}", name: "", key: "", about: "A report with what was read in it", forms: DATA, words: &["line", "words", "process", "as_of"], make: pages::report },
    Entry { path: "/intake/{id}", name: "", key: "", about: "How far reports that were sent have come, and what became of them", forms: DATA, words: &[], make: pages::intake },
    Entry { path: "/keys", name: "", key: "", about: "The keys", forms: &[Html], words: &[], make: pages::keys },
];

/// The most that a form may hold, in bytes.
const FORM: usize = 64 * 1024;

/// The most that may be added at once, in bytes.
pub(crate) const REPORTS: usize = 16 * 1024 * 1024;

/// Everything that the desk answers.
pub fn router(desk: Arc<Desk>) -> Router {
    let mut router = Router::new();
    for entry in PAGES {
        // What an address names may have any ending: there the form is told from the end of the name.
        let forms = if entry.path.contains('{') || entry.path == "/" { &[Html][..] } else { entry.forms };
        for form in forms.iter().copied() {
            let path = format!("{}{}", entry.path, form.ending());
            let reply = move |State(desk): State<Arc<Desk>>, named: RawPathParams, uri: Uri, headers: HeaderMap| {
                ask(entry, form, desk, named, uri, headers)
            };
            router = match entry.path {
                "/add" if form == Html => {
                    router.route(&path, get(reply).post(changes::add).layer(DefaultBodyLimit::max(REPORTS)))
                }
                _ => router.route(&path, get(reply)),
            };
        }
    }
    for (path, change) in changes::ALL {
        let reply =
            move |State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes| act(*change, desk, headers, body);
        router = router.route(path, post(reply).layer(DefaultBodyLimit::max(FORM)));
    }
    for (path, kind, text) in ASSETS {
        router = router.route(path, get(move || asset(kind, text)));
    }
    router =
        router.route("/openapi.json", get(|| async { data(StatusCode::OK, crate::answer::JSON, pages::openapi()) }));
    router.layer(from_fn_with_state(Arc::clone(&desk), guard)).with_state(desk)
}

/// What pages are drawn with.
const ASSETS: [(&str, &str, &str); 3] = [
    ("/assets/desk.css", "text/css; charset=utf-8", include_str!("../assets/desk.css")),
    ("/assets/desk.js", "text/javascript; charset=utf-8", include_str!("../assets/desk.js")),
    ("/assets/mark.svg", "image/svg+xml", include_str!("../assets/mark.svg")),
];

async fn asset(kind: &'static str, text: &'static str) -> Response {
    let mut response = data(StatusCode::OK, kind, text.to_owned());
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Answers a question, away from the thread that listens.
async fn ask(
    entry: &'static Entry,
    form: Form,
    desk: Arc<Desk>,
    named: RawPathParams,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let json = wants_json(uri.path(), &headers);
    let mut named: Vec<String> = named.iter().map(|(_, value)| value.to_owned()).collect();
    let mut form = form;
    if let Some(last) = named.last_mut() {
        for ending in entry.forms.iter().copied().filter(|f| *f != Html) {
            if let Some(bare) = last.strip_suffix(ending.ending()).filter(|bare| !bare.is_empty()) {
                (*last, form) = (bare.to_owned(), ending);
                break;
            }
        }
    }
    if json && form == Html && entry.forms.contains(&Json) {
        form = Json;
    }
    let path = match named.is_empty() {
        true => entry.path.to_owned(),
        false => {
            let page = entry.path.split("/{").next().unwrap_or(entry.path);
            format!("{page}/{}", named.join("/"))
        }
    };
    let answer = move || -> Result<Response, Fault> {
        let query = Query::of(uri.query())?;
        if let Some((word, _)) =
            query.pairs().iter().find(|(word, _)| !entry.words.contains(&word.as_str()) && word != "token")
        {
            return Err(Fault::senseless(format!(
                "`{word}` is no word of this page; it knows {}",
                entry.words.join(", ")
            )));
        }
        let seen = cookie(&headers, changes::SEEN).filter(|moment| is_moment(moment)).map(str::to_owned);
        let now = desk.held()?;
        let as_of = query.moment("as_of")?;
        let then = as_of.as_ref().map(|moment| desk.as_of(&now, moment)).transpose()?;
        let mut held = then.unwrap_or_else(|| Arc::clone(&now));
        if let Some(key) = query.get("process") {
            // What is not told of yet at an earlier moment is no mistake.
            let within = match desk.within(&now, key)? {
                within if as_of.is_none() => within,
                _ => desk.within_earlier(&held, key),
            };
            held = if entry.narrows() { within } else { held };
        }
        let address =
            format!("{form:?} {path} {} {}", uri.query().unwrap_or_default(), seen.as_deref().unwrap_or_default());
        let visit = Visit { desk, held: Arc::clone(&held), path, named, form, query, seen, as_of };
        let make = || -> Result<Kept, Fault> {
            let answer = (entry.make)(&visit)?;
            Ok(kept(answer, |title, body| frame::page(&visit, entry, &title, body)))
        };
        let page = if entry.is_live() { make() } else { held.page(&address, make) };
        Ok(shown(&page?))
    };
    finish(tokio::task::spawn_blocking(answer).await, json)
}

/// Makes a change, away from the thread that listens.
async fn act(change: Change, desk: Arc<Desk>, headers: HeaderMap, body: Bytes) -> Response {
    let json = wants_json("", &headers);
    let answer = move || -> Result<Response, Fault> {
        let form = Query::posted(&body);
        allowed(&desk, form.get("pass"))?;
        Ok(changed(change(&desk, &form)?, |title, body| frame::plain(&title, body)))
    };
    finish(tokio::task::spawn_blocking(answer).await, json)
}

/// Whether a change is allowed: it brings what the page it comes from was given.
pub(crate) fn allowed(desk: &Desk, pass: Option<&str>) -> Result<(), Fault> {
    if desk.settings().read_only {
        return Err(Fault::new(StatusCode::FORBIDDEN, "this desk is for reading only"));
    }
    if !pass.is_some_and(|pass| same(pass, desk.pass())) {
        let message = "the page that this comes from is of another run of the desk; load it again and repeat";
        return Err(Fault::new(StatusCode::FORBIDDEN, message));
    }
    Ok(())
}

/// A fault of the program is told as one, and loses this answer only.
pub(crate) fn finish(made: Result<Result<Response, Fault>, tokio::task::JoinError>, json: bool) -> Response {
    match made {
        Ok(Ok(response)) => response,
        Ok(Err(fault)) => refuse(&fault, json),
        Err(_) => refuse(&Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "the program is at fault"), json),
    }
}
