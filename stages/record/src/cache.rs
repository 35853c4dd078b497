//! The folder in which a program may keep what can be made again.

use std::env;
use std::path::PathBuf;

/// A file of this name; none where the user has no folder for such.
pub(crate) fn file(name: &str) -> Option<PathBuf> {
    let told = |name: &str| env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let folder = told("XDG_CACHE_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| told("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| Some(told("HOME")?.join(".cache")))?;
    Some(folder.join("chancery").join(name))
}
