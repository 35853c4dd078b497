//! Which feeds the user names: on the command line and in lists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chancery_engine::feed_list;
use chancery_fetch::{Address, AddressFault};

/// The feeds, each once and in the order named, and what is wrong with the others.
pub(super) fn feeds(named: &[String], lists: &[PathBuf]) -> (Vec<Address>, Vec<String>) {
    let (mut feeds, mut problems, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut take = |words: &str, place: &str, problems: &mut Vec<String>| match Address::parse(words) {
        Ok(address) => {
            if seen.insert(address.clone()) {
                feeds.push(address);
            }
        }
        Err(AddressFault::Words) if Path::new(words).exists() => {
            problems.push(format!("`{words}` is a file; `chancery add {words}` reads a saved feed, `--list` a list"));
        }
        Err(fault) => problems.push(format!("`{}`{place} is not fetched: {fault}", without_secret(words))),
    };
    for words in named {
        take(words, "", &mut problems);
    }
    for path in lists {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                problems.push(format!("cannot read `{}`: {error}", path.display()));
                continue;
            }
        };
        let listed = feed_list(&bytes);
        if listed.is_empty() {
            problems
                .push(format!("`{}` lists no feeds; write an address a line, or name an OPML file", path.display()));
        }
        for (line, words) in listed {
            take(&words, &format!(" in line {line} of `{}`", path.display()), &mut problems);
        }
    }
    (feeds, problems)
}

/// An address without what stands before an `@` of its host.
fn without_secret(words: &str) -> String {
    match words.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?))) {
        Some((scheme, (user, host))) if !user.contains('/') => format!("{scheme}://…@{host}"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feed_is_named_once_and_what_is_wrong_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("feeds.txt");
        fs::write(&list, "# ours\nhttps://example.org/b\nexample.org/c\nhttps://ann:secret@example.org/d\n").unwrap();
        let named = ["https://example.org/a".to_owned(), "https://EXAMPLE.org/b#x".to_owned()];
        let (feeds, problems) = feeds(&named, &[list.clone(), folder.path().join("none.opml")]);
        let feeds: Vec<_> = feeds.iter().map(Address::as_str).collect();
        assert_eq!(feeds, ["https://example.org/a", "https://example.org/b"]);
        assert!(problems[0].starts_with("`example.org/c` in line 3 of `"), "{problems:?}");
        assert!(problems[1].contains("https://…@example.org/d") && !problems[1].contains("secret"), "{problems:?}");
        assert!(problems[2].starts_with("cannot read `"), "{problems:?}");
    }
}
