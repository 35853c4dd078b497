//! Statements: whose words the quoted ones are, and how close the report stands to the speaker.

use chancery_data::{Data, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, Document, Findings, Form, Mention, MentionForm, Participant, Role, Rung,
    StatementFinding, StatementValue,
};

use crate::cast::{Known, one_line};

/// The value of a statement.
pub(crate) fn value(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    finding: &StatementFinding,
    resolved: &[Vec<Known>],
) -> StatementValue {
    let quotation = &document.quotations[finding.quotation];
    let mention = finding.speaker.map(|i| &findings.mentions[i]);
    let known = finding.speaker.and_then(|i| resolved[i].first());
    let speaker = mention.and_then(|m| speaker(document, m, known));
    let form = if finding.whole_clause { Form::Direct } else { Form::Mixed };
    let cue = finding.cue.map(|span| document.text(span).to_lowercase());
    let rung = rung(data, document, mention, speaker.as_ref(), cue.as_deref());
    let text: Vec<&str> = quotation.pieces.iter().map(|p| document.text(*p)).collect();
    StatementValue { speaker, form, cue, rung, chain: Vec::new(), quotes: quotation.pieces.clone(), text: text.join(" ") }
}

/// A named person or body is itself; somebody described ("a senior EU official") is called by the
/// description, and never made into the state he serves.
fn speaker(document: &Document<'_>, mention: &Mention, known: Option<&Known>) -> Option<Participant> {
    let phrase = document.text(mention.span);
    let seat = |actor, acts_for, office| Participant {
        actor,
        acts_for,
        office,
        role: Role::Party,
        attendance: Attendance::Told,
        span: mention.span,
    };
    match (&mention.form, known) {
        (_, Some(known)) if known.actor.kind == ActorKind::Person => {
            Some(seat(known.actor.clone(), known.acts_for.clone(), known.office.clone()))
        }
        (MentionForm::Role { .. }, known) => {
            let bare = phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("The ")).unwrap_or(phrase);
            let actor =
                Actor { id: ActorId(format!("name:{}", fold(bare))), kind: ActorKind::Group, name: one_line(bare) };
            Some(seat(actor, known.map(|k| k.actor.clone()), None))
        }
        (_, Some(known)) => Some(seat(known.actor.clone(), known.acts_for.clone(), known.office.clone())),
        (MentionForm::Name { name, .. }, None) => {
            let text = document.text(*name);
            let actor =
                Actor { id: ActorId(format!("name:{}", fold(text))), kind: ActorKind::Group, name: one_line(text) };
            Some(seat(actor, None, None))
        }
        (MentionForm::Pronoun, None) => None,
    }
}

fn rung(
    data: &Data,
    document: &Document<'_>,
    mention: Option<&Mention>,
    speaker: Option<&Participant>,
    cue: Option<&str>,
) -> Rung {
    let Some(speaker) = speaker else { return Rung::None };
    if cue.is_some_and(|c| ["tweeted", "posted"].contains(&c)) {
        return Rung::SocialPost;
    }
    let words = mention.map(|m| document.text(m.span).to_lowercase()).unwrap_or_default();
    let kind_of = |kind: &str| {
        words.split_whitespace().any(|w| data.lexicon.role(w).is_some_and(|(noun, _)| noun.kind == kind))
    };
    if kind_of("spokesperson") {
        return Rung::Spokesperson;
    }
    match speaker.actor.kind {
        ActorKind::Person => Rung::NamedDirect,
        ActorKind::State | ActorKind::Organisation => Rung::Readout,
        ActorKind::Group if kind_of("source") => Rung::UnnamedVague,
        ActorKind::Group => Rung::UnnamedRole,
    }
}
