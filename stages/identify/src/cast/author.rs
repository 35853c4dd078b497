//! Who wrote a text that says "I" and has its author in the title: "Statement from President William Ruto".

use super::person::Told;
use super::{Cast, Known};

/// Most words of an author's name.
const LONGEST: usize = 4;

impl Cast<'_> {
    /// The person of the register whom the title names as the author; none where it names several.
    pub(crate) fn author(&self) -> Option<Known> {
        let title = self.document.report.title.as_ref()?.replace('\u{a0}', " ").replace("\\_", " ");
        let words: Vec<&str> = title.split_whitespace().collect();
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let mut at = self.data.lexicon.phrase("authored", &lower)?;
        let role = (1..=LONGEST).rev().filter(|n| at + n <= lower.len()).find_map(|n| {
            let role = lower[at..at + n].join(" ");
            self.data.lexicon.role(&role).map(|_| (role, n))
        });
        let titled = role.as_ref().map(|(role, _)| role.as_str());
        at += role.as_ref().map_or(0, |(_, n)| *n);
        let name = |n: &usize| words.get(at..at + n).map(|name| name.join(" "));
        let known =
            (1..=LONGEST).rev().filter(|n| titled.is_some() || *n > 1).filter_map(|n| name(&n)).find_map(|name| {
                let id = self.registered(&name, Told { title: titled, served: None, gender: None })?;
                Some(self.figure(&name, Some(&id)).known)
            })?;
        Some(Known { step: format!("{} by the title of the report", known.actor.name), ..known })
    }
}
