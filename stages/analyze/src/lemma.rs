//! Lemma scripts: how to make the base form of a word.
//!
//! A script is `=` and the lemma itself, or a letter for the case of the form (`l`ower, `k`ept, `t`itle), a
//! digit for the letters to cut from its end, and the letters to add.

use chancery_data::Data;

/// The lemma that a script makes of a form.
#[must_use]
pub(crate) fn apply(script: &str, form: &str) -> String {
    let mut chars = script.chars();
    let case = chars.next();
    if case == Some('=') {
        return script[1..].to_owned();
    }
    let cut = chars.next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
    let mut lemma = match case {
        Some('l') => form.to_lowercase(),
        Some('t') => {
            let mut letters = form.chars();
            letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(letters.flat_map(char::to_lowercase))
                .collect()
        }
        _ => form.to_owned(),
    };
    for _ in 0..cut {
        if lemma.chars().nth(1).is_some() {
            lemma.pop();
        }
    }
    lemma.extend(chars);
    lemma
}

/// The base form of a verb that doubles its last letter before "-ed" and "-ing", as British English does more often
/// than what the scripts were learned from: "cancelled", "travelling"; `None` for any other form.
#[must_use]
pub(crate) fn undoubled(data: &Data, form: &str) -> Option<String> {
    let form = form.to_lowercase();
    let stem = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing"))?;
    let mut letters = stem.chars().rev();
    let doubled = letters.next().is_some_and(|last| Some(last) == letters.next());
    let base = doubled.then(|| &stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)])?;
    data.lexicon.phrase("doubling", &[base]).is_some().then(|| base.to_owned())
}

#[cfg(test)]
mod tests {
    use chancery_data::Data;

    use super::{apply, undoubled};

    #[test]
    fn a_doubled_letter_is_none_of_the_base_form() {
        let data = Data::builtin().expect("the built-in data loads");
        assert_eq!(undoubled(&data, "Cancelled").as_deref(), Some("cancel"));
        assert_eq!(undoubled(&data, "travelling").as_deref(), Some("travel"));
        assert_eq!(undoubled(&data, "called"), None);
        assert_eq!(undoubled(&data, "bed"), None);
    }

    #[test]
    fn makes_base_forms() {
        assert_eq!(apply("l1", "Talks"), "talk");
        assert_eq!(apply("l3y", "parties"), "party");
        assert_eq!(apply("k0", "NATO"), "NATO");
        assert_eq!(apply("t0", "PARIS"), "Paris");
        assert_eq!(apply("=be", "were"), "be");
        assert_eq!(apply("l9", "a"), "a");
        assert_eq!(apply("", "x"), "x");
    }
}
