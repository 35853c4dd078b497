//! Asking a server of this machine: what is sent to it, what is taken of it, and how often it is asked.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use crate::server::{Asked, Server, elsewhere, nothing, reply};
use chancery_fetch::{Address, Answer, Ask, Clock, Fetcher, Reach, Refusal, Settings, Validators, Wanted};

/// A clock that moves only when somebody waits.
#[derive(Default)]
struct Steps {
    now: Cell<Duration>,
    waits: RefCell<Vec<u64>>,
    stopped: Cell<bool>,
}

impl Clock for Steps {
    fn now(&self) -> Duration {
        self.now.get()
    }

    fn wait(&self, time: Duration) {
        if !time.is_zero() {
            self.waits.borrow_mut().push(time.as_secs());
            self.now.set(self.now.get() + time);
        }
    }

    fn stopped(&self) -> bool {
        self.stopped.get()
    }
}

fn settings() -> Settings {
    let contact = Some("desk@example.org".to_owned());
    Settings { version: "0.1".into(), contact, pause: Duration::from_secs(2), time: Duration::from_secs(20) }
}

fn fetcher(clock: &Steps) -> Fetcher<'_> {
    Fetcher::new(settings(), &|_| None, clock)
}

fn ask<'a>(address: &'a Address, known: Option<&'a Validators>) -> Ask<'a> {
    Ask { address, wanted: Wanted::Feed, known, reach: Reach::Anywhere, most: 1 }
}

/// Asks once, with a new clock.
fn fetch(server: &Server, path: &str) -> Result<Answer, Refusal> {
    fetch_with(server, path, settings(), &|_| None)
}

