//! `watch` against a server of this machine: what comes into the store, what is asked again and when, and what is left
//! when feeds are broken or the program is ended in the middle.

#[path = "../../../fetch/tests/fetch/server.rs"]
mod server;

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use server::{Asked, Server, elsewhere, nothing, reply};
use tempfile::TempDir;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env("NO_PROXY", "127.0.0.1").env_remove("CHANCERY_CONTACT");
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Exit code and standard error; nothing goes to standard output.
fn watch(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = command(folder, &[&["watch", "--pause", "0s"], arguments].concat()).output().expect("it starts");
    told(output)
}

fn told(Output { status, stdout, stderr }: Output) -> (i32, String) {
    assert_eq!(String::from_utf8_lossy(&stdout), "");
    (status.code().expect("it ends by itself"), String::from_utf8(stderr).expect("it is text"))
}

/// How many reports a store holds, which is sound.
fn reports(folder: &Path) -> u64 {
    let sound = command(folder, &["verify"]).output().unwrap();
    assert!(sound.status.success(), "{}", String::from_utf8_lossy(&sound.stderr));
    let status = command(folder, &["status", "--json"]).output().unwrap();
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).expect("it tells what it holds");
    status["reports"].as_u64().expect("a number")
}

/// Titles, or else addresses, of the reports of a store.
fn urls(folder: &Path) -> Vec<String> {
    let record = command(folder, &["record"]).output().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record.stdout).unwrap();
    let urls = record["reports"].as_array().unwrap().iter().map(|report| report["url"].as_str().unwrap().to_owned());
    let mut urls: Vec<String> = urls.collect();
    urls.sort();
    urls
}

