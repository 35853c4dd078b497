//! Servers that send too much, too little, too slowly or nonsense: each is named, and no more is taken than allowed.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use crate::server::{Server, nothing, reply};
use chancery_fetch::{Address, Answer, Ask, Clock, Fetcher, Reach, Refusal, Settings, Wanted};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A clock for whom waiting is nothing.
struct Still;

impl Clock for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn wait(&self, _: Duration) {}

    fn stopped(&self) -> bool {
        false
    }
}

fn fetch_at(address: &str, seconds: f32) -> Result<Answer, Refusal> {
    let time = Duration::from_secs_f32(seconds);
    let settings = Settings { version: "0.1".into(), contact: None, pause: Duration::ZERO, time };
    let address = Address::parse(address).unwrap();
    let ask = Ask { address: &address, wanted: Wanted::Feed, known: None, reach: Reach::Anywhere, most: 2 };
    Fetcher::new(settings, &|_| None, &Still).fetch(&ask)
}

/// What comes of an answer that is written so, head and all.
fn answered(write: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Result<Answer, Refusal> {
    let server = Server::start(move |asked, to| if asked.path == "/robots.txt" { nothing(to) } else { write(to) });
    fetch_at(&server.address("/feed"), 10.0)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_body_without_end_is_left_at_the_limit() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let refusal = answered(move |to| {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let piece = [b"10000\r\n", &[b'x'; 0x10000][..], b"\r\n"].concat();
        let mut more = to.write_all(head.as_bytes()).is_ok();
        // A gigabyte, if anybody took it.
        while more && count.load(SeqCst) < 1 << 30 {
            more = to.write_all(&piece).is_ok();
            count.fetch_add(0x10000, SeqCst);
        }
    })
    .unwrap_err();
    assert_eq!(refusal, Refusal::TooLarge(2));
    assert!(sent.load(SeqCst) < 64 << 20, "{} bytes were taken", sent.load(SeqCst));
}

#[test]
fn a_body_that_is_said_to_be_large_is_not_waited_for() {
    let begun = Instant::now();
    let refusal = answered(|to| {
        drop(to.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\nx"));
        thread::sleep(Duration::from_secs(3));
    });
    assert_eq!(refusal, Err(Refusal::TooLarge(2)));
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[test]
fn what_is_packed_counts_as_it_is_unpacked() {
    let text = b"<rss/>".repeat(1000);
    let gzip = [("Content-Encoding", "gzip")];
    let (small, bomb) = (packed(&text), packed(&vec![0; 100 << 20]));
    assert!(bomb.len() < 1 << 20);
    let cut = packed(&(0..200_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>());
    let cut = cut[..cut.len() / 2].to_vec();
    let came = answered(move |to| reply(to, "200 OK", &gzip, &small)).unwrap().came.unwrap();
    assert_eq!(came.bytes, text);
    assert_eq!(answered(move |to| reply(to, "200 OK", &gzip, &bomb)), Err(Refusal::TooLarge(2)));
    let refusal = answered(move |to| reply(to, "200 OK", &gzip, &cut)).unwrap_err();
    assert!(matches!(refusal, Refusal::CutOff | Refusal::Packed(_)), "{refusal:?}");
    let refusal = answered(move |to| reply(to, "200 OK", &gzip, b"no gzip at all")).unwrap_err();
    assert!(matches!(refusal, Refusal::Packed(_)), "{refusal:?}");
    let other = answered(|to| reply(to, "200 OK", &[("Content-Encoding", "br")], b"xyz"));
    assert_eq!(other, Err(Refusal::Packed("br".to_owned())));
}

#[test]
fn what_breaks_off_is_not_taken() {
    for cut in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rs",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "",
    ] {
        let refusal = answered(move |to| drop(to.write_all(cut.as_bytes()))).unwrap_err();
        assert!(matches!(refusal, Refusal::CutOff | Refusal::NoAnswer(_)), "{cut:?}: {refusal:?}");
    }
}

#[test]
fn what_is_no_answer_is_named() {
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-Field: yes\r\n".repeat(20_000));
    for nonsense in ["SSH-2.0-server\r\n\r\n".to_owned(), "HTTP/1.1 999999 What\r\n\r\n".to_owned(), many] {
        let sent = nonsense.clone();
        let refusal = answered(move |to| drop(to.write_all(sent.as_bytes()))).unwrap_err();
        assert!(matches!(refusal, Refusal::NoAnswer(_) | Refusal::CutOff), "{refusal:?}");
    }
}

#[test]
fn who_is_too_slow_is_left() {
    let server = Server::start(|asked, to| match asked.path.as_str() {
        "/robots.txt" => nothing(to),
        "/silent" => thread::sleep(Duration::from_secs(5)),
        _ => {
            let mut more = to.write_all(b"HTTP/1.1 200 OK\r\n\r\n").is_ok();
            while more {
                thread::sleep(Duration::from_millis(50));
                more = to.write_all(b"x").is_ok();
            }
        }
    });
    for path in ["/drops", "/silent"] {
        let begun = Instant::now();
        let refusal = fetch_at(&server.address(path), 0.5).unwrap_err();
        assert!(matches!(refusal, Refusal::TooSlow(_)), "{path}: {refusal:?}");
        assert!(begun.elapsed() < Duration::from_secs(4), "{path}");
    }
}

#[test]
fn who_is_not_there_is_named() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refusal = fetch_at(&format!("http://{port}/feed"), 5.0).unwrap_err();
    assert_eq!(refusal.to_string(), "`127.0.0.1` cannot be reached (connection refused)");
    let refusal = fetch_at("http://no-such-host.invalid/feed", 5.0).unwrap_err();
    assert_eq!(refusal, Refusal::NoHost("no-such-host.invalid".to_owned()));
    assert!(!refusal.counts() && refusal.may_pass());
}
