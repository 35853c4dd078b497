//! JSON Lines: one report a line. A broken line is told and the others are read.

use chancery_model::Media;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html::Metadata;
use crate::json;
use crate::markdown;
use crate::published::Says;

/// The reports of a JSON Lines text whose first line has the number `first`, and what is wrong with the other lines.
pub(crate) fn read(text: &str, name: &str, first: usize) -> (Vec<Draft>, Vec<AcquireError>) {
    let (mut drafts, mut problems) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match report(line) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => problems.push(AcquireError::BrokenLine { path: name.to_owned(), line: first + i, reason }),
        }
    }
    // One value that is not a report a line (an object over several lines, a list of reports):
    // one message says it better.
    let one_value = || match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(items)) => items.iter().all(Value::is_object),
        Ok(_) => problems.len() > 1,
        Err(_) => false,
    };
    if drafts.is_empty() && one_value() {
        problems = vec![AcquireError::NotLines(name.to_owned())];
    }
    (drafts, problems)
}

fn report(line: &str) -> Result<Draft, String> {
    let value: Value = serde_json::from_str(line.trim_start_matches('\u{FEFF}')).map_err(|e| {
        // The parser counts lines within the line it was given.
        let words = e.to_string();
        words.split(" at line ").next().map_or(words.clone(), |w| format!("{w} at column {}", e.column()))
    })?;
    let Value::Object(object) = value else { return Err("it is no JSON object".to_owned()) };
    let text = match object.get("text") {
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err("`text` is not a string".to_owned()),
        None => return Err("`text` is missing".to_owned()),
    };
    if !text.chars().any(char::is_alphanumeric) {
        return Err("`text` holds no words".to_owned());
    }
    let string = |key: &str| match object.get(key) {
        Some(Value::String(s)) if !s.trim().is_empty() => Some(s.clone()),
        Some(Value::Number(n)) => Some(n.to_string()),
        _ => None,
    };
    // Page savers' notes at the top of the text fill what the fields leave open.
    let (mut metadata, chrome) = markdown::read(&text);
    metadata.title = string("title").or(metadata.title);
    metadata.url = string("url").or(metadata.url);
    metadata.outlet = string("outlet").or(metadata.outlet);
    metadata.author = string("author").or_else(|| string("byline")).or(metadata.author);
    metadata.date(&string("published").unwrap_or_default(), Says::Published);
    Ok(Draft { chrome, ..of_object(&object, text, metadata, string("id"), Media::Jsonl) })
}

/// A draft whose bytes are the canonical form of an object that holds its text.
pub(crate) fn of_object(
    object: &Map<String, Value>,
    text: String,
    metadata: Metadata,
    id: Option<String>,
    media: Media,
) -> Draft {
    let (bytes, at) = json::canonical(object);
    let map = json::map(&text, at);
    Draft { media, encoding: "UTF-8", bytes: bytes.into_bytes(), text, map, metadata, chrome: Vec::new(), id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_one_by_one() {
        let text = "{\"text\":\" The envoys\\r\\nmet. \",\"id\":7,\"published\":\"2025-12-08\",\"x\":[1]}\n\n{broken\n{\"id\":\"a\"}\n{\"text\":1}\n{\"text\":\"...\"}\n{\"text\":\"Talks\"}\r\n[]";
        let (drafts, problems) = read(text, "a.jsonl", 1);
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].text, " The envoys\r\nmet. ");
        assert_eq!(drafts[0].id.as_deref(), Some("7"));
        assert_eq!(drafts[0].metadata.dates[0].edtf.to_string(), "2025-12-08");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 5);
        for (told, words) in told.iter().zip(["line 3 of `a.jsonl`", "line 4", "line 5", "line 6", "line 8"]) {
            assert!(told.contains(words), "{told}");
        }
        assert!(told[1].contains("`text` is missing") && told[3].contains("no words"));
        assert!(told[4].contains("it is no JSON object"));
    }

    #[test]
    fn an_object_over_several_lines_is_explained() {
        let (_, problems) = read("{\n \"text\": \"Talks\"\n}", "a.json", 1);
        assert!(matches!(problems[..], [AcquireError::NotLines(_)]));
        let (_, problems) = read("[{\"text\": \"Talks\"}]", "a.json", 1);
        assert!(matches!(problems[..], [AcquireError::NotLines(_)]));
        let (_, problems) = read("[1, 2]", "a.jsonl", 1);
        assert!(matches!(problems[..], [AcquireError::BrokenLine { line: 1, .. }]));
    }
}
