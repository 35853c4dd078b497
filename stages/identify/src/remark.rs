//! Remarks: what may have been missed or is doubtful stands on the list of things to check.

use chancery_data::Data;
use chancery_model::{ByteSpan, Claim, ClaimValue, Document, Evidence, Findings, Note, Sentence, SentenceKind};

/// Classes of words that mostly tell an engagement.
const TELLING: [&str; 5] = ["meet", "talks-noun", "call-noun", "summit-noun", "meeting-noun"];
/// Most possible engagements listed for one report.
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
    notes.extend(possible(data, document, findings, claims));
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

/// A sentence, or its opening where it is long.
fn opening(document: &Document<'_>, sentence: usize) -> ByteSpan {
    let tokens = document.tokens_of(sentence);
    let last = &tokens[tokens.len().min(Evidence::MOST_WORDS) - 1];
    tokens[0].span.cover(last.span)
}
