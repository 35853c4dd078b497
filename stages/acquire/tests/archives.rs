//! Web archives, made here, through the public door.

use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use chancery_acquire::{Acquired, Furniture, Input, Options, read};
use chancery_data::Data;
use chancery_model::{ByteSpan, Media};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| Furniture::new(&Data::builtin().expect("the knowledge is sound").chrome));

fn sent(bytes: &[u8]) -> Acquired {
    read(&Input::Sent(PathBuf::from("news.warc.gz"), bytes.to_vec()), &[], &FURNITURE, &Options::default())
}

fn record(kind: &str, media: &str, address: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{address}>\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-05-01T09:15:02Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(address: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    record("response", "application/http; msgtype=response", address, &block)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn page(place: &str) -> String {
    format!(
        "<html><head><title>Talks in {place}</title></head><body><article><p>The envoys of Norway and Chile met in {place} on Monday &amp; spoke for two hours, the ministry said.</p><p>They will meet again in a week, and the ministers will join them then.</p></article></body></html>"
    )
}

/// An archive as crawlers write it, each record packed for itself or none.
fn archive(pack: bool) -> Vec<u8> {
    let html = "200 OK\r\nContent-Type: text/html; charset=iso-8859-1";
    let chunked = {
        let whole = page("Lima");
        let (a, b) = whole.split_at(100);
        format!("{:x}\r\n{a}\r\n{:x};x=y\r\n{b}\r\n0\r\n\r\n", a.len(), b.len())
    };
    let latin: Vec<u8> = page("Gen\u{e8}ve").chars().map(|c| c as u8).collect();
    let records = [
        record("warcinfo", "application/warc-fields", "about", b"software: own\r\n"),
        record("request", "application/http; msgtype=request", "https://example.org/a", b"GET /a HTTP/1.1\r\n\r\n"),
        answer("https://example.org/a", html, &latin),
        answer("https://example.org/b.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG\0"),
        answer("https://example.org/c", "404 Not Found\r\nContent-Type: text/html", page("Oslo").as_bytes()),
        answer("https://example.org/d", &format!("{html}\r\nTransfer-Encoding: chunked"), chunked.as_bytes()),
        answer(
            "https://example.org/e",
            &format!("{html}\r\nContent-Encoding: gzip"),
            &packed(page("Accra").as_bytes()),
        ),
        answer("https://example.org/f", &format!("{html}\r\nTransfer-Encoding: chunked"), page("Quito").as_bytes()),
        answer("https://example.org/g", html, b"<html><body><nav><a>Home</a></nav></body></html>"),
    ];
    records.iter().flat_map(|r| if pack { packed(r) } else { r.clone() }).collect()
}

#[test]
fn each_page_with_an_article_is_a_report() {
    for pack in [true, false] {
        let acquired = sent(&archive(pack));
        let told: Vec<String> = acquired.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "no article found on 1 of the 5 pages of `news.warc.gz`, the first `https://example.org/g`; save the text of those that matter as .txt"
            ]
        );
        let titles: Vec<_> = acquired.reports.iter().filter_map(|r| r.title.as_deref()).collect();
        assert_eq!(titles, ["Talks in Genève", "Talks in Lima", "Talks in Accra", "Talks in Quito"]);
        let report = &acquired.reports[0];
        assert_eq!(report.url.as_deref(), Some("https://example.org/a"));
        assert_eq!((report.key.as_str(), report.source.media), ("urn:uuid:https://example.org/a", Media::Warc));
        assert_eq!(report.published.edtf, None, "the day of the crawl is no publication date");
        assert!(report.published.candidates[0].refused.as_deref().unwrap().contains("saved"));
        let at = report.text.find("Genève").unwrap();
        let (from, to) = report.source.locate(ByteSpan::new(at, at + 7)).unwrap();
        assert_eq!(&report.source.bytes[from..to], b"Gen\xe8ve");
        assert!(report.source.bytes.starts_with(b"<html>"));
        assert_eq!(acquired.reports[1].source.bytes, page("Lima").as_bytes());
    }
}

#[test]
fn what_stands_before_a_broken_place_is_read() {
    for pack in [true, false] {
        let whole = archive(pack);
        let acquired = sent(&whole[..whole.len() - 20]);
        assert_eq!(acquired.reports.len(), 4);
        let told = acquired.problems[0].to_string();
        assert_eq!(
            told,
            "record 9 of `news.warc.gz` is cut off, and what follows is not read; fetch the archive again"
        );
    }
    let mut damaged = archive(false);
    damaged.extend(b"no record\r\n\r\n");
    assert!(sent(&damaged).problems[0].to_string().starts_with("record 10 of `news.warc.gz` is damaged"));
    let nothing = record("warcinfo", "application/warc-fields", "about", b"x: y\r\n");
    assert!(sent(&nothing).problems[0].to_string().contains("is a web archive without a web page"));
    assert!(sent(&packed(b"no archive")).problems[0].to_string().contains("not text but a gzip archive"));
    assert!(sent(b"").problems[0].to_string().contains("is empty"));
}

#[test]
fn an_archive_that_grows_without_bounds_is_refused() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let length = 2_u64 << 30;
    write!(encoder, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: {length}\r\n\r\n").unwrap();
    let blank = vec![b' '; 1 << 20];
    (0..1100).for_each(|_| encoder.write_all(&blank).unwrap());
    let bytes = encoder.finish().unwrap();
    assert!(bytes.len() < 16 << 20);
    assert!(sent(&bytes).problems[0].to_string().contains("unpacks to more than 100 times its size"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_broken_byte_gives_reports_or_problems(at in any::<usize>(), byte in any::<u8>(), pack in any::<bool>()) {
        let mut bytes = archive(pack);
        let at = at % bytes.len();
        bytes[at] = byte;
        let acquired = sent(&bytes);
        prop_assert!(acquired.reports.len() + acquired.problems.len() >= 1);
    }
}
