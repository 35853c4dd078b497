//! What was fetched, read: feeds to entries, pages to reports. A fault of the program loses that one only, and is told.

use chancery_acquire::{Acquired, Feed, Fetched};
use chancery_model::Edtf;

use crate::Engine;
use crate::read::guarded;

impl Engine {
    /// The entries of a feed that was fetched.
    ///
    /// # Errors
    /// Where it is none or cannot be read, in words.
    pub fn feed(&self, fetched: &Fetched) -> Result<Feed, String> {
        let read = || chancery_acquire::feed(fetched, &self.data.outlets, self.furniture());
        guarded(&fetched.address, read)?.map_err(|problem| problem.to_string())
    }

    /// The report of a page that was fetched, under this key, and what could not be read of it. `published` is the day
    /// that the feed gives it.
    ///
    /// # Errors
    /// Where the program is at fault, in words.
    pub fn page(&self, fetched: &Fetched, key: &str, published: Option<Edtf>) -> Result<Acquired, String> {
        let outlets = &self.data.outlets;
        guarded(&fetched.address, || chancery_acquire::page(fetched, key, published, outlets, self.furniture()))
    }
}
