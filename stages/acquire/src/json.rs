//! The canonical bytes of one report out of many: keys sorted, no blanks, as serde_json writes
//! values; and the map from its text to those bytes.

use std::collections::BTreeMap;

use chancery_model::{ByteSpan, Segment};
use serde_json::{Map, Value};

/// The canonical bytes of an object, and where the value of its `text` starts in them.
pub(crate) fn canonical(object: &Map<String, Value>) -> (String, usize) {
    let (mut out, mut at) = (String::new(), 0);
    write_object(object, &mut out, &mut |key, start| {
        if key == "text" {
            at = start;
        }
    });
    (out, at)
}

fn write_object(object: &Map<String, Value>, out: &mut String, seen: &mut dyn FnMut(&str, usize)) {
    out.push('{');
    let sorted: BTreeMap<&String, &Value> = object.iter().collect();
    for (i, (key, value)) in sorted.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&Value::from(key.as_str()).to_string());
        out.push(':');
        seen(key, out.len());
        write(value, out);
    }
    out.push('}');
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(object) => write_object(object, out, &mut |_, _| {}),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// The segments of a text that stands at `at` in canonical JSON: plain copies between escapes.
pub(crate) fn map(text: &str, at: usize) -> Vec<Segment> {
    let mut map = Vec::new();
    // Behind the opening quotation mark.
    let (mut bytes, mut run) = (at + 1, 0);
    let mut copy = |from: usize, to: usize, bytes: &mut usize| {
        if from < to {
            map.push(Segment { text: ByteSpan::new(from, to), bytes: (*bytes, *bytes + to - from), verbatim: true });
            *bytes += to - from;
        }
    };
    let mut escapes = Vec::new();
    for (i, b) in text.bytes().enumerate() {
        let length = match b {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0C => 2,
            0..0x20 => 6,
            _ => continue,
        };
        copy(run, i, &mut bytes);
        escapes.push(Segment { text: ByteSpan::new(i, i + 1), bytes: (bytes, bytes + length), verbatim: false });
        bytes += length;
        run = i + 1;
    }
    copy(run, text.len(), &mut bytes);
    map.extend(escapes);
    map.sort_by_key(|s| s.text);
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let object =
            serde_json::from_str(r#" {"text": "é\n", "a": {"z": 1, "b": [1.50, {"y": null, "x": true}]}} "#).unwrap();
        let (bytes, at) = canonical(&object);
        assert_eq!(bytes, r#"{"a":{"b":[1.5,{"x":true,"y":null}],"z":1},"text":"é\n"}"#);
        assert!(bytes[at..].starts_with("\"é"));
    }

    proptest! {
        #[test]
        fn the_map_is_honest(text in any::<String>()) {
            let mut object = Map::new();
            object.insert("text".to_owned(), text.clone().into());
            object.insert("url".to_owned(), "x".into());
            let (bytes, at) = canonical(&object);
            let mut end = 0;
            for s in map(&text, at) {
                prop_assert_eq!(s.text.start(), end);
                end = s.text.end();
                let raw = &bytes[s.bytes.0..s.bytes.1];
                let read: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
                prop_assert_eq!(read.as_str(), s.text.of(&text));
                prop_assert_eq!(s.verbatim, raw == s.text.of(&text));
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
