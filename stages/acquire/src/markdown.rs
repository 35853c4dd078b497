//! Markdown: front matter, and the "Metadata" list that page savers write at the top. Both stay in
//! the text and are marked.

use chancery_model::{ByteSpan, Chrome, ChromeKind};

use crate::html::Metadata;
use crate::published::Says;
use crate::slice::lines;

/// The metadata of a Markdown text and the stretches that hold it.
pub(crate) fn read(text: &str) -> (Metadata, Vec<Chrome>) {
    let (mut metadata, mut marks) = (Metadata::default(), Vec::new());
    let mut mark = |start: usize, end: usize| {
        marks.push(Chrome { span: ByteSpan::new(start, end), kind: ChromeKind::Stamp });
    };
    if let Some(block) = front_matter(text) {
        let mut key = String::new();
        for (_, line) in lines(block) {
            if let Some((k, v)) = line.split_once(':').filter(|(k, _)| !k.starts_with(['-', '#']) && !k.contains(' ')) {
                key = k.to_owned();
                field(&mut metadata, k, v);
            } else if let Some(item) = line.strip_prefix("- ") {
                field(&mut metadata, &key, item);
            }
        }
        mark(0, block.len());
    }
    let mut inside = false;
    let mut before: Option<(usize, &str)> = None;
    for (start, line) in lines(text).filter(|(_, l)| !l.is_empty()) {
        if line == "## Metadata" {
            inside = true;
            // The heading above names the site only.
            if let Some((start, line)) = before.filter(|(_, l)| l.starts_with("# ") && !l[2..].contains(' ')) {
                mark(start, start + line.len());
            }
        } else if inside && line.starts_with('#') {
            mark(start, start + line.len());
            break;
        } else if let Some((k, v)) = item(line).filter(|_| inside) {
            field(&mut metadata, k, v);
        } else if inside {
            break;
        }
        if inside {
            mark(start, start + line.len());
        }
        before = Some((start, line));
    }
    (metadata, marks)
}

/// The front matter with its fences: from `---` on the first line to the next.
fn front_matter(text: &str) -> Option<&str> {
    let fence = |line: &str| matches!(line.trim_end(), "---" | "...");
    let mut parts = text.split_inclusive('\n');
    let mut end = parts.next().filter(|l| l.trim_end() == "---")?.len();
    for line in parts {
        end += line.len();
        if fence(line) {
            return Some(&text[..end]);
        }
        // A rule that opens a text is no fence: front matter holds keys, list items and blanks.
        let plain = line.trim();
        if !(plain.is_empty() || plain.contains(':') || plain.starts_with(['-', '#']) || line.starts_with([' ', '\t']))
        {
            return None;
        }
    }
    None
}

/// `- **Key**: value`
fn item(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(['-', '*'])?.trim_start().strip_prefix("**")?;
    let (key, value) = rest.split_once("**")?;
    Some((key.trim_end_matches(':'), value.trim_start_matches(':')))
}

/// Takes a field whose key is one of the usual ones; the first value of a kind stands.
fn field(metadata: &mut Metadata, key: &str, value: &str) {
    let value = value.trim().trim_start_matches('[').trim_end_matches(']').trim_matches(['"', '\'', ' ']);
    if value.is_empty() || value == "null" || value == "~" {
        return;
    }
    let web = value.starts_with("http://") || value.starts_with("https://");
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let slot = match key.as_str() {
        "title" | "headline" => &mut metadata.title,
        "url" | "link" | "sourceurl" | "originalurl" | "canonical" | "canonicalurl" | "permalink" if web => {
            &mut metadata.url
        }
        "source" if web => &mut metadata.url,
        "source" | "outlet" | "site" | "sitename" | "publisher" | "publication" | "website" if !web => {
            &mut metadata.outlet
        }
        "author" | "authors" | "byline" | "by" | "creator" => &mut metadata.author,
        "date" | "published" | "publishdate" | "publisheddate" | "pubdate" | "publishedat" | "publishedon"
        | "publishedtime" | "publicationdate" | "datepublished" | "dateofpublication" => {
            return metadata.date(value, Says::Published);
        }
        "updated" | "modified" | "lastmod" | "lastmodified" | "datemodified" | "updatedat" => {
            return metadata.date(value, Says::Modified);
        }
        "created" | "retrieved" | "accessed" | "archived" | "saved" | "scrapedat" | "scraped" | "crawled"
        | "crawledat" | "fetched" | "fetchedat" | "captured" | "clipped" | "printed" | "documentdate"
        | "dateaccessed" | "datesaved" => {
            return metadata.date(value, Says::Saved);
        }
        _ => return,
    };
    if slot.is_none() {
        *slot = Some(value.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_marked() {
        let text = "---\ntitle: \"Envoys meet: day two\"\r\nauthor:\n  - Jane Doe\n  - John Roe\npublished: 2025-12-08\ncreated: 2026-01-01\nsource: https://example.org/a\nsite: The Example\n---\nThe envoys met.\n";
        let (m, marks) = read(text);
        assert_eq!(m.title.as_deref(), Some("Envoys meet: day two"));
        assert_eq!(m.author.as_deref(), Some("Jane Doe"));
        assert_eq!(m.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(m.outlet.as_deref(), Some("The Example"));
        let says: Vec<_> = m.dates.iter().map(|d| (d.edtf.to_string(), d.says)).collect();
        assert_eq!(says, [("2025-12-08".to_owned(), Says::Published), ("2026-01-01".to_owned(), Says::Saved)]);
        assert!(marks[0].span.of(text).ends_with("---\n"));
    }

    #[test]
    fn the_list_of_a_page_saver_is_read_and_marked() {
        let text = "# www.example.org\n\n## Metadata\n\n- **URL**: https://example.org/a\n- **Scraped at**: 2026-02-28T02:33:48+00:00\n\n## Content\n\nThe envoys met.\n- **Not**: metadata\n";
        let (m, marks) = read(text);
        assert_eq!(m.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(m.dates[0].says, Says::Saved);
        let marked: Vec<_> = marks.iter().map(|c| c.span.of(text)).collect();
        assert_eq!(marked.len(), 5);
        assert_eq!((marked[0], marked[4]), ("# www.example.org", "## Content"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\nThe envoys met.\n---\n", "---\ntitle: x\n", "Text\n---\ntitle: x\n---\n", ""] {
            let (m, marks) = read(text);
            assert!(m.title.is_none() && marks.is_empty(), "{text}");
        }
    }
}
