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
            parameters.extend(
                entry.words.iter().map(|word| json!({"name": word, "in": "query", "schema": {"type": "string"}})),
            );
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
