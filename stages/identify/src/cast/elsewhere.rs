//! Names that are part of something else's name: "Guinea pigs", "the George W. Bush terminal", "Lebanon, Pennsylvania".

use chancery_data::Referent;
use chancery_model::{ByteSpan, NameKind};

use super::Cast;
use crate::syntax::Lead;

impl Cast<'_> {
    /// Whether the words of a name belong to the name of something else, and stand for nobody.
    pub(crate) fn is_elsewhere(&self, name: ByteSpan, kind: NameKind) -> bool {
        let around = Around::of(self, name);
        if [around.first(), around.before(0), around.before(1)].iter().any(|w| self.is("ships", &[&w.to_lowercase()])) {
            return true;
        }
        match kind {
            NameKind::Person => self.is_named_after(&around) || self.is_thing(name, &around),
            _ => self.is_compound(&around) || self.is_region(name, &around) || self.is_other_seat(name, &around),
        }
    }

    fn is(&self, class: &str, words: &[&str]) -> bool {
        self.data.lexicon.phrase(class, words) == Some(words.len())
    }

    /// "the George W. Bush terminal", "the Putin-era law"; "the Queen Elizabeth" is a ship, too.
    fn is_named_after(&self, around: &Around<'_>) -> bool {
        let next = if around.after(0) == "-" { around.after(1) } else { around.after(0) };
        let first = around.first().to_lowercase();
        let address = self.is("her-address", &[&first]) || self.is("his-address", &[&first]);
        self.is("named-after", &[&next.to_lowercase()]) || address && around.before(0).eq_ignore_ascii_case("the")
    }

    /// "the Moon" is no Mr Moon, "no Merkel" none at all.
    fn is_thing(&self, name: ByteSpan, around: &Around<'_>) -> bool {
        let word = self.words(name);
        let one = !word.contains(' ') && self.data.lexicon.role(&word.to_lowercase()).is_none();
        let before = around.before(0).to_lowercase();
        let article = before == "the" && self.has_article(name);
        one && (article || matches!(before.as_str(), "no" | "a" | "an" | "another" | "every"))
    }

    /// Whether a person's name stands for those who govern with him: "the Biden administration".
    pub(super) fn names_a_government(&self, name: ByteSpan) -> bool {
        self.is("governments", &[&Around::of(self, name).after(0).to_lowercase()])
    }

    /// Whether "the" belongs to the name itself, and not to what it qualifies.
    pub(super) fn has_article(&self, name: ByteSpan) -> bool {
        let lead = Lead::of(self.document, name);
        lead.is_some_and(|lead| lead.dependents().any(|d| d.relation() == "det" && d.lower() == "the"))
    }

    /// "Brazil nuts", "Air France".
    fn is_compound(&self, around: &Around<'_>) -> bool {
        let name = around.name.to_lowercase();
        let own: Vec<&str> = name.split_whitespace().collect();
        let (next, last) = (around.after(0).to_lowercase(), around.before(0).to_lowercase());
        let with_next: Vec<&str> = own.iter().copied().chain([next.as_str()]).collect();
        let with_last: Vec<&str> = [last.as_str()].into_iter().chain(own.iter().copied()).collect();
        self.is("no-actor", &with_next) || self.is("no-actor", &with_last)
    }

    /// A town or region that bears the name of a state or a capital: "Cairo, Illinois", "the governor of Georgia".
    fn is_region(&self, name: ByteSpan, around: &Around<'_>) -> bool {
        let lower = around.name.to_lowercase();
        let next = around.after(1).to_lowercase();
        let pair = format!("{next} {}", around.after(2).to_lowercase());
        let state_follows =
            self.is("us-states", &[&next]) || self.is("us-states", &pair.split(' ').collect::<Vec<_>>());
        if around.after(0) == "," && state_follows && !self.names_a_state(around.after(1)) {
            return true;
        }
        // "Niger State" lies in Nigeria; "the US State Department" is the state's.
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        if around.after(0) == "State" && !capital(around.after(1)) && self.names_a_state(self.words(name)) {
            return true;
        }
        let of = around.before(0).eq_ignore_ascii_case("of");
        let part = around.before(1).to_lowercase();
        let american = self.is("us-states", &[&lower]);
        // "Savannah, Georgia" is told from "Tbilisi, Georgia" by the town.
        let town = around.before(1);
        let other_town = around.before(0) == "," && capital(town) && !self.is_town_of(town, name);
        // "Governor **A B** of Georgia"
        let role = (2..Around::WORDS).find(|i| !capital(around.before(i - 1)) || self.is_part(around.before(*i)));
        let titled = of && capital(around.before(1)) && role.is_some_and(|i| self.is_part(around.before(i)));
        // "Georgia **Governor** A", "Georgia's **senators**"
        let own = if matches!(around.after(0), "'s" | "’s") { around.after(1) } else { around.after(0) };
        of && (self.is_part(&part) || american && part == "state")
            || american && (other_town || titled || self.is_part(own))
    }

    /// Whether a name is that of a state, but told of the part of the United States that bears it too: whose governor
    /// serves no foreign state.
    pub(super) fn is_american_namesake(&self, name: ByteSpan) -> bool {
        let words = self.words(name);
        let american = self.is("us-states", &[&words.to_lowercase()]);
        american && self.names_a_state(words) && self.is_elsewhere(name, NameKind::Place)
    }

    fn is_part(&self, word: &str) -> bool {
        self.is("part-of-a-state", &[&word.to_lowercase()])
    }

    /// Whether a town may lie in the state of a name, as far as the register knows.
    fn is_town_of(&self, town: &str, name: ByteSpan) -> bool {
        let states = self.data.names.referents(self.words(name));
        let here = |state: &String| states.iter().any(|r| matches!(r, Referent::State(id) if id == state));
        self.data.names.referents(town).iter().any(|r| match r {
            Referent::Capital(state) => here(state),
            Referent::Place(i) => self.data.register.places[*i].country.as_ref().is_some_and(here),
            _ => false,
        })
    }

    fn names_a_state(&self, word: &str) -> bool {
        self.data.names.referents(word).iter().any(|r| matches!(r, Referent::State(_)))
    }

    /// "Downing Street in Cambridge" is not the seat.
    fn is_other_seat(&self, name: ByteSpan, around: &Around<'_>) -> bool {
        let seat = self.data.names.referents(self.words(name)).into_iter().find_map(|r| match r {
            Referent::Seat(i) => Some(&self.data.register.seats[*i]),
            _ => None,
        });
        let elsewhere = |city: &str| {
            let at = self.document.names.partition_point(|n| n.span.start() < name.end());
            let next = self.document.names.get(at).filter(|n| n.kind == NameKind::Place);
            next.is_some_and(|n| self.words(n.span).starts_with(around.after(1)) && self.words(n.span) != city)
        };
        around.after(0) == "in" && seat.and_then(|seat| seat.city.as_deref()).is_some_and(elsewhere)
    }
}

