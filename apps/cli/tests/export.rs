//! Formats of other programs, as the command writes them: what a format says of events that move, are called off or lie
//! nowhere in particular, that the same record gives the same bytes, and which files are left alone. That other programs
//! read them is held by `scripts/formats`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// An input by the name of its file.
type Input = (&'static str, &'static str);

const PLAN: Input = (
    "plan.jsonl",
    r#"{"title": "=Ministers <b>to meet</b>", "outlet": "Coastal Herald", "published": "2026-03-02", "url": "https://coastal-herald.example/a?b=1&c=2", "text": "Norway and Kenya will hold talks in Nairobi on March 12, both ministries said.\n\nUruguayan President Yamandú Orsi will visit Chile on March 20.\n\n“We will not give up the port,” Kenyan Foreign Minister Musalia Mudavadi said.\n\nKenya accused Ethiopia of closing the border crossing at Moyale.\n\nA phone call between Moldovan President Maia Sandu and Estonian President Alar Karis will take place on March 18."}"#,
);
const MOVED: Input = (
    "moved.jsonl",
    r#"{"title": "Talks moved", "outlet": "Evening Bell", "published": "2026-03-09", "text": "Norway and Kenya will hold talks in Nairobi on March 16. The talks were originally due to start on March 12."}"#,
);
const OFF: Input = (
    "off.jsonl",
    r#"{"title": "Call called off", "outlet": "Evening Bell", "published": "2026-03-11", "text": "The phone call between Moldovan President Maia Sandu and Estonian President Alar Karis that was planned for March 18 has been called off."}"#,
);

/// The program, in a folder of its own and without the user's settings.
fn chancery(folder: &Path, arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env_remove("CHANCERY_STORE").env_remove("CHANCERY_REGISTER");
    let output = command.env_remove("CHANCERY_RULES").stdin(Stdio::null()).output().expect("the program starts");
    let told = String::from_utf8(output.stderr).expect("talk is UTF-8");
    (output.status.code().expect("it ends by itself"), output.stdout, told)
}

fn exported(folder: &Path, format: &str, more: &[&str]) -> String {
    let (code, out, told) = chancery(folder, &[&["export", "--as", format], more].concat());
    assert_eq!((code, told.as_str()), (0, ""), "{format}");
    String::from_utf8(out).expect("it is text")
}

/// A folder with a store of so many of the reports.
fn store(reports: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, report) in reports {
        fs::write(folder.path().join(name), report).expect("written");
        let (code, _, told) = chancery(folder.path(), &["--quiet", "add", name]);
        assert_eq!((code, told.as_str()), (0, ""));
    }
    folder
}

/// The properties of each event of a calendar, unfolded.
fn entries(calendar: &str) -> Vec<Vec<String>> {
    let calendar = calendar.replace("\r\n ", "");
    let entries = calendar.split("BEGIN:VEVENT\r\n").skip(1);
    entries.map(|entry| entry.split("\r\n").map(str::to_owned).collect()).collect()
}

fn property<'e>(entry: &'e [String], name: &str) -> &'e str {
    let line = entry.iter().find(|line| line.split([':', ';']).next() == Some(name));
    line.and_then(|line| line.split_once(':')).map_or("", |(_, value)| value)
}

#[test]
fn a_calendar_moves_what_has_moved_and_strikes_what_was_called_off() {
    let (before, after) = (store(&[PLAN]), store(&[PLAN, MOVED, OFF]));
    let (before, after) =
        (entries(&exported(before.path(), "icalendar", &[])), entries(&exported(after.path(), "icalendar", &[])));
    let find = |entries: &[Vec<String>], words: &str| {
        let found: Vec<_> = entries.iter().filter(|e| property(e, "SUMMARY").contains(words)).cloned().collect();
        assert_eq!(found.len(), 1, "{words}: {entries:?}");
        found[0].clone()
    };
    let told =
        |entry: &[String]| ["DTSTART", "SEQUENCE", "STATUS"].map(|name| property(entry, name).to_owned()).join(" ");
    let (planned, moved) = (find(&before, "Nairobi"), find(&after, "Nairobi"));
    assert_eq!((told(&planned).as_str(), told(&moved).as_str()), ("20260312 0 CONFIRMED", "20260316 1 CONFIRMED"));
    assert_eq!(property(&planned, "UID"), property(&moved, "UID"), "a calendar knows it again");
    let (planned, off) = (find(&before, "Call"), find(&after, "Call"));
    assert_eq!((told(&planned).as_str(), told(&off).as_str()), ("20260318 0 CONFIRMED", "20260318 1 CANCELLED"));
    assert_eq!(property(&planned, "UID"), property(&off, "UID"));
}

