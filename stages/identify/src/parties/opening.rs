//! Whoever opens a declaration in their own name: "We, the presidents of A and B, meeting in C", "The ministers of A
//! and B, meeting in C: (a) agreed to …".

use chancery_model::{Actor, Token};

use super::Parties;

/// How many sentences of a text may stand before such an opening: its title, place and day.
const HEAD: usize = 8;

impl Parties<'_> {
    /// The states and bodies that the opening names, up to its first verb; none where the text opens otherwise.
    pub(super) fn of_opening(&self) -> Vec<Actor> {
        for sentence in self.document.sentences.iter().take(HEAD) {
            let tokens = &self.document.tokens[sentence.tokens.clone()];
            let lower = |i: usize| tokens.get(i).map_or(String::new(), |t| self.document.text(t.span).to_lowercase());
            let verb = |t: &Token| t.xpos.as_deref().is_some_and(|tag| tag.starts_with("VB"));
            let Some(first) = tokens.iter().position(verb) else { continue };
            let we = self.is("we", &lower(0)) && lower(1) == ",";
            let gathered = tokens[first].xpos.as_deref() == Some("VBG") && first > 0 && lower(first - 1) == ",";
            let lists = tokens.last().is_some_and(|t| matches!(self.document.text(t.span), ":" | ","));
            if !(we || gathered && lists) {
                continue;
            }
            let before = tokens[first].span.start();
            let names = self
                .document
                .names
                .iter()
                .filter(|name| sentence.span.contains(name.span) && name.span.end() <= before);
            let mut found: Vec<Actor> = Vec::new();
            for actor in names.filter_map(|name| self.named(self.document.text(name.span))) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
            return found;
        }
        Vec::new()
    }
}
