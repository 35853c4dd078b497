//! Asking with manners: robots.txt first, one request at a time, a pause between two to one host, few redirects and none
//! to where the user would not go.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::client::{Client, Reply};
use crate::robots::{self, Robots};
use crate::{Address, Clock, Reach, Refusal, Validators};

/// How often an address may lead on to another.
const HOPS: usize = 5;

/// How long a robots.txt is held to, as RFC 9309 has it at most.
const ROBOTS_LAST: Duration = Duration::from_secs(24 * 3600);

/// How long it holds that a host does not say.
const SILENCE_LASTS: Duration = Duration::from_secs(300);

/// The longest pause that a robots.txt may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// The longest that a server may ask to be left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

/// Who asks, and how patiently.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Version of the program.
    pub version: String,
    /// Where its user can be reached.
    pub contact: Option<String>,
    /// The least time between two requests to one host.
    pub pause: Duration,
    /// The most time that one request takes, with its answer.
    pub time: Duration,
}

impl Settings {
    /// How the program introduces itself.
    #[must_use]
    pub fn agent(&self) -> String {
        let contact = self.contact.as_ref().map_or_else(String::new, |contact| format!(" (+{contact})"));
        format!("Chancery/{}{contact}", self.version)
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A feed.
    Feed,
    /// A page that is to be read.
    Page,
}

impl Wanted {
    fn accept(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
            }
            Self::Page => "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5",
        }
    }
}

/// A question to a server.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The address.
    pub address: &'a Address,
    /// What is to be there.
    pub wanted: Wanted,
    /// What was there the last time.
    pub known: Option<&'a Validators>,
    /// How far it may lead.
    pub reach: Reach,
    /// The most that may come, in mebibytes.
    pub most: usize,
}

/// What the server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where it was found in the end.
    pub address: Address,
    /// The address to use from now on, where the one asked for has moved for good.
    pub moved: Option<Address>,
    /// How far links of it may lead.
    pub reach: Reach,
    /// How long it holds, as the server says.
    pub holds: Option<Duration>,
    /// What came; nothing where all is as it was.
    pub came: Option<Came>,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// The bytes, whole and unpacked.
    pub bytes: Vec<u8>,
    /// Their kind as the server says, in small letters (`text/html`).
    pub kind: String,
    /// Their character encoding, where the server names one.
    pub charset: Option<String>,
    /// What to ask with the next time.
    pub validators: Option<Validators>,
}

/// Asks servers, one after the other.
pub struct Fetcher<'c> {
    client: Client,
    clock: &'c dyn Clock,
    pause: Duration,
    /// When each host was last asked.
    asked: BTreeMap<String, Duration>,
    /// What hosts ask of programs, or why they do not say, and since when that is known.
    robots: BTreeMap<String, (Duration, Result<Robots, Refusal>)>,
}

impl<'c> Fetcher<'c> {
    /// One that introduces itself so and waits by this clock. `environment` tells which proxies to use.
    pub fn new(settings: Settings, environment: &dyn Fn(&str) -> Option<String>, clock: &'c dyn Clock) -> Self {
        let pause = settings.pause;
        let client = Client::new(settings, environment);
        Self { client, clock, pause, asked: BTreeMap::new(), robots: BTreeMap::new() }
    }

    /// What is at an address.
    ///
    /// # Errors
    /// Where nothing whole came, with the reason.
    pub fn fetch(&mut self, ask: &Ask<'_>) -> Result<Answer, Refusal> {
        let (mut at, mut reach, mut moved, mut for_good) = (ask.address.clone(), ask.reach, None, true);
        let mut been = BTreeSet::from([at.clone()]);
        loop {
            self.ask_robots(&at, reach)?;
            let known = ask.known.filter(|known| known.url == at.as_str());
            let mut headers = vec![("accept", ask.wanted.accept())];
            headers.extend(known.and_then(|k| k.etag.as_deref()).map(|etag| ("if-none-match", etag)));
            headers.extend(known.and_then(|k| k.last_modified.as_deref()).map(|day| ("if-modified-since", day)));
            let reply = self.ask(&at, reach, &headers)?;
            if !self.client.met_local() {
                reach = Reach::Public;
            }
            if let Some(to) = reply.leads_to() {
                let next = hop(&at, to)?;
                if !been.insert(next.clone()) {
                    return Err(Refusal::Circle(next.to_string()));
                }
                if been.len() > HOPS + 1 {
                    return Err(Refusal::TooManyHops(HOPS));
                }
                for_good &= reply.is_for_good();
                moved = Some(next.clone()).filter(|_| for_good).or(moved);
                at = next;
                continue;
            }
            let holds = holds(&reply);
            if reply.is_unchanged() && known.is_some() {
                return Ok(Answer { address: at, moved, reach, holds, came: None });
            }
            if reply.status != 200 {
                return Err(self.status(&reply));
            }
            let (kind, charset) = reply.content();
            let validators = validators(&reply, &at);
            let bytes = reply.body(ask.most, at.host(), self.clock)?;
            let came = Some(Came { bytes, kind, charset, validators });
            return Ok(Answer { address: at, moved, reach, holds, came });
        }
    }

