//! Who is let in, and what every answer carries.

use axum::body::Body;
use axum::http::Request;

use crate::{Answered, Sample, asked, posted};

fn refused(answered: &Answered, status: u16, code: &str) {
    assert_eq!(answered.status, status, "{}", answered.body);
    let told: serde_json::Value = serde_json::from_str(&answered.body).expect("a refusal in JSON");
    assert_eq!(told["error"]["status"], status);
    assert_eq!(told["error"]["code"], code);
    assert!(told["error"]["message"].as_str().is_some_and(|m| !m.is_empty()));
    assert_eq!(told.as_object().map(serde_json::Map::len), Some(1));
}

#[test]
fn every_answer_keeps_itself_to_itself() {
    let sample = Sample::london();
    for path in ["/", "/changes.json", "/assets/desk.css", "/nothing", "/chronology.csv", "/upcoming.ics"] {
        let headers = sample.get(path).headers;
        let policy = headers["content-security-policy"].to_str().expect("text");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
    }
}

#[test]
fn only_the_names_of_this_machine_are_answered() {
    let sample = Sample::london();
    let under = |host: &str| {
        let request = Request::builder().uri("/changes.json").header("host", host);
        sample.send(request.body(Body::empty()).expect("a request"))
    };
    for host in ["127.0.0.1:8474", "localhost:8474", "localhost", "[::1]:9000"] {
        assert_eq!(under(host).status, 200, "{host}");
    }
    for host in
        ["evil.example:8474", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.7:8474", "evil@127.0.0.1"]
    {
        refused(&under(host), 421, "wrong-host");
    }
    let none = Request::builder().uri("/changes.json").body(Body::empty()).expect("a request");
    refused(&sample.send(none), 421, "wrong-host");
    let twice = asked("/changes.json").header("host", "evil.example").body(Body::empty()).expect("a request");
    refused(&sample.send(twice), 421, "wrong-host");
}

#[test]
fn a_change_comes_from_a_page_of_the_desk_and_brings_its_pass() {
    let sample = Sample::london();
    let json = |mut request: Request<Body>| {
        request.headers_mut().insert("accept", "application/json".parse().expect("a value"));
        sample.send(request)
    };
    let pass = ("pass", sample.desk.pass());
    for path in ["/judge", "/undo", "/seen"] {
        refused(&json(posted(path, &[("task", "reject")])), 403, "forbidden");
        refused(&json(posted(path, &[("pass", "guessed")])), 403, "forbidden");
        let mut elsewhere = posted(path, &[pass]);
        elsewhere.headers_mut().insert("origin", "http://evil.example".parse().expect("a value"));
        refused(&json(elsewhere), 403, "forbidden");
        let mut nowhere = posted(path, &[pass]);
        nowhere.headers_mut().insert("origin", "null".parse().expect("a value"));
        refused(&json(nowhere), 403, "forbidden");
        let mut cross = posted(path, &[pass]);
        cross.headers_mut().remove("origin");
        cross.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("a value"));
        refused(&json(cross), 403, "forbidden");
        // A look is never a change.
        assert_eq!(sample.get(path).status, 405);
    }
    assert_eq!(sample.send(posted("/seen", &[pass])).status, 303);
}

#[test]
fn a_desk_for_reading_takes_no_changes_and_offers_none() {
    let sample = Sample::london_with(|settings| chancery_web::Settings { read_only: true, ..settings });
    assert_eq!(sample.post("/seen", &[]).status, 403);
    let id = sample.json("/chronology.json")["events"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(sample.post("/judge", &[("task", "reject"), ("id", &id)]).status, 403);
    assert!(!sample.page(&format!("/show/{id}")).contains("action=\"/judge\""));
    assert!(!sample.page("/").contains("href=\"/add\""));
}

#[test]
fn an_open_desk_asks_for_its_token() {
    let token = "a-token-of-some-length";
    let set = |settings| chancery_web::Settings { token: Some(token.to_owned()), ..settings };
    let sample = Sample::london_with(set);
    refused(&sample.get("/changes.json"), 401, "no-token");
    refused(&sample.get("/changes.json?token=a-token-of-some-lengtH"), 401, "no-token");
    assert_eq!(sample.get("/assets/desk.css").status, 401);
    let first = sample.get(&format!("/chronology?token={token}"));
    assert_eq!((first.status.as_u16(), &first.headers["location"]), (303, &"/chronology".parse().expect("a value")));
    let cookie = first.headers["set-cookie"].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair");
    let with = |name: &str, value: &str| {
        sample.send(asked("/changes.json").header(name, value).body(Body::empty()).expect("a request"))
    };
    assert_eq!(with("cookie", cookie).status, 200);
    assert_eq!(with("authorization", &format!("Bearer {token}")).status, 200);
    assert_eq!(with("cookie", "chancery_token=").status, 401);
    // A calendar program keeps no cookies.
    assert_eq!(sample.get(&format!("/upcoming.ics?token={token}")).status, 200);
}

#[test]
fn what_cannot_be_read_is_refused_in_one_shape() {
    let sample = Sample::london();
    for (path, status, code) in [
        ("/nothing.json", 404, "not-found"),
        ("/show/nobody.json", 404, "not-found"),
        ("/report/zzz.json", 404, "not-found"),
        ("/report/..%2f..%2fetc%2fpasswd.json", 404, "not-found"),
        ("/matrix/territory/nobody.json", 404, "not-found"),
        ("/chronology.json?on=sometime", 400, "bad-request"),
        ("/chronology.json?status=maybe", 400, "bad-request"),
        ("/chronology.json?page=-1", 400, "bad-request"),
        ("/actors.json?page=null", 400, "bad-request"),
        ("/chronology.json?whatever=1", 400, "bad-request"),
        ("/changes.json?from=2025-12-09&to=2025-12-01", 400, "bad-request"),
        ("/changes.json?by=%09", 400, "bad-request"),
        ("/changes.json?from=9999999", 400, "bad-request"),
        ("/positions.json?stance=angry", 400, "bad-request"),
    ] {
        refused(&sample.get(path), status, code);
    }
    refused(&sample.get(&format!("/search.json?q={}", "x".repeat(4_000))), 400, "bad-request");
    refused(&sample.get(&format!("/search.json?q={}", "x".repeat(9_000))), 414, "address-too-long");
    let page = sample.get("/nothing");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("<h1>Not there</h1>"), "{}", page.body);
}

#[test]
fn more_than_the_desk_takes_is_refused() {
    let sample = Sample::london();
    let much = "x".repeat(80 * 1024);
    let answered = sample.post("/judge", &[("task", "explain"), ("id", "e1"), ("text", &much)]);
    assert_eq!(answered.status, 413, "{}", answered.body);
    assert!(answered.body.contains("Status 413, too-large"), "{}", answered.body);
}
