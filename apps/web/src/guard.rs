//! Who is let in, and what every answer carries.
//!
//! A page elsewhere may make a browser ask this machine for things, under a name of its own (DNS rebinding) or in the
//! visitor's (cross-site posts). So the host must be this machine by name, a change must come from a page of the desk
//! and bring what that page was given, and a desk that others can reach asks for a token.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, LOCATION, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::answer::{Fault, HTML, JSON, data};
use crate::frame;
use crate::held::Desk;
use crate::visit::{Query, cookie, value, wants_json};

/// Nothing but what the desk itself serves, no scripts or styles within a page, no frames around it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The longest address that is read, in bytes.
const LONGEST: usize = 8_000;

/// The cookie that holds the token.
const TOKEN: &str = "chancery_token";

/// Says of a refusal that it has its shape already.
#[derive(Clone, Copy)]
struct Shaped;

/// Lets a request through, or refuses it; every answer gets the headers that keep a page to itself.
pub(crate) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let json = wants_json(request.uri().path(), request.headers());
    let mut response = match admit(&desk, request.method(), request.uri(), request.headers()) {
        Ok(None) => shaped(next.run(request).await, json),
        Ok(Some(answer)) => answer,
        Err(fault) => refuse(&fault, json),
    };
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 6] = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With less, a browser would not say where a post of the desk's own pages comes from.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// A refusal as a page or as JSON.
pub(crate) fn refuse(fault: &Fault, json: bool) -> Response {
    let mut response = match json {
        true => data(fault.status, JSON, fault.json()),
        false => data(fault.status, HTML, frame::refusal(fault).into_string()),
    };
    response.extensions_mut().insert(Shaped);
    response
}

/// A refusal that the web server made by itself, in the shape of the others.
fn shaped(response: Response, json: bool) -> Response {
    let status = response.status();
    if status.as_u16() < 400 || response.extensions().get::<Shaped>().is_some() {
        return response;
    }
    let message = match status.as_u16() {
        404 => "there is no such page",
        405 => "this page cannot be asked for in that way",
        413 => "that is more than the desk takes at once",
        415 => "that form is not known here",
        _ => "the request cannot be read",
    };
    let mut shaped = refuse(&Fault::new(status, message), json);
    shaped.headers_mut().extend(response.headers().get(ALLOW).cloned().map(|allow| (ALLOW, allow)));
    shaped
}

/// Nothing where a request may go on; an answer where a token is to be kept first.
fn admit(desk: &Desk, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Option<Response>, Fault> {
    if uri.to_string().len() > LONGEST {
        return Err(Fault::new(StatusCode::URI_TOO_LONG, format!("the address is longer than {LONGEST} bytes")));
    }
    let host = host(desk, uri, headers)?;
    if !matches!(*method, Method::GET | Method::HEAD) {
        from_here(&host, headers)?;
    }
    token(desk, method, uri, headers)
}

/// The host asked for, where it is this machine's.
fn host(desk: &Desk, uri: &Uri, headers: &HeaderMap) -> Result<String, Fault> {
    let wrong = || Fault::new(StatusCode::MISDIRECTED_REQUEST, "the desk answers under the names of this machine only");
    let mut named = headers.get_all(HOST).iter();
    let host = match (named.next(), named.next()) {
        (Some(host), None) => host.to_str().map_err(|_| wrong())?.to_owned(),
        (None, _) => uri.authority().map(ToString::to_string).ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let known = ["localhost", "127.0.0.1", "::1"].contains(&name) || name == desk.settings().listen.ip().to_string();
    // A desk that others can reach has names that it cannot know; there a stranger's page lacks the token.
    let open = desk.settings().token.is_some() && !name.is_empty();
    if known || open { Ok(host) } else { Err(wrong()) }
}

/// Whether a change comes from a page of this desk, as far as the browser tells.
fn from_here(host: &str, headers: &HeaderMap) -> Result<(), Fault> {
    let wrong = || Fault::new(StatusCode::FORBIDDEN, "changes are taken from the desk's own pages only");
    if let Some(origin) = headers.get(ORIGIN) {
        let origin = origin.to_str().map_err(|_| wrong())?;
        let own = ["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host));
        if !own {
            return Err(wrong());
        }
    }
    match headers.get("sec-fetch-site").map(|site| site.as_bytes()) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(wrong()),
    }
}

/// Whether a visitor has brought the token, where one is asked for.
fn token(desk: &Desk, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Option<Response>, Fault> {
    let Some(token) = &desk.settings().token else { return Ok(None) };
    let bearer = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    let kept = cookie(headers, TOKEN);
    if bearer.is_some_and(|b| same(b, token)) || kept.is_some_and(|kept| same(kept, &value(token))) {
        return Ok(None);
    }
    let query = Query::of(uri.query())?;
    if !query.get("token").is_some_and(|given| same(given, token)) {
        let message = "the desk asks for its token; open the address that `chancery serve` prints";
        return Err(Fault::new(StatusCode::UNAUTHORIZED, message));
    }
    // A calendar keeps no cookies: it brings the token every time.
    if uri.path().ends_with(".ics") || *method != Method::GET {
        return Ok(None);
    }
    let mut response = StatusCode::SEE_OTHER.into_response();
    let cookie = format!("{TOKEN}={}; HttpOnly; SameSite=Strict; Path=/", value(token));
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_str(uri.path()).unwrap_or(HeaderValue::from_static("/")));
    headers.extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (SET_COOKIE, cookie)));
    Ok(Some(response))
}

/// Whether two secrets are the same, in a time that does not tell how much of them is.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let differ = a.bytes().zip(b.bytes()).fold(0, |sum, (x, y)| sum | (x ^ y));
    differ == 0 && a.len() == b.len()
}
