//! What a proposition is about beyond its issue: the words and actors by which two positions on one issue are
//! told apart.

use std::collections::BTreeSet;

use chancery_data::{Data, TermWord};
use chancery_model::{Actor, ActorId, ByteSpan, Document, Matter};

/// Letters of the shortest word that tells anything.
const TELLING: usize = 3;

/// The matter of a proposition on an issue, held by `holder`; `named` are the actors of the document's names.
pub(crate) fn matter(
    data: &Data,
    document: &Document<'_>,
    named: &[Option<Actor>],
    content: ByteSpan,
    issue: &str,
    holder: &ActorId,
) -> Matter {
    let names = || document.names.iter().zip(named).filter(|(name, _)| content.contains(name.span));
    let actors: BTreeSet<ActorId> =
        names().filter_map(|(_, actor)| Some(actor.as_ref()?.id.clone())).filter(|id| id != holder).collect();
    let tokens = document.tokens.iter().filter(|t| content.contains(t.span));
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
    Matter { words: words.into_iter().collect(), actors: actors.into_iter().collect() }
}
