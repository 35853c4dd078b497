//! Addresses of PostgreSQL: `postgresql://user:password@host:port/database?schema=…&sslmode=…`, whatever else the
//! server's own tools take from the surroundings, and the way there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::failure::said;
use super::super::{Failure, Result};

/// Where a store lies unless the address says otherwise.
const SCHEMA: &str = "chancery";

/// How long is waited for a server that does not answer.
const ANSWER: Duration = Duration::from_secs(10);

/// An address, understood.
pub(super) struct Address {
    config: Config,
    /// The schema of the database in which the store lies.
    schema: String,
    /// Where the connection is encrypted: the file with the certificates that count, if not those of the machine.
    encrypted: Option<Option<PathBuf>>,
}

impl Address {
    /// Understands an address; else says what is wrong with it.
    pub(super) fn parse(address: &str) -> std::result::Result<Self, String> {
        let (bare, asked) = address.split_once('?').unwrap_or((address, ""));
        let (mut others, mut schema, mut mode, mut certificates) = (Vec::new(), None, None, None);
        for pair in asked.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("schema", name)) => schema = Some(name),
                Some(("sslmode", word)) => mode = Some(word),
                Some(("sslrootcert", file)) => certificates = Some(PathBuf::from(file)),
                _ => others.push(pair),
            }
        }
        let schema = schema.unwrap_or(SCHEMA);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if schema.is_empty() || !schema.chars().all(plain) {
            return Err(format!("`{schema}` is no name for a schema here; use small letters, digits and `_`"));
        }
        let mut config: Config = format!("{bare}?{}", others.join("&")).parse().map_err(|error| said(&error))?;
        fill(&mut config);
        let local = |host: &Host| match host {
            Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
            #[cfg(unix)]
            Host::Unix(_) => true,
        };
        let encrypted = match mode {
            None => !config.get_hosts().iter().all(local),
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            Some(word) => {
                return Err(format!(
                    "`sslmode={word}` may go on without encryption where nobody sees it; say `require` or `disable`"
                ));
            }
        };
        #[cfg(unix)]
        let encrypted = encrypted && !config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
        config.ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable });
        Ok(Self { config, schema: schema.to_owned(), encrypted: encrypted.then_some(certificates) })
    }

    /// The schema's name.
    pub(super) fn schema(&self) -> &str {
        &self.schema
    }

    /// The schema's name as it stands in a command.
    pub(super) fn schema_quoted(&self) -> String {
        format!("\"{}\"", self.schema)
    }

    /// Takes up a connection. One that is encrypted is so to the very host that is named: its certificate is checked.
    pub(super) fn connect(&self) -> Result<Client> {
        let connected = match &self.encrypted {
            None => self.config.connect(NoTls),
            Some(certificates) => {
                let tls = trusting(certificates.as_deref()).map_err(Failure::Unreached)?;
                self.config.connect(MakeRustlsConnect::new(tls))
            }
        };
        connected.map_err(|error| {
            let said = said(&error);
            // The client tells it in these words alone.
            let of_encryption = said.contains("TLS") || said.contains("certificate");
            let way = if of_encryption {
                "; the server's certificate must be of an authority that is known here or named by `sslrootcert=FILE`, \
                 and `sslmode=disable` goes without encryption"
            } else {
                ""
            };
            Failure::Unreached(format!("{said}{way}"))
        })
    }
}

/// Fills in what an address leaves out, from where the server's own tools take it.
fn fill(config: &mut Config) {
    let told = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if config.get_hosts().is_empty() {
        let host = told("PGHOST").unwrap_or_else(|| {
            let socket = "/var/run/postgresql";
            if cfg!(unix) && Path::new(socket).is_dir() { socket } else { "localhost" }.to_owned()
        });
        config.host(&host);
    }
    if let Some(port) = told("PGPORT").and_then(|port| port.parse().ok()).filter(|_| config.get_ports().is_empty()) {
        config.port(port);
    }
    if let Some(user) = told("PGUSER").filter(|_| config.get_user().is_none()) {
        config.user(&user);
    }
    if let Some(name) = told("PGDATABASE").filter(|_| config.get_dbname().is_none()) {
        config.dbname(&name);
    }
    if config.get_password().is_none()
        && let Some(password) = told("PGPASSWORD").or_else(|| from_file(config))
    {
        config.password(password);
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(ANSWER);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(3 * ANSWER);
    }
    if config.get_application_name().is_none() {
        config.application_name("chancery");
    }
}