fn fetch_with(
    server: &Server,
    path: &str,
    settings: Settings,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Answer, Refusal> {
    let clock = Steps::default();
    let address = Address::parse(&server.address(path)).unwrap();
    Fetcher::new(settings, environment, &clock).fetch(&ask(&address, None))
}

/// A server without robots.txt.
fn server(answer: impl Fn(&Asked, &mut std::net::TcpStream) + Send + Sync + 'static) -> Server {
    Server::start(move |asked, to| if asked.path == "/robots.txt" { nothing(to) } else { answer(asked, to) })
}

#[test]
fn what_is_unchanged_is_not_sent_again() {
    let server = server(|asked, to| match asked.field("if-none-match") {
        Some("\"v1\"") => reply(to, "304 Not Modified", &[("Cache-Control", "max-age=300")], b""),
        _ => {
            let head = [("ETag", "\"v1\""), ("Last-Modified", "Mon, 09 Mar 2026 09:00:00 GMT")];
            reply(
                to,
                "200 OK",
                &[&head[..], &[("Content-Type", "application/RSS+xml; Charset=\"ISO-8859-1\"")]].concat(),
                b"<rss/>",
            );
        }
    });
    let clock = Steps::default();
    let (mut fetcher, address) = (fetcher(&clock), Address::parse(&server.address("/feed#top")).unwrap());
    let first = fetcher.fetch(&ask(&address, None)).unwrap();
    let came = first.came.unwrap();
    assert_eq!((came.bytes.as_slice(), came.kind.as_str()), (&b"<rss/>"[..], "application/rss+xml"));
    assert_eq!(came.charset.as_deref(), Some("ISO-8859-1"));
    assert_eq!((first.moved, first.reach), (None, Reach::Anywhere));
    let second = fetcher.fetch(&ask(&address, came.validators.as_ref())).unwrap();
    assert_eq!((second.came, second.holds), (None, Some(Duration::from_secs(300))));

    let asked = server.asked();
    let paths: Vec<_> = asked.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(paths, ["/robots.txt", "/feed", "/feed"], "robots.txt is asked for once");
    assert!(asked.iter().all(|a| a.field("user-agent") == Some("Chancery/0.1 (+desk@example.org)")));
    assert!(asked.iter().all(|a| a.field("cookie").is_none() && a.field("referer").is_none()));
    assert_eq!(asked[2].field("if-modified-since"), Some("Mon, 09 Mar 2026 09:00:00 GMT"));
    assert_eq!(*clock.waits.borrow(), [2, 2], "a pause before each request but the first");
    // What was kept of another address is not sent.
    let other = Validators { url: server.address("/other"), ..came.validators.unwrap() };
    assert!(fetcher.fetch(&ask(&address, Some(&other))).unwrap().came.is_some());
}

#[test]
fn redirects_are_followed_and_those_for_good_are_told() {
    let server = server(|asked, to| match asked.path.as_str() {
        "/old" => elsewhere(to, "301 Moved Permanently", "/older"),
        "/older" => elsewhere(to, "308 Permanent Redirect", "/new?x=1"),
        "/half" => elsewhere(to, "301 Moved Permanently", "/now"),
        "/now" => elsewhere(to, "302 Found", "/new?x=1"),
        "/new?x=1" => reply(to, "200 OK", &[("ETag", "a")], b"here"),
        _ => nothing(to),
    });
    for (path, moved) in [("/old", Some("/new?x=1")), ("/half", Some("/now")), ("/now", None)] {
        let answer = fetch(&server, path).unwrap();
        assert_eq!(answer.moved.map(|a| a.to_string()), moved.map(|m| server.address(m)), "{path}");
        assert_eq!(answer.address.as_str(), server.address("/new?x=1"));
        assert_eq!(answer.came.unwrap().validators.unwrap().url, server.address("/new?x=1"));
    }
}

#[test]
fn redirects_that_nobody_would_follow_are_named() {
    let server = server(|asked, to| match asked.path.as_str() {
        "/a" => elsewhere(to, "302 Found", "/b"),
        "/b" => elsewhere(to, "302 Found", "/a"),
        "/file" => elsewhere(to, "302 Found", "file:///etc/hosts"),
        "/ftp" => elsewhere(to, "307 Temporary Redirect", "ftp://example.org/feed"),
        "/secret" => elsewhere(to, "302 Found", "http://ann:secret@example.org/"),
        n => elsewhere(to, "302 Found", &format!("{n}1")),
    });
    assert_eq!(fetch(&server, "/a"), Err(Refusal::Circle(server.address("/a"))));
    assert_eq!(fetch(&server, "/n"), Err(Refusal::TooManyHops(5)));
    for (path, why) in [("/file", "not `file`"), ("/ftp", "not `ftp`"), ("/secret", "it holds a name or password")] {
        let refusal = fetch(&server, path).unwrap_err();
        assert!(matches!(refusal, Refusal::BadHop { .. }) && refusal.to_string().contains(why), "{refusal}");
    }
}

#[test]
fn robots_txt_is_asked_first_and_obeyed() {
    let with = |robots: &'static str| {
        Server::start(move |asked, to| match (asked.path.as_str(), robots) {
            ("/robots.txt", "500") => reply(to, "500 Internal Server Error", &[], b""),
            ("/robots.txt", "503") => reply(to, "503 Service Unavailable", &[("Retry-After", "120")], b""),
            ("/robots.txt", "moved") => elsewhere(to, "301 Moved Permanently", "/elsewhere/robots.txt"),
            ("/robots.txt", "round") => elsewhere(to, "301 Moved Permanently", "/robots.txt"),
            ("/robots.txt", "403") => reply(to, "403 Forbidden", &[], b"User-agent: *\nDisallow: /"),
            ("/robots.txt", rules) => reply(to, "200 OK", &[], rules.as_bytes()),
            ("/elsewhere/robots.txt", _) => reply(to, "200 OK", &[], b"User-agent: chancery\nDisallow: /feed"),
            ("/hop", _) => elsewhere(to, "302 Found", "/private/feed"),
            _ => reply(to, "200 OK", &[], b"here"),
        })
    };
    let rules = "User-agent: *\nDisallow: /private/\n";
    let server = with(rules);
    let refusal = fetch(&server, "/private/feed").unwrap_err();
    let told = "robots.txt of `127.0.0.1` asks programs to leave it alone, line 2: `Disallow: /private/`";
    assert_eq!(refusal.to_string(), told);
    assert_eq!(server.paths(), [""; 0], "it was not asked");
    assert!(matches!(fetch(&server, "/hop"), Err(Refusal::Robots { .. })), "a redirect does not lead past it");
    assert!(fetch(&server, "/feed").is_ok());
    let failing = with("500");
    let (clock, address) = (Steps::default(), Address::parse(&failing.address("/feed")).unwrap());
    let mut fetcher = fetcher(&clock);
    for _ in 0..2 {
        assert!(matches!(fetcher.fetch(&ask(&address, None)), Err(Refusal::NoRobots { .. })));
    }
    assert_eq!(failing.asked().len(), 1, "for the second feed it is not asked again");
    assert_eq!(fetch(&with("503"), "/feed").unwrap_err().retry_after(), Some(Duration::from_secs(120)));
    assert!(matches!(fetch(&with("moved"), "/feed"), Err(Refusal::Robots { .. })));
    assert!(fetch(&with("round"), "/feed").is_ok(), "what leads nowhere forbids nothing");
    assert!(fetch(&with("403"), "/feed").is_ok(), "as RFC 9309 has it");
}

