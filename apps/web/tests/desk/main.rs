//! Asks the desk in process, as a browser without scripts would, and looks at what it answers.

mod changes;
mod database;
mod door;
mod drawings;
mod earlier;
mod facing;
mod hostile;
mod intake;
mod kept;
mod pages;
mod twins;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chancery_data::Data;
use chancery_engine::record::Store;
use chancery_engine::{Engine, Options};
use chancery_web::{Desk, Settings, router};
use tempfile::TempDir;
use tower::ServiceExt;

static ENGINE: LazyLock<Arc<Engine>> =
    LazyLock::new(|| Arc::new(Engine::new(Data::builtin().expect("the data compiled in is sound"))));

/// The moment at which the tests add reports.
const AT: &str = "2025-12-10T08:00:00Z";

/// A store of the reports that ship with the project, read once for all tests.
static LONDON: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("record.chancery");
    let mut store = Store::create_or_open(&path).expect("a store");
    let inputs = chancery_engine::list(&examples()).expect("reports");
    let tally = ENGINE.add(&mut store, &inputs, &Options::default(), AT, &mut |_| {}).expect("they are added");
    assert_eq!(tally.problems, Vec::<String>::new());
    // Closed, it has everything in its one file.
    drop(store);
    std::fs::read(path).expect("the store")
});

/// A desk over a store of its own.
struct Sample {
    desk: Arc<Desk>,
    router: Router,
    folder: TempDir,
}

/// What the desk answered.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/london")
}

impl Sample {
    /// Over the reports that ship with the project.
    fn london() -> Self {
        Self::london_with(|settings| settings)
    }

    /// The same, set up in some way.
    fn london_with(set: impl FnOnce(Settings) -> Settings) -> Self {
        Self::over(set, |path| std::fs::write(path, &*LONDON).expect("a copy"))
    }

    /// Over an empty store.
    fn empty() -> Self {
        Self::over(|settings| settings, |path| drop(Store::create_or_open(path).expect("a store")))
    }

    fn over(set: impl FnOnce(Settings) -> Settings, make: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("record.chancery");
        make(&path);
        let now = "2025-12-09".parse().ok();
        let settings = set(Settings { now, ..Settings::new(path, "tester".to_owned()) });
        let desk = Arc::new(Desk::new(settings, Arc::clone(&ENGINE)).expect("a desk"));
        Self { router: router(Arc::clone(&desk)), desk, folder }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("record.chancery")
    }

    /// Sends a request as it is.
    fn send(&self, request: Request<Body>) -> Answered {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("the desk answers");
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("a body");
            let body = String::from_utf8(body.to_vec()).expect("text");
            Answered { status: parts.status, headers: parts.headers, body }
        })
    }

    /// Asks for an address.
    fn get(&self, path: &str) -> Answered {
        self.send(asked(path).body(Body::empty()).expect("a request"))
    }

    /// Asks for a page that is there.
    fn page(&self, path: &str) -> String {
        let answered = self.get(path);
        assert_eq!(answered.status, 200, "{path}: {}", answered.body);
        answered.body
    }

    /// Asks for a page's JSON.
    fn json(&self, path: &str) -> serde_json::Value {
        let answered = self.get(path);
        assert_eq!(answered.status, 200, "{path}: {}", answered.body);
        assert_eq!(answered.headers["content-type"], "application/json", "{path}");
        serde_json::from_str(&answered.body).unwrap_or_else(|e| panic!("{path}: {e}: {}", answered.body))
    }

    /// Posts a form with the pass that pages carry.
    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let pass = [("pass", self.desk.pass())];
        self.send(posted(path, &[&pass, fields].concat()))
    }
}

/// A request from this machine.
fn asked(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).header("host", "127.0.0.1:8474")
}

/// A form as a browser posts it from one of the desk's pages.
fn posted(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    asked(path)
        .method("POST")
        .header("origin", "http://127.0.0.1:8474")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("a request")
}

/// Every place in a page where a tag carries an attribute, with its value.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let mark = format!(" {name}=\"");
    page.match_indices(&mark).filter_map(|(at, _)| page[at + mark.len()..].split('"').next()).collect()
}

/// An attribute's value as it is meant.
fn unescaped(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
