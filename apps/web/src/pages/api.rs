//! A description of the desk's addresses for programs (OpenAPI 3.1), made of the list of pages itself.

use serde_json::{Map, Value, json};

use crate::answer::Form;
use crate::routes::PAGES;

/// The description.
pub(crate) fn openapi() -> String {
    let mut paths = Map::new();
    for entry in PAGES {
        for form in entry.forms {
            let path = match (entry.path, form) {
                ("/", _) => "/".to_owned(),
                (path, form) => format!("{path}{}", form.ending()),
            };
            let kind = match form {
                Form::Html => "text/html",
                Form::Json => "application/json",
                Form::Csv => "text/csv",
                Form::Ics => "text/calendar",
            };
            let named = entry.path.split(['{', '}']).skip(1).step_by(2);
            let mut parameters: Vec<Value> = named
                .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
                .collect();
            let word = |word: &&str| json!({"name": word, "in": "query", "schema": value(entry.path, word)});
            parameters.extend(entry.words.iter().map(word));
            paths.insert(
                path,
                json!({"get": {
                    "summary": entry.about,
                    "parameters": parameters,
                    "responses": {
                        "200": {"description": "the page", "content": {kind: {}}},
                        "default": {"$ref": "#/components/responses/Refusal"},
                    },
                }}),
            );
        }
    }
    for (path, about, fields) in FORMS {
        let content = form(path, fields);
        let post = json!({"post": {
            "summary": about,
            "requestBody": {"required": true, "content": content},
            "responses": {
                "200": {"description": "what became of it", "content": {"text/html": {}}},
                "303": {"description": "it is done; the page to go to"},
                "default": {"$ref": "#/components/responses/Refusal"},
            },
        }});
        let of_path = paths.entry((*path).to_owned()).or_insert_with(|| json!({}));
        if let (Some(of_path), Some(post)) = (of_path.as_object_mut(), post.as_object()) {
            of_path.extend(post.clone());
        }
    }
    let error = json!({"type": "object", "required": ["error"], "properties": {"error": {
        "type": "object",
        "required": ["status", "code", "message"],
        "properties": {"status": {"type": "integer"}, "code": {"type": "string"}, "message": {"type": "string"}},
    }}});
    let refusal = json!({
        "description": "a refusal: JSON where that was asked for, else a page",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}, "text/html": {}},
    });
    let described = json!({
        "openapi": "3.1.0",
        "info": {"title": "Chancery desk", "version": env!("CARGO_PKG_VERSION")},
        "paths": paths,
        "components": {"schemas": {"Error": error}, "responses": {"Refusal": refusal}},
    });
    format!("{described:#}\n")
}

/// What takes changes: where, what it does, and the fields that its form must bring and may bring.
const FORMS: &[(&str, &str, Fields)] = &[
    (
        "/add",
        "Adds reports: a text with what is known of it, or files",
        Fields { must: &["pass"], may: &["text", "title", "outlet", "published", "url", "file"] },
    ),
    (
        "/judge",
        "Decides on a thing of the record; a field of something that is added begins with `f-`",
        Fields {
            must: &["pass", "task", "id"],
            may: &["other", "field", "value", "text", "name", "letter", "words", "start", "back"],
        },
    ),
    ("/undo", "Takes a decision back", Fields { must: &["pass", "id"], may: &["back"] }),
    ("/seen", "Keeps in the browser that everything up to now was seen", Fields { must: &["pass"], may: &[] }),
];

struct Fields {
    must: &'static [&'static str],
    may: &'static [&'static str],
}

/// The form that a change comes as. The pass stands in every form of the desk's own pages.
fn form(path: &str, fields: &Fields) -> Value {
    let kind = if path == "/add" { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let file = json!({"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}});
    let text = json!({"type": "string"});
    let of = |name: &&'static str| ((*name).to_owned(), if *name == "file" { file.clone() } else { text.clone() });
    let properties: Map<String, Value> = fields.must.iter().chain(fields.may).map(of).collect();
    json!({kind: {"schema": {"type": "object", "required": fields.must, "properties": properties}}})
}

/// What a word of an address may be; one without a value counts as not there.
fn value(path: &str, word: &str) -> Value {
    let day = r"^\s*([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?\s*$";
    let told = match (path, word) {
        ("/" | "/changes", "by") => return json!({"type": "string", "enum": ["", "published", "added"]}),
        ("/" | "/changes", "from" | "to") => {
            let moment = day.replace(")?", "(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?)?");
            return json!({"type": "string", "description": "a day, or by arrival a moment", "pattern": moment});
        }
        (_, "since" | "until") | ("/matrix", "on") => ("a day", day),
        ("/chronology", "on") => {
            return json!({"type": "string", "description": "a day, month, year or stretch of days (EDTF)"});
        }
        (_, "page" | "origins" | "days") => ("a number", r"^\s*(\+?[0-9]{1,9})?\s*$"),
        _ => return json!({"type": "string"}),
    };
    json!({"type": "string", "description": told.0, "pattern": told.1})
}