/// An RSS feed of these items: the name of the page, and what the feed says of it.
fn rss(items: &[(&str, &str)]) -> Vec<u8> {
    let item = |(page, says): &(&str, &str)| {
        format!(
            "<item><title>Talks of {page}</title><link>/{page}</link><guid isPermaLink=\"false\">id-{page}</guid>\
             <pubDate>Mon, 09 Mar 2026 09:00:00 GMT</pubDate><description>{says}</description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Example</title>{items}</channel></rss>")
        .into_bytes()
}

const MERZ: &str = "German Chancellor Friedrich Merz met French President Emmanuel Macron in Berlin on Monday.";
const MODI: &str =
    "Indian Prime Minister Narendra Modi will meet Japanese Prime Minister Sanae Takaichi in Tokyo on Friday.";

fn page(says: &str) -> Vec<u8> {
    let more = "The talks lasted for two hours, and nobody told the press what came of them. ".repeat(6);
    format!("<!DOCTYPE html><html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>{says} {more}</p><p>{more}</p></article></body></html>").into_bytes()
}

/// A server whose feed may change, with its state as `ETag`; all else is answered so.
fn outlet(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> (Server, Arc<Mutex<Vec<u8>>>, String) {
    let feed = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&feed);
    let server = Server::start(move |asked, to| match asked.path.as_str() {
        "/robots.txt" => nothing(to),
        "/feed.xml" => {
            let bytes = kept.lock().unwrap().clone();
            let tag = format!("\"{}-{}\"", bytes.len(), bytes.iter().map(|b| u32::from(*b)).sum::<u32>());
            if asked.field("if-none-match") == Some(&tag) {
                reply(to, "304 Not Modified", &[], b"");
            } else {
                reply(to, "200 OK", &[("ETag", &tag), ("Content-Type", "application/rss+xml")], &bytes);
            }
        }
        _ => answer(asked, to),
    });
    let address = server.address("/feed.xml");
    (server, feed, address)
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn what_is_new_is_added_and_what_is_known_is_left() {
    let (server, feed, address) = outlet(|_, to| nothing(to));
    let folder = folder();
    let folder = folder.path();
    *feed.lock().unwrap() = rss(&[("a", MERZ), ("b", "")]);
    let (code, err) = watch(folder, &["--contact", "desk@example.org", &address]);
    assert_eq!(code, 0, "{err}");
    let bare = "an entry has no text, and `--articles` fetches its page";
    assert_eq!(err, format!("chancery: `{address}`: 1 report added; {bare}\n"));
    assert_eq!(watch(folder, &[&address]), (1, format!("chancery: `{address}`: unchanged\n")));

    *feed.lock().unwrap() = rss(&[("c", MODI), ("a", MERZ)]);
    let (code, err) = watch(folder, &[&address]);
    assert_eq!((code, err), (0, format!("chancery: `{address}`: 1 report added, 1 report known already\n")));
    // What was told anew is a new state of the report, as it is of a saved feed.
    *feed.lock().unwrap() = rss(&[("c", MODI), ("a", &MERZ.replace("Berlin", "Bonn"))]);
    assert_eq!(watch(folder, &["-q", &address]), (0, String::new()));
    assert_eq!(reports(folder), 3);
    assert_eq!(urls(folder)[0], server.address("/a"));

    // Of a store that is not there any more, what was remembered says nothing.
    fs::remove_file(folder.join("record.chancery")).unwrap();
    assert_eq!(watch(folder, &["-q", &address]).0, 0);
    // Without what was remembered, or with half of it, the feed is asked in full and nothing comes twice.
    let notebook = folder.join("record.chancery-feeds.json");
    let half = fs::read(&notebook).unwrap();
    fs::write(&notebook, &half[..half.len() / 2]).unwrap();
    let (code, err) = watch(folder, &[&address]);
    assert!(err.contains("it is set aside as `record.chancery-feeds.json.damaged`"), "{err}");
    assert!(code == 1 && err.contains("2 reports known already"), "{err}");
    assert_eq!(fs::read(folder.join("record.chancery-feeds.json.damaged")).unwrap(), &half[..half.len() / 2]);
    assert_eq!(reports(folder), 2);
    let asked = server.asked();
    assert!(asked.iter().all(|asked| asked.method == "GET"));
    assert_eq!(asked[0].field("user-agent").unwrap().split_once(' ').unwrap().1, "(+desk@example.org)");
}

#[test]
fn pages_stand_for_their_entries() {
    let (server, feed, address) = outlet(|asked, to| match asked.path.as_str() {
        "/a" => reply(to, "200 OK", &[("Content-Type", "text/html; charset=utf-8")], &page(MERZ)),
        "/d" => reply(to, "200 OK", &[], &page(MODI)),
        "/moved" => elsewhere(to, "302 Found", "/"),
        "/picture" => reply(to, "200 OK", &[("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n"),
        "/scan" => reply(to, "200 OK", &[("Content-Type", "application/pdf")], b"%PDF-1.4\nnothing"),
        "/" => reply(to, "200 OK", &[("Content-Type", "text/html")], &page("All the news.")),
        "/busy" => reply(to, "429 Too Many Requests", &[("Retry-After", "3600")], b""),
        _ => nothing(to),
    });
    let folder = folder();
    let folder = folder.path();
    *feed.lock().unwrap() = rss(&[("a", "In short."), ("gone", MODI), ("moved", ""), ("picture", ""), ("scan", "")]);
    let (code, err) = watch(folder, &["--articles", &address]);
    assert_eq!(code, 0, "{err}");
    for told in [
        "/gone` is not fetched: the server answers that nothing is there (404); what the feed says of it is added",
        "/moved` leads to the front page",
        "/picture` is no page but `image/png`",
        "2 reports added",
    ] {
        assert!(err.contains(told), "{told}\n{err}");
    }
    assert_eq!(urls(folder), [server.address("/a"), server.address("/gone")]);
    let texts = command(folder, &["show", &server.address("/a")]).output().unwrap();
    assert!(String::from_utf8_lossy(&texts.stdout).contains("Merz"), "it goes by its address");
    server.paths();

    // Nothing is asked for twice, an entry that is told anew is, and no more than wanted at once.
    *feed.lock().unwrap() = rss(&[("d", ""), ("a", "In short."), ("gone", "Now told otherwise."), ("e", "")]);
    let (_, err) = watch(folder, &["--articles", "--most", "1", &address]);
    assert!(
        err.contains("1 report added, 1 report known already") && err.contains("2 pages are left for the next run"),
        "{err}"
    );
    assert_eq!(server.paths(), ["/feed.xml", "/d"]);
    drop(watch(folder, &["--articles", &address]));
    assert_eq!(server.paths(), ["/feed.xml", "/gone", "/e"]);
    assert_eq!(watch(folder, &["--articles", "-q", &address]).0, 1);
    assert_eq!(server.paths(), ["/feed.xml"]);

    // A host that has enough is left alone, and so is its feed.
    *feed.lock().unwrap() = rss(&[("busy", MODI), ("busy2", "")]);
    let (code, err) = watch(folder, &["--articles", &address]);
    assert!(code == 1 && err.contains("it was asked too often (429); it is left for the next run"), "{err}");
    assert_eq!(server.paths(), ["/feed.xml", "/busy"]);
    let (code, err) = watch(folder, &["--articles", &address]);
    assert!(code == 1 && err.contains("not asked before 20"), "{err}");
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn who_fails_is_left_alone_and_the_others_are_asked() {
    let (server, feed, address) = outlet(|asked, to| match asked.path.as_str() {
        "/page" => {
            let head = "<link rel=alternate type=\"application/rss+xml\" href=\"/feed.xml\">";
            reply(to, "200 OK", &[], format!("<html><head>{head}</head><p>News</p></html>").as_bytes());
        }
        "/empty" => reply(to, "200 OK", &[], &rss(&[])),
        "/cut" => reply(to, "200 OK", &[], &rss(&[("a", MERZ)])[..200]),
        "/moved" => elsewhere(to, "301 Moved Permanently", "/empty"),
        _ => reply(to, "500 Internal Server Error", &[], b""),
    });
    *feed.lock().unwrap() = rss(&[("a", MERZ)]);
    let folder = folder();
    let folder = folder.path();
    let broken = server.address("/broken");
    let (code, err) = watch(folder, &[&broken]);
    assert_eq!(code, 2);
    assert!(
        err.contains("is not fetched: the server answers that it cannot answer now (500); it is asked again"),
        "{err}"
    );
    assert!(!folder.join("record.chancery").exists(), "no store is made for nothing");
    server.paths();
    let (code, err) = watch(folder, &[&broken]);
    assert!(code == 1 && err.contains("for it failed: the server") && err.contains("`--now`"), "{err}");
    assert_eq!(server.paths(), [""; 0], "it is not asked");
    let (code, err) = watch(folder, &["--now", &broken]);
    assert!(code == 2 && err.contains("(500)"), "{err}");

    let list = format!("# ours\n{address} # first\nexample.org/feed\n{}\n", server.address("/page"));
    fs::write(folder.join("feeds.txt"), list).unwrap();
    let all = ["/empty", "/cut", "/moved"].map(|path| server.address(path));
    let (code, err) = watch(folder, &["--list", "feeds.txt", &all[0], &all[1], &all[2], &broken]);
    assert_eq!(code, 0, "{err}");
    for told in [
        format!("`{address}`: 1 report added"),
        format!("`{}` is a web page, no feed; its feed is at `{address}`", server.address("/page")),
        format!("`{}`: no entries", all[0]),
        format!("`{}` is a feed that cannot be parsed", all[1]),
        format!("`{}` has moved for good to `{}`; name that from now on", all[2], all[0]),
        "failed 2 times in a row".to_owned(),
        "`example.org/feed` in line 3 of `feeds.txt` is not fetched: it is no address".to_owned(),
        "together: 1 report added".to_owned(),
    ] {
        assert!(err.contains(&told), "{told}\n{err}");
    }
    assert_eq!(reports(folder), 1);
}

#[test]
fn a_kill_in_the_middle_leaves_a_sound_store() {
    let (server, feed, address) = outlet(|asked, to| {
        if asked.path == "/slow" {
            std::thread::sleep(Duration::from_secs(5));
        }
        reply(to, "200 OK", &[("Content-Type", "text/html")], &page(if asked.path == "/a" { MERZ } else { MODI }));
    });
    *feed.lock().unwrap() = rss(&[("a", ""), ("slow", ""), ("c", "")]);
    let folder = folder();
    let folder = folder.path();
    let mut child = command(folder, &["watch", "--pause", "0s", "--articles", &address]).spawn().unwrap();
    until(|| server.asked().iter().any(|asked| asked.path == "/slow"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(reports(folder), 1, "what had come is in");
    server.paths();
    *feed.lock().unwrap() = rss(&[("a", ""), ("c", "")]);
    let (code, err) = watch(folder, &["--articles", &address]);
    assert!(code == 0 && err.contains("1 report added, 1 report known already"), "{err}");
    assert_eq!(server.paths(), ["/feed.xml", "/c"], "the page that had come is not asked for again");
}

#[test]
#[cfg(unix)]
fn it_goes_on_until_it_is_told_to_stop() {
    let (server, feed, address) = outlet(|_, to| nothing(to));
    *feed.lock().unwrap() = rss(&[("a", MERZ)]);
    let folder = folder();
    let child = command(folder.path(), &["watch", "--pause", "0s", "--every", "1h", &address]).spawn().unwrap();
    until(|| folder.path().join("record.chancery-feeds.json").exists());
    let begun = Instant::now();
    end(&child);
    let (code, err) = told(child.wait_with_output().unwrap());
    assert!(code == 0 && err.ends_with("stopped; 1 report came in\n"), "{err}");
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(server.paths(), ["/feed.xml"]);
    assert_eq!(reports(folder.path()), 1);
}

#[cfg(unix)]
fn end(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn until(it_is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !it_is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come to be");
        std::thread::sleep(Duration::from_millis(20));
    }
}
