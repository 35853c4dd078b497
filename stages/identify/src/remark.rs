//! Remarks: what may have been missed or is doubtful stands on the list of things to check.

use chancery_data::{Data, Entry, Speech, TermWord};
use chancery_model::{
    ByteSpan, ChromeKind, Claim, ClaimValue, Document, Evidence, Findings, MentionForm, Note, Sentence, SentenceKind,
};

/// Classes of words that mostly tell an engagement.
const TELLING: [&str; 5] = ["meet", "talks-noun", "call-noun", "summit-noun", "meeting-noun"];
/// Classes of words by which somebody mostly takes a clear stance.
const STANDING: [&str; 7] = ["demanding", "insisting", "rejecting", "refusing", "ruling-out", "opposing", "red-line"];
/// Most possible engagements listed for one report, and most possible positions.
const MOST: usize = 5;

/// The remarks on one report, in order of the text.
pub(crate) fn notes(data: &Data, document: &Document<'_>, findings: &Findings, claims: &[Claim]) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(code) = document.report.language.as_ref().filter(|_| !document.report.is_english()) {
        let message = format!("the text is not English (`{code}`): nothing is read from it");
        notes.push(note("not-english", &message, Vec::new()));
    }
    if document.report.published.edtf.is_none() && !claims.is_empty() {
        notes.push(note("undated", "no publication date is known: days told relative to it stay open", Vec::new()));
    }
    notes.extend(unread(document));
    notes.extend(possible(data, document, findings, claims));
    notes.extend(possible_positions(data, document, findings, claims));
    for (i, sentence) in document.sentences.iter().enumerate().filter(|(_, s)| !s.chrome) {
        let tokens = sentence.tokens.len();
        if tokens > Sentence::MOST_TOKENS {
            let span = opening(document, i);
            let message = format!("{tokens} words without an end: no event is read from them");
            notes.push(note("long-sentence", &message, vec![Evidence { span, exact: document.text(span).to_owned() }]));
        }
    }
    for claim in claims {
        if let ClaimValue::Statement(s) = &claim.value
            && s.speaker.is_none()
        {
            notes.push(note("unknown-speaker", "the text does not tell whose words these are", claim.evidence.clone()));
        }
    }
    notes
}

/// What was attached to a message: it may hold what the message only announces.
fn unread(document: &Document<'_>) -> Vec<Note> {
    let attached = document.report.chrome.iter().filter(|c| c.kind == ChromeKind::Attachment);
    let told = |span| {
        let evidence = vec![Evidence { span, exact: document.text(span).to_owned() }];
        note("attachment", "came with the message and was not read; save it and add it as a report", evidence)
    };
    attached.map(|c| told(c.span)).collect()
}

fn note(code: &str, message: &str, evidence: Vec<Evidence>) -> Note {
    Note { code: code.to_owned(), message: message.to_owned(), evidence }
}

/// Sentences with a telling word and two names of which no event was made.
fn possible(data: &Data, document: &Document<'_>, findings: &Findings, claims: &[Claim]) -> Vec<Note> {
    let told: Vec<_> = claims
        .iter()
        .filter(|c| matches!(c.value, ClaimValue::Event(_)))
        .flat_map(|c| c.evidence.iter().map(|e| e.span))
        .collect();
    let mut named = vec![0; document.sentences.len()];
    for mention in &findings.mentions {
        named[mention.sentence] += 1;
    }
    let mut notes = Vec::new();
    for (i, sentence) in document.sentences.iter().enumerate() {
        if notes.len() == MOST {
            break;
        }
        let unread = sentence.chrome || sentence.kind == SentenceKind::Headline || named[i] < 2;
        if unread || told.iter().any(|t| t.overlaps(sentence.span)) {
            continue;
        }
        let telling = document.tokens_of(i).iter().any(|t| {
            let word = document.text(t.span).to_lowercase();
            TELLING.iter().any(|class| data.lexicon.phrase(class, &[&word]).is_some())
        });
        if telling {
            let span = opening(document, i);
            let evidence = vec![Evidence { span, exact: document.text(span).to_owned() }];
            notes.push(note("possible-engagement", "may tell of an engagement that no rule reads", evidence));
        }
    }
    notes
}

/// Sentences with somebody named, a word that takes a stance and an issue told in plain words, of which nothing was made
/// but that somebody said so.
fn possible_positions(data: &Data, document: &Document<'_>, findings: &Findings, claims: &[Claim]) -> Vec<Note> {
    let told: Vec<ByteSpan> = claims
        .iter()
        .filter(|c| !matches!(c.value, ClaimValue::Statement(_) | ClaimValue::Office(_)))
        .flat_map(|c| c.evidence.iter().map(|e| e.span))
        .collect();
    let mut notes = Vec::new();
    for (i, sentence) in document.sentences.iter().enumerate() {
        if notes.len() == MOST {
            break;
        }
        let unread = sentence.chrome || sentence.kind == SentenceKind::Headline;
        let named = findings.mentions.iter().any(|m| m.sentence == i && matches!(m.form, MentionForm::Name { .. }));
        if unread || !named || told.iter().any(|t| t.overlaps(sentence.span)) {
            continue;
        }
        let words: Vec<(String, String)> = document
            .tokens_of(i)
            .iter()
            .map(|token| {
                let form = document.text(token.span).to_lowercase();
                (token.lemma.as_ref().map_or_else(|| form.clone(), |lemma| lemma.to_lowercase()), form)
            })
            .collect();
        let standing = words.iter().zip(document.tokens_of(i)).any(|((lemma, _), token)| {
            let stands = |entry: &Entry| {
                let speech = match entry.speech {
                    Speech::Verb => "VERB",
                    Speech::Noun => "NOUN",
                    Speech::Adjective => "ADJ",
                    Speech::Other => return false,
                };
                entry.with.is_empty()
                    && STANDING.contains(&entry.class.as_str())
                    && token.upos.as_deref() == Some(speech)
            };
            data.lemmas.entries(lemma).iter().any(stands)
        });
        let terms: Vec<TermWord<'_>> = words.iter().map(|(lemma, form)| TermWord { lemma, form }).collect();
        if standing && data.issues.told(&terms).strong {
            let span = opening(document, i);
            let evidence = vec![Evidence { span, exact: document.text(span).to_owned() }];
            notes.push(note("possible-position", "may tell where somebody stands, and no rule reads it", evidence));
        }
    }
    notes
}

/// A sentence, or its opening where it is long.
fn opening(document: &Document<'_>, sentence: usize) -> ByteSpan {
    let tokens = document.tokens_of(sentence);
    let last = &tokens[tokens.len().min(Evidence::MOST_WORDS) - 1];
    tokens[0].span.cover(last.span)
}