/// A name and the words beside it, in its sentence; empty beyond.
struct Around<'a> {
    name: &'a str,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

impl<'a> Around<'a> {
    const WORDS: usize = 5;

    fn of(cast: &Cast<'a>, name: ByteSpan) -> Self {
        let sentence = cast.document.sentence_at(name.start());
        let tokens = sentence.map_or(&[][..], |sentence| cast.document.tokens_of(sentence));
        let first = tokens.partition_point(|t| t.span.start() < name.start());
        let next = tokens.partition_point(|t| t.span.start() < name.end());
        let words = |tokens: &[chancery_model::Token]| tokens.iter().map(|t| cast.words(t.span)).collect::<Vec<_>>();
        let mut before = words(&tokens[first.saturating_sub(Self::WORDS)..first]);
        before.reverse();
        let after = words(&tokens[next..(next + Self::WORDS).min(tokens.len())]);
        Self { name: cast.words(name), before, after }
    }

    fn first(&self) -> &'a str {
        self.name.split_whitespace().next().unwrap_or("")
    }

    fn before(&self, steps: usize) -> &'a str {
        self.before.get(steps).copied().unwrap_or("")
    }

    fn after(&self, steps: usize) -> &'a str {
        self.after.get(steps).copied().unwrap_or("")
    }
}
