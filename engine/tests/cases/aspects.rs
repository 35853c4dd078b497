//! What lines of events tell besides who, where and when. A block compares only what its first line asks for, so that a
//! case about dates need not say what the talks were about.

/// Notes by which an event tells an aspect, and the word that asks for it.
const ASPECTS: [(&str, &str); 5] = [
    ("outcomes", "outcome "),
    ("topics", "about "),
    ("processes", "process "),
    ("sides", "said by "),
    ("parts", "part of "),
];

/// The aspects asked for by the words of a block, and the other words.
pub(crate) fn asked(words: &str) -> (Vec<&'static str>, String) {
    let aspect = |word: &str| ASPECTS.iter().find(|(name, _)| *name == word).map(|(name, _)| *name);
    let asked = words.split(' ').filter_map(aspect).collect();
    let others: Vec<&str> = words.split(' ').filter(|word| aspect(word).is_none()).collect();
    (asked, others.join(" "))
}

/// A line of an event without the notes on what was not asked for.
pub(crate) fn only(line: &str, asked: &[&str]) -> String {
    let Some((head, notes)) = line.strip_suffix(']').and_then(|l| l.rsplit_once(" [")) else { return line.to_owned() };
    let unasked =
        |note: &&str| ASPECTS.iter().any(|(name, opening)| note.starts_with(opening) && !asked.contains(name));
    let kept: Vec<&str> = notes.split("; ").filter(|note| !unasked(note)).collect();
    if kept.is_empty() { head.to_owned() } else { format!("{head} [{}]", kept.join("; ")) }
}

#[test]
fn a_block_compares_what_it_asks_for() {
    assert_eq!(asked("events topics"), (vec!["topics"], "events".to_owned()));
    assert_eq!(asked(""), (vec![], String::new()));
    let line = "undated talks held: Iran, Oman [2 reports; outcome none; about nuclear, sanctions]";
    assert_eq!(only(line, &["topics"]), "undated talks held: Iran, Oman [2 reports; about nuclear, sanctions]");
    assert_eq!(only(line, &[]), "undated talks held: Iran, Oman [2 reports]");
    assert_eq!(only("undated talks held: Iran, Oman [outcome none]", &[]), "undated talks held: Iran, Oman");
}
