//! Statements: whose words the quoted ones are, and how close the report stands to the speaker.

use chancery_data::{Data, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, Document, Findings, Form, Mention, MentionForm, Participant, Role, Rung,
    StatementFinding, StatementValue,
};

use crate::cast::Known;
use crate::name::one_line;

/// The value of a statement.
pub(crate) fn value(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    finding: &StatementFinding,
    resolved: &[Vec<Known>],
    voices: &[Option<Known>],
) -> StatementValue {
    let mention = finding.speaker.map(|i| &findings.mentions[i]);
    let known = finding.speaker.and_then(|i| resolved[i].first());
    let voice = finding.speaker.and_then(|i| voices[i].as_ref());
    let speaker = mention.and_then(|m| speaker(document, m, known, voice));
    let quotes = finding.quotation.map_or_else(Vec::new, |i| document.quotations[i].pieces.clone());
    let form = match finding.quotation {
        None => Form::Indirect,
        Some(_) if finding.whole_clause => Form::Direct,
        Some(_) => Form::Mixed,
    };
    let cue = finding.cue.map(|span| document.text(span).to_lowercase());
    let rung = match rung(data, document, mention, speaker.as_ref(), cue.as_deref()) {
        Rung::NamedDirect if form == Form::Indirect => Rung::NamedParaphrase,
        rung => rung,
    };
    let told = if quotes.is_empty() { &finding.content } else { &quotes };
    let text: Vec<&str> = told.iter().map(|p| document.text(*p)).collect();
    let text = text.join(" ");
    StatementValue {
        speaker,
        form,
        cue,
        cue_span: finding.cue,
        rung,
        chain: Vec::new(),
        quotes,
        content: finding.content.clone(),
        text,
    }
}

/// A named person or body is itself; somebody described ("a senior EU official") is called by the
/// description, and never made into the state he serves.
fn speaker(
    document: &Document<'_>,
    mention: &Mention,
    known: Option<&Known>,
    voice: Option<&Known>,
) -> Option<Participant> {
    let seat = |known: &Known| known.seated(mention.span, Role::Party, Attendance::Told);
    let points = mention.form == MentionForm::Pronoun;
    let known = known.filter(|k| voice.is_none() || k.actor.kind == ActorKind::Person && !points);
    match (&mention.form, known.or(voice)) {
        (_, Some(known)) => Some(seat(known)),
        (MentionForm::Name { name, .. }, None) => {
            let text = document.text(*name);
            let id = ActorId(format!("name:{}", fold(text)));
            let actor = Actor { id, kind: ActorKind::Group, name: one_line(text) };
            Some(seat(&Known { actor, acts_for: None, office: None, step: String::new() }))
        }
        (MentionForm::Role { .. } | MentionForm::Pronoun, None) => None,
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
    let kind_of =
        |kind: &str| words.split_whitespace().any(|w| data.lexicon.role(w).is_some_and(|(noun, _)| noun.kind == kind));
    if kind_of("spokesperson") {
        return Rung::Spokesperson;
    }
    let document = |word: &str| data.lemmas.entries(word).iter().any(|e| e.class == "document");
    if speaker.actor.kind == ActorKind::Group && words.split_whitespace().any(document) {
        return Rung::Document;
    }
    match speaker.actor.kind {
        ActorKind::Person => Rung::NamedDirect,
        ActorKind::State | ActorKind::Organisation => Rung::Readout,
        ActorKind::Group if kind_of("source") => Rung::UnnamedVague,
        ActorKind::Group => Rung::UnnamedRole,
    }
}