#[test]
fn a_pause_that_is_asked_for_is_kept() {
    let server = Server::start(|asked, to| match asked.path.as_str() {
        "/robots.txt" => reply(to, "200 OK", &[], b"User-agent: *\nCrawl-delay: 7\n"),
        _ => reply(to, "200 OK", &[], b"here"),
    });
    let clock = Steps::default();
    let (mut fetcher, address) = (fetcher(&clock), Address::parse(&server.address("/feed")).unwrap());
    fetcher.fetch(&ask(&address, None)).unwrap();
    clock.now.set(clock.now.get() + Duration::from_secs(3));
    fetcher.fetch(&ask(&address, None)).unwrap();
    assert_eq!(*clock.waits.borrow(), [7, 4]);
    clock.now.set(clock.now.get() + Duration::from_secs(25 * 3600));
    fetcher.fetch(&ask(&address, None)).unwrap();
    let robots = server.asked().iter().filter(|asked| asked.path == "/robots.txt").count();
    assert_eq!(robots, 2, "after a day it is asked for again");
}

#[test]
fn servers_say_how_long_they_want_to_be_left_alone() {
    let server = server(|asked, to| match asked.path.as_str() {
        "/429" => reply(to, "429 Too Many Requests", &[("Retry-After", "90")], b""),
        "/day" => reply(to, "503 Service Unavailable", &[("Retry-After", "Thu, 01 Jan 1970 00:02:00 GMT")], b""),
        "/years" => reply(to, "503 Service Unavailable", &[("Retry-After", "999999999")], b""),
        "/words" => reply(to, "503 Service Unavailable", &[("Retry-After", "soon")], b""),
        "/410" => reply(to, "410 Gone", &[], b""),
        _ => reply(to, "403 Forbidden", &[], b"no"),
    });
    // Two seconds of the clock have gone by when it is asked.
    for (path, code, wait) in [
        ("/429", 429, Some(90)),
        ("/day", 503, Some(118)),
        ("/years", 503, Some(24 * 3600)),
        ("/words", 503, None),
        ("/410", 410, None),
        ("/403", 403, None),
    ] {
        let refusal = fetch(&server, path).unwrap_err();
        assert_eq!(refusal, Refusal::Status { code, retry_after: wait.map(Duration::from_secs) }, "{path}");
        assert_eq!(refusal.may_pass(), matches!(code, 429 | 503), "{path}");
    }
}

#[test]
fn the_local_network_is_asked_only_where_the_user_named_it() {
    let server = server(|_, to| reply(to, "200 OK", &[], b"here"));
    let clock = Steps::default();
    for place in [server.address("/a"), server.address("/a").replace("127.0.0.1", "localhost")] {
        let address = Address::parse(&place).unwrap();
        let inside = Ask { reach: Reach::Public, ..ask(&address, None) };
        assert!(matches!(fetcher(&clock).fetch(&inside), Err(Refusal::Local(_))), "{place}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn proxies_are_used_and_those_that_refuse_are_named() {
    let proxy = Server::start(|asked, to| {
        assert_eq!(asked.method, "CONNECT");
        reply(to, "403 Forbidden", &[], b"");
    });
    let target = server(|_, to| reply(to, "200 OK", &[], b"here"));
    let set = |past: &'static str| {
        let at = format!("http://{}", proxy.at);
        move |name: &str| match name {
            "HTTP_PROXY" => Some(at.clone()),
            "NO_PROXY" => Some(past.to_owned()),
            _ => None,
        }
    };
    let refusal = fetch_with(&target, "/feed", settings(), &set("")).unwrap_err();
    assert!(matches!(refusal, Refusal::Proxy(_)), "{refusal:?}");
    assert_eq!(proxy.asked()[0].path, target.at.to_string());
    assert!(target.asked().is_empty());
    assert!(fetch_with(&target, "/feed", settings(), &set("127.0.0.1")).is_ok());
}

#[test]
fn the_user_may_end_it() {
    let server = server(|_, to| reply(to, "200 OK", &[], b"here"));
    let clock = Steps::default();
    clock.stopped.set(true);
    let address = Address::parse(&server.address("/feed")).unwrap();
    assert_eq!(fetcher(&clock).fetch(&ask(&address, None)), Err(Refusal::Stopped));
    assert!(server.asked().is_empty());
}
