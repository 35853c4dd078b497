//! The evidence beside a page: the words that a line of it rests on, without leaving the page.

use chancery_view::{Handle, find, why};
use maud::{Markup, html};

use super::show::steps;
use crate::told::told;
use crate::visit::Visit;

/// Claims stand open beside a page up to this many.
const OPEN: usize = 8;

/// What stands beside the page, where its address asks for something.
pub(crate) fn beside(visit: &Visit) -> Option<Markup> {
    let asked = visit.query.get("see")?;
    Some(match find(&*visit.held, asked) {
        Err(fault) => html! { p class="message" { (told(&fault.to_string())) } },
        Ok(Handle::Actor(actor)) => html! {
            h2 { (told(&actor.actor.name)) }
            p { a href=(visit.to("/show", &actor.actor.id.0)) { "All about " (told(&actor.actor.name)) } }
        },
        Ok(handle) => match why(&*visit.held, handle) {
            Err(fault) => html! { p class="message" { (told(&fault.to_string())) } },
            Ok(why) => html! {
                h2 { (told(&why.about)) }
                (steps(visit, &why, OPEN))
                @if let Some(likely) = &why.credibility {
                    p class="faint" { "Credibility " (likely.suggested) ", " (likely.meaning) ": " (likely.reason) }
                }
                p { a href=(visit.to("/show", &why.id)) { "All about it" } " · " a href=(visit.to("/why", &why.id)) { "Origins and trust" } }
            },
        },
    })
}
