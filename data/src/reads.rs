//! What rules read, and which keys of a rule's file say so.

use chancery_model::{Aside, Attendance, EventKind, OutcomeValue, PledgeStatus, Stance, Status};
use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};

use crate::rule::RuleFile;
use crate::{Schema, Slot};

/// What a rule reads.
#[derive(Clone, Debug)]
pub enum Reads {
    /// Events.
    Event {
        /// Their kind.
        kind: EventKind,
        /// PLOVER mode, where it has one.
        mode: Option<String>,
        /// The status it tells by itself, whatever the words around it say.
        status: Option<Status>,
        /// How many sides must be named for it to tell an event of its own; with fewer, its words only
        /// add to an event already told.
        sides: usize,
        /// Whether several hosts hold one each, and not one together.
        apart: bool,
        /// Whether each side has to be somebody, and no state or body: whom one "calls on".
        people: bool,
    },
    /// Positions.
    Position {
        /// The stance.
        stance: Stance,
        /// The stance under a negation; none where nothing is said then.
        negated: Option<Stance>,
        /// The stance under "may", "might", "could"; none where nothing is said then.
        hedged: Option<Stance>,
        /// Whether its words are absolute.
        red_line: bool,
        /// Whether the trigger is what the stance is about, and not what tells it: "will not **cede** land".
        with_trigger: bool,
    },
    /// Statements.
    Statement,
    /// How words came to the report: who carried them, and where they stood. Its triggers are words of saying.
    Source,
    /// Pledges.
    Pledge {
        /// The status that the words tell where they stand in the past or present.
        status: PledgeStatus,
        /// Whether the trigger is part of what is undertaken, and not what tells it: "will **send** tents".
        with_trigger: bool,
    },
    /// Proposals.
    Proposal {
        /// Whether its words alone tell that the noun is a proposal.
        firm: bool,
        /// Whether it counts as one, by these words, only where another party is told: to whom it is put, or who
        /// answers.
        party: bool,
        /// Whether the trigger is part of what the proposal holds: "would **cap** the army at 600".
        with_trigger: bool,
    },
    /// What is told of an occasion besides who, where and when.
    Aside {
        /// What the words tell as they stand; none where they tell nothing then.
        plain: Option<Aside>,
        /// What they tell under a negation; none where they tell nothing then.
        negated: Option<Aside>,
        /// What they tell under "may", "might", "could", "whether"; none where they tell nothing then.
        hedged: Option<Aside>,
    },
}

/// Keys beside those of every rule, each with the sorts of rule that it is for.
const KEYS: [(&str, &[&str]); 13] = [
    ("mode", &["event"]),
    ("status", &["event", "pledge"]),
    ("sides", &["event"]),
    ("apart", &["event"]),
    ("people", &["event"]),
    ("stance", &["position"]),
    ("negated", &["position", "outcome", "attendance", "topic"]),
    ("hedged", &["position", "outcome", "attendance", "topic"]),
    ("red_line", &["position"]),
    ("with_trigger", &["position", "pledge", "proposal"]),
    ("firm", &["proposal"]),
    ("party", &["proposal"]),
    ("value", &["outcome", "attendance"]),
];

/// What `reads` may say.
const SORTS: [&str; 9] =
    ["position", "proposal", "pledge", "statement", "source", "outcome", "attendance", "called-off", "topic"];

