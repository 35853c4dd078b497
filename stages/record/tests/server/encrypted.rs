//! Connections to a PostgreSQL server over a network: encrypted to the very host that is named, or refused.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use crate::sample::{AT, entry};
use crate::server::Server;
use chancery_record::{Outcome, Store};

/// A certificate of its own for `localhost`, and the options by which a server shows it.
fn certified(folder: &Path, port: u16) -> Vec<String> {
    let (key, certificate) = (folder.join("key.pem"), folder.join("certificate.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "30",
    ]);
    openssl.args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
    openssl.args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"]).arg(&key).arg("-out").arg(&certificate);
    assert!(openssl.output().expect("openssl is there").status.success());
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
        // The server is nobody where the test is root.
        if fs::metadata(&key).unwrap().uid() == 0 {
            chown(&key, Some(65_534), None).unwrap();
        }
    }
    let told = |name: &str, path: &Path| ["-c".to_owned(), format!("{name}={}", path.display())];
    let plain = ["-h", "127.0.0.1", "-p", &port.to_string(), "-c", "ssl=on"].map(str::to_owned);
    [&plain[..], &told("ssl_cert_file", &certificate), &told("ssl_key_file", &key)].concat()
}

#[test]
fn a_connection_is_encrypted_to_the_host_that_is_named_or_refused() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("NOT RUN: openssl is not installed");
        return;
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut trusted = String::new();
    let server = Server::start_with(|folder| {
        trusted = format!("&sslrootcert={}", folder.join("certificate.pem").display());
        certified(folder, port)
    });
    let Some(_server) = server else { return };
    let address = |host: &str, asked: &str| format!("postgresql://postgres:secret@{host}:{port}/postgres?{asked}");
    for mode in ["require", "verify-ca", "verify-full"] {
        let place = address("localhost", &format!("sslmode={mode}{trusted}"));
        let mut store = Store::create_or_open(&place).unwrap();
        let known = store.add(&[entry("meeting", "Zelensky met Starmer in London.")], AT).unwrap();
        assert!(matches!(known[..], [Outcome::New | Outcome::Known]));
        assert_eq!(store.verify().unwrap(), []);
    }
    let plain = Store::open(address("localhost", "sslmode=disable").as_str()).unwrap();
    assert_eq!(plain.status().unwrap().reports, 1);

    let refused = |place: String| {
        let told = Store::open(&place).expect_err(&place).to_string();
        assert!(told.contains("cannot be reached") && !told.contains("secret"), "{told}");
        assert!(told.contains("sslrootcert=FILE") && told.contains("sslmode=disable"), "{told}");
    };
    // Of an authority that nobody trusts; for another host.
    refused(address("localhost", "sslmode=require"));
    refused(address("127.0.0.1", &format!("sslmode=require{trusted}")));
}

#[test]
fn a_server_that_does_not_encrypt_is_refused() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Server::start_with(|_| ["-h", "127.0.0.1", "-p", &port.to_string()].map(str::to_owned).to_vec());
    let Some(_server) = server else { return };
    let place = format!("postgresql://postgres@localhost:{port}/postgres?sslmode=require");
    let told = Store::create_or_open(&place).unwrap_err().to_string();
    assert!(told.contains("does not support TLS") && told.contains("sslmode=disable"), "{told}");
    drop(Store::create_or_open(&place.replace("require", "disable")).unwrap());
}
