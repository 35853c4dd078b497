//! The folder in which a program may keep what can be made again.

use std::env;
use std::path::PathBuf;

/// The file of a store that lies elsewhere; none where the user has no folder for such.
pub(super) fn file(store: &str) -> Option<PathBuf> {
    let told = |name: &str| env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let folder = told("XDG_CACHE_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| told("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| Some(told("HOME")?.join(".cache")))?;
    Some(folder.join("chancery").join(format!("{store}-kept")))
}
