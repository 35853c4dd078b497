//! A folder that an export writes, and writes again: it keeps a list of its files, so that nobody else's file is ever
//! overwritten, and no file of an earlier export is left to tell what the record no longer tells.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, bail};
use chancery_model::sha256;

/// The list of files: a hash, a blank and a path each line.
const LIST: &str = ".chancery-export";

/// What each file held when an export wrote it; more than one where it was cut off in between.
type Listed = BTreeMap<String, BTreeSet<String>>;

/// What was left as it was.
pub(crate) struct Left {
    /// Files of an earlier export that are no longer part of it, and were changed since.
    pub(crate) changed: Vec<String>,
}

/// Writes files into a folder, which is made where it is not there.
pub(crate) fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> anyhow::Result<Left> {
    let named = || format!("cannot write `{}`", folder.display());
    fs::create_dir_all(folder).with_context(named)?;
    let before = listed(folder)?;
    for (path, bytes) in files {
        if let Some(held) = held(&folder.join(path))? {
            let ours = before.get(path).is_some_and(|hashes| hashes.contains(&held));
            if !ours && held != sha256(bytes) {
                bail!(
                    "`{}` was not written by an export, or was changed since; name another folder, or move it away",
                    folder.join(path).display()
                );
            }
        }
    }
    // Listed before they are written: an export that is cut off can be given again.
    let now: Listed = files.iter().map(|(path, bytes)| (path.clone(), BTreeSet::from([sha256(bytes)]))).collect();
    let mut both = before.clone();
    for (path, hashes) in &now {
        both.entry(path.clone()).or_default().extend(hashes.iter().cloned());
    }
    list(folder, &both)?;
    for (path, bytes) in files {
        let path = folder.join(path);
        let named = || format!("cannot write `{}`", path.display());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(named)?;
        }
        whole(&path, bytes)?;
    }
    let mut left = Left { changed: Vec::new() };
    for (path, hashes) in before.iter().filter(|(path, _)| !now.contains_key(*path)) {
        match held(&folder.join(path))? {
            Some(held) if hashes.contains(&held) => {
                fs::remove_file(folder.join(path)).with_context(|| format!("cannot remove `{path}`"))?;
            }
            Some(_) => left.changed.push(path.clone()),
            None => {}
        }
    }
    list(folder, &now)?;
    Ok(left)
}

/// Writes beside the file first, so that a file of that name is whole or the one that was there.
pub(crate) fn whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let named = || format!("cannot write `{}`", path.display());
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    fs::write(&beside, bytes).with_context(named)?;
    fs::rename(&beside, path).with_context(named)
}

/// The hash of what stands in a file, where there is one.
fn held(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(sha256(&bytes))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    }
}

/// What earlier exports wrote. Paths that lead out of the folder are nobody's.
fn listed(folder: &Path) -> anyhow::Result<Listed> {
    let path = folder.join(LIST);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Listed::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    };
    let mut listed = Listed::new();
    for (hash, path) in text.lines().filter_map(|line| line.split_once(' ')) {
        let within = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if within && !path.is_empty() {
            listed.entry(path.to_owned()).or_default().insert(hash.to_owned());
        }
    }
    Ok(listed)
}

fn list(folder: &Path, files: &Listed) -> anyhow::Result<()> {
    let lines = files.iter().flat_map(|(path, hashes)| hashes.iter().map(move |hash| format!("{hash} {path}\n")));
    whole(&folder.join(LIST), lines.collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        of.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn an_export_renews_its_own_files_and_no_others() {
        let kept = tempfile::tempdir().expect("a folder");
        let folder = kept.path().join("record");
        let read = |path: &str| fs::read_to_string(folder.join(path)).ok();
        assert!(write(&folder, &files(&[("a/x.md", "one"), ("b.md", "two")])).is_ok());
        // What is no longer part of it goes, what a person changed stays.
        assert!(write(&folder, &files(&[("b.md", "three")])).expect("written").changed.is_empty());
        assert_eq!((read("a/x.md"), read("b.md").as_deref()), (None, Some("three")));

        fs::write(folder.join("b.md"), "mine").expect("written");
        let refusal = write(&folder, &files(&[("b.md", "four")])).map(|_| ()).expect_err("refused").to_string();
        assert!(refusal.contains("b.md") && refusal.contains("changed since"), "{refusal}");
        assert_eq!(read("b.md").as_deref(), Some("mine"));
        assert_eq!(write(&folder, &files(&[("c.md", "five")])).expect("written").changed, ["b.md"]);
        assert_eq!(read("b.md").as_deref(), Some("mine"));

        fs::write(folder.join("d.md"), "mine").expect("written");
        assert!(write(&folder, &files(&[("c.md", "six"), ("d.md", "six")])).is_err());
        assert_eq!(read("c.md").as_deref(), Some("five"), "nothing is written where one file is refused");
    }

    #[test]
    fn a_list_leads_to_no_file_outside_its_folder() {
        let kept = tempfile::tempdir().expect("a folder");
        let (folder, outside) = (kept.path().join("record"), kept.path().join("mine.md"));
        fs::create_dir(&folder).expect("made");
        fs::write(&outside, "mine").expect("written");
        let line = format!("{} ../mine.md\n{} {}\n", sha256(b"mine"), sha256(b"mine"), outside.display());
        fs::write(folder.join(LIST), line).expect("written");
        assert!(write(&folder, &files(&[("a.md", "one")])).is_ok());
        assert!(outside.exists());
    }
}
