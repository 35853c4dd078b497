//! `watch` over a secret connection: whom this machine trusts is trusted, and nobody else.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

/// A feed at `https://localhost` and this port, and the certificate of its server.
fn server() -> (u16, String) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let config = Arc::clone(&config);
            thread::spawn(move || {
                let mut connection = ServerConnection::new(config).unwrap();
                let mut stream = Stream::new(&mut connection, &mut socket);
                let mut asked = [0; 4096];
                let Ok(read) = stream.read(&mut asked) else { return };
                let answer = if asked[..read].starts_with(b"GET /feed ") {
                    "HTTP/1.1 200 OK\r\nContent-Length: 72\r\n\r\n<rss version=\"2.0\"><channel><title>The Example</title></channel></rss>  "
                } else {
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                };
                drop(stream.write_all(answer.as_bytes()).and_then(|()| stream.flush()));
            });
        }
    });
    (port, made.cert.pem())
}

fn watch(folder: &Path, trusted: &Path, address: &str) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["watch", "--now", "--pause", "0s", address])
        .current_dir(folder)
        .env("SSL_CERT_FILE", trusted)
        .env_remove("SSL_CERT_DIR")
        .env("NO_PROXY", "localhost,127.0.0.1")
        .env_remove("CHANCERY_STORE")
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn who_is_trusted_here_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (port, pem) = server();
    let (ours, others) = (folder.path().join("ours.pem"), folder.path().join("others.pem"));
    fs::write(&ours, pem).unwrap();
    fs::write(&others, server().1).unwrap();
    let address = format!("https://localhost:{port}/feed");
    let (code, err) = watch(folder.path(), &ours, &address);
    assert_eq!((code, err), (1, format!("chancery: `{address}`: no entries\n")));
    let (code, err) = watch(folder.path(), &others, &address);
    assert!(code == 2 && err.contains("the certificate of `localhost` is not trusted on this machine"), "{err}");
    let (code, err) = watch(folder.path(), &ours, &format!("https://127.0.0.1:{port}/feed"));
    assert!(code == 2 && err.contains("it is for another host"), "{err}");
    assert!(!folder.path().join("record.chancery").exists());
}
