//! Through whom words came to the report, by name.

use chancery_data::{Data, outlet_named};
use chancery_model::{ActorKind, Document, Findings, MentionForm, Participant, StatementFinding};

use crate::cast::Known;
use crate::name::one_line;

/// The names of a statement's chain, nearest the speaker first. Left out are the report's own outlet, the speaker,
/// and whoever speaks for the speaker: "Zelensky said that Ukraine demanded …" is Ukraine's own word.
pub(crate) fn names(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    finding: &StatementFinding,
    speaker: Option<&Participant>,
    resolved: &[Vec<Known>],
    voices: &[Option<Known>],
) -> Vec<String> {
    let own = document.report.outlet.as_deref().map(|outlet| usual(data, outlet));
    let mut names: Vec<String> = Vec::new();
    for link in &finding.chain {
        let known = known(resolved, voices, *link);
        let spoken_for = known.zip(speaker).is_some_and(|(known, speaker)| {
            known.actor.id == speaker.actor.id || known.acts_for.as_ref().is_some_and(|a| a.id == speaker.actor.id)
        });
        let Some(name) = name(data, document, findings, *link, known) else { continue };
        if !spoken_for && own.as_ref() != Some(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whom a link means: who is only described is not the state he serves.
pub(crate) fn known<'k>(resolved: &'k [Vec<Known>], voices: &'k [Option<Known>], link: usize) -> Option<&'k Known> {
    let voice = voices[link].as_ref();
    resolved[link].first().filter(|k| voice.is_none() || k.actor.kind == ActorKind::Person).or(voice)
}

/// Outlets by their usual name, others by theirs; a pronoun that nobody is known for is nobody.
fn name(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    link: usize,
    known: Option<&Known>,
) -> Option<String> {
    let mention = &findings.mentions[link];
    match (&mention.form, known) {
        (MentionForm::Name { name, .. }, _)
            if outlet_named(&data.outlets, &one_line(document.text(*name))).is_some() =>
        {
            Some(usual(data, &one_line(document.text(*name))))
        }
        (_, Some(known)) => Some(usual(data, &known.actor.name)),
        (MentionForm::Name { name, .. }, None) => Some(one_line(document.text(*name))),
        (MentionForm::Role { .. }, None) => Some(one_line(document.text(mention.span))),
        (MentionForm::Pronoun, None) => None,
    }
}

/// What an outlet is usually called; any other name as it is.
pub(crate) fn usual(data: &Data, name: &str) -> String {
    outlet_named(&data.outlets, name).map_or_else(|| name.to_owned(), |outlet| outlet.name.clone())
}

/// Whether a name is that of a paper, an agency or a broadcaster.
pub(crate) fn is_outlet(data: &Data, name: &str) -> bool {
    outlet_named(&data.outlets, name).is_some_and(|outlet| outlet.kind != "official")
}
