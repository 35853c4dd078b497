//! Lines expected against lines found.

use crate::form::STATUSES;

/// What stands on one side only, a line each; empty where both are the same but for order.
pub(crate) fn differences(expected: &[String], found: &[String]) -> String {
    let mut surplus: Vec<(String, &String)> = found.iter().map(|line| (canonical(line), line)).collect();
    let mut told = String::new();
    for line in expected {
        match surplus.iter().position(|(form, _)| *form == canonical(line)) {
            Some(at) => drop(surplus.remove(at)),
            None => told.push_str(&format!("- {line}\n")),
        }
    }
    for (_, line) in surplus {
        told.push_str(&format!("+ {line}\n"));
    }
    told
}

/// A line with its actors and notes in alphabetical order: two lines that say the same are equal.
fn canonical(line: &str) -> String {
    let sorted = |list: &str, separator: &str| {
        let mut items: Vec<_> = list.split(separator).map(str::trim).collect();
        items.sort_unstable();
        items.join(separator)
    };
    let of_event = line.split(' ').nth(2).is_some_and(|word| STATUSES.contains(&word.trim_end_matches(':')));
    let (line, notes) = match line.rfind(" [").filter(|_| line.ends_with(']')) {
        Some(at) => (&line[..at], sorted(&line[at + 2..line.len() - 1], "; ")),
        None => (line, String::new()),
    };
    let (Some((head, people)), true) = (line.split_once(": "), of_event) else {
        return format!("{line} [{notes}]");
    };
    let (people, mediators) = people.split_once("; mediated by ").unwrap_or((people, ""));
    let (actors, recipients) = people.split_once(" → ").unwrap_or((people, ""));
    let [actors, recipients, mediators] = [actors, recipients, mediators].map(|list| sorted(list, ", "));
    format!("{head}: {actors} → {recipients}; {mediators} [{notes}]")
}

#[test]
fn a_difference_is_told_and_order_is_not_one() {
    let lines = |of: &[&str]| of.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
    let expected = lines(&["undated call held: Iran, Oman [2 reports; planned, held]", "said Iran: \"a b c d\""]);
    let same = lines(&["said Iran: \"a b c d\"", "undated call held: Oman, Iran [planned, held; 2 reports]"]);
    assert_eq!(differences(&expected, &same), "");
    let other = lines(&["undated call held: Iran [2 reports; planned, held]", "said Iran: \"a b c d\""]);
    assert_eq!(
        differences(&expected, &other),
        "- undated call held: Iran, Oman [2 reports; planned, held]\n+ undated call held: Iran [2 reports; planned, held]\n"
    );
    assert_ne!(differences(&lines(&["nothing"]), &other), "");
    let expected = lines(&["position Iran rejects nuclear: \"stop\" [red line; by Abbas Araghchi]"]);
    let same = lines(&["position Iran rejects nuclear: \"stop\" [by Abbas Araghchi; red line]"]);
    assert_eq!(differences(&expected, &same), "");
    assert_ne!(differences(&expected, &lines(&["position Iran rejects nuclear: \"stop\""])), "");
}
