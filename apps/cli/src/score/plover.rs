//! Sentences with a source, a target and the root of what the one does to the other, after PLOVER; and what the
//! program reads in each.
//!
//! An event joins source and target when two of its participants bear their words: an actor and a recipient,
//! either way round, or two actors where there is no recipient, as in a meeting. The first event that joins
//! them is the answer.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail};
use serde_json::Value;

use super::fault::Fault;
use super::words::{without_stops, words};
use super::{Figure, Share};

/// Words that tell nobody from anybody.
const FUNCTION: &str = "a an the of to in on for and or by with at from as its his her their our your my this that \
    these those it he she they we you i him them me who whom which be is are was were been has have had not no some \
    any all more than about over into s";

/// Roots that count as another.
const SAME_ROOT: [(&str, &str); 2] = [("CONCEDE", "YIELD"), ("RETREAT", "YIELD")];

/// A sentence and what others say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its number in the file, from 1, the head left out.
    pub(crate) number: usize,
    /// The sentence, without marks.
    pub(crate) text: String,
    source: String,
    target: String,
    root: String,
}

/// Counts over sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PloverScore {
    /// The answer has the root.
    pub(crate) right: Share,
    /// There is an answer.
    pub(crate) joined: Share,
    /// Events that were told, whatever they are.
    pub(crate) events: usize,
    /// For each root: `system` holds the answers that bear it.
    pub(crate) roots: BTreeMap<String, Figure>,
    /// For each root, in how many of its sentences there is an answer.
    pub(crate) joined_of: BTreeMap<String, usize>,
    /// The root of the gold, and the one that was told instead.
    pub(crate) confused: BTreeMap<(String, String), usize>,
    /// Sentences without the right answer.
    pub(crate) faults: Vec<Fault>,
}

/// Reads a table of sentences, a column each for `sentence`, `source`, `target` and `gold_root`.
///
/// # Errors
/// A column that is missing, or the first line that is too short.
pub(crate) fn read(table: &str) -> anyhow::Result<Vec<Row>> {
    let mut lines = (1..).zip(table.lines()).filter(|(_, line)| !line.trim().is_empty());
    let Some((_, head)) = lines.next() else { bail!("holds nothing; expected a table of sentences") };
    let head: Vec<&str> = head.split('\t').collect();
    let column = |name: &str| {
        head.iter().position(|cell| *cell == name).with_context(|| format!("line 1: there is no column `{name}`"))
    };
    let columns = [column("sentence")?, column("source")?, column("target")?, column("gold_root")?];
    let mut rows = Vec::new();
    for (line, row) in lines {
        let cells: Vec<&str> = row.split('\t').collect();
        let [sentence, source, target, root] = columns.map(|column| cells.get(column).copied().unwrap_or_default());
        if sentence.trim().is_empty() || root.is_empty() {
            bail!("line {line}: no sentence or no root; expected {} columns parted by tabs", head.len());
        }
        rows.push(Row {
            number: rows.len() + 1,
            text: without_marks(sentence),
            source: source.to_owned(),
            target: target.to_owned(),
            root: one_root(root).to_owned(),
        });
    }
    Ok(rows)
}

/// A sentence without the marks around source and target, blanks as one.
fn without_marks(sentence: &str) -> String {
    let bare = ["<s>", "</s>", "<t>", "</t>"].iter().fold(sentence.to_owned(), |text, mark| text.replace(mark, ""));
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_root(root: &str) -> &str {
    SAME_ROOT.iter().find(|(one, _)| *one == root).map_or(root, |(_, same)| same)
}

/// Counts one sentence: what the program told of it (null where it told nothing).
pub(crate) fn count(score: &mut PloverScore, row: &Row, told: &Value) {
    let (source, target) = (marked(&row.source), marked(&row.target));
    let events: &[Value] = told["events"].as_array().map_or(&[], Vec::as_slice);
    let answer = events.iter().find(|event| joins(event, &source, &target));
    let answer = answer.map(|event| one_root(event["plover"]["type"].as_str().unwrap_or("none")));
    let right = answer == Some(row.root.as_str());
    score.events += events.len();
    score.joined.count(answer.is_some());
    score.right.count(right);
    let of_root = score.roots.entry(row.root.clone()).or_default();
    of_root.gold += 1;
    of_root.correct += usize::from(right);
    *score.joined_of.entry(row.root.clone()).or_default() += usize::from(answer.is_some());
    if let Some(answer) = answer {
        score.roots.entry(answer.to_owned()).or_default().system += 1;
    }
    if right {
        return;
    }
    let kind = match answer {
        Some(answer) => {
            *score.confused.entry((row.root.clone(), answer.to_owned())).or_default() += 1;
            format!("{} read as {answer}", row.root)
        }
        None => format!("{} not found", row.root),
    };
    let told = format!("{} → {}", row.source, row.target);
    score.faults.push(Fault::new(&kind, &row.number.to_string(), told, &row.text));
}

/// Whether participants of an event bear words of the source and of the target.
fn joins(event: &Value, source: &BTreeSet<String>, target: &BTreeSet<String>) -> bool {
    let participants = |key: &str| -> Vec<BTreeSet<String>> {
        let named =
            |one: &Value| ["text", "name"].iter().flat_map(|key| plain(one[key].as_str().unwrap_or(""))).collect();
        event[key].as_array().into_iter().flatten().map(named).collect()
    };
    let (actors, recipients) = (participants("actors"), participants("recipients"));
    let share = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_disjoint(b);
    let joined = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        (share(a, source) && share(b, target)) || (share(a, target) && share(b, source))
    };
    if recipients.is_empty() {
        return (1..).zip(&actors).any(|(next, a)| actors[next..].iter().any(|b| joined(a, b)));
    }
    actors.iter().any(|a| recipients.iter().any(|b| joined(a, b)))
}

