//! What must hold of a report and its reading: hashes that fit, spans that stand on whole
//! characters, words that are where they are said to be. Asked before anything is written, and
//! again of everything stored by [`crate::Store::verify`].

use chancery_model::{
    ByteSpan, Claim, ClaimValue, EventValue, Evidence, Note, OfficeValue, Participant, PledgeValue, PositionValue,
    ProposalValue, Report, ReportId, StatementValue, sha256,
};

/// What does not hold, one sentence each.
pub(crate) type Faults = Vec<String>;

/// What does not hold of a report by itself.
pub(crate) fn report_faults(report: &Report) -> Faults {
    let name = report.id.short();
    let mut faults = Faults::new();
    if ReportId::of(&report.source.bytes) != report.id {
        faults.push(format!("the bytes of report `{name}` are not those received: their hash is not its id"));
    }
    if sha256(report.text.as_bytes()) != report.text_hash {
        faults.push(format!("the text of report `{name}` is not the one read: its hash is another"));
    }
    let dateline = report.dateline.iter().map(|d| ("dateline", d.span));
    let chrome = report.chrome.iter().map(|c| ("page furniture", c.span));
    let map = report.source.map.iter().map(|s| ("map", s.text));
    for (what, span) in dateline.chain(chrome).chain(map).filter(|&(_, span)| !stands(span, &report.text)) {
        faults.push(format!("report `{name}`: its {what} at {span:?} does not lie on whole characters of the text"));
    }
    for segment in &report.source.map {
        let bytes = report.source.bytes.get(segment.bytes.0..segment.bytes.1);
        let (from, to) = segment.bytes;
        match (bytes, report.text.get(segment.text.range())) {
            (None, _) => {
                faults.push(format!("report `{name}`: its map points at bytes {from}..{to} that are not there"))
            }
            (Some(bytes), Some(text)) if segment.verbatim && bytes != text.as_bytes() => {
                faults.push(format!("report `{name}`: the text at {:?} is not the bytes {from}..{to}", segment.text));
            }
            _ => {}
        }
    }
    faults
}

/// What does not hold of the claims and notes of a reading over a report's text.
pub(crate) fn reading_faults(report: &ReportId, text: &str, claims: &[Claim], notes: &[Note]) -> Faults {
    let mut faults = Faults::new();
    for claim in claims {
        let name = format!("claim `{}` of report `{}`", claim.id, report.short());
        if claim.anchor.report != *report {
            faults.push(format!("{name} hangs on another report, `{}`", claim.anchor.report.short()));
        }
        if claim.evidence.is_empty() {
            faults.push(format!("{name} quotes no words"));
        }
        quoted(&name, text, &claim.evidence, &mut faults);
        if let ClaimValue::Event(EventValue { outcome: Some(outcome), .. }) = &claim.value {
            quoted(&name, text, &outcome.evidence, &mut faults);
        }
        let spans = std::iter::once(claim.anchor.span).chain(spans_of(&claim.value));
        for span in spans.filter(|&span| !stands(span, text)) {
            faults.push(format!("{name} points at {span:?}, which is not on whole characters of the text"));
        }
    }
    for note in notes {
        quoted(&format!("note `{}` on report `{}`", note.code, report.short()), text, &note.evidence, &mut faults);
    }
    faults
}

fn quoted(name: &str, text: &str, evidence: &[Evidence], faults: &mut Faults) {
    for Evidence { span, exact } in evidence {
        match text.get(span.range()) {
            None => faults.push(format!("{name} quotes {span:?}, which is not on whole characters of the text")),
            Some(words) if words != exact => {
                faults.push(format!("{name} quotes “{exact}” at {span:?}, where the text has “{words}”"));
            }
            Some(_) => {}
        }
    }
}

fn spans_of(value: &ClaimValue) -> Vec<ByteSpan> {
    let of = |participants: &[Participant]| participants.iter().map(|p| p.span).collect::<Vec<_>>();
    match value {
        ClaimValue::Event(EventValue { actors, recipients, mediators, place, time, moved_from, .. }) => {
            let place = place.as_ref().map(|p| p.span);
            let time = time.iter().chain(moved_from).map(|t| t.span);
            [of(actors), of(recipients), of(mediators)].into_iter().flatten().chain(place).chain(time).collect()
        }
        ClaimValue::Statement(StatementValue { speaker, quotes, cue_span, content, .. }) => {
            speaker.iter().map(|s| s.span).chain(quotes.iter().chain(content).chain(cue_span).copied()).collect()
        }
        ClaimValue::Position(PositionValue { holder, said_by, condition, .. }) => {
            [holder].into_iter().chain(said_by).map(|p| p.span).chain(*condition).collect()
        }
        ClaimValue::Proposal(ProposalValue { versions, by, drafted_by, to, contains, answers, .. }) => {
            let answered = answers.iter().flat_map(|a| std::iter::once(a.by.span).chain(a.evidence.iter().copied()));
            let people = [of(by), of(drafted_by), of(to)].into_iter().flatten();
            people.chain(versions.iter().chain(contains).copied()).chain(answered).collect()
        }
        ClaimValue::Office(OfficeValue { holder, .. }) => vec![holder.span],
        ClaimValue::Pledge(value) => {
            let PledgeValue { by, parties, said_by, to, amount, until, .. } = &**value;
            let people = [by].into_iter().chain(parties).chain(said_by).chain(to).map(|p| p.span);
            people.chain(amount.iter().map(|a| a.span)).chain(until.iter().map(|u| u.span)).collect()
        }
    }
}

fn stands(span: ByteSpan, text: &str) -> bool {
    text.get(span.range()).is_some()
}
