//! Who takes part in what only sets the scene of a clause: "after talks with Y, **X** said".

use crate::grammar::Grammar;

impl Grammar<'_, '_, '_> {
    /// The subject of the clause in which a noun only sets the scene: "after talks with Y, **X** said".
    pub(crate) fn theme(&self, at: usize) -> Option<usize> {
        let t = self.tree;
        if !t.is_nominal(at) {
            return None;
        }
        let (lead, head) = self.lead(at);
        let verb = t.path(head?).take(3).find(|node| t.is_verb(*node))?;
        let scene = matches!(t.relation_base(lead), "obl" | "nmod" | "advcl");
        let subject = self.subject(verb)?;
        (scene && !t.is_below(at, subject) && !self.is_measured_from(lead)).then_some(subject)
    }

    /// "two days before **the summit**", "a week after **the vote**": it only tells when something else was, and not who
    /// was there. "A day after talks **with Y**" tells it.
    fn is_measured_from(&self, noun: usize) -> bool {
        let t = self.tree;
        let length = |at: usize| self.is(at, "measure") || self.is(at, "calendar");
        let before = |c: usize| t.relation(c).ends_with(":unmarked") && c < noun && length(c);
        let measured = t.children(noun).iter().any(|c| before(*c))
            || t.head(noun).is_some_and(|head| t.relation(head).ends_with(":unmarked") && length(head));
        let with = || t.children(noun).iter().any(|c| t.case(*c) == "with");
        measured && matches!(t.case(noun).as_str(), "before" | "after") && !(t.case(noun) == "after" && with())
    }
}