    /// One request, when the host has had its rest.
    fn ask(&mut self, at: &Address, reach: Reach, headers: &[(&str, &str)]) -> Result<Reply, Refusal> {
        let host = at.host().to_owned();
        let asked_for = self.robots.get(&at.origin()).and_then(|(_, said)| said.as_ref().ok()?.delay);
        let asked_for = asked_for.unwrap_or_default();
        let pause = self.pause.max(asked_for.min(LONGEST_PAUSE));
        if let Some(last) = self.asked.get(&host) {
            let rest = (*last + pause).saturating_sub(self.clock.now());
            // A clock that was set back makes nobody wait for longer.
            self.clock.wait(rest.min(pause));
        }
        if self.clock.stopped() {
            return Err(Refusal::Stopped);
        }
        let reply = self.client.ask(at, reach, headers);
        self.asked.insert(host, self.clock.now());
        reply
    }

    /// Whether the owner of the host lets programs ask there.
    fn ask_robots(&mut self, at: &Address, reach: Reach) -> Result<(), Refusal> {
        let (origin, now) = (at.origin(), self.clock.now());
        let lasts = |said: &Result<_, _>| if said.is_ok() { ROBOTS_LAST } else { SILENCE_LASTS };
        let known = self.robots.get(&origin).filter(|(when, said)| now.saturating_sub(*when) <= lasts(said));
        let said = match known {
            Some((_, said)) => said.clone(),
            None => {
                let said = self.robots_of(at, reach);
                // What was refused for the sake of this request says nothing of the next.
                if said.as_ref().err().is_none_or(|refusal| refusal.may_pass() && *refusal != Refusal::Stopped) {
                    self.robots.insert(origin, (now, said.clone()));
                }
                said
            }
        };
        match said?.forbids(&at.path()) {
            Some(rule) => Err(Refusal::Robots { host: at.host().to_owned(), rule: rule.clone() }),
            None => Ok(()),
        }
    }

    /// The robots.txt of a host. Where there is none, all is allowed; where nobody knows, nothing.
    fn robots_of(&mut self, of: &Address, mut reach: Reach) -> Result<Robots, Refusal> {
        let unknown = |reason: String| Refusal::NoRobots { host: of.host().to_owned(), reason };
        let mut at = of.robots();
        for _ in 0..=HOPS {
            let reply = self.ask(&at, reach, &[("accept", "text/plain, */*;q=0.5")])?;
            if !self.client.met_local() {
                reach = Reach::Public;
            }
            if let Some(to) = reply.leads_to() {
                at = hop(&at, to).map_err(|refusal| unknown(refusal.to_string()))?;
                continue;
            }
            return match reply.status {
                200 => match reply.body(robots::MOST >> 20 | 1, at.host(), self.clock) {
                    Ok(bytes) => Ok(Robots::read(&bytes)),
                    // A file that is no robots.txt by its size says nothing that could be read.
                    Err(Refusal::Stopped) => Err(Refusal::Stopped),
                    Err(refusal) => Err(unknown(refusal.to_string())),
                },
                429 | 500.. => Err(match self.status(&reply) {
                    wait @ Refusal::Status { retry_after: Some(_), .. } => wait,
                    other => unknown(other.to_string()),
                }),
                _ => Ok(Robots::default()),
            };
        }
        // As the RFC has it: what leads on for ever is as good as not there.
        Ok(Robots::default())
    }

    fn status(&self, reply: &Reply) -> Refusal {
        let until = |words: &str| {
            let day = httpdate::parse_http_date(words).ok()?;
            Some(day.duration_since(std::time::UNIX_EPOCH).ok()?.saturating_sub(self.clock.now()))
        };
        let said = reply.field("retry-after");
        let wait = said.and_then(|words| words.parse().map(Duration::from_secs).ok().or_else(|| until(words)));
        Refusal::Status { code: reply.status, retry_after: wait.map(|wait| wait.min(LONGEST_WAIT)) }
    }
}

/// Where a redirect leads, if anybody would follow it there.
fn hop(at: &Address, to: &str) -> Result<Address, Refusal> {
    let bad = |reason: String| Refusal::BadHop { to: to.chars().take(200).collect(), reason };
    let next = at.join(to).map_err(|fault| bad(fault.to_string()))?;
    if at.is_secret() && !next.is_secret() {
        return Err(bad("what it sends could be read and changed on the way; name that address to have it".to_owned()));
    }
    Ok(next)
}

/// How long an answer holds.
fn holds(reply: &Reply) -> Option<Duration> {
    let said = reply.field("cache-control")?.to_ascii_lowercase();
    let mut parts = said.split(',').map(str::trim);
    if parts.clone().any(|part| matches!(part, "no-cache" | "no-store")) {
        return None;
    }
    let seconds = parts.find_map(|part| part.strip_prefix("max-age=")?.trim_matches('"').parse().ok())?;
    Some(Duration::from_secs(seconds)).filter(|time| !time.is_zero())
}

fn validators(reply: &Reply, at: &Address) -> Option<Validators> {
    let said = |name: &str| reply.field(name).filter(|value| value.len() < 1024).map(str::to_owned);
    let (etag, last_modified) = (said("etag"), said("last-modified"));
    let any = etag.is_some() || last_modified.is_some();
    any.then(|| Validators { url: at.to_string(), etag, last_modified })
}
