//! A server of this machine that says whatever a test wants, and keeps what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// `GET`, or `CONNECT` of a proxy.
    pub(crate) method: String,
    /// What for.
    pub(crate) path: String,
    fields: Vec<(String, String)>,
}

impl Asked {
    /// A field of the head, by its name in small letters.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// A server that runs as long as the test.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) at: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// One that answers so.
    pub(crate) fn start(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let at = listener.local_addr().expect("it has an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, kept) = (Arc::new(answer), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
                thread::spawn(move || serve(stream, &*answer, &kept));
            }
        });
        Self { at, asked }
    }

    /// The address of something on it.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// All that was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test failed here").clone()
    }

    /// What was asked for, without robots.txt, since this was last looked at.
    pub(crate) fn paths(&self) -> Vec<String> {
        let all = std::mem::take(&mut *self.asked.lock().expect("no test failed here"));
        all.into_iter().map(|asked| asked.path).filter(|path| path != "/robots.txt").collect()
    }
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&Asked, &mut TcpStream), kept: &Mutex<Vec<Asked>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("it can be read")).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let field = |line: String| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    let fields = lines.take_while(|line| !line.is_empty()).filter_map(field).collect();
    let asked = Asked { method, path, fields };
    kept.lock().expect("no test failed here").push(asked.clone());
    answer(&asked, &mut stream);
}

/// An answer with a body of this length, after which the connection ends.
pub(crate) fn reply(to: &mut TcpStream, status: &str, fields: &[(&str, &str)], body: &[u8]) {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    fields.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    // Whoever asked may have gone.
    drop(to.write_all((head + "\r\n").as_bytes()).and_then(|()| to.write_all(body)));
}

/// Nothing is there.
pub(crate) fn nothing(to: &mut TcpStream) {
    reply(to, "404 Not Found", &[], b"");
}

/// It is elsewhere.
pub(crate) fn elsewhere(to: &mut TcpStream, status: &str, place: &str) {
    reply(to, status, &[("Location", place)], b"");
}
