//! Checks the program's real output against `docs/record.schema.json`, and the documents against
//! the schema. The checker knows the few keywords that the schema uses and refuses any other, so
//! that nothing in it goes unchecked. It is stricter than the schema in one thing: a key of the
//! output that the schema does not describe is a fault.

use std::path::{Path, PathBuf};
use std::process::Command;

use chancery_model::Edtf;
use serde_json::{Map, Value};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema() -> Value {
    let text = std::fs::read_to_string(root().join("docs/record.schema.json")).expect("the schema can be read");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// What `chancery ARGS examples/london` prints, a JSON value a line.
fn chancery(args: &[&str]) -> Vec<Value> {
    told(args, &root().join("examples/london"))
}

/// What `chancery ARGS PATH` prints, a JSON value a line.
fn told(args: &[&str], path: &Path) -> Vec<Value> {
    let output =
        Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).arg(path).output().expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {errors}");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// The faults of `value` under the definition `name`, each with the way to it.
fn faults(schema: &Value, name: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let start = serde_json::json!({ "$ref": format!("#/$defs/{name}") });
    check(schema, &start, value, name, &mut found);
    found
}

fn check(root: &Value, rules: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    for (keyword, rule) in rules.as_object().expect("a schema is an object") {
        let fits = match (keyword.as_str(), value) {
            ("description" | "title", _) => true,
            ("$ref", _) => {
                let target = rule.as_str().and_then(|r| root.pointer(&r[1..])).expect("a reference leads somewhere");
                check(root, target, value, at, faults);
                true
            }
            ("anyOf", _) => {
                any_of(root, rule.as_array().expect("a list"), value, at, faults);
                true
            }
            ("type", _) => match rule {
                Value::Array(types) => types.iter().any(|t| has_type(value, t)),
                one => has_type(value, one),
            },
            ("enum", _) => rule.as_array().expect("a list").contains(value),
            ("format", Value::String(s)) => match rule.as_str() {
                Some("edtf") => s.parse::<Edtf>().is_ok(),
                _ => panic!("teach the checker the format {rule}"),
            },
            ("pattern", Value::String(s)) => match rule.as_str() {
                Some("^sha256:[0-9a-f]{64}$") => s.strip_prefix("sha256:").is_some_and(|h| is_hex(h, 64)),
                Some("^[a-z][0-9a-f]{12}$") => {
                    s.strip_prefix(|c: char| c.is_ascii_lowercase()).is_some_and(|h| is_hex(h, 12))
                }
                _ => panic!("teach the checker the pattern {rule}"),
            },
            ("minimum", Value::Number(n)) => n.as_f64() >= rule.as_f64(),
            ("minItems", Value::Array(items)) => items.len() as u64 >= rule.as_u64().expect("a number"),
            ("items", Value::Array(items)) => {
                for (i, item) in items.iter().enumerate() {
                    check(root, rule, item, &format!("{at}[{i}]"), faults);
                }
                true
            }
            ("required", Value::Object(object)) => {
                let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                let missing: Vec<_> = names.filter(|name| !object.contains_key(*name)).collect();
                faults.extend(missing.iter().map(|name| format!("{at}: `{name}` is missing")));
                true
            }
            ("properties", Value::Object(object)) => {
                properties(root, rule.as_object().expect("an object"), object, at, faults);
                true
            }
            ("format" | "pattern" | "minimum" | "minItems" | "items" | "required" | "properties", _) => true,
            _ => panic!("teach the checker the keyword `{keyword}`"),
        };
        if !fits {
            faults.push(format!("{at}: {value} breaks {keyword} {rule}"));
        }
    }
}

/// Tells the faults under the option that comes closest.
fn any_of(root: &Value, options: &[Value], value: &Value, at: &str, faults: &mut Vec<String>) {
    let told = |option| {
        let mut of_option = Vec::new();
        check(root, option, value, at, &mut of_option);
        of_option
    };
    // "null expected" says nothing about an object that is almost right.
    let open = options.iter().filter(|option| value.is_null() || option["type"] != "null");
    faults.extend(open.map(told).min_by_key(Vec::len).expect("there is an option"));
}

fn properties(
    root: &Value,
    known: &Map<String, Value>,
    object: &Map<String, Value>,
    at: &str,
    faults: &mut Vec<String>,
) {
    for (key, value) in object {
        match known.get(key) {
            Some(rules) => check(root, rules, value, &format!("{at}.{key}"), faults),
            None => faults.push(format!("{at}: `{key}` is not described")),
        }
    }
}

fn has_type(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("a type is named") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("teach the checker the type `{other}`"),
    }
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Every stretch of text that claims to be a slice of `text` and is not, counted in code points.
fn not_verbatim(value: &Value, text: &[char], seen: &mut usize, faults: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| not_verbatim(v, text, seen, faults)),
        Value::Object(object) => {
            let offset = |key| object.get(key).and_then(Value::as_u64).map(|n| n as usize);
            let words = object.get("exact").or_else(|| object.get("text")).and_then(Value::as_str);
            if let (Some(start), Some(end), Some(words)) = (offset("start"), offset("end"), words) {
                *seen += 1;
                let slice: Option<String> = text.get(start..end).map(|s| s.iter().collect());
                if slice.as_deref() != Some(words) {
                    faults.push(format!("{start}..{end} is {slice:?}, not {words:?}"));
                }
            }
            object.values().for_each(|v| not_verbatim(v, text, seen, faults));
        }
        _ => {}
    }
}