#[test]
fn only_cities_and_venues_are_points() {
    let folder = store(&[PLAN, MOVED]);
    let map: Value = serde_json::from_str(&exported(folder.path(), "geojson", &[])).expect("JSON");
    let mut told: Vec<(&str, &str, bool)> = Vec::new();
    for feature in map["features"].as_array().expect("features") {
        let words = |key: &str| feature["properties"][key].as_str().expect("words");
        told.push((words("place"), words("precision"), feature["geometry"].is_null()));
    }
    told.sort_unstable();
    assert_eq!(told, [("Chile", "country", true), ("Nairobi", "city", false)]);
}

#[test]
fn acts_stand_beside_engagements_for_those_who_count_events() {
    let folder = store(&[PLAN, MOVED, OFF]);
    let table = exported(folder.path(), "plover", &[]);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    let at = |name: &str| rows[0].iter().position(|column| *column == name).expect("a column");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{table}");
    let row = |kind: &str| {
        let found: Vec<_> = rows[1..].iter().filter(|row| row[at("Event Type")] == kind).collect();
        assert_eq!(found.len(), 1, "{kind}: {table}");
        found[0]
    };
    let accused = row("ACCUSE");
    let told = ["Actor Name", "Actor Country", "Recipient Name", "Recipient Country", "Quad Code", "Event Date"];
    assert_eq!(told.map(|name| accused[at(name)]), ["Kenya", "KEN", "Ethiopia", "ETH", "VERBAL CONFLICT", ""]);
    assert_eq!(accused[at("Headline")], "'=Ministers <b>to meet</b>", "no spreadsheet takes it for a formula");
    // What was called off is a refusal, what lies ahead an agreement to meet.
    assert_eq!(row("REJECT")[at("Status")], "cancelled");
    assert!(rows[1..].iter().filter(|row| row[at("Event Type")] == "AGREE").count() >= 2, "{table}");
    assert!(rows[1..].iter().all(|row| row[at("Intensity")].is_empty()), "nothing is made up");
}

#[test]
fn linked_data_tells_what_moved() {
    let folder = store(&[PLAN, MOVED, OFF]);
    let data: Value = serde_json::from_str(&exported(folder.path(), "jsonld", &[])).expect("JSON");
    let events: Vec<&Value> =
        data["@graph"].as_array().expect("a graph").iter().filter(|thing| thing["type"] == "Event").collect();
    let find = |status: &str| {
        let status = format!("https://schema.org/{status}");
        events.iter().find(|event| event["eventStatus"] == status).unwrap_or_else(|| panic!("{status}: {events:?}"))
    };
    let moved = find("EventRescheduled");
    assert_eq!((&moved["startDate"], &moved["previousStartDate"]), (&"2026-03-16".into(), &"2026-03-12".into()));
    assert_eq!(find("EventCancelled")["startDate"], "2026-03-18");
    assert!(find("EventScheduled")["name"].as_str().expect("a name").contains("Chile"));
}

#[test]
fn every_piece_of_an_annotation_is_found_in_its_report() {
    let folder = store(&[PLAN, MOVED, OFF]);
    let (_, read, _) = chancery(folder.path(), &["read", "--json", "plan.jsonl", "moved.jsonl", "off.jsonl"]);
    let texts: Vec<(String, Vec<char>)> = String::from_utf8(read)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["report"].clone())
        .map(|report| {
            let id = report["id"].as_str().expect("an id").replace("sha256:", "urn:chancery:report:");
            (id, report["text"].as_str().expect("a text").chars().collect())
        })
        .collect();
    let annotations: Value = serde_json::from_str(&exported(folder.path(), "annotation", &[])).expect("JSON");
    let items = annotations["first"]["items"].as_array().expect("items");
    assert_eq!(annotations["total"], items.len());
    let mut pieces = 0;
    for target in items.iter().flat_map(|item| item["target"].as_array().expect("targets")) {
        let (_, text) = texts.iter().find(|(id, _)| target["scope"] == id.as_str()).expect("a report");
        let [quote, place] = target["selector"].as_array().expect("two").as_slice() else { panic!("{target}") };
        let at = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("it fits");
        let words = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        let (start, end) = (at("start"), at("end"));
        assert_eq!(quote["exact"], words(start, end));
        assert_eq!(quote["prefix"], words(start.saturating_sub(32), start));
        assert_eq!(quote["suffix"], words(end, text.len().min(end + 32)));
        pieces += 1;
    }
    assert!(pieces >= items.len() && pieces > 5, "{pieces}");
}

