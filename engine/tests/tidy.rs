//! Holds the workspace to its layout: who may depend on whom, who may touch files and the clock,
//! how long and how named a file is. Reads manifests and sources as text; checks no behaviour.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Outside crates with one home, and the folder that is it.
const HOMES: &[(&str, &str)] = &[
    ("arrow-array", "stages/export"),
    ("arrow-schema", "stages/export"),
    ("axum", "apps/web"),
    ("chardetng", "stages/acquire"),
    ("clap", "apps/cli"),
    ("dom_smoothie", "stages/acquire"),
    ("encoding_rs", "stages/acquire"),
    ("feed-rs", "stages/acquire"),
    ("fjadra", "apps/web"),
    ("flate2", "stages/acquire"),
    ("indicatif", "apps/cli"),
    ("mail-parser", "stages/acquire"),
    ("maud", "apps/web"),
    ("parquet", "stages/export"),
    ("pdf-extract", "stages/acquire"),
    ("postgres", "stages/record"),
    ("pyo3", "apps/python"),
    ("quick-xml", "stages/acquire"),
    ("rten", "stages/analyze"),
    ("rusqlite", "stages/record"),
    ("rustls", "fetch"),
    ("rustls-native-certs", "fetch"),
    ("tokio", "apps/web"),
    ("tokio-postgres-rustls", "stages/record"),
    ("toml", "data"),
    ("ureq", "fetch"),
    ("whatlang", "stages/acquire"),
    ("zip", "stages/acquire"),
];

/// Folders whose code may open files.
const TOUCH_FILES: &[&str] = &["stages/acquire", "stages/record", "data", "apps"];

/// Crates with a second home, and why: the store is kept in SQLite, and a record is given away as a file of it; a store in
/// a database is reached over an encrypted connection, as feeds are.
const SECOND_HOMES: &[(&str, &str)] =
    &[("rusqlite", "stages/export"), ("rustls", "stages/record"), ("rustls-native-certs", "stages/record")];

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: &[&str] = &["common", "core", "helper", "helpers", "manager", "misc", "util", "utils"];

/// The longest a source file may be, in lines.
const LONGEST: usize = 600;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace is there")
}

/// All files of the workspace that are not built or ignored, by path under the root.
fn files() -> Vec<PathBuf> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("an entry can be read").path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !["target", ".git", "__pycache__", "node_modules"].contains(&name) {
                    walk(&path, root, found);
                }
            } else if !name.contains(".chancery") {
                found.push(path.strip_prefix(root).expect("it lies under the root").to_owned());
            }
        }
    }
    let (root, mut found) = (root(), Vec::new());
    walk(&root, &root, &mut found);
    found.sort();
    assert!(found.len() > 20, "only {} files found: the walk is broken", found.len());
    found
}

/// The content of a file, where it is text.
fn text(path: &Path) -> Option<String> {
    fs::read(root().join(path)).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Rust sources that are compiled into a crate, tests apart.
fn sources() -> Vec<PathBuf> {
    let is_source = |p: &PathBuf| {
        p.extension().is_some_and(|e| e == "rs") && p.iter().any(|part| part == "src") && !p.ends_with("tests.rs")
    };
    files().into_iter().filter(is_source).collect()
}

/// A source without its tests, which stand at its end.
fn without_tests(source: &str) -> &str {
    source.find("#[cfg(test)]\nmod tests {").map_or(source, |at| &source[..at])
}

/// What a crate of the workspace depends on, by folder; `dev` holds what only its tests need.
struct Manifest {
    needs: BTreeSet<String>,
    dev: BTreeSet<String>,
    text: String,
}

fn manifests() -> BTreeMap<String, Manifest> {
    let mut all = BTreeMap::new();
    for path in files().iter().filter(|p| p.ends_with("Cargo.toml") && p.components().count() > 1) {
        let text = text(path).expect("a manifest is text");
        let (mut needs, mut dev) = (BTreeSet::new(), BTreeSet::new());
        let mut table = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[') {
                table = name.trim_end_matches(']').to_owned();
                let named = |prefix| table.strip_prefix(prefix).map(str::to_owned);
                needs.extend(named("dependencies.").or_else(|| named("build-dependencies.")));
                dev.extend(named("dev-dependencies."));
            } else if let Some((name, _)) = line.split_once(['=', '.', ' ']).filter(|_| !line.starts_with('#')) {
                match table.rsplit('.').next() {
                    Some("dependencies" | "build-dependencies") => drop(needs.insert(name.to_owned())),
                    Some("dev-dependencies") => drop(dev.insert(name.to_owned())),
                    _ => {}
                }
            }
        }
        let folder = path.parent().expect("a manifest lies in a folder").display().to_string();
        all.insert(folder, Manifest { needs, dev, text });
    }
    assert!(all.len() >= 11, "only {} crates found", all.len());
    all
}

