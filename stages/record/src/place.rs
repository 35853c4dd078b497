//! Where a store lies: in a file, or in a PostgreSQL database that an address names.

use std::convert::Infallible;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chancery_model::sha256;

use crate::cache;

/// Where a store lies. Shown, it never tells a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A file, of SQLite.
    File(PathBuf),
    /// A database of PostgreSQL, by its address: `postgresql://user@host/database`.
    Database(String),
}

impl Place {
    /// The file, where it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Database(_) => None,
        }
    }

    /// A file beside it, for what goes with it: its name with an ending. A database has it in the user's cache folder, or
    /// where there is none in this folder, under a name made of its address.
    #[must_use]
    pub fn beside(&self, ending: &str) -> PathBuf {
        let mut name = match self {
            Self::File(path) => path.as_os_str().to_owned(),
            Self::Database(_) => {
                let digits = sha256(self.to_string().as_bytes());
                let name = format!("database-{}", &digits["sha256:".len()..][..16]);
                cache::file(&name).map_or_else(|| name.into(), OsString::from)
            }
        };
        name.push(ending);
        name.into()
    }

    /// Whether it may be that nothing is there yet: a file that is missing is not, and what a database holds is known
    /// only when it is asked.
    #[must_use]
    pub fn may_be_new(&self) -> bool {
        self.file().is_none_or(|path| !path.exists())
    }
}

/// What addresses of PostgreSQL begin with.
const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];

impl From<PathBuf> for Place {
    fn from(path: PathBuf) -> Self {
        match path.to_str() {
            Some(address) if SCHEMES.iter().any(|scheme| address.starts_with(scheme)) => {
                Self::Database(address.to_owned())
            }
            _ => Self::File(path),
        }
    }
}

impl From<OsString> for Place {
    fn from(place: OsString) -> Self {
        PathBuf::from(place).into()
    }
}

impl<P: AsRef<OsStr> + ?Sized> From<&P> for Place {
    fn from(place: &P) -> Self {
        PathBuf::from(place).into()
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}

impl FromStr for Place {
    type Err = Infallible;

    fn from_str(place: &str) -> Result<Self, Infallible> {
        Ok(place.into())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Database(address) => f.write_str(&without_password(address)),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

/// An address as it may be shown. Rather too much is left out than a password shown that holds signs which belong
/// elsewhere.
pub(crate) fn without_password(address: &str) -> String {
    let start = address.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = address.split_at(start);
    let rest = match (rest.find(':'), rest.rfind('@')) {
        (Some(colon), Some(at)) if colon < at => format!("{}{}", &rest[..colon], &rest[at..]),
        _ => rest.to_owned(),
    };
    let (path, asked) = rest.split_once('?').unwrap_or((&rest, ""));
    let asked: Vec<&str> = asked.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("password=")).collect();
    let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
    format!("{scheme}{path}{asked}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_file() {
        assert_eq!(Place::from("postgres://host/db"), Place::Database("postgres://host/db".to_owned()));
        assert_eq!(Place::from("postgresql:///db"), Place::Database("postgresql:///db".to_owned()));
        assert_eq!(Place::from("notes/postgresql"), Place::File("notes/postgresql".into()));
    }

    #[test]
    fn an_address_of_another_kind_is_no_file() {
        let told = crate::Store::create_or_open("mysql://ann:secret@host/desk").unwrap_err().to_string();
        assert!(told.contains("`mysql://ann@host/desk`") && told.contains("postgresql://"), "{told}");
    }

    #[test]
    fn no_password_is_shown() {
        for (address, shown) in [
            ("postgresql://ann:secret@host:5432/desk", "postgresql://ann@host:5432/desk"),
            ("postgresql://ann:se:c@re/t?x@host/desk?sslmode=require", "postgresql://ann@host/desk?sslmode=require"),
            ("postgres://ann@host/desk", "postgres://ann@host/desk"),
            ("postgres://host:5432/desk?password=secret&schema=north", "postgres://host:5432/desk?schema=north"),
            ("postgres://host/desk?password=secret", "postgres://host/desk"),
        ] {
            let place = Place::from(address);
            assert_eq!(place.to_string(), shown);
            assert!(!format!("{place:?}").contains("secret"));
        }
    }
}
