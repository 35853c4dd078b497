//! What is compared, taken from JSON of either shape: the annotations' or that of `read --json`.

use serde_json::Value;

use crate::score::words::{Stretch, Text};

/// Kinds of event that bring parties together, and how.
const FORMS: [(&str, &str); 5] = [
    ("meeting", "in person"),
    ("talks", "in person"),
    ("summit", "in person"),
    ("visit", "in person"),
    ("call", "remote"),
];

/// Evidence has this many words; what has fewer or more proves nothing.
const EVIDENCE_WORDS: std::ops::RangeInclusive<usize> = 3..=60;

/// Who is meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Party {
    /// The name and the words of the text.
    pub(super) names: Vec<String>,
    /// Whom a person acts for.
    pub(super) acts_for: Option<String>,
    /// Whether it is a person, where that is told.
    pub(super) person: Option<bool>,
}

#[derive(Clone, Debug)]
pub(super) struct Engagement {
    pub(super) who: Vec<Party>,
    pub(super) mediators: Vec<Party>,
    pub(super) form: Option<String>,
    pub(super) status: Option<String>,
    pub(super) place: Option<String>,
    pub(super) date: Option<String>,
    pub(super) marks: Vec<Stretch>,
    /// Whether the report is about it, not only mentions it.
    pub(super) main: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Position {
    pub(super) holder: Option<Party>,
    pub(super) said_by: Option<Party>,
    pub(super) issue: Option<String>,
    pub(super) stance: Option<String>,
    pub(super) proposition: String,
    pub(super) marks: Vec<Stretch>,
}

#[derive(Clone, Debug)]
pub(super) struct Quotation {
    pub(super) speaker: Option<Party>,
    pub(super) text: String,
}

#[derive(Clone, Debug)]
pub(super) struct Pledge {
    pub(super) by: Option<Party>,
    pub(super) marks: Vec<Stretch>,
}

/// How the parties of an engagement come together; `None` where its form is not told or not known.
pub(super) fn family(form: Option<&str>) -> Option<&'static str> {
    FORMS.iter().find(|(kind, _)| Some(*kind) == form).map(|(_, family)| *family)
}

/// The engagements. Those that are part of another are left out: one occasion is one event.
pub(super) fn engagements(told: &Value, text: &Text) -> Vec<Engagement> {
    let annotated = told.get("engagements").filter(|list| !list.is_null());
    let one_occasion = |event: &&Value| {
        annotated.is_some() || (family(event["kind"].as_str()).is_some() && string(&event["part_of"]).is_none())
    };
    let events = list(annotated.unwrap_or(&told["events"])).filter(one_occasion);
    events.map(|event| engagement(event, text)).collect()
}

fn engagement(event: &Value, text: &Text) -> Engagement {
    let who = match event.get("participants") {
        Some(participants) => parties(participants),
        None => [parties(&event["actors"]), parties(&event["recipients"])].concat(),
    };
    Engagement {
        who,
        mediators: parties(&event["mediators"]),
        form: string(&event["form"]).or_else(|| string(&event["kind"])),
        status: string(&event["status"]),
        place: string(&event["place"]).or_else(|| string(&event["place"]["name"])),
        date: string(event.get("date").unwrap_or(&event["time"]["edtf"])),
        marks: marks(event, text),
        main: match event.get("main") {
            Some(main) => main.as_bool() != Some(false),
            None => event["background"].as_bool() != Some(true),
        },
    }
}

/// The positions.
pub(super) fn positions(told: &Value, text: &Text) -> Vec<Position> {
    let position = |one: &Value| Position {
        holder: party(&one["holder"]),
        said_by: party(&one["said_by"]),
        issue: string(&one["issue"]),
        stance: string(&one["stance"]),
        proposition: string(&one["proposition"]).unwrap_or_default(),
        marks: marks(one, text),
    };
    list(&told["positions"]).map(position).collect()
}

/// The quotations: each stretch inside quotation marks.
pub(super) fn quotations(told: &Value) -> Vec<Quotation> {
    let quotation = |speaker: &Value, text: &Value| Quotation {
        speaker: party(speaker),
        text: text.as_str().unwrap_or_default().to_owned(),
    };
    if let Some(quotes) = told.get("quotes") {
        return list(quotes).map(|quote| quotation(&quote["speaker"], &quote["text"])).collect();
    }
    let mut out = Vec::new();
    for statement in list(&told["statements"]) {
        let mut pieces = list(&statement["quotes"]).map(|piece| quotation(&statement["speaker"], &piece["exact"]));
        match pieces.next() {
            Some(first) => out.extend([first].into_iter().chain(pieces)),
            None if statement["form"] == "direct" => out.push(quotation(&statement["speaker"], &statement["text"])),
            None => {}
        }
    }
    out
}