#[test]
fn crates_depend_in_one_direction() {
    let mut faults = Vec::new();
    for (folder, manifest) in manifests() {
        let allowed: &[&str] = match folder.as_str() {
            "model" => &[],
            "data" => &["model"],
            // It gives bytes, and knows nothing of reports.
            "fetch" => &[],
            "engine" => &["model", "data", "acquire", "analyze", "extract", "identify", "reconcile", "record"],
            // Written from what views say, and behind them on the way.
            "stages/export" => &["model", "data", "view"],
            "apps/cli" => &["model", "data", "engine", "fetch", "view", "export", "web"],
            stage if stage.starts_with("stages/") => &["model", "data"],
            app if app.starts_with("apps/") => &["model", "data", "engine", "view", "export"],
            _ => &[],
        };
        for name in manifest.needs.iter().filter_map(|n| n.strip_prefix("chancery-")) {
            if !allowed.contains(&name) {
                faults.push(format!("{folder} depends on chancery-{name}"));
            }
        }
        // Reading a test document through the stages before is fine; a stage behind is not.
        for name in manifest.dev.iter().filter_map(|n| n.strip_prefix("chancery-")) {
            let stage = folder.strip_prefix("stages/");
            if stage.is_some_and(|own| order(name) >= order(own)) {
                faults.push(format!("the tests of {folder} depend on chancery-{name}, a later stage"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How far along the way a crate stands.
fn order(name: &str) -> usize {
    let way = [
        "model",
        "data",
        "acquire",
        "analyze",
        "extract",
        "identify",
        "reconcile",
        "record",
        "view",
        "export",
        "engine",
    ];
    way.iter().position(|n| *n == name).unwrap_or(way.len())
}

#[test]
fn each_heavy_crate_has_one_home() {
    let all = manifests();
    for (name, home) in HOMES {
        let users: Vec<_> = all.iter().filter(|(_, m)| m.needs.contains(*name)).map(|(f, _)| f.as_str()).collect();
        let second = SECOND_HOMES.iter().filter(|(of, _)| of == name).map(|(_, home)| *home);
        let mut homes: Vec<&str> = second.chain([*home]).collect();
        homes.sort_unstable();
        assert_eq!(users, homes, "`{name}` belongs to {} alone", homes.join(" and "));
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for (folder, manifest) in manifests() {
        assert!(manifest.text.contains("[lints]\nworkspace = true"), "{folder}/Cargo.toml: add the workspace's lints");
    }
}

#[test]
fn only_doors_and_ends_touch_files_and_fetch_alone_the_network() {
    let mut faults = Vec::new();
    for path in sources() {
        let source = text(&path).expect("a source is text");
        let code = without_tests(&source);
        let may_touch = TOUCH_FILES.iter().any(|folder| path.starts_with(folder));
        for needle in ["std::fs", "fs::read", "fs::write", "File::open", "File::create"] {
            if !may_touch && code.contains(needle) {
                faults.push(format!("{}: `{needle}` outside {}", path.display(), TOUCH_FILES.join(", ")));
            }
        }
        // The desk listens; nobody calls out but the one crate that is there for it, and of the store the client of
        // its database.
        for needle in ["std::net", "TcpStream", "UdpSocket", "lookup_host", "TcpListener"] {
            let listens = needle == "TcpListener" && path.starts_with("apps/web");
            let calls = needle == "std::net" && path.starts_with("fetch");
            if !listens && !calls && code.contains(needle) {
                faults.push(format!("{}: `{needle}`: nothing opens a connection", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn one_command_fetches_and_one_client_does() {
    for path in sources().iter().filter(|p| !p.starts_with("fetch")) {
        let source = text(path).expect("a source is text");
        let code = without_tests(&source);
        let of_watch = path.starts_with("apps/cli/src/commands/watch") || path.ends_with("commands/watch.rs");
        // The clock is lent to it.
        let may = of_watch || path.ends_with("apps/cli/src/clock.rs");
        assert!(may || !code.contains("chancery_fetch"), "{}: only `watch` fetches", path.display());
        assert!(!code.contains("ureq"), "{}: only `fetch` asks servers", path.display());
    }
    let locked = text(Path::new("Cargo.lock")).expect("the lock file is text");
    assert!(locked.contains("name = \"ureq\""), "the lock file names its crates otherwise than this test");
    for other in ["attohttpc", "curl", "isahc", "minreq", "reqwest", "surf", "tungstenite"] {
        assert!(!locked.contains(&format!("name = \"{other}\"\n")), "`{other}` opens connections beside `ureq`");
    }
}

#[test]
fn only_the_doors_look_at_the_clock() {
    for path in sources().iter().filter(|p| !p.starts_with("apps")) {
        let source = text(path).expect("a source is text");
        for needle in ["SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now"] {
            let found = without_tests(&source).contains(needle);
            assert!(!found, "{}: `{needle}`: dates resolve against the dateline, never the clock", path.display());
        }
    }
}

#[test]
fn sources_are_short_and_say_what_they_do() {
    let mut faults = Vec::new();
    for path in files().iter().filter(|p| p.extension().is_some_and(|e| e == "rs")) {
        let source = text(path).expect("a source is text");
        if source.lines().count() > LONGEST {
            faults.push(format!("{}: longer than {LONGEST} lines; split it", path.display()));
        }
        if !source.starts_with("//!") {
            faults.push(format!("{}: opens with no word on what it does", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn names_of_files_say_something() {
    for path in files() {
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let empty = |word: &str| EMPTY_NAMES.contains(&word);
        let vague = stem.split(['_', '-']).any(empty) || path.iter().filter_map(|p| p.to_str()).any(empty);
        assert!(!vague, "{}: name it after what is in it", path.display());
    }
}

#[test]
fn nothing_names_a_place_on_one_machine() {
    let needles = [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat(), ["/tm", "p/"].concat(), ["/ho", "me/"].concat()];
    for path in files() {
        let Some(content) = text(&path) else { continue };
        for needle in &needles {
            // In the middle of an address it is somebody's page, not a folder.
            let named = content.match_indices(needle.as_str()).any(|(at, _)| {
                content[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != '-')
            });
            assert!(!named, "{}: names `{needle}`", path.display());
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut checked = 0;
    for path in files().iter().filter(|p| p.extension().is_some_and(|e| e == "md") && !p.starts_with("examples/london"))
    {
        let content = text(path).expect("a document is text");
        for link in content.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if link.is_empty() || link.contains("://") {
                continue;
            }
            checked += 1;
            let target = root().join(path).parent().expect("a file lies in a folder").join(link);
            assert!(target.exists(), "{}: the link to `{link}` leads nowhere", path.display());
        }
    }
    assert!(checked > 0, "no link was found: the search is broken");
}
