//! The desk: the record of a store as a local web application.
//!
//! Every page is a question to the record that [`Desk`] keeps at hand, answered by a view and laid out here, in full
//! and without scripts; its `.json` twin is made from the same view. What a person decides comes as a form and leaves
//! as a judgement. This crate knows no language, opens no connection and sends nothing: it listens, on this machine
//! unless it is told otherwise with a token.

mod settings;

mod answer;
mod draw;
mod guard;
mod held;
mod intake;
mod once;
mod visit;

mod frame;
mod lay;
mod told;

mod changes;
mod pages;
mod routes;

pub use held::Desk;
pub use routes::router;
pub use settings::{Settings, TooOpen};

use std::io;
use std::sync::Arc;

/// Watches the folders that the desk was set up with, as long as there is the desk.
pub fn watch(desk: &Arc<Desk>) {
    intake::watch(desk);
}

/// Listens and answers until the process ends. `ready` is told the address to open once it listens.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn serve(desk: Desk, ready: impl FnOnce(&str)) -> io::Result<()> {
    // Pages are work for processors: more of them at once would only make each of them late.
    let threads = 4 * std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().max_blocking_threads(threads).build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(desk.settings().listen).await?;
        let at = listener.local_addr()?;
        let desk = Arc::new(desk.listening_at(at));
        // The first visitor need not wait for the record; what is wrong with it is told to whoever asks.
        let early = Arc::clone(&desk);
        drop(tokio::task::spawn_blocking(move || drop(early.prepare())));
        watch(&desk);
        ready(&desk.settings().address());
        axum::serve(listener, router(desk)).await
    })
}
