//! What a page says of itself: meta elements, JSON-LD, the canonical link, the first heading.

use chancery_model::{DateBasis, Edtf};
use serde_json::Value;

use super::scan::{Piece, attribute, characters, pieces};
use crate::day;
use crate::published::{FEW_DAYS, Offer, Says};

/// What a page, front matter, feed entry or message says of itself.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) author: Option<String>,
    /// Where it came from, of what has a sender and no address.
    pub(crate) domain: Option<String>,
    pub(crate) dates: Vec<Offer>,
}

impl Metadata {
    /// Adds the days on which a file was made and last changed. One that was made long before it
    /// was changed is an old one used again: the day it was made says nothing of its words.
    pub(crate) fn made(&mut self, made: &str, changed: &str) {
        let days = |a: Option<Edtf>, b: Option<Edtf>| a?.last_day()?.until(b?.first_day()?).ok().map(|s| s.get_days());
        let used_again = days(day::value(made), day::value(changed)).is_some_and(|days| days.abs() > FEW_DAYS);
        self.date(made, if used_again { Says::Saved } else { Says::Published });
        self.date(changed, Says::Modified);
    }

    /// Adds a date a field gives; nothing where the value is no date.
    pub(crate) fn date(&mut self, words: &str, says: Says) {
        if let Some(edtf) = day::value(words) {
            self.dates.push(Offer { edtf, basis: DateBasis::Metadata, words: words.trim().to_owned(), says });
        }
    }
}

/// Fields of one meaning, best first, with the values found.
#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let values = self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.trim());
            values.filter(|v| !v.is_empty()).map(str::to_owned).next()
        })
    }
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
    "citation_publication_date",
    "ptime",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
    "article.updated",
];

/// Reads the metadata of a page.
pub(super) fn read(page: &str) -> Metadata {
    let (mut fields, mut linked, mut time) = (Fields::default(), Vec::new(), None);
    let (mut heading, mut in_heading, mut behind_heading) = (String::new(), false, false);
    let mut name = None;
    for piece in pieces(page) {
        match piece {
            Piece::Open { name, attributes } if name == "meta" => {
                let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| attribute(attributes, a));
                if let (Some(key), Some(value)) = (key, attribute(attributes, "content")) {
                    fields.0.push((key.trim().to_ascii_lowercase(), value));
                }
            }
            Piece::Open { name, attributes } if name == "link" => {
                if attribute(attributes, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
                    && let Some(href) = attribute(attributes, "href")
                {
                    fields.0.push(("canonical".to_owned(), href));
                }
            }
            Piece::Open { name, attributes } if name == "time" => {
                let marked = attribute(attributes, "itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished"));
                // Times above the headline and behind the first belong to other articles.
                if time.is_none() && (behind_heading || marked) {
                    time = attribute(attributes, "datetime").or_else(|| attribute(attributes, "content"));
                }
            }
            Piece::Open { name: tag, attributes } if tag == "script" => {
                let kind = attribute(attributes, "type").unwrap_or_default();
                name = kind.trim().eq_ignore_ascii_case("application/ld+json").then_some("json");
            }
            Piece::Hidden { name: tag, range } if tag == "script" && name == Some("json") => {
                linked.extend(serde_json::from_str::<Value>(page[range].trim()).ok());
            }
            Piece::Hidden { name, range } if name == "title" && fields.first(&["title-element"]).is_none() => {
                fields.0.push(("title-element".to_owned(), super::inline(&page[range])));
            }
            Piece::Open { name, .. } if name == "h1" => in_heading = heading.is_empty(),
            Piece::Close { name } if name == "h1" => {
                behind_heading |= !heading.trim().is_empty();
                in_heading = false;
            }
            Piece::Text(range) if in_heading => heading.extend(characters(page, range).map(|(c, _)| c)),
            _ => {}
        }
    }
    assemble(&fields, linked.iter().find_map(article), time, &fold(&heading))
}