/// The pledges.
pub(super) fn pledges(told: &Value, text: &Text) -> Vec<Pledge> {
    list(&told["pledges"]).map(|one| Pledge { by: party(&one["by"]), marks: marks(one, text) }).collect()
}

/// How much of the shorter of two marks both share, at best.
pub(super) fn shared(a: &[Stretch], b: &[Stretch]) -> f64 {
    let share = |x: &Stretch, y: &Stretch| {
        let both = x.1.min(y.1).saturating_sub(x.0.max(y.0));
        both as f64 / (x.1 - x.0).min(y.1 - y.0).max(1) as f64
    };
    a.iter().flat_map(|x| b.iter().map(move |y| share(x, y))).fold(0.0, f64::max)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A string that says something.
fn string(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn party(value: &Value) -> Option<Party> {
    match value {
        Value::String(name) => Some(Party { names: vec![name.clone()], acts_for: None, person: None }),
        Value::Object(_) => Some(Party {
            names: ["name", "text"].iter().filter_map(|key| string(&value[key])).collect(),
            acts_for: string(&value["for"]).or_else(|| string(&value["state"])),
            person: Some(value.get("kind").is_none_or(|kind| kind == "person")),
        }),
        _ => None,
    }
}

fn parties(value: &Value) -> Vec<Party> {
    list(value).filter_map(party).filter(|party| !party.names.is_empty()).collect()
}

/// Where the evidence of an item stands: pieces that are words of the text and neither too short nor too long.
fn marks(item: &Value, text: &Text) -> Vec<Stretch> {
    let mark = |piece: &Value| {
        let (exact, start) = match piece {
            Value::String(words) => (words.as_str(), None),
            _ => (piece["exact"].as_str().unwrap_or_default(), piece["start"].as_u64()),
        };
        if exact.is_empty() || (piece.is_object() && !EVIDENCE_WORDS.contains(&exact.split_whitespace().count())) {
            return None;
        }
        let start = start.and_then(|start| usize::try_from(start).ok());
        let told = start.map(|start| (start, start + exact.chars().count()));
        told.filter(|told| text.at(*told).as_deref() == Some(exact)).or_else(|| text.find(exact))
    };
    list(&item["evidence"]).filter_map(mark).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_shapes_give_the_same_engagement() {
        let text = Text::of("Kari Moe saw Ann Lee in Oslo. Kari Moe saw Ann Lee again.");
        let gold = json!({"engagements": [{
            "form": "meeting", "status": "held", "participants": [{"kind": "person", "name": "Kari Moe", "for": "Norway"}],
            "place": "Oslo", "date": "2026-03-10", "evidence": ["Kari Moe saw Ann Lee"]}]});
        let ours = json!({"events": [
            {"kind": "meeting", "status": "held", "actors": [{"kind": "person", "name": "Kari Moe", "for": "Norway"}],
             "place": {"name": "Oslo"}, "time": {"edtf": "2026-03-10"},
             "evidence": [{"start": 30, "exact": "Kari Moe saw Ann Lee"}, {"start": 24, "exact": "Oslo"}]},
            {"kind": "meeting", "part_of": "a"}, {"kind": "aid"}]});
        let [gold, ours] = [engagements(&gold, &text), engagements(&ours, &text)];
        assert_eq!((gold.len(), ours.len()), (1, 1));
        let (gold, ours) = (&gold[0], &ours[0]);
        assert_eq!((&gold.who, &gold.form, &gold.place, &gold.date), (&ours.who, &ours.form, &ours.place, &ours.date));
        assert_eq!((&gold.marks[..], &ours.marks[..]), (&[(0, 20)][..], &[(30, 50)][..]));
        assert_eq!((shared(&gold.marks, &ours.marks), shared(&[(0, 10)], &[(5, 8)])), (0.0, 1.0));
        assert!(gold.main && ours.main);
    }

    #[test]
    fn a_direct_statement_without_pieces_is_a_quotation() {
        let told = json!({"statements": [
            {"speaker": {"name": "Moe"}, "form": "mixed", "quotes": [{"exact": "one"}, {"exact": "two"}]},
            {"speaker": null, "form": "direct", "text": "three", "quotes": []},
            {"speaker": null, "form": "indirect", "text": "four"}]});
        let told: Vec<(String, bool)> = quotations(&told).into_iter().map(|q| (q.text, q.speaker.is_some())).collect();
        assert_eq!(told, [("one".to_owned(), true), ("two".to_owned(), true), ("three".to_owned(), false)]);
    }
}
