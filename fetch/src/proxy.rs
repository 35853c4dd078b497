//! Which proxy stands between, as the environment says. A setting that cannot be understood is a refusal, never a reason
//! to go past the proxy.

use ureq::Proxy;

use crate::{Address, Refusal};

/// Proxies by what is asked through them.
#[derive(Debug, Default)]
pub(crate) struct Proxies {
    secret: Option<Result<Proxy, Refusal>>,
    open: Option<Result<Proxy, Refusal>>,
    past: Vec<String>,
}

impl Proxies {
    /// Those of the environment.
    pub(crate) fn of(environment: &dyn Fn(&str) -> Option<String>) -> Self {
        let first = |names| first(environment, names);
        let proxy = |names: &'static [&'static str]| {
            let (name, value) = first(names)?;
            let refused = |_| Refusal::Proxy(format!("{name} is not the address of one"));
            Some(Proxy::new(value.trim()).map_err(refused))
        };
        let past = first(&["no_proxy", "NO_PROXY"]).map(|(_, value)| value).unwrap_or_default();
        Self {
            secret: proxy(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
            open: proxy(&["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]),
            past: past
                .split([',', ' '])
                .map(|host| host.trim().to_ascii_lowercase())
                .filter(|h| !h.is_empty())
                .collect(),
        }
    }

    /// The proxy to ask for an address, if any.
    pub(crate) fn for_address(&self, address: &Address) -> Result<Option<&Proxy>, Refusal> {
        let proxy = if address.is_secret() { &self.secret } else { &self.open };
        match proxy {
            Some(proxy) if !self.is_past(address.host()) => proxy.as_ref().map(Some).map_err(Clone::clone),
            _ => Ok(None),
        }
    }

    /// Whether a host is asked without a proxy: it is named, or a domain that it is in.
    fn is_past(&self, host: &str) -> bool {
        let within = |named: &str| {
            let named = named.trim_start_matches('*').trim_start_matches('.');
            let named = named.trim_start_matches('[').trim_end_matches(']');
            let host = host.trim_start_matches('[').trim_end_matches(']');
            host == named || host.strip_suffix(named).is_some_and(|left| left.ends_with('.'))
        };
        self.past.iter().any(|named| named == "*" || within(named))
    }
}

/// The first of these variables that is set, with its name.
fn first(environment: &dyn Fn(&str) -> Option<String>, names: &[&'static str]) -> Option<(&'static str, String)> {
    let set = |name: &str| environment(name).filter(|value| !value.trim().is_empty());
    names.iter().find_map(|name| Some((*name, set(name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(environment: &[(&str, &str)], address: &str) -> Result<Option<String>, Refusal> {
        let of = |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        let proxies = Proxies::of(&of);
        let address = Address::parse(address).unwrap();
        proxies.for_address(&address).map(|proxy| proxy.map(|p| format!("{}:{}", p.host(), p.port())))
    }

    #[test]
    fn each_scheme_has_its_proxy() {
        let both = [("HTTPS_PROXY", "http://a.example:1"), ("http_proxy", "b.example:2")];
        assert_eq!(asked(&both, "https://example.org/").unwrap().unwrap(), "a.example:1");
        assert_eq!(asked(&both, "http://example.org/").unwrap().unwrap(), "b.example:2");
        assert_eq!(asked(&[("HTTPS_PROXY", "http://a.example:1")], "http://example.org/").unwrap(), None);
        let tor = [("ALL_PROXY", "socks5h://127.0.0.1:9050")];
        assert_eq!(asked(&tor, "http://example.org/").unwrap().unwrap(), "127.0.0.1:9050");
        assert_eq!(asked(&[("HTTPS_PROXY", " ")], "https://example.org/").unwrap(), None);
    }

    #[test]
    fn some_hosts_are_asked_without() {
        for (past, host, is_past) in [
            ("example.org", "example.org", true),
            ("example.org", "feeds.example.org", true),
            (".example.org,other.example", "feeds.example.org", true),
            ("example.org", "notexample.org", false),
            ("*", "example.org", true),
            ("127.0.0.1, localhost", "127.0.0.1", true),
        ] {
            let environment = [("HTTP_PROXY", "http://a.example:1"), ("NO_PROXY", past)];
            assert_eq!(asked(&environment, &format!("http://{host}/")).unwrap().is_none(), is_past, "{past} {host}");
        }
    }

    #[test]
    fn a_setting_that_cannot_be_understood_is_not_passed_over() {
        let told = asked(&[("HTTPS_PROXY", "gopher://a.example:1")], "https://example.org/").unwrap_err().to_string();
        assert!(told.contains("HTTPS_PROXY is not the address of one"), "{told}");
    }
}
