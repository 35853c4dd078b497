//! How far a request may reach: into the local network only where the user named an address there. What a feed or a
//! server names must not lead this machine to its own services, nor to those of the house.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Host;

use crate::Address;

/// Where a request may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Anywhere: the user named the address, or one in the same network leads there.
    Anywhere,
    /// Not into the local network.
    Public,
}

/// Looks names up, and holds what is found to how far the request may reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Arc<State>);

#[derive(Debug, Default)]
struct State {
    names: DefaultResolver,
    public_only: AtomicBool,
    met_local: AtomicBool,
}

/// Said where a name leads into the local network and may not.
#[derive(Debug)]
pub(crate) struct LeadsInside;

impl fmt::Display for LeadsInside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it stands in the local network")
    }
}

impl std::error::Error for LeadsInside {}

impl Names {
    /// Says how far the next request may reach. Of one through a proxy, which looks names up itself, only an address in
    /// numbers can be judged.
    pub(crate) fn bound(&self, address: &Address, reach: Reach) -> Result<(), LeadsInside> {
        let inside = is_local_by_name(address);
        self.0.public_only.store(reach == Reach::Public, SeqCst);
        self.0.met_local.store(inside, SeqCst);
        if inside && reach == Reach::Public { Err(LeadsInside) } else { Ok(()) }
    }

    /// Whether that request led into the local network.
    pub(crate) fn met_local(&self) -> bool {
        self.0.met_local.load(SeqCst)
    }
}

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.0.names.resolve(uri, config, timeout).map_err(|error| match error {
            // However the system words it.
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        if found.iter().any(|at| is_local(at.ip())) {
            if self.0.public_only.load(SeqCst) {
                return Err(Error::Other(Box::new(LeadsInside)));
            }
            self.0.met_local.store(true, SeqCst);
        }
        Ok(found)
    }
}

fn is_local_by_name(address: &Address) -> bool {
    match address.of_host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => is_local(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_local(IpAddr::V6(ip)),
        None => false,
    }
}

fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_local_4(ip),
        IpAddr::V6(ip) => is_local_6(ip),
    }
}

fn is_local_4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    // This host, private nets, the nets of providers' customers, links, broadcasts.
    a == 0 || ip.is_loopback() || ip.is_private() || (a == 100 && b & 0xC0 == 64) || ip.is_link_local() || a >= 224
}

fn is_local_6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    // An address of the older kind in the clothes of the newer: mapped, or translated on the way.
    let translated = (first, second) == (0x64, 0xFF9B);
    let [.., a, b] = ip.segments();
    let inner = Ipv4Addr::from((u32::from(a) << 16) | u32::from(b));
    ip.is_loopback()
        || ip.is_unspecified()
        || first & 0xFE00 == 0xFC00
        || first & 0xFFC0 == 0xFE80
        || ip.is_multicast()
        || ((translated || ip.to_ipv4_mapped().is_some()) && is_local_4(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_addresses_are_known() {
        for local in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "255.255.255.255",
        ] {
            assert!(is_local(local.parse().unwrap()), "{local}");
        }
        for public in ["93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:2800:220:1::1", "::ffff:93.184.216.34"] {
            assert!(!is_local(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn what_is_not_named_by_the_user_leads_nowhere_inside() {
        let names = Names::default();
        for inside in
            ["http://localhost:8474/", "http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/", "http://2130706433/"]
        {
            let address = Address::parse(inside).unwrap();
            assert!(names.bound(&address, Reach::Public).is_err(), "{inside}");
            assert!(names.bound(&address, Reach::Anywhere).is_ok(), "{inside}");
            assert!(names.met_local());
        }
        assert!(names.bound(&Address::parse("https://example.org/").unwrap(), Reach::Public).is_ok());
        assert!(!names.met_local());
    }
}
