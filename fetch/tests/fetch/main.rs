//! Fetching from servers of this machine: with manners, and from those that have none.

mod hostile;
mod manners;
mod server;
