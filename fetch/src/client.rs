//! One request and its answer, through `ureq`. Here end the types of that crate: what it says is put into refusals.

use std::io::{self, Read};
use std::time::Duration;

use ureq::http::{Response, StatusCode};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error, Proxy, Timeout};

use crate::proxy::Proxies;
use crate::reach::{LeadsInside, Names};
use crate::{Address, Clock, Reach, Refusal, Settings};

/// How long connecting may take at most.
const CONNECT: Duration = Duration::from_secs(15);

/// The most that the head of an answer may take, in bytes.
const HEAD: usize = 64 << 10;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Asks servers.
pub(crate) struct Client {
    names: Names,
    proxies: Proxies,
    /// One without proxy, and those with one, by its address.
    agents: Vec<(Option<Proxy>, Agent)>,
    settings: Settings,
    tls: Option<TlsConfig>,
}

/// What a server answers, before the body is read.
pub(crate) struct Reply {
    pub(crate) status: u16,
    response: Response<Body>,
}

impl Client {
    pub(crate) fn new(settings: Settings, environment: &dyn Fn(&str) -> Option<String>) -> Self {
        let proxies = Proxies::of(environment);
        Self { names: Names::default(), proxies, agents: Vec::new(), settings, tls: None }
    }

    /// Whether the last request led into the local network.
    pub(crate) fn met_local(&self) -> bool {
        self.names.met_local()
    }

    /// Asks for an address. Redirects are not followed.
    pub(crate) fn ask(&mut self, address: &Address, reach: Reach, headers: &[(&str, &str)]) -> Result<Reply, Refusal> {
        let host = address.host();
        self.names.bound(address, reach).map_err(|_| Refusal::Local(host.to_owned()))?;
        let proxy = self.proxies.for_address(address)?.cloned();
        let agent = self.agent(proxy.as_ref());
        let mut request = agent.get(address.as_str());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.call().map_err(|error| refusal(error, host, proxy.is_some()))?;
        Ok(Reply { status: response.status().as_u16(), response })
    }

    fn agent(&mut self, proxy: Option<&Proxy>) -> Agent {
        if let Some((_, agent)) = self.agents.iter().find(|(of, _)| of.as_ref() == proxy) {
            return agent.clone();
        }
        let tls = self.tls.get_or_insert_with(tls).clone();
        let whole = self.settings.time;
        let config = Agent::config_builder()
            .user_agent(self.settings.agent())
            .proxy(proxy.cloned())
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(HEAD)
            .timeout_resolve(Some(CONNECT.min(whole)))
            .timeout_connect(Some(CONNECT.min(whole)))
            .timeout_recv_response(Some(whole))
            .timeout_global(Some(whole))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), self.names.clone());
        self.agents.push((proxy.cloned(), agent.clone()));
        agent
    }
}

/// Trusts whom this machine trusts. Where it trusts nobody, every certificate is refused when it comes.
fn tls() -> TlsConfig {
    let trusted = rustls_native_certs::load_native_certs().certs;
    let trusted: Vec<_> = trusted.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&trusted))
        .unversioned_rustls_crypto_provider(rustls::crypto::ring::default_provider().into())
        .build()
}

