//! The keys, for those who would rather not reach for the mouse.

use maud::html;

use crate::answer::{Answer, Fault};
use crate::lay::head;
use crate::routes::PAGES;
use crate::visit::Visit;

/// Keys that work on every page, with what they do.
const KEYS: [(&str, &str); 11] = [
    ("/", "search"),
    ("j, k", "next line, line before"),
    ("Enter or o", "open the line"),
    ("w", "why: the evidence of the line beside the page"),
    ("c", "copy the quotation of the line with its citation"),
    ("x", "reject"),
    ("e", "set a field, rename, set a day"),
    ("m, s", "same as another, different from another; in a report m marks the selected words"),
    ("a", "explain"),
    ("u", "judgements, to take one back"),
    ("?", "this page"),
];

pub(crate) fn keys(_: &Visit) -> Result<Answer, Fault> {
    let body = html! {
        (head("Keys", "They need the desk's one small script; everything else works without it"))
        table class="keys" {
            tbody {
                @for (key, does) in KEYS { tr { th scope="row" { kbd { (key) } } td { (does) } } }
                @for entry in PAGES.iter().filter(|e| !e.key.is_empty()) {
                    tr { th scope="row" { kbd { "g" } " " kbd { (entry.key) } } td { (entry.name) } }
                }
            }
        }
    };
    Ok(Answer::Page { title: "Keys".to_owned(), body })
}
