//! Statements: whose words the quoted ones are, and how close the report stands to the speaker.

use chancery_data::{Data, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, Document, Findings, Form, Mention, MentionForm, Participant, Role, Rung,
    StatementFinding, StatementValue,
};

use crate::cast::Known;
use crate::name::one_line;

/// How far back, in sentences, "the official" may point.
const REACH: usize = 8;

/// The value of a statement.
pub(crate) fn value(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    finding: &StatementFinding,
    resolved: &[Vec<Known>],
) -> StatementValue {
    let mention = finding.speaker.map(|i| &findings.mentions[i]);
    let known = finding.speaker.and_then(|i| resolved[i].first());
    let described = mention.filter(|_| known.is_none()).and_then(|m| described_before(document, findings, m));
    let speaker = described.or(mention).and_then(|m| speaker(data, document, m, known));
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

/// "The official", where nobody known is meant: the official described last before.
fn described_before<'f>(document: &Document<'_>, findings: &'f Findings, mention: &Mention) -> Option<&'f Mention> {
    let MentionForm::Role { role, definite: true, plural: false, of: None } = mention.form else { return None };
    let noun = document.text(role).to_lowercase();
    findings
        .mentions
        .iter()
        .filter(|m| m.span < mention.span && m.sentence + REACH >= mention.sentence)
        .filter(|m| match m.form {
            MentionForm::Role { role, definite: false, plural: false, .. } => {
                document.text(role).to_lowercase().ends_with(&noun)
            }
            _ => false,
        })
        .max_by_key(|m| m.span)
}

/// A named person or body is itself; somebody described ("a senior EU official") is called by the
/// description, and never made into the state he serves.
fn speaker(data: &Data, document: &Document<'_>, mention: &Mention, known: Option<&Known>) -> Option<Participant> {
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
        (MentionForm::Role { role, .. }, known) => {
            let name = without_article(phrase);
            let role = document.text(*role).to_lowercase();
            let words: Vec<&str> = role.split_whitespace().collect();
            // "The Foreign Ministry" is one body in every report; "a senior official" is somebody
            // else in each.
            let body = data.lexicon.phrase("bodies", &words) == Some(words.len());
            let (id, kind) = if body {
                (format!("name:{}", fold(&name)), ActorKind::Organisation)
            } else {
                (format!("described:{}:{}", document.report.id.short(), fold(&name)), ActorKind::Group)
            };
            let actor = Actor { id: ActorId(id), kind, name };
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

/// A description as it stands in mid-sentence, without "the".
fn without_article(phrase: &str) -> String {
    let words = one_line(phrase);
    match words.split_once(' ') {
        Some(("the" | "The", rest)) => rest.to_owned(),
        Some((article @ ("A" | "An" | "One" | "Another"), rest)) => format!("{} {rest}", article.to_lowercase()),
        _ => words,
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
    match speaker.actor.kind {
        ActorKind::Person => Rung::NamedDirect,
        ActorKind::State | ActorKind::Organisation => Rung::Readout,
        ActorKind::Group if kind_of("source") => Rung::UnnamedVague,
        ActorKind::Group => Rung::UnnamedRole,
    }
}