impl Reply {
    /// A field of the head.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|v| !v.is_empty())
    }

    /// What is said of the content: its kind, in small letters, and its encoding.
    pub(crate) fn content(&self) -> (String, Option<String>) {
        let said = self.field("content-type").unwrap_or_default();
        let mut parts = said.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let label = parts.filter_map(|part| part.split_once('=')).find(|(key, _)| key.eq_ignore_ascii_case("charset"));
        (kind, label.map(|(_, value)| value.trim_matches(['"', '\'']).to_owned()))
    }

    /// Where a redirect leads.
    pub(crate) fn leads_to(&self) -> Option<&str> {
        matches!(self.status, 301 | 302 | 303 | 307 | 308).then(|| self.field("location")).flatten()
    }

    /// Whether a redirect is for good.
    pub(crate) fn is_for_good(&self) -> bool {
        matches!(self.status, 301 | 308)
    }

    pub(crate) fn is_unchanged(&self) -> bool {
        self.status == StatusCode::NOT_MODIFIED.as_u16()
    }

    /// The body, unpacked: whole, and not larger than `most` mebibytes.
    pub(crate) fn body(self, most: usize, host: &str, clock: &dyn Clock) -> Result<Vec<u8>, Refusal> {
        if let Some(packed) = self.field("content-encoding").filter(|e| !e.eq_ignore_ascii_case("identity")) {
            return Err(Refusal::Packed(packed.to_owned()));
        }
        let most_bytes = most << 20;
        let said = self.field("content-length").and_then(|length| length.parse::<u64>().ok());
        if said.is_some_and(|length| length > most_bytes as u64) {
            return Err(Refusal::TooLarge(most));
        }
        let mut reader = self.response.into_body().into_reader();
        let (mut bytes, mut piece) = (Vec::new(), vec![0; PIECE]);
        loop {
            if clock.stopped() {
                return Err(Refusal::Stopped);
            }
            match reader.read(&mut piece) {
                Ok(0) => return Ok(bytes),
                Ok(read) if bytes.len() + read > most_bytes => return Err(Refusal::TooLarge(most)),
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(refusal(Error::from(error), host, false)),
            }
        }
    }
}

fn refusal(error: Error, host: &str, by_proxy: bool) -> Refusal {
    let host = || host.to_owned();
    match error {
        Error::HostNotFound if by_proxy => Refusal::Proxy("it is not found".to_owned()),
        Error::HostNotFound => Refusal::NoHost(host()),
        Error::ConnectProxyFailed(reason) => Refusal::Proxy(reason),
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => Refusal::TooSlow("connect"),
        Error::Timeout(Timeout::RecvResponse | Timeout::SendRequest) => Refusal::TooSlow("answer"),
        Error::Timeout(_) => Refusal::TooSlow("come"),
        Error::Other(other) if other.is::<LeadsInside>() => Refusal::Local(host()),
        Error::Decompress(_, reason) => packed(&reason),
        Error::Rustls(error) => untrusted(&error, host()),
        Error::Io(error) => of_io(&error, host(), by_proxy),
        Error::ConnectionFailed => Refusal::Unreachable { host: host(), reason: "no connection".to_owned() },
        other => Refusal::NoAnswer(other.to_string()),
    }
}

fn of_io(error: &io::Error, host: String, by_proxy: bool) -> Refusal {
    use io::ErrorKind as Kind;
    let inner = error.get_ref();
    if let Some(inner) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return untrusted(inner, host);
    }
    match error.kind() {
        Kind::UnexpectedEof | Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => Refusal::CutOff,
        Kind::TimedOut | Kind::WouldBlock => Refusal::TooSlow("come"),
        Kind::InvalidData | Kind::InvalidInput => packed(error),
        _ if by_proxy => Refusal::Proxy(worded(error)),
        _ => Refusal::Unreachable { host, reason: worded(error) },
    }
}

/// What the system said, without its number.
fn worded(error: &io::Error) -> String {
    let told = error.to_string();
    told.split(" (os error").next().unwrap_or_default().to_lowercase()
}

fn packed(reason: &io::Error) -> Refusal {
    if reason.kind() == io::ErrorKind::UnexpectedEof { Refusal::CutOff } else { Refusal::Packed(worded(reason)) }
}

fn untrusted(error: &rustls::Error, host: String) -> Refusal {
    use rustls::CertificateError as Of;
    let reason = match error {
        rustls::Error::InvalidCertificate(Of::UnknownIssuer) => "nobody knows who issued it".to_owned(),
        rustls::Error::InvalidCertificate(Of::Expired | Of::ExpiredContext { .. }) => "it has expired".to_owned(),
        rustls::Error::InvalidCertificate(Of::NotValidForName | Of::NotValidForNameContext { .. }) => {
            "it is for another host".to_owned()
        }
        rustls::Error::InvalidCertificate(other) => other.to_string(),
        other => return Refusal::NoAnswer(other.to_string()),
    };
    Refusal::Untrusted { host, reason }
}
