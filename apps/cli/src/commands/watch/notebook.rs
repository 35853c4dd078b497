//! The file beside the store in which is remembered how to ask feeds. It is replaced whole or not at all, and a damaged
//! one is set aside: what it held is worth one whole answer a feed.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chancery_engine::record::Place;
use chancery_fetch::{Address, Memory, Remembered};

use crate::out::complain;

/// What is remembered, and where.
pub(super) struct Notebook {
    path: PathBuf,
    memory: Memory,
    /// Whether it was told that nothing can be written.
    told: bool,
}

impl Notebook {
    /// The one of a store.
    pub(super) fn beside(store: &Place) -> Self {
        let path = store.beside("-feeds.json");
        let memory = match read(&path) {
            Ok(memory) => memory,
            Err(reason) => {
                let aside = path.with_extension("json.damaged");
                let set = if fs::rename(&path, &aside).is_ok() {
                    format!("it is set aside as `{}`", aside.display())
                } else {
                    "it is not used".to_owned()
                };
                complain(&format!(
                    "`{}` cannot be read ({reason}); {set}, and feeds are asked in full",
                    path.display()
                ));
                Memory::default()
            }
        };
        Self { path, memory, told: false }
    }

    /// What is remembered of a feed.
    pub(super) fn of(&self, address: &Address) -> Remembered {
        self.memory.feeds.get(address.as_str()).cloned().unwrap_or_default()
    }

    /// Remembers this of a feed from now on. What others have remembered of theirs meanwhile stays.
    pub(super) fn put(&mut self, address: &Address, remembered: Remembered) {
        if let Ok(now) = read(&self.path) {
            self.memory.feeds.extend(now.feeds);
        }
        self.memory.feeds.insert(address.as_str().to_owned(), remembered);
        if let Err(error) = self.write()
            && !std::mem::replace(&mut self.told, true)
        {
            complain(&format!("cannot write `{}`: {error}; the next run asks feeds in full", self.path.display()));
        }
    }

    fn write(&self) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut name = self.path.as_os_str().to_owned();
        name.push(format!(".{}", std::process::id()));
        let new = PathBuf::from(name);
        let written = fs::write(&new, self.memory.json()).and_then(|()| fs::rename(&new, &self.path));
        if written.is_err() {
            drop(fs::remove_file(&new));
        }
        written
    }
}

fn read(path: &Path) -> Result<Memory, String> {
    match fs::read(path) {
        Ok(bytes) => Memory::read(&bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Memory::default()),
        Err(error) => Err(error.to_string()),
    }
}