/// The words by which a marked stretch is known: all of them where they are function words alone.
fn marked(stretch: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = plain(stretch).collect();
    let telling: BTreeSet<String> =
        all.iter().filter(|word| !FUNCTION.split_whitespace().any(|small| small == *word)).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// Words in lower case, an abbreviation as one: "U.S." is "us".
fn plain(text: &str) -> impl Iterator<Item = String> {
    words(&without_stops(text)).into_iter()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TABLE: &str = "id\tsentence\tsource\ttarget\tgold_root\n\
        7\t<s>Norway</s> met  the <t>U.S. envoys</t>.\tNorway\tthe U.S. envoys\tCONSULT\n\n\
        9\tHe gave way to Oslo.\tHe\tOslo\tRETREAT\n";

    #[test]
    fn a_table_is_read_by_the_names_of_its_columns() {
        let rows = read(TABLE).unwrap();
        assert_eq!((rows[0].number, rows[0].text.as_str()), (1, "Norway met the U.S. envoys."));
        assert_eq!((rows[1].number, rows[1].root.as_str()), (2, "YIELD"));
        let fault = |table: &str| read(table).unwrap_err().to_string();
        assert_eq!(fault("sentence\tsource\n"), "line 1: there is no column `target`");
        assert_eq!(fault("\n"), "holds nothing; expected a table of sentences");
        let short = TABLE.replace("\tHe\tOslo\tRETREAT", "");
        assert_eq!(fault(&short), "line 4: no sentence or no root; expected 5 columns parted by tabs");
    }

    #[test]
    fn the_first_event_that_joins_both_is_the_answer() {
        let rows = read(TABLE).unwrap();
        let event = |root: &str, actors: &[&str], recipients: &[&str]| {
            let named = |names: &[&str]| names.iter().map(|name| json!({"text": name})).collect::<Vec<_>>();
            json!({"plover": {"type": root}, "actors": named(actors), "recipients": named(recipients)})
        };
        let mut score = PloverScore::default();
        let told = json!({"events": [
            event("AID", &["Norway", "Sweden"], &["Denmark"]),
            event("CONSULT", &["a US delegation", "Norway"], &[]),
            event("ACCUSE", &["Norway"], &["U.S."])]});
        count(&mut score, &rows[0], &told);
        assert_eq!((score.right, score.events), (Share { correct: 1, of: 1 }, 3));
        // Two actors that have a recipient do nothing to each other.
        count(&mut score, &rows[0], &json!({"events": [event("ACCUSE", &["Norway", "US"], &["Sweden"])]}));
        assert_eq!(score.joined, Share { correct: 1, of: 2 });
        count(&mut score, &rows[1], &json!({"events": [event("CONCEDE", &["Oslo"], &["he"])]}));
        count(&mut score, &rows[1], &json!({"events": [event("REJECT", &["he"], &["Oslo"])]}));
        count(&mut score, &rows[1], &Value::Null);
        assert_eq!((score.right, score.joined), (Share { correct: 2, of: 5 }, Share { correct: 3, of: 5 }));
        assert_eq!(score.roots["YIELD"], Figure { correct: 1, system: 1, gold: 3 });
        assert_eq!(score.confused.iter().next(), Some((&("YIELD".to_owned(), "REJECT".to_owned()), &1)));
        let kinds: Vec<&str> = score.faults.iter().map(|fault| fault.kind.as_str()).collect();
        assert_eq!(kinds, ["CONSULT not found", "YIELD read as REJECT", "YIELD not found"]);
    }
}
