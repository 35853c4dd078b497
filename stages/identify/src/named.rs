//! Whom each name of a report stands for, whether a claim rests on it or not.

use std::collections::BTreeMap;

use chancery_data::Referent;
use chancery_model::{Actor, ActorKind, ByteSpan, Findings, MentionForm, Name, NameKind};

use crate::cast::{Cast, Known};
use crate::syntax::Lead;

/// The actor of each name of the document, in their order; none for a place that is only a place, and for
/// whatever is not known.
pub(crate) fn actors(cast: &Cast<'_>, findings: &Findings, resolved: &[Vec<Known>]) -> Vec<Option<Actor>> {
    let document = cast.document;
    let told: BTreeMap<ByteSpan, &Known> = findings
        .mentions
        .iter()
        .zip(resolved)
        .filter_map(|(mention, known)| match (&mention.form, known.as_slice()) {
            (MentionForm::Name { name, .. }, [one]) => Some((*name, one)),
            _ => None,
        })
        .collect();
    let one = |name: &Name| {
        // "the Biden administration" is told of the state; the name in it is Biden's.
        let actor = match told.get(&name.span).filter(|known| may_name(name.kind, known.actor.kind)) {
            Some(known) => Some(known.actor.clone()),
            None if name.kind == NameKind::Person && cast.is_nobody(name.span) => None,
            None if name.kind == NameKind::Person => cast.known_person(name.span),
            None if !cast.stands_for_state(name.span, name.kind) => None,
            None => cast.registered_body(name.span),
        };
        let actor = actor.filter(|a| may_name(name.kind, a.kind))?;
        // One word alone does not tell who a stranger is.
        if name.kind == NameKind::Person && actor.id.0.starts_with("name:") && !actor.name.contains(' ') {
            return None;
        }
        let seat = name.kind == NameKind::Place && cast.may_be_a_place(name.span);
        (!seat || acts(cast, name.span)).then_some(actor)
    };
    document.names.iter().map(one).collect()
}

/// Whether a name of this kind can be the actor's own.
fn may_name(name: NameKind, actor: ActorKind) -> bool {
    match actor {
        ActorKind::Person => name == NameKind::Person,
        ActorKind::State => matches!(name, NameKind::Place | NameKind::Group | NameKind::Organisation),
        ActorKind::Organisation => matches!(name, NameKind::Organisation | NameKind::Place),
        ActorKind::Group => matches!(name, NameKind::Group | NameKind::Organisation),
    }
}

/// Whether the name of a capital or seat stands for whoever sits there ("Kyiv said", "talks between Ankara and
/// Athens") and not for the place ("in Kyiv"), by its part in the sentence.
fn acts(cast: &Cast<'_>, name: ByteSpan) -> bool {
    let Some(lead) = Lead::of(cast.document, name) else { return false };
    let lead = lead.first_joined();
    let is = |class: &str, word: &str| cast.data.lexicon.phrase(class, &[word]).is_some();
    let Some(head) = lead.head() else { return false };
    match lead.relation() {
        "nsubj" => head.upos() == "VERB",
        "obl:agent" => true,
        "obj" | "iobj" => is("addressing", &head.lemma()),
        "nmod:poss" => !is("place-nouns", &head.lemma()),
        "compound" | "amod" | "nmod:desc" => cast.is_official(&head),
        "nmod" | "obl" => lead.case().is_some_and(|case| is("actor-prepositions", &case)),
        _ => false,
    }
}

impl Cast<'_> {
    /// Whether a name is that of a city or house, be it also that of a state.
    fn may_be_a_place(&self, name: ByteSpan) -> bool {
        let place = |r: &&Referent| matches!(r, Referent::Capital(_) | Referent::Seat(_) | Referent::Place(_));
        self.data.names.referents(self.words(name)).iter().any(place)
    }

    /// The state or body of the register that a name stands for.
    fn registered_body(&self, name: ByteSpan) -> Option<Actor> {
        if self.data.names.referents(self.words(name)).is_empty() { None } else { self.body(name) }
    }
}
