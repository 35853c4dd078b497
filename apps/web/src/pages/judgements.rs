//! What persons decided, and how to take it back.

use chancery_view::Ruled;
use chancery_view::format::json;
use maud::{Markup, html};

use super::review;
use crate::answer::{Answer, Fault, Form};
use crate::lay::{count, head};
use crate::told::told;
use crate::visit::Visit;

pub(crate) fn judgements(visit: &Visit) -> Result<Answer, Fault> {
    let all = visit.desk.look(|store| store.all_judgements())?;
    let mut ruled: Vec<Ruled> = all.iter().rev().map(|judgement| Ruled::of(judgement, &*visit.held)).collect();
    if !visit.query.has("all") {
        ruled.retain(|r| r.withdrawn.is_none());
    }
    if visit.form == Form::Json {
        return Ok(Answer::lines(&ruled.iter().map(json::line).collect::<String>()));
    }
    let lost = ruled.iter().filter(|r| !r.applies()).count();
    let about = match lost {
        0 => count(ruled.len(), "judgement"),
        n => format!("{}, {n} of which no longer find what they are about", count(ruled.len(), "judgement")),
    };
    let body = html! {
        (head("Judgements", &about))
        nav class="choices" aria-label="Which" {
            a href=(visit.with("all", None)) aria-current=[(!visit.query.has("all")).then_some("true")] { "In force" }
            a href=(visit.with("all", Some("yes"))) aria-current=[visit.query.has("all").then_some("true")] { "Withdrawn ones too" }
        }
        @if ruled.is_empty() { p class="empty" { "Nobody has decided anything yet." } }
        ul class="lines" { @for r in &ruled { (one(visit, r)) } }
    };
    Ok(Answer::Page { title: "Judgements".to_owned(), body })
}

fn one(visit: &Visit, r: &Ruled) -> Markup {
    html! {
        li class={ "line judgement" @if r.withdrawn.is_some() { " withdrawn" } } id=(r.id) {
            strong { (r.kind) } ": " (told(&r.decides))
            " " span class="from" {
                "by " (told(&r.by)) ", " (r.at) @if let Some(at) = &r.withdrawn { ", withdrawn " (at) }
                " · about " @for about in &r.about { a class="id" href=(visit.to("/show", about)) { (told(about)) } " " }
                @if !r.missing.is_empty() { "· no longer finds " (told(&r.missing.join(", "))) }
            }
            @if r.withdrawn.is_none() { (review::undo(visit, &r.id)) }
        }
    }
}