#[test]
fn read_prints_what_the_schema_says() {
    let schema = schema();
    let lines = chancery(&["read", "--json"]);
    assert_eq!(lines.len(), 6, "examples/london holds six reports");
    for line in &lines {
        assert_eq!(faults(&schema, "read", line), Vec::<String>::new());
    }
    assert!(lines.iter().any(|l| l["events"].as_array().is_some_and(|e| !e.is_empty())), "no event was read");
    assert!(lines.iter().any(|l| l["statements"].as_array().is_some_and(|s| !s.is_empty())), "no words were read");
}

#[test]
fn every_offset_leads_to_its_words() {
    for line in chancery(&["read", "--json"]) {
        let text: Vec<char> = line["report"]["text"].as_str().expect("the text is told").chars().collect();
        let (mut seen, mut faults) = (0, Vec::new());
        not_verbatim(&line, &text, &mut seen, &mut faults);
        assert_eq!(faults, Vec::<String>::new(), "{}", line["report"]["key"]);
        assert!(seen > 0, "{}: nothing was read", line["report"]["key"]);
    }
}

#[test]
fn record_prints_what_the_schema_says() {
    let lines = chancery(&["record", "--json"]);
    assert_eq!(lines.len(), 1, "a record is one object");
    assert_eq!(faults(&schema(), "record", &lines[0]), Vec::<String>::new());
    assert_eq!(lines[0]["reports"].as_array().map(Vec::len), Some(6));
    assert_eq!(lines[0]["origins"].as_array().map(Vec::len), Some(5), "one text stands under two mastheads");
}

#[test]
fn events_prints_what_the_schema_says() {
    let lines = chancery(&["events", "--json"]);
    assert!(!lines.is_empty());
    for line in &lines {
        assert_eq!(faults(&schema(), "merged-event", line), Vec::<String>::new());
    }
}

/// What `chancery ARGS` prints of reports about pledges and a plan, a JSON value a line.
fn of_plans(args: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("plans.txt"), PLANS).expect("a temporary file can be written");
    told(args, folder.path())
}

const PLANS: &str = "Published on March 10, 2026\n\n\
    Denmark pledged $90 million to Kenya over two years. Denmark promised to send ten tents to Kenya.\n\n\
    Oman presented a ten-point peace plan to Armenia and Azerbaijan. Armenia rejected the plan's demand to cede \
    territory. Azerbaijan accepted the plan. Azerbaijan called for an immediate \
    ceasefire. Armenia rejected an immediate ceasefire.\n";

