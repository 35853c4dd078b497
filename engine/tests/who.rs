//! The cases of cases/names: a mention in brackets, and whom it means on the day of the report.

use std::fs;
use std::path::Path;

use chancery_data::Data;
use chancery_engine::{Engine, Meant, Read, ResolvedMention};
use chancery_model::{ByteSpan, Published, Report};

/// Least share of right mentions; none may mean whom it must not.
const LEAST: f64 = 0.97;

/// One line: a report, its mentions in brackets, and whom each must mean.
struct Case {
    file: String,
    line: usize,
    published: Option<String>,
    text: String,
    mentions: Vec<(ByteSpan, String)>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases/names");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the folder is there").map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "tsv"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let content = fs::read_to_string(&path).unwrap();
        for (line, row) in (1..).zip(content.lines()).filter(|(_, row)| !row.starts_with('#') && !row.is_empty()) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [day, marked, expected, _why] = cells[..] else { panic!("{file}:{line}: four columns") };
            let (text, spans) = unmarked(marked);
            let expected: Vec<String> = expected.split(" | ").map(str::to_owned).collect();
            assert_eq!(spans.len(), expected.len(), "{file}:{line}: one answer a bracket");
            let published = (!day.is_empty()).then(|| day.to_owned());
            cases.push(Case {
                file: file.clone(),
                line,
                published,
                text,
                mentions: spans.into_iter().zip(expected).collect(),
            });
        }
    }
    cases
}

/// The text without its brackets, and what stood in them.
fn unmarked(marked: &str) -> (String, Vec<ByteSpan>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => open = text.len(),
            ']' => spans.push(ByteSpan::new(open, text.len())),
            c => text.push(c),
        }
    }
    (text, spans)
}

/// Whom the words mean: by the mentions inside them, or the one that holds most of them, else by the names
/// among them.
fn meant(read: &Read<'_>, span: ByteSpan) -> Vec<Meant> {
    let shared = |other: ByteSpan| other.end().min(span.end()).saturating_sub(other.start().max(span.start()));
    let mut inside: Vec<_> = read.mentions.iter().filter(|m| span.contains(m.span)).collect();
    let whole = inside.clone();
    inside.retain(|m| !whole.iter().any(|w| w.span != m.span && w.span.contains(m.span)));
    if !inside.is_empty() {
        let mut meant: Vec<Meant> = inside.into_iter().flat_map(|m| m.meant.clone()).collect();
        meant.dedup();
        return meant;
    }
    let names = read.document.names.iter().zip(&read.names).filter(|(name, _)| shared(name.span) > 0);
    let name = names.max_by_key(|(name, _)| (shared(name.span), std::cmp::Reverse(name.span.len())));
    if let Some((_, actor)) = name {
        // The mention that holds the name tells more of its bearer.
        let of = |m: &&ResolvedMention| matches!(&m.meant[..], [one] if Some(&one.actor) == actor.as_ref());
        let holds = read.mentions.iter().filter(|m| m.span.contains(span)).find(of);
        if let Some(mention) = holds {
            return mention.meant.clone();
        }
        return actor.iter().map(|actor| Meant { actor: actor.clone(), acts_for: None }).collect();
    }
    let around = read.mentions.iter().filter(|m| shared(m.span) > 0);
    around.max_by_key(|m| (shared(m.span), std::cmp::Reverse(m.span.len()))).map_or(Vec::new(), |m| m.meant.clone())
}

/// Whether the words mean whom they must; and what they mean instead.
fn fits(read: &Read<'_>, span: ByteSpan, expected: &str) -> Result<(), String> {
    let found = meant(read, span);
    let ids: Vec<String> = found.iter().map(|m| m.actor.id.0.clone()).collect();
    let told = || ids.join("+");
    let right = if let Some(not) = expected.strip_prefix('!') {
        not.split('!').all(|id| !ids.iter().any(|found| found == id))
    } else if expected == "-" {
        ids.is_empty()
    } else if expected.starts_with("place:") {
        let names = read.document.names.iter().zip(&read.names);
        names.filter(|(name, _)| span.contains(name.span)).all(|(_, actor)| actor.is_none())
    } else if expected.starts_with("new:") {
        let new = |(m, told): (&Meant, &str)| {
            let told = told.trim_start_matches("new:");
            let (name, state) = told.split_once('@').map_or((told, None), |(name, state)| (name, Some(state)));
            m.actor.name == name && (state.is_none() || m.acts_for.as_ref().map(|a| a.id.0.as_str()) == state)
        };
        let told: Vec<&str> = expected.split('+').collect();
        found.len() == told.len() && found.iter().zip(told).all(new)
    } else {
        let mut all: Vec<&str> = expected.split('+').collect();
        let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        all.sort_unstable();
        ids.sort_unstable();
        all == ids
    };
    if right { Ok(()) } else { Err(told()) }
}

#[test]
fn mentions_mean_whom_they_must() {
    let (mut right, mut all, mut wrong, mut forbidden) = (0, 0, Vec::new(), 0);
    let engine = Engine::new(Data::builtin().expect("the built-in data loads"));
    for case in cases() {
        let plain = Report::plain(&case.text);
        let published = case
            .published
            .as_deref()
            .map_or(Published::default(), |day| plain.published.with_given(day.parse().expect("a date")));
        let report = Report { published, ..plain };
        let read = engine.read(&report);
        for (span, expected) in &case.mentions {
            all += 1;
            match fits(&read, *span, expected) {
                Ok(()) => right += 1,
                Err(found) => {
                    forbidden += usize::from(expected.starts_with('!'));
                    let words = span.of(&case.text);
                    wrong.push(format!(
                        "{}:{}: [{words}] {expected}, found {found}: {}",
                        case.file, case.line, case.text
                    ));
                }
            }
        }
    }
    let share = f64::from(right) / f64::from(all);
    let report = format!("{right} of {all} right, {forbidden} forbidden:\n{}", wrong.join("\n"));
    println!("{report}");
    assert!(all >= 300 && share >= LEAST && forbidden == 0, "{report}");
}
