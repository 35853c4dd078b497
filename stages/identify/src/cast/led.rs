//! Whom people act for by the delegation they lead: "the Kenyan team was led by **X** and the Somali side by **Y**",
//! "**X** represented Kenya".

use chancery_model::{Actor, ByteSpan, NameKind};

use super::Cast;
use crate::syntax::Lead;

impl Cast<'_> {
    /// The state or body whose delegation the bearer of a name leads, where his sentence says so.
    pub(super) fn served_by_leading(&mut self, name: ByteSpan) -> Option<Actor> {
        let team = self.team(Lead::of(self.document, name)?)?;
        let phrase = team.phrase_alone();
        let at = self.document.names.partition_point(|n| n.span.start() < phrase.start());
        let mut inside = self.document.names[at..].iter().take_while(|n| n.span.end() <= phrase.end());
        let of = inside.find(|n| !matches!(n.kind, NameKind::Person | NameKind::Other) && n.span != name)?.span;
        self.serves(of)
    }

    /// The noun whose leader, or representative, a word names.
    fn team<'d>(&self, name: Lead<'d>) -> Option<Lead<'d>> {
        // "Minister **X**"
        let titled = name.head().filter(|_| name.relation() == "flat");
        let leader = titled.unwrap_or(name).first_joined();
        let heads = |verb: &Lead<'_>| self.is_of(verb, "heading");
        let case = |lead: &Lead<'d>| lead.dependents().find(|d| d.relation() == "case" && d.lower() == "by");
        // The tree may hang the preposition on the name behind a title.
        let by = |lead: &Lead<'d>| {
            case(lead).or_else(|| lead.dependents().filter(|d| d.relation() == "flat").find_map(|d| case(&d)))
        };
        if let Some(side) =
            by(&titled.unwrap_or(name)).and_then(|by| by.before()).filter(|side| side.relation() == "conj")
        {
            // "… and **the Somali side** by X", however the tree joins them.
            let first = match side.first_joined() {
                name if name.relation() == "flat" => name.head()?,
                first => first,
            };
            return first.head().filter(|verb| heads(verb) && by(&first).is_some()).map(|_| side);
        }
        let verb = leader.head().filter(heads)?;
        let of = |relation: &str| verb.dependents().find(|d| d.relation() == relation);
        let team = match leader.relation() {
            "nsubj" => of("obj"),
            _ if by(&leader).is_some() && verb.relation() == "acl" => verb.head(),
            _ if by(&leader).is_some() => of("nsubj:pass"),
            _ => None,
        };
        team.filter(|team| self.is_of(team, "delegation") || self.is_of(&verb, "standing-for"))
    }

    /// Whether a word's base form is of a class of lemmas.
    pub(super) fn is_of(&self, word: &Lead<'_>, class: &str) -> bool {
        self.data.lemmas.entries(&word.lemma()).iter().any(|entry| entry.class == class)
    }
}
