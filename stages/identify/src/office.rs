//! Which office a title before a name gives somebody: "President Mulino", "former envoy Ana Silva".

use std::collections::BTreeSet;

use chancery_data::{Data, Holder};
use chancery_model::{
    ActorKind, Attendance, ByteSpan, Document, Edtf, Findings, Mention, MentionForm, OfficeValue, PartialDate, Role,
    RuleId,
};

use crate::cast::Known;
use crate::found::Found;

/// The offices that titles tell, each once a report for one person and one way of telling it.
pub(crate) fn offices(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    resolved: &[Vec<Known>],
) -> Vec<Found<OfficeValue>> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (mention, known) in findings.mentions.iter().zip(resolved) {
        let ([known], MentionForm::Name { title: Some(title), .. }) = (&known[..], &mention.form) else { continue };
        let Some(former) = tense(data, document, mention, *title) else { continue };
        let title = document.text(*title).to_lowercase();
        let office = data.lexicon.role(&title).is_some() && known.actor.kind == ActorKind::Person;
        // "President" is said of who was one, too.
        if !office || !former && has_left(data, document, known, &title) {
            continue;
        }
        if told.insert((known.actor.id.clone(), title.clone(), former)) {
            let holder = known.seated(mention.span, Role::Party, Attendance::Told);
            let steps = vec![format!("“{}”: {}", document.text(mention.span), known.step)];
            found.push(Found {
                span: mention.span,
                value: OfficeValue { holder, former, terms: terms(data, known, &title).map(span).collect(), title },
                evidence: vec![mention.span],
                rule: RuleId("office/title".to_owned()),
                steps,
            });
        }
    }
    found
}

/// Whether words before a title say that the office is held no longer; `None` where they say that it is not yet, or
/// was then.
fn tense(data: &Data, document: &Document<'_>, mention: &Mention, title: ByteSpan) -> Option<bool> {
    let before = document.report.text[mention.span.start().min(title.start())..title.start()].to_lowercase();
    let is = |class: &str| {
        before.split(|c: char| !c.is_alphanumeric()).any(|word| data.lexicon.phrase(class, &[word]).is_some())
    };
    let former = is("former");
    (former || !is("not-now")).then_some(former)
}

/// Whether the register says that somebody held such an office before the day of the report, and holds it no longer.
fn has_left(data: &Data, document: &Document<'_>, known: &Known, title: &str) -> bool {
    let Some(day) = document.report.published.edtf.and_then(|edtf| edtf.first_day()) else { return false };
    let mut terms = terms(data, known, title).peekable();
    terms.peek().is_some() && !terms.any(|term| term.on(day))
}

/// The terms in which somebody held an office that goes by a title.
fn terms<'d>(data: &'d Data, known: &Known, title: &str) -> impl Iterator<Item = &'d Holder> {
    let called = move |office: &str| {
        data.register.offices.get(office).is_some_and(|o| o.aliases.iter().any(|a| a.to_lowercase() == title))
    };
    data.register.terms_of(&known.actor.id.0).filter(move |term| called(&term.office))
}

fn span(term: &Holder) -> Edtf {
    let date = |end: Option<Edtf>, first: bool| match end {
        Some(edtf) => if first { edtf.first_day() } else { edtf.last_day() }.map(PartialDate::Day),
        None => None,
    };
    Edtf::Interval { from: date(term.from, true), to: date(term.to, false) }
}
