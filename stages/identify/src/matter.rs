//! What a proposition is about beyond its issue: the words and actors by which two positions on one issue are
//! told apart.

use std::collections::BTreeSet;

use chancery_data::{Data, TermWord};
use chancery_model::{Actor, ActorId, ByteSpan, Document, Matter, Token};

/// Letters of the shortest word that tells anything.
const TELLING: usize = 3;

/// The matter of a proposition on an issue, held by `holder`; `tokens` are those of its content, `named` the actors
/// of the document's names.
pub(crate) fn matter<'t>(
    data: &Data,
    document: &Document<'_>,
    named: &[Option<Actor>],
    tokens: impl Iterator<Item = &'t Token>,
    content: ByteSpan,
    issue: &str,
    holder: &ActorId,
) -> Matter {
    let names = || document.names.iter().zip(named).filter(|(name, _)| content.contains(name.span));
    let actors: BTreeSet<ActorId> =
        names().filter_map(|(_, actor)| Some(actor.as_ref()?.id.clone())).filter(|id| id != holder).collect();
    let mut words = BTreeSet::new();
    for token in tokens {
        let tells = matches!(token.upos.as_deref(), Some("NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM"));
        if !tells || names().any(|(name, actor)| actor.is_some() && name.span.contains(token.span)) {
            continue;
        }
        let form = document.text(token.span).to_lowercase();
        let lemma = token.lemma.as_ref().map_or_else(|| form.clone(), |lemma| lemma.to_lowercase());
        if lemma.chars().count() >= TELLING && !data.issues.tells(issue, &TermWord { lemma: &lemma, form: &form }) {
            words.insert(lemma);
        }
    }
    let opening = document.text(content).split_whitespace().next().unwrap_or_default().to_lowercase();
    let points = data.lexicon.phrase("pointing", &[&opening]).is_some();
    Matter { words: words.into_iter().collect(), actors: actors.into_iter().collect(), points }
}
