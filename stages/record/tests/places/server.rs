//! A PostgreSQL server of a test's own, to be killed.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A server that is gone when dropped.
pub(crate) struct Server {
    folder: tempfile::TempDir,
    process: Child,
    options: Vec<String>,
}

impl Server {
    /// One that answers; `None`, and said so, where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with(|_| Vec::new())
    }

    /// One with options, for which a folder is there beside its own.
    pub(crate) fn start_with(options: impl FnOnce(&Path) -> Vec<String>) -> Option<Self> {
        if !script(&["is-there"]).success() {
            eprintln!("NOT RUN: PostgreSQL is not installed");
            return None;
        }
        // Short, for the name of a socket may not be long.
        let folder = tempfile::Builder::new().prefix("pg").tempdir_in("/tmp").expect("a folder");
        #[cfg(unix)]
        std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("leave");
        let options = options(folder.path());
        let process = serve(&folder.path().join("server"), &options);
        let server = Self { folder, process, options };
        server.wait();
        Some(server)
    }

    /// The address of its database.
    pub(crate) fn address(&self) -> String {
        format!("postgresql://postgres@/postgres?host={}", self.place().display())
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) fn kill(&mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }

    /// Starts it again after it was killed.
    pub(crate) fn start_again(&mut self) {
        let begun = Instant::now();
        // What is left of the one that was killed must be gone before the next may begin.
        loop {
            self.process = serve(&self.place(), &self.options);
            thread::sleep(Duration::from_millis(300));
            if self.process.try_wait().expect("it can be asked").is_none() {
                return self.wait();
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "the server does not start again");
        }
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    fn wait(&self) {
        let (begun, place) = (Instant::now(), self.place());
        while !script(&["is-ready", place.to_str().expect("a plain name")]).success() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the server does not start");
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to end, it leaves nothing of itself in the system's memory.
        let asked = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        match asked {
            Ok(status) if status.success() => drop(self.process.wait()),
            _ => self.kill(),
        }
    }
}

fn serve(place: &Path, options: &[String]) -> Child {
    let mut command = Command::new(path());
    command.arg("serve").arg(place).args(options).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the script starts")
}

fn script(arguments: &[&str]) -> ExitStatus {
    let mut command = Command::new(path());
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("the script starts")
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("scripts/postgres"))
        .find(|script| script.exists())
        .expect("the script is there")
}
