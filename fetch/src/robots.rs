//! robots.txt, as RFC 9309 says: what the owner of a host asks of programs.
//!
//! Reads any bytes and never fails. Rules for this program by name outrank those for all; of rules that fit a path, the
//! longest counts, and of two as long, the one that allows. Each rule knows its line, so that a refusal can show it.

use std::fmt;
use std::time::Duration;

/// The name that robots.txt files know this program by.
pub(crate) const NAME: &str = "chancery";

/// How much of a file counts, in bytes, as the RFC has it at least.
pub(crate) const MOST: usize = 500 << 10;

/// The longest pattern that is looked at: no path is longer.
const LONGEST: usize = 2048;

/// What one host asks of this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<(Rule, String)>,
    /// How long the host asks to be left alone between two requests.
    pub delay: Option<Duration>,
}

/// A line of robots.txt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether it allows.
    pub allows: bool,
    /// Its line, from 1.
    pub line: usize,
    /// Its words.
    pub words: String,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: `{}`", self.line, self.words)
    }
}

/// Lines for the programs that are named at its head.
#[derive(Default)]
struct Group {
    names: Vec<String>,
    rules: Vec<(Rule, String)>,
    delay: Option<Duration>,
    /// Whether its head is over.
    begun: bool,
}

impl Robots {
    /// What a file asks of this program.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST)]);
        let text = text.trim_start_matches('\u{feff}');
        let mut groups: Vec<Group> = Vec::new();
        for (i, line) in text.lines().enumerate() {
            let words = line.split('#').next().unwrap_or_default().trim();
            let Some((key, value)) = words.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if groups.last().is_none_or(|group| group.begun) {
                        groups.push(Group::default());
                    }
                    let name = value.split(['/', ' ', '\t']).next().unwrap_or_default();
                    groups.last_mut().expect("one was begun").names.push(name.to_ascii_lowercase());
                }
                key @ ("allow" | "disallow") => {
                    let Some(group) = groups.last_mut() else { continue };
                    group.begun = true;
                    if !value.is_empty() && value.len() <= LONGEST {
                        let rule = Rule { allows: key == "allow", line: i + 1, words: words.to_owned() };
                        group.rules.push((rule, plain(value)));
                    }
                }
                "crawl-delay" => {
                    let Some(group) = groups.last_mut() else { continue };
                    group.begun = true;
                    let seconds = value.parse::<f64>().ok().filter(|s| s.is_finite() && *s >= 0.0);
                    group.delay = seconds.and_then(|s| Duration::try_from_secs_f64(s).ok());
                }
                // Others are of no group and end none.
                _ => {}
            }
        }
        let named = |name: &str| groups.iter().any(|group| group.names.iter().any(|n| n == name));
        let ours = if named(NAME) { NAME } else { "*" };
        let mut robots = Self::default();
        for group in groups.into_iter().filter(|group| group.names.iter().any(|n| n == ours)) {
            robots.rules.extend(group.rules);
            robots.delay = robots.delay.max(group.delay);
        }
        robots
    }

    /// The rule that forbids a path, which opens with a slash and ends with what follows the question mark.
    #[must_use]
    pub fn forbids(&self, path: &str) -> Option<&Rule> {
        if path == "/robots.txt" {
            return None;
        }
        let path = plain(path);
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern.as_bytes(), path.as_bytes()));
        let strongest = fitting.max_by_key(|(rule, pattern)| (pattern.len(), rule.allows));
        strongest.map(|(rule, _)| rule).filter(|rule| !rule.allows)
    }
}

/// One way of writing a path: what may stand bare does, and every other byte as `%` and two capital digits.
fn plain(path: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(path.len()), path.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        let coded = digits.filter(|_| *first == b'%').and_then(|d| u8::from_str_radix(d, 16).ok());
        let byte = coded.unwrap_or(*first);
        rest = if coded.is_some() { &after[2..] } else { after };
        let bare = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        // A coded star or slash is not what a bare one is.
        if bare || (coded.is_none() && byte.is_ascii_graphic()) {
            plain.push(char::from(byte));
        } else {
            plain.push_str(&format!("%{byte:02X}"));
        }
    }
    plain
}