#[test]
fn words_of_reports_are_no_markup() {
    let report = PLAN.1.replace("both ministries", "<script>alert(1)</script> & ministries");
    let folder = store(&[("plan.jsonl", &report)]);
    for format in ["timeline", "gexf", "graphml"] {
        let written = exported(folder.path(), format, &[]);
        assert!(!written.contains("<script>") && !written.contains("<b>"), "{format}: {written}");
    }
    let (code, _, told) = chancery(folder.path(), &["export", "--as", "markdown", "-o", "notes"]);
    assert_eq!((code, told.as_str()), (0, ""));
    let index = fs::read_to_string(folder.path().join("notes/index.md")).expect("an index");
    assert!(index.contains("[[reports/=Ministers b to meet b ") && !index.contains("<b>"), "{index}");
}

/// All files under a folder, by path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), fs::read(&path).expect("read")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    // The order in which reports came counts for nothing.
    let stores = [store(&[PLAN, MOVED, OFF]), store(&[OFF, PLAN, MOVED])];
    let written = stores.map(|folder| {
        for format in ["csv", "markdown", "parquet"] {
            // What an export wrote it may write over.
            for _ in 0..2 {
                let (code, _, told) =
                    chancery(folder.path(), &["export", "--as", format, "-o", &format!("out/{format}")]);
                assert_eq!((code, told.as_str()), (0, ""), "{format}");
            }
        }
        for format in SINGLE {
            let (code, out, _) = chancery(folder.path(), &["export", "--as", format]);
            assert_eq!(code, 0, "{format}");
            fs::write(folder.path().join("out").join(format), out).expect("written");
        }
        let root = folder.path().display().to_string();
        files(&folder.path().join("out")).into_iter().map(move |(path, bytes)| (path.replace(&root, ""), bytes))
    });
    let [one, other] = written.map(Iterator::collect::<Vec<_>>);
    assert!(one.len() > 40, "{}", one.len());
    for ((path, bytes), (beside, others)) in one.iter().zip(&other) {
        assert_eq!(path, beside);
        assert!(bytes == others, "{path} differs with the order of reports");
    }
    assert_eq!(one.len(), other.len());
}

/// Formats of one file.
const SINGLE: [&str; 10] = [
    "annotation",
    "followthemoney",
    "geojson",
    "gexf",
    "graphml",
    "icalendar",
    "jsonld",
    "plover",
    "sqlite",
    "timeline",
];

#[test]
fn what_cannot_be_written_is_refused_in_one_line() {
    let folder = store(&[PLAN]);
    for (arguments, message) in [
        (&["export", "--as", "csv"][..], "`csv` is a folder of files; say where with `--output FOLDER`"),
        (
            &["export", "--as", "sqlite", "-o", "record.chancery"],
            "`record.chancery` is the store itself; name another file",
        ),
        (
            &["export", "--process", "nothing"],
            "without `--as FORMAT` a whole store is exported, and no part of it or other reports; say which format",
        ),
    ] {
        let (code, out, told) = chancery(folder.path(), arguments);
        assert_eq!((code, out.is_empty(), told.as_str()), (2, true, format!("chancery: {message}\n").as_str()));
    }
    let (code, _, told) = chancery(folder.path(), &["export", "--as", "papyrus"]);
    assert!(code == 2 && told.contains("papyrus") && told.lines().count() == 1, "{told}");

    fs::create_dir(folder.path().join("mine")).expect("made");
    fs::write(folder.path().join("mine/events.csv"), "my own").expect("written");
    let (code, _, told) = chancery(folder.path(), &["export", "--as", "csv", "-o", "mine"]);
    assert!(code == 2 && told.contains("was not written by an export"), "{told}");
    assert_eq!(files(&folder.path().join("mine")).len(), 1, "nothing is written beside it");
}
