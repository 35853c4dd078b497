//! Takes reports that were pasted or sent as files. They are read in the background.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::http::HeaderMap;
use axum::response::Response;
use chancery_engine::Input;
use chancery_model::Edtf;

use crate::answer::{Answer, Fault, Form, changed};
use crate::frame;
use crate::held::Desk;
use crate::intake::{Intake, begin};
use crate::routes::{allowed, finish};
use crate::visit::{to, wants_json};

/// How long a visitor is kept waiting for what he sent.
const SOON: Duration = Duration::from_millis(1500);

/// What was sent.
#[derive(Default)]
struct Sent {
    pass: Option<String>,
    fields: serde_json::Map<String, serde_json::Value>,
    files: Vec<(String, Vec<u8>)>,
}

/// Takes what a visitor pasted or chose, and tells what became of it.
pub(crate) async fn add(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    parts: Result<Multipart, MultipartRejection>,
) -> Response {
    let json = wants_json("", &headers);
    let sent = match parts {
        Ok(parts) => receive(parts).await.map_err(|fault| Fault::new(fault.status(), fault.body_text())),
        Err(fault) => Err(Fault::new(fault.status(), fault.body_text())),
    };
    let answer = move || -> Result<Response, Fault> {
        let intake = take(&desk, sent?)?;
        // What takes a moment is done when its page comes.
        intake.wait(SOON);
        let to = format!("{}{}", to("/intake", &intake.id), if json { Form::Json.ending() } else { "" });
        Ok(changed(Answer::Go { to, cookie: None }, |title, body| frame::plain(&title, body)))
    };
    finish(tokio::task::spawn_blocking(answer).await, json)
}

async fn receive(mut parts: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await? {
        let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
        match (name.as_str(), file) {
            ("file", Some(file)) if !file.is_empty() => sent.files.push((file, part.bytes().await?.to_vec())),
            ("pass", None) => sent.pass = Some(part.text().await?),
            ("text" | "title" | "outlet" | "published" | "url", None) => {
                let text = part.text().await?;
                if !text.trim().is_empty() {
                    sent.fields.insert(name, text.into());
                }
            }
            _ => {}
        }
    }
    Ok(sent)
}

fn take(desk: &Arc<Desk>, sent: Sent) -> Result<Arc<Intake>, Fault> {
    allowed(desk, sent.pass.as_deref())?;
    let published = sent.fields.get("published").and_then(|day| day.as_str()).unwrap_or_default().trim();
    if !published.is_empty() && published.parse::<Edtf>().is_err() {
        return Err(Fault::senseless(format!("`{published}` is no day; write it like 2025-12-08")));
    }
    let mut inputs: Vec<Input> =
        sent.files.into_iter().map(|(name, bytes)| Input::Sent(bare_name(&name), bytes)).collect();
    if sent.fields.contains_key("text") {
        let line = serde_json::Value::Object(sent.fields).to_string();
        inputs.push(Input::Sent(PathBuf::from("pasted.jsonl"), line.into_bytes()));
    }
    if inputs.is_empty() {
        return Err(Fault::senseless("nothing was sent; paste a text or choose a file"));
    }
    begin(desk, None, inputs)
}

/// The name of a file without folders: where it lay on the visitor's machine is nobody's business.
fn bare_name(name: &str) -> PathBuf {
    PathBuf::from(name.rsplit(['/', '\\']).next().unwrap_or(name))
}
