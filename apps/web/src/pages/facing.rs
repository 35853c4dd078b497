//! Two reports that contradict each other, side by side: each opens at the words that do, with what stands around
//! them; the rest of the text is there to be opened.

use chancery_model::{ByteSpan, Contradiction, Report, ReportCard, ReportId, Snapshot};
use chancery_view::{Facer, Facing, Handle, date_in_words, facing as view, find};
use maud::{Markup, html};

use crate::answer::{Answer, Fault, Form};
use crate::lay::{at_words, capital, count};
use crate::told::told;
use crate::visit::{Visit, to};

/// The words of the address that choose the reports.
const HANDS: [&str; 2] = ["left", "right"];

pub(crate) fn facing(visit: &Visit) -> Result<Answer, Fault> {
    let Handle::Contradiction(of) = find(&*visit.held, visit.id())? else {
        return Err(Fault::missing(format!("no contradiction is called `{}`", visit.id())));
    };
    let none = || Fault::missing("no such report takes a side in this contradiction");
    let facing = view(&*visit.held, of, HANDS.map(|hand| visit.query.get(hand))).ok_or_else(none)?;
    if visit.form == Form::Json {
        return Ok(Answer::Json(facing.json(&*visit.held)));
    }
    let title = format!("{}: {}", capital(of.kind.as_str()), of.about);
    let body = html! {
        p class="up" { a href=(visit.to("/show", &of.id.0)) { "The contradiction" } " · " a href=(visit.at("/contradictions", &[])) { "All contradictions" } }
        h1 { (told(&title)) }
        p class="about" { (who(&facing)) "; what they contradict each other in is lit" }
        div class="facing" { @for n in [0, 1] { (facer(visit, &facing, n)?) } }
    };
    Ok(Answer::Page { title, body })
}