fn assemble(fields: &Fields, linked: Option<&Value>, time: Option<String>, heading: &str) -> Metadata {
    let text = |key: &str| linked.and_then(|l| names(&l[key])).map(|t| super::inline(&t));
    let outlet = fields.first(&["og:site_name", "application-name", "dc.publisher"]).or_else(|| text("publisher"));
    let title = fields
        .first(&["og:title"])
        .or_else(|| text("headline"))
        .or_else(|| (!heading.is_empty()).then(|| heading.to_owned()))
        .or_else(|| fields.first(&["twitter:title", "dc.title", "title-element"]))
        .map(|t| without_site(&fold(&t), outlet.as_deref(), heading));
    let web = |u: &String| u.starts_with("http://") || u.starts_with("https://");
    let author = fields
        .first(&["author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author"])
        .filter(|a| !web(a))
        .or_else(|| text("author"))
        .map(|a| fold(a.trim_start_matches("By ").trim_start_matches("by ")));
    let url = fields.first(&["canonical", "og:url"]).filter(web).or_else(|| text("url").filter(web));
    let mut metadata = Metadata { title, url, outlet, author, ..Metadata::default() };
    let mut dates = |words: Option<String>, says| metadata.date(&words.unwrap_or_default(), says);
    dates(fields.first(PUBLISHED), Says::Published);
    dates(text("datePublished"), Says::Published);
    dates(time, Says::Published);
    dates(fields.first(MODIFIED), Says::Modified);
    dates(text("dateModified"), Says::Modified);
    metadata
}

/// The object of a JSON-LD block that describes the article.
fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(items) => items.iter().find_map(article),
        Value::Object(object) => {
            let kinds = names(&value["@type"]).unwrap_or_default();
            let fits = ["Article", "Posting", "Report"].iter().any(|k| kinds.contains(k));
            if fits {
                Some(value)
            } else {
                object.get("@graph").and_then(article).or_else(|| object.get("mainEntity").and_then(article))
            }
        }
        _ => None,
    }
}

/// A string, the name of an object, or those of a list.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Object(object) => object.get("name").and_then(names),
        Value::Array(items) => Some(items.iter().filter_map(names).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
    .filter(|s| !s.trim().is_empty())
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title without the name of the site behind a stroke or dash.
fn without_site(title: &str, outlet: Option<&str>, heading: &str) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((short, site)) = title.rsplit_once(mark)
            && (outlet.is_some_and(|o| o.eq_ignore_ascii_case(site))
                || short == heading
                || mark == " | "
                || mark == " :: ")
            && short.split_whitespace().count() >= 2
        {
            return short.to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_pages_say_of_themselves() {
        let page = r#"<html><head><title>Envoys meet &amp; part | The Example</title>
            <meta property="og:site_name" content="The Example"><meta name=author content="By Jane Doe">
            <link rel="canonical" href="https://example.org/2025/12/08/envoys">
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],
            "headline":"Envoys meet &amp; part","datePublished":"2025-12-08T23:30:00+02:00","dateModified":"2025-12-09"}]}</script></head>
            <body><time datetime="2024-01-01">old</time><h1>Envoys <i>meet</i> &amp; part</h1><time datetime="2025-12-08">8 Dec</time></body></html>"#;
        let m = read(page);
        assert_eq!(m.title.as_deref(), Some("Envoys meet & part"));
        assert_eq!(m.outlet.as_deref(), Some("The Example"));
        assert_eq!(m.author.as_deref(), Some("Jane Doe"));
        assert_eq!(m.url.as_deref(), Some("https://example.org/2025/12/08/envoys"));
        let dates: Vec<_> = m.dates.iter().map(|d| (d.edtf.to_string(), d.says)).collect();
        let expected =
            [("2025-12-08", Says::Published), ("2025-12-08", Says::Published), ("2025-12-09", Says::Modified)];
        assert_eq!(dates, expected.map(|(d, s)| (d.to_owned(), s)));
    }

    #[test]
    fn a_bare_page_says_its_title_only() {
        let m = read("<title>Talks - Day Two</title><script type=application/ld+json>{broken</script><p>x");
        assert_eq!(m.title.as_deref(), Some("Talks - Day Two"));
        assert!(m.dates.is_empty() && m.url.is_none() && m.author.is_none() && m.outlet.is_none());
    }
}
