//! Lemma scripts: how to make the base form of a word.
//!
//! A script is `=` and the lemma itself, or a letter for the case of the form (`l`ower, `k`ept, `t`itle), a
//! digit for the letters to cut from its end, and the letters to add.

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

#[cfg(test)]
mod tests {
    use super::apply;

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