/// Reports with a gap of every kind.
const GAPS: &str = concat!(
    r#"{"published": "2026-01-10", "text": "Chad rejected an immediate ceasefire. Chad demanded sanctions on Sudan. "#,
    r#"Kenyan President William Ruto will meet Japanese Prime Minister Sanae Takaichi in Nairobi on January 15."}"#,
    "\n",
    r#"{"published": "2026-03-10", "text": "Kenya's foreign minister Musalia Mudavadi met his Somali counterpart in "#,
    r#"Nairobi on Monday, the Kenyan government said. Kenya demanded an immediate ceasefire. Kenya demanded that Sudan "#,
    r#"withdraw its troops. Uganda demanded that Sudan withdraw its troops. Uganda supports sanctions on Sudan."}"#,
    "\n"
);

#[test]
fn views_print_what_the_schema_says() {
    let schema = schema();
    for (args, name, least) in [
        (vec!["pledges", "--json"], "recorded-pledge", 2),
        (vec!["pledges", "--totals", "--json"], "account", 1),
        (vec!["proposals", "--json"], "recorded-proposal", 1),
        (vec!["matrix", "--json", "--party", "Armenia", "--party", "Azerbaijan"], "matrix", 1),
    ] {
        let lines = of_plans(&args);
        assert!(lines.len() >= least, "{args:?} tells {} things", lines.len());
        for line in &lines {
            assert_eq!(faults(&schema, name, line), Vec::<String>::new(), "{args:?}");
        }
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("gaps.jsonl"), GAPS).expect("a temporary file can be written");
    for check in told(&["checks", "--json"], folder.path()) {
        assert_eq!(faults(&schema, "check", &check), Vec::<String>::new());
    }
    let gaps = told(&["gaps", "--json"], folder.path());
    assert_eq!(faults(&schema, "gaps", &gaps[0]), Vec::<String>::new());
    for kind in ["unstated", "one_sided", "silent", "ageing", "overdue"] {
        assert!(gaps[0][kind].as_array().is_some_and(|gaps| !gaps.is_empty()), "no {kind}: {}", gaps[0]);
    }
    let matrix = of_plans(&["matrix", "--json", "--party", "Armenia", "--party", "Azerbaijan"]);
    let rows = matrix[0]["issues"].as_array().expect("it has rows");
    assert!(rows.iter().any(|row| row["reading"] == "apart"), "{}", matrix[0]);
    let id = of_plans(&["proposals", "--json"])[0]["id"].as_str().expect("it has an id").to_owned();
    let one = of_plans(&["proposals", "--json", &id]);
    assert_eq!(faults(&schema, "proposal-view", &one[0]), Vec::<String>::new());
    assert!(one[0]["clauses"].as_array().is_some_and(|rows| !rows.is_empty()), "{}", one[0]);
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let schema = schema();
    let good = serde_json::json!({ "start": 0, "end": 6, "exact": "Monday" });
    assert_eq!(faults(&schema, "evidence", &good), Vec::<String>::new());
    for (bad, told) in [
        (serde_json::json!({ "start": 0, "end": 6 }), "`exact` is missing"),
        (serde_json::json!({ "start": -1, "end": 6, "exact": "Monday" }), "minimum"),
        (serde_json::json!({ "start": 0, "end": 6, "exact": null }), "type"),
        (serde_json::json!({ "start": 0, "end": 6, "exact": "Monday", "mood": "" }), "`mood` is not described"),
        (serde_json::json!({ "report": "sha256:1", "start": 0, "end": 6, "exact": "Monday" }), "pattern"),
    ] {
        let found = faults(&schema, "evidence", &bad);
        assert!(found.len() == 1 && found[0].contains(told), "{told}: {found:?}");
    }
    assert_eq!(faults(&schema, "edtf", &Value::from("8 December")).len(), 1);
}

#[test]
fn the_format_is_described_in_words() {
    let schema = schema();
    let document = std::fs::read_to_string(root().join("docs/record.md")).expect("the document can be read");
    for name in
        ["read", "record", "report", "event", "merged-event", "statement", "position", "recorded-position", "pledge"]
    {
        let keys = schema.pointer(&format!("/$defs/{name}/properties")).and_then(Value::as_object).expect("an object");
        for key in keys.keys() {
            assert!(document.contains(&format!("`{key}`")), "docs/record.md does not tell of `{key}` of a {name}");
        }
    }
}
