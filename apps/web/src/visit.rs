//! What a visitor asks: the address in parts, checked, and addresses like it.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, COOKIE};
use chancery_model::{Day, Edtf};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answer::{Fault, Form};
use crate::held::{Desk, Held};
use crate::routes::knows;

/// A question to the desk.
pub(crate) struct Visit {
    pub(crate) desk: Arc<Desk>,
    pub(crate) held: Arc<Held>,
    /// The path without its ending: `/show/e1234`.
    pub(crate) path: String,
    /// What the path names behind the page: `e1234`.
    pub(crate) named: Vec<String>,
    pub(crate) form: Form,
    pub(crate) query: Query,
    /// The moment up to which this visitor has seen everything.
    pub(crate) seen: Option<String>,
    /// The moment as of which the record is looked at, where that is not the present one.
    pub(crate) as_of: Option<String>,
}

/// Words of an address that stay when a link is followed, as far as the page that it leads to knows them.
const KEPT: [&str; 2] = ["process", "as_of"];

/// Words and values behind the question mark of an address, or in a form; a value that is empty counts as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

/// The longest value, in bytes, that any address needs: quoted words of a report are the longest.
const LONGEST: usize = 2_000;

impl Query {
    /// What an address holds.
    pub(crate) fn of(query: Option<&str>) -> Result<Self, Fault> {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned();
        let pairs: Vec<(String, String)> = pairs.filter(|(_, value)| !value.is_empty()).collect();
        match pairs.iter().find(|(_, value)| value.len() > LONGEST) {
            Some((name, _)) => Err(Fault::senseless(format!("`{name}` is longer than {LONGEST} bytes"))),
            None => Ok(Self(pairs)),
        }
    }

    /// What a form holds.
    pub(crate) fn posted(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The value of a word, without blanks around it; blanks alone are none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, value)| value.trim()).find(|value| !value.is_empty())
    }

    /// The value of a word as it was sent, for one of few that may stand there.
    pub(crate) fn exact(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of a word, for keeping.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// All values of a word.
    pub(crate) fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All pairs.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether a word stands there at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The day that a word gives.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Day>, Fault> {
        self.read(name, "a day; write it like 2025-12-08", |text| text.parse().ok())
    }

    /// The date or stretch of days that a word gives.
    pub(crate) fn date(&self, name: &str) -> Result<Option<Edtf>, Fault> {
        self.read(name, "a date; write it like 2025-12-08, 2025-12 or 2025-12-08/2025-12-10", |text| text.parse().ok())
    }

    /// The moment of the wall clock that a word gives; a day counts to its end.
    pub(crate) fn moment(&self, name: &str) -> Result<Option<String>, Fault> {
        self.read(name, "a day or moment; write it like 2025-12-08 or 2025-12-08T09:30:00Z", |text| {
            let day = || text.parse::<Day>().ok().filter(|_| text.len() == 10).map(|day| format!("{day}T23:59:59Z"));
            let exact = is_moment(text).then(|| text.parse::<jiff::Timestamp>()).and_then(Result::ok);
            exact.map(|_| text.to_owned()).or_else(day)
        })
    }

    /// The number that a word gives.
    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, Fault> {
        self.read(name, "a number", |text| text.parse().ok())
    }

    /// The value of a word as something else, or a refusal that says what it should be.
    pub(crate) fn read<T>(&self, name: &str, what: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(text) = self.get(name) else { return Ok(None) };
        read(text).map(Some).ok_or_else(|| Fault::senseless(format!("`{name}` is `{text}`, which is not {what}")))
    }

    /// As it stands behind a question mark.
    fn written(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    /// The same with a word set anew, or gone.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut pairs = self.0.clone();
        pairs.retain(|(n, _)| n != name);
        pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        Self(pairs)
    }
}

/// What stays as it is in a part of a path.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':');

/// An address: a page, and what it names.
pub(crate) fn to(page: &str, named: &str) -> String {
    format!("{page}/{}", utf8_percent_encode(named, PART))
}

/// Whether a text is a moment in UTC to the second, as stores compare them.
pub(crate) fn is_moment(text: &str) -> bool {
    let shape = b"dddd-dd-ddTdd:dd:ddZ";
    text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, &form)| if form == b'd' { byte.is_ascii_digit() } else { byte == form })
}

/// A value as it stands behind a question mark.
pub(crate) fn value(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

impl Visit {
    /// The address of this page with one word set anew, or gone.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        // Another list begins with its first stretch.
        let kept = if name == "page" || name == "see" { self.query.clone() } else { self.query.with("page", None) };
        self.here(&kept.with(name, value), Form::Html)
    }

    /// The address of this page in another form.
    pub(crate) fn twin(&self, form: Form) -> String {
        self.here(&self.query.with("see", None).with("page", None), form)
    }

    fn here(&self, query: &Query, form: Form) -> String {
        let path: String =
            self.path.split('/').map(|part| utf8_percent_encode(part, PART).to_string()).collect::<Vec<_>>().join("/");
        let written = query.written();
        let mark = if written.is_empty() { "" } else { "?" };
        format!("{path}{}{mark}{written}", form.ending())
    }

    /// The address of a thing of the record, looked at as this page is.
    pub(crate) fn to(&self, page: &str, named: &str) -> String {
        self.at(&to(page, named), &[])
    }

    /// The address of another page, looked at as this one is: the negotiation and the moment stay where it knows them.
    pub(crate) fn at(&self, path: &str, words: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(words);
        query.extend_pairs(self.kept(path));
        let written = query.finish();
        let mark = if written.is_empty() { "" } else { "?" };
        format!("{path}{mark}{written}")
    }

    /// What stays of this page's address on another page.
    pub(crate) fn kept(&self, path: &str) -> impl Iterator<Item = (&'static str, &str)> {
        KEPT.into_iter().filter(move |word| knows(path, word)).filter_map(|word| Some((word, self.query.get(word)?)))
    }

    /// Whether decisions are offered: not where nothing may be changed, and not of a state that is past.
    pub(crate) fn decides(&self) -> bool {
        !self.desk.settings().read_only && self.as_of.is_none()
    }

    /// The day that counts as today on this page.
    pub(crate) fn today(&self) -> Day {
        self.held.today()
    }

    /// What the path names.
    pub(crate) fn id(&self) -> &str {
        self.named.first().map_or("", String::as_str)
    }
}

/// A cookie by its name.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| {
        let (n, value) = pair.trim().split_once('=')?;
        (n == name).then_some(value)
    })
}

/// Whether a visitor wants JSON: the address ends so, or that is what is accepted first.
pub(crate) fn wants_json(path: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    path.ends_with(".json")
        || accepts.split(',').next().is_some_and(|first| first.trim().starts_with("application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_or_refused_with_what_they_should_be() {
        let query = Query::of(Some("day=2025-12-08&on=2025-12&page=x&none=&who=a%20b")).expect("it is short");
        assert_eq!(query.day("day").expect("a day").map(|d| d.to_string()).as_deref(), Some("2025-12-08"));
        assert!(query.date("on").expect("a date").is_some());
        assert_eq!(query.get("none"), None);
        assert_eq!(query.get("who"), Some("a b"));
        let refused = query.number("page").expect_err("no number");
        assert_eq!(refused.message, "`page` is `x`, which is not a number");
        assert!(Query::of(Some(&format!("a={}", "x".repeat(3_000)))).is_err());
    }

    #[test]
    fn names_in_a_path_are_written_whole() {
        assert_eq!(to("/actor", "name:a b/c?d"), "/actor/name:a%20b%2Fc%3Fd");
    }
}