/// The key that is at fault, and why.
type KeyFault = (&'static str, String);

impl RuleFile {
    /// What the rule reads, and the slots of which each of its patterns has to fill one.
    ///
    /// # Errors
    /// A key that is missing, of another sort of rule, or has no sense.
    pub(crate) fn reads(&self, schema: &Schema) -> Result<(Reads, &'static [Slot]), KeyFault> {
        let sort = match (self.reads.as_deref(), &self.kind) {
            (None, Some(_)) => "event",
            (Some(sort), None) if SORTS.contains(&sort) => sort,
            (Some(other), None) => {
                let sorts: Vec<String> = SORTS.iter().map(|sort| format!("`{sort}`")).collect();
                let sorts = sorts.join(", ");
                return Err(("reads", format!("`{other}` is nothing to read: {sorts}, or a `kind` of event")));
            }
            (Some(_), Some(_)) => return Err(("reads", "`reads` and `kind` exclude each other".to_owned())),
            (None, None) => return Err(("reason", "say what the rule reads: `kind = …` or `reads = …`".to_owned())),
        };
        if let Some((key, sorts)) = KEYS.iter().find(|(key, sorts)| self.has(key) && !sorts.contains(&sort)) {
            let rules = if *sorts == ["event"] { "events".to_owned() } else { sorts.join(", ") };
            return Err((key, format!("`{key}` is for rules of {rules}: leave it out")));
        }
        match sort {
            "event" => self.event(schema).map(|reads| (reads, &[][..])),
            "position" => self.position().map(|reads| (reads, &[Slot::Content][..])),
            "pledge" => self.pledge().map(|reads| (reads, &[Slot::Content][..])),
            "proposal" => Ok((self.proposal(), &[])),
            "statement" => Ok((Reads::Statement, &[Slot::Speaker])),
            "source" => Ok((Reads::Source, &[Slot::Outlet, Slot::Through, Slot::Medium])),
            _ => self.aside(sort).map(|reads| (reads, &[][..])),
        }
    }

    fn has(&self, key: &str) -> bool {
        match key {
            "mode" => self.mode.is_some(),
            "status" => self.status.is_some(),
            "sides" => self.sides.is_some(),
            "apart" => self.apart.is_some(),
            "people" => self.people.is_some(),
            "stance" => self.stance.is_some(),
            "negated" => self.negated.is_some(),
            "hedged" => self.hedged.is_some(),
            "red_line" => self.red_line.is_some(),
            "with_trigger" => self.with_trigger.is_some(),
            "firm" => self.firm.is_some(),
            "party" => self.party.is_some(),
            "value" => self.value.is_some(),
            _ => false,
        }
    }

    fn event(&self, schema: &Schema) -> Result<Reads, KeyFault> {
        let kind = self.kind.clone().unwrap_or_default();
        let Some(known) = schema.events.get(&kind) else {
            return Err(("kind", format!("`{kind}` is no kind of data/schema/events.toml")));
        };
        let sides = self.sides.unwrap_or(if known.is_engagement() { 2 } else { 1 });
        let status = word("status", self.status.as_ref(), "status of an event")?;
        Ok(Reads::Event {
            kind: EventKind(kind),
            mode: self.mode.clone(),
            status,
            sides,
            apart: self.apart.unwrap_or(false),
            people: self.people.unwrap_or(false),
        })
    }

    fn position(&self) -> Result<Reads, KeyFault> {
        let Some(stance) = word("stance", self.stance.as_ref(), "stance")? else {
            return Err(("reads", "a rule of positions needs a `stance`".to_owned()));
        };
        Ok(Reads::Position {
            stance,
            negated: word("negated", self.negated.as_ref(), "stance")?,
            hedged: word("hedged", self.hedged.as_ref(), "stance")?,
            red_line: self.red_line.unwrap_or(false),
            with_trigger: self.with_trigger.unwrap_or(false),
        })
    }

    fn proposal(&self) -> Reads {
        let is = |key: Option<bool>| key.unwrap_or(false);
        Reads::Proposal { firm: is(self.firm), party: is(self.party), with_trigger: is(self.with_trigger) }
    }

    fn pledge(&self) -> Result<Reads, KeyFault> {
        let Some(status) = word("status", self.status.as_ref(), "status of a pledge")? else {
            let words = PledgeStatus::ALL.map(PledgeStatus::as_str).join(", ");
            return Err(("reads", format!("a rule of pledges needs a `status`: {words}")));
        };
        Ok(Reads::Pledge { status, with_trigger: self.with_trigger.unwrap_or(false) })
    }

    /// What a rule of outcomes, attendance, topics or of what was called off tells.
    fn aside(&self, sort: &str) -> Result<Reads, KeyFault> {
        let tells = |key, told: &Option<String>| match sort {
            "outcome" => Ok(word::<OutcomeValue>(key, told.as_ref(), sort)?.map(Aside::Outcome)),
            "attendance" => Ok(word::<Attendance>(key, told.as_ref(), sort)?.map(Aside::Attendance)),
            _ if told.is_some() => Err((key, format!("a rule of {sort} tells one thing only: leave it out"))),
            _ => Ok(None),
        };
        let (plain, negated, hedged) =
            (tells("value", &self.value)?, tells("negated", &self.negated)?, tells("hedged", &self.hedged)?);
        match sort {
            "called-off" => Ok(Reads::Aside { plain: Some(Aside::CalledOff), negated, hedged }),
            "topic" => Ok(Reads::Aside { plain: Some(Aside::Topic), negated, hedged: Some(Aside::Topic) }),
            _ if plain.is_none() && negated.is_none() && hedged.is_none() => {
                Err(("reads", format!("a rule of {sort} needs a `value`")))
            }
            _ => Ok(Reads::Aside { plain, negated, hedged }),
        }
    }
}

/// A word of a file as one of those that a type knows.
fn word<'w, T: Deserialize<'w>>(
    key: &'static str,
    word: Option<&'w String>,
    sort: &str,
) -> Result<Option<T>, KeyFault> {
    let Some(word) = word else { return Ok(None) };
    let known = T::deserialize(StrDeserializer::<ValueError>::new(word));
    known.map(Some).map_err(|_| (key, format!("`{word}` is no {sort}")))
}
