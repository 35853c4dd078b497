//! "I" and "we": whoever speaks the quotation they stand in, or wrote the text.

use chancery_data::Data;
use chancery_model::{ActorKind, ByteSpan, Document, Findings, MentionForm};

use crate::cast::Known;

/// Resolves first persons, once it is known whose words are whose: "I" is the speaker, "we" those for whom he speaks.
pub(crate) fn first_persons(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    author: Option<&Known>,
    resolved: &mut [Vec<Known>],
) {
    for (i, mention) in findings.mentions.iter().enumerate() {
        if mention.form != MentionForm::Pronoun {
            continue;
        }
        let word = document.text(mention.span).to_lowercase();
        let is = |class: &str| data.lexicon.phrase(class, &[&word]).is_some();
        if !is("i") && !is("we") {
            continue;
        }
        let speaker = speaker(document, findings, mention.span, author, resolved);
        let person = speaker.filter(|known| known.actor.kind == ActorKind::Person);
        let meant = if is("i") { person } else { person.and_then(spoken_for) };
        resolved[i] = meant.into_iter().collect();
    }
}

fn speaker(
    document: &Document<'_>,
    findings: &Findings,
    span: ByteSpan,
    author: Option<&Known>,
    resolved: &[Vec<Known>],
) -> Option<Known> {
    let Some(quotation) = document.quotation_at(span) else { return author.cloned() };
    let said = findings.statements.iter().find(|s| s.quotation == Some(quotation))?;
    let known = resolved[said.speaker?].first()?;
    Some(Known { step: format!("{} speaks", known.actor.name), ..known.clone() })
}

fn spoken_for(speaker: Known) -> Option<Known> {
    let body = speaker.acts_for?;
    let step = format!("{} speaks for {}", speaker.actor.name, body.name);
    Some(Known { actor: body, acts_for: None, office: None, step })
}