/// Who stands next to whom.
fn who(facing: &Facing<'_>) -> &'static str {
    match facing.two.each_ref().map(|of| of.card) {
        [Some(left), Some(right)] if left.id == right.id => "One report, which tells it in two ways",
        [Some(_), Some(_)] => "Two reports side by side",
        _ => "A report beside the register",
    }
}

/// A report and its side.
fn facer(visit: &Visit, facing: &Facing<'_>, n: usize) -> Result<Markup, Fault> {
    let Facer { side, card, spans } = &facing.two[n];
    let report = card.map(|card| visit.desk.look(|store| store.report(&card.id))).transpose()?.flatten();
    Ok(html! {
        article class="facer" aria-label=(["Left", "Right"][n]) {
            header {
                h2 { (told(&side.value)) }
                @match card {
                    Some(card) => p class="about" {
                        a class="headline" href=(to_words(visit, card, facing, n)) { (told(card.title.as_deref().unwrap_or(&card.key))) }
                        " " @if let Some(outlet) = &card.outlet { (told(outlet)) ", " } (date_in_words(card.published.edtf))
                    },
                    None => p class="about" { "The register says so" },
                }
                (others(visit, facing, n))
            }
            div class="text" dir="auto" {
                @if let Some(report) = &report { (text(report, spans, HANDS[n])) }
            }
        }
    })
}

/// The reading page of a report with the same words lit.
fn to_words(visit: &Visit, card: &ReportCard, facing: &Facing<'_>, n: usize) -> String {
    let exact = facing.two[n].side.evidence.iter().find(|evidence| evidence.report == card.id).map(|e| &e.exact);
    exact.map_or_else(|| visit.to("/report", card.id.short()), |exact| at_words(visit, card.id.short(), exact))
}

/// The other reports that may stand on this hand: those of this side, and of sides beyond the two.
fn others(visit: &Visit, facing: &Facing<'_>, n: usize) -> Markup {
    let Contradiction { sides, .. } = facing.contradiction;
    let [here, there] = [n, 1 - n].map(|hand| &facing.two[hand]);
    let mut others: Vec<(&str, &ReportId)> = Vec::new();
    for side in sides.iter().filter(|side| *side != there.side) {
        for evidence in &side.evidence {
            let other = (side.value.as_str(), &evidence.report);
            if here.card.is_none_or(|card| card.id != evidence.report) && !others.contains(&other) {
                others.push(other);
            }
        }
    }
    let label = |id: &ReportId| {
        let card = visit.held.record().reports.iter().find(|card| card.id == *id);
        let day = date_in_words(card.and_then(|card| card.published.edtf));
        format!("{}, {day}", card.map_or(id.short(), ReportCard::label))
    };
    // What stands on the other hand stays there.
    let beside = |id: &ReportId| {
        let mut words = vec![(HANDS[n], id.short())];
        words.extend(there.card.map(|card| (HANDS[1 - n], card.id.short())));
        visit.at(&to("/facing", &facing.contradiction.id.0), &words)
    };
    html! {
        @if !others.is_empty() {
            details class="others" {
                summary { (count(others.len(), "other report")) }
                ul { @for (value, id) in &others {
                    li { a href=(beside(id)) { (told(&label(id))) } @if *value != here.side.value { span class="faint" { ": " (told(value)) } } }
                } }
            }
        }
    }
}

/// A text that opens at what is lit: what lies further off is folded away.
fn text(report: &Report, lit: &[ByteSpan], hand: &str) -> Markup {
    let chrome: Vec<ByteSpan> = report.chrome.iter().map(|chrome| chrome.span).collect();
    let parts = parts(&report.text, lit);
    let last = parts.len().saturating_sub(1);
    html! {
        @for (n, (near, span)) in parts.iter().enumerate() {
            @let shown = pieces(&report.text, *span, lit, &chrome, hand);
            @if *near { (shown) } @else {
                details class="further" {
                    summary {
                        @if n == 0 { "What stands before" } @else if n == last { "What follows" } @else { "What stands between" }
                        ", " (count(words(span.of(&report.text)), "word"))
                    }
                    (shown)
                }
            }
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// So much of a text is not worth folding away, in words.
const FEW: usize = 25;

/// A text in parts, each with whether it lies near what is lit: the sentence or line that holds it, and one before
/// and after.
fn parts(text: &str, lit: &[ByteSpan]) -> Vec<(bool, ByteSpan)> {
    let units = units(text);
    let holds = |unit: &ByteSpan| lit.iter().any(|span| span.overlaps(*unit));
    let near = |n: usize| units[n.saturating_sub(1)..units.len().min(n + 2)].iter().any(holds);
    let mut parts: Vec<(bool, ByteSpan)> = Vec::new();
    let mut push = |near: bool, span: ByteSpan| match parts.last_mut() {
        Some((before, last)) if *before == near => *last = ByteSpan::new(last.start(), span.end()),
        _ => parts.push((near, span)),
    };
    let mut at = 0;
    while at < units.len() {
        let run = (at..units.len()).take_while(|n| near(*n) == near(at)).count();
        let span = ByteSpan::new(units[at].start(), units[at + run - 1].end());
        push(near(at) || words(span.of(text)) <= FEW, span);
        at += run;
    }
    parts
}

/// A text in lines that hold words, those that are long in sentences; together they are the text.
fn units(text: &str) -> Vec<ByteSpan> {
    let mut units = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut from = start;
        // Where a sentence may end is near enough here: it is a matter of how much is shown.
        for (at, _) in line.match_indices(". ") {
            if start + at + 2 - from > SHORT {
                units.push(ByteSpan::new(from, start + at + 2));
                from = start + at + 2;
            }
        }
        start += line.len();
        match units.last_mut() {
            // Blank lines go with what stands before them.
            Some(last) if text[from..start].trim().is_empty() => *last = ByteSpan::new(last.start(), start),
            _ => units.push(ByteSpan::new(from, start)),
        }
    }
    units
}

/// A stretch of a line that is shorter than this is not parted, in bytes.
const SHORT: usize = 240;

/// A stretch of a text, with what is lit in it and page furniture dimmed.
fn pieces(text: &str, within: ByteSpan, lit: &[ByteSpan], chrome: &[ByteSpan], hand: &str) -> Markup {
    let edges = lit.iter().chain(chrome).flat_map(|span| [span.start(), span.end()]);
    let mut cuts: Vec<usize> = edges.filter(|at| (within.start()..within.end()).contains(at)).collect();
    cuts.extend([within.start(), within.end()]);
    cuts.sort_unstable();
    cuts.dedup();
    let first = lit.first().map(|span| span.start());
    html! {
        @for span in cuts.windows(2).map(|pair| ByteSpan::new(pair[0], pair[1])) {
            @let words = told(span.of(text));
            @if lit.iter().any(|lit| lit.overlaps(span)) {
                mark class="lit" id=[(first == Some(span.start())).then(|| format!("lit-{hand}"))] { (words) }
            } @else if chrome.iter().any(|chrome| chrome.overlaps(span)) { span class="chrome" { (words) } } @else { (words) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_at_what_is_lit() {
        let line = |n| {
            format!(
                "Line {n} tells of many things that nobody has asked for on this page, at length and twice, and says so again.\n\n"
            )
        };
        let text: String = (0..9).map(line).collect();
        let lit = text.find("Line 4").expect("a line");
        let parts = parts(&text, &[ByteSpan::new(lit, lit + 6)]);
        let shown: Vec<(bool, &str)> = parts.iter().map(|(near, span)| (*near, &span.of(&text)[..6])).collect();
        assert_eq!(shown, [(false, "Line 0"), (true, "Line 3"), (false, "Line 6")]);
        assert_eq!(parts.iter().map(|(_, span)| span.of(&text)).collect::<String>(), text);
        let short = "One line.\nIt is lit here.\nAnother.\nA fourth.\nA fifth.\n";
        assert_eq!(super::parts(short, &[ByteSpan::new(10, 12)]), [(true, ByteSpan::new(0, short.len()))]);
    }

    #[test]
    fn a_long_line_is_parted_at_its_sentences() {
        let text = "They met for a while, and then they met for another while, and told nobody. ".repeat(20);
        let units = units(&text);
        assert!(units.len() > 4 && units.iter().all(|unit| unit.of(&text).starts_with("They")), "{units:?}");
        assert_eq!(units.iter().map(|unit| unit.of(&text)).collect::<String>(), text);
    }
}
