//! What a visitor gets: a page, data, or a refusal in one shape.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chancery_engine::record::RecordError;
use chancery_engine::{EngineError, Refusal};
use chancery_view::ViewError;
use maud::Markup;
use serde::Serialize;

use crate::held::Kept;

/// In which form a page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As a page.
    Html,
    /// As JSON.
    Json,
    /// As a sheet for a spreadsheet.
    Csv,
    /// As a calendar.
    Ics,
}

impl Form {
    /// The ending of an address that asks for it.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Html => "",
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Ics => ".ics",
        }
    }
}

/// What a page gives.
pub(crate) enum Answer {
    /// A page, yet without its frame.
    Page {
        /// Its title.
        title: String,
        /// What stands on it.
        body: Markup,
    },
    /// One line of JSON.
    Json(String),
    /// A sheet.
    Csv(String),
    /// A calendar.
    Ics(String),
    /// Somewhere else, after a change; with a cookie where there is one to keep.
    Go {
        /// Where.
        to: String,
        /// The cookie.
        cookie: Option<String>,
    },
}

impl Answer {
    /// Lines of JSON, an object each, as one list.
    pub(crate) fn lines(lines: &str) -> Self {
        Self::Json(format!("[{}]\n", lines.trim_end().replace('\n', ",\n")))
    }
}

/// A request that is not answered as asked, and why.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) status: StatusCode,
    /// In words, for whoever asked.
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// What was asked for is not there.
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// What was asked makes no sense.
    pub(crate) fn senseless(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// The word for it.
    pub(crate) fn code(&self) -> &'static str {
        match self.status.as_u16() {
            400 => "bad-request",
            401 => "no-token",
            403 => "forbidden",
            404 => "not-found",
            405 => "no-such-method",
            409 => "refused",
            413 => "too-large",
            414 => "address-too-long",
            415 => "wrong-form",
            421 => "wrong-host",
            422 => "unreadable",
            503 => "busy",
            _ => "fault",
        }
    }

    /// As JSON: the one shape of every refusal.
    pub(crate) fn json(&self) -> String {
        #[derive(Serialize)]
        struct Shape<'a> {
            error: Told<'a>,
        }
        #[derive(Serialize)]
        struct Told<'a> {
            status: u16,
            code: &'a str,
            message: &'a str,
        }
        let told = Told { status: self.status.as_u16(), code: self.code(), message: &self.message };
        serde_json::to_string(&Shape { error: told }).unwrap_or_default() + "\n"
    }
}

impl From<ViewError> for Fault {
    fn from(error: ViewError) -> Self {
        match error {
            ViewError::Unknown(asked) => Self::missing(format!("nothing in the record is called `{asked}`")),
            other => Self::senseless(other.to_string()),
        }
    }
}

impl From<RecordError> for Fault {
    fn from(error: RecordError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
    }
}

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::new(StatusCode::CONFLICT, refusal.to_string())
    }
}

/// Data under its kind.
pub(crate) fn data(status: StatusCode, kind: &'static str, body: String) -> Response {
    (status, [(CONTENT_TYPE, kind)], body).into_response()
}

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";

/// What is kept of an answer: all but a way to somewhere else.
pub(crate) fn kept(answer: Answer, page: impl FnOnce(String, Markup) -> Markup) -> Kept {
    match answer {
        Answer::Page { title, body } => (HTML, None, page(title, body).into_string().into()),
        Answer::Json(body) => (JSON, None, body.into()),
        Answer::Csv(body) => ("text/csv; charset=utf-8", Some("chancery.csv"), body.into()),
        Answer::Ics(body) => ("text/calendar; charset=utf-8", Some("chancery.ics"), body.into()),
        Answer::Go { .. } => (HTML, None, "".into()),
    }
}

/// What is kept, as a response.
pub(crate) fn shown((kind, file, body): &Kept) -> Response {
    let mut response = data(StatusCode::OK, kind, body.to_string());
    let name = file.and_then(|file| HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")).ok());
    response.headers_mut().extend(name.map(|name| (CONTENT_DISPOSITION, name)));
    response
}

/// What a change leads to.
pub(crate) fn changed(answer: Answer, page: impl FnOnce(String, Markup) -> Markup) -> Response {
    let Answer::Go { to, cookie } = answer else { return shown(&kept(answer, page)) };
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/")));
    headers.extend(cookie.and_then(|c| HeaderValue::from_str(&c).ok()).map(|c| (SET_COOKIE, c)));
    response
}