/// Whether a path begins as a pattern says: `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_end) = pattern.strip_suffix(b"$").map_or((pattern, false), |p| (p, true));
    let (mut p, mut s) = (0, 0);
    // The last star, and where the path goes on behind what it stands for.
    let mut star: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() && (!to_end || s == path.len()) {
            return true;
        }
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, s));
            p += 1;
        } else if p < pattern.len() && s < path.len() && pattern[p] == path[s] {
            (p, s) = (p + 1, s + 1);
        } else if let Some((at, from)) = star.filter(|(_, from)| *from < path.len()) {
            star = Some((at, from + 1));
            (p, s) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forbidden(file: &str, path: &str) -> Option<usize> {
        Robots::read(file.as_bytes()).forbids(path).map(|rule| rule.line)
    }

    #[test]
    fn rules_by_name_outrank_those_for_all() {
        let file =
            "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: Chancery/0.1\nDisallow: /private # no\n";
        assert_eq!(forbidden(file, "/news"), None);
        assert_eq!(forbidden(file, "/private/a"), Some(6));
        let rule = Robots::read(file.as_bytes()).forbids("/private").unwrap().clone();
        assert_eq!(rule.to_string(), "line 6: `Disallow: /private`");
        assert_eq!(forbidden("user-agent: chanceryx\ndisallow: /", "/a"), None, "another program");
        assert_eq!(forbidden("User-agent: *\nDisallow:\n", "/a"), None, "nothing is forbidden");
        assert_eq!(forbidden("Disallow: /\n", "/a"), None, "a rule for nobody");
        assert_eq!(forbidden("User-agent: *\r\nSitemap: /s\r\nDisallow: /a\r\n", "/a"), Some(3));
    }

    #[test]
    fn groups_of_one_name_count_together() {
        let file =
            "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: *\nDisallow: /b\nCrawl-delay: 2.5";
        assert_eq!(forbidden(file, "/a"), Some(2));
        assert_eq!(forbidden(file, "/b"), Some(6));
        assert_eq!(forbidden(file, "/c"), None);
        assert_eq!(Robots::read(file.as_bytes()).delay, Some(Duration::from_millis(2500)));
        assert_eq!(Robots::read(b"User-agent: *\nCrawl-delay: 1e400").delay, None);
    }

    #[test]
    fn the_longest_pattern_counts() {
        let file = "User-agent: *\nAllow: /feeds/\nDisallow: /feeds\nAllow: /x\nDisallow: /x\nDisallow: /*.pdf$\nDisallow: /*?*key=";
        for (path, line) in [
            ("/feeds/a", None),
            ("/feeds", Some(3)),
            ("/feedsx", Some(3)),
            ("/x", None),
            ("/a/b.pdf", Some(6)),
            ("/a/b.pdf?x", None),
            ("/a?b=1&key=2", Some(7)),
            ("/robots.txt", None),
        ] {
            assert_eq!(forbidden(file, path), line, "{path}");
        }
        assert_eq!(forbidden("User-agent: *\nDisallow: /\n", "/robots.txt"), None);
    }

    #[test]
    fn one_path_is_written_in_one_way() {
        for (pattern, path, line) in [
            ("/foo/bar/ツ", "/foo/bar/%E3%83%84", Some(2)),
            ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", Some(2)),
            ("/a%62c", "/abc", Some(2)),
            ("/a%2Ab", "/axb", None),
            ("/a%2fb", "/a/b", None),
            ("/100%", "/100%", Some(2)),
        ] {
            assert_eq!(forbidden(&format!("User-agent: *\nDisallow: {pattern}"), path), line, "{pattern} {path}");
        }
    }

    #[test]
    fn any_bytes_are_read_in_time() {
        let stars = format!("User-agent: *\nDisallow: /{}b$\n", "*a".repeat(1000));
        assert_eq!(forbidden(&stars, &format!("/{}", "a".repeat(4000))), None);
        assert_eq!(forbidden("\u{feff}User-agent: *\nDisallow: /a", "/a"), Some(2));
        assert_eq!(Robots::read(&[0xFF, 0, b':', b'\n']), Robots::default());
        let late = format!("{}\nUser-agent: *\nDisallow: /", "#".repeat(MOST));
        assert_eq!(forbidden(&late, "/a"), None, "what lies beyond the limit does not count");
    }
}