/// The password that the user's own file has for an address (`PGPASSFILE`, else `~/.pgpass`). One that others may read
/// counts for nothing.
fn from_file(config: &Config) -> Option<String> {
    let own = || Some(PathBuf::from(env::var_os("HOME")?).join(".pgpass"));
    let path = env::var_os("PGPASSFILE").map(PathBuf::from).or_else(own)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::metadata(&path).ok()?.permissions().mode() & 0o077 != 0 {
            return None;
        }
    }
    let user = config.get_user().map(str::to_owned).or_else(|| env::var("USER").ok())?;
    let host = match config.get_hosts().first()? {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(_) => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let database = config.get_dbname().unwrap_or(&user);
    in_lines(&fs::read_to_string(path).ok()?, &[&host, &port, database, &user])
}

/// The password of the first line that fits: `host:port:database:user:password`, where `*` is any and a backslash
/// stands before a colon or backslash that is meant so.
fn in_lines(lines: &str, sought: &[&str; 4]) -> Option<String> {
    lines.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (mut fields, mut escaped) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '\\' if !escaped => escaped = true,
                ':' if !escaped && fields.len() < 5 => fields.push(String::new()),
                _ => {
                    escaped = false;
                    fields.last_mut()?.push(c);
                }
            }
        }
        let fits = fields.iter().zip(sought).all(|(field, sought)| field == "*" || field == sought);
        if fits { fields.into_iter().nth(4) } else { None }
    })
}

/// Trusts the certificates of a file, else those that the machine trusts.
fn trusting(file: Option<&Path>) -> std::result::Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    match file {
        Some(file) => {
            let named =
                |reason: &dyn std::fmt::Display| format!("`{}` holds no certificates: {reason}", file.display());
            for certificate in CertificateDer::pem_file_iter(file).map_err(|e| named(&e))? {
                roots.add(certificate.map_err(|e| named(&e))?).map_err(|e| named(&e))?;
            }
        }
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_over_a_network_is_encrypted_unless_told_otherwise() {
        let encrypted = |address: &str| Address::parse(address).map(|address| address.encrypted.is_some());
        assert_eq!(encrypted("postgresql://ann@db.example.org/desk"), Ok(true));
        assert_eq!(encrypted("postgresql://ann@db.example.org/desk?sslmode=disable"), Ok(false));
        assert_eq!(encrypted("postgresql://ann@localhost/desk"), Ok(false));
        assert_eq!(encrypted("postgresql://ann@localhost/desk?sslmode=verify-full"), Ok(true));
        assert_eq!(encrypted("postgresql://ann@%2Ftmp/desk?sslmode=require"), Ok(false), "a socket is this machine");
        for mode in ["prefer", "allow", "yes"] {
            let refused = encrypted(&format!("postgresql://ann@host/desk?sslmode={mode}")).unwrap_err();
            assert!(refused.contains("say `require` or `disable`"), "{refused}");
        }
    }

    #[test]
    fn the_schema_is_a_plain_name() {
        assert_eq!(Address::parse("postgresql://host/desk").map(|a| a.schema).as_deref(), Ok("chancery"));
        assert_eq!(Address::parse("postgresql://host/desk?schema=north_2").map(|a| a.schema).as_deref(), Ok("north_2"));
        for name in ["", "North", "a b", "a\"; DROP", "pg_catalog.x"] {
            assert!(Address::parse(&format!("postgresql://host/desk?schema={name}")).is_err(), "{name}");
        }
        assert!(Address::parse("postgresql://host/desk?colour=red").is_err());
    }

    #[test]
    fn a_password_is_found_by_the_first_line_that_fits() {
        let lines = "# mine\nother:*:*:*:no\nhost:5432:*:ann:a\\:b\\\\c\n*:*:*:*:last\n";
        assert_eq!(in_lines(lines, &["host", "5432", "desk", "ann"]).as_deref(), Some("a:b\\c"));
        assert_eq!(in_lines(lines, &["host", "5433", "desk", "ann"]).as_deref(), Some("last"));
        assert_eq!(in_lines("host:5432", &["host", "5432", "desk", "ann"]), None);
    }
}
