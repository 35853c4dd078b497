//! A TimeML article in, its text with the times that others marked out. Reads as much of XML as such
//! files have: elements, attributes in double quotes, and the five entities and numbers of characters.

use anyhow::{Context, bail};
use chancery_model::{ByteSpan, Edtf};

/// An article with its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Article {
    /// What stands in `TEXT`, without mark-up.
    pub(crate) text: String,
    /// The day it was made, from `DCT`, where one is told.
    pub(crate) made: Option<Edtf>,
    /// The times in the text, in order. That of `DCT` is none of them.
    pub(crate) times: Vec<Timex>,
}

/// A time with its type and value after TIMEX3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timex {
    /// Where it stands.
    pub(crate) span: ByteSpan,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub(crate) kind: String,
    /// The value, where there is one.
    pub(crate) value: Option<String>,
}

/// Reads an article.
///
/// # Errors
/// What it lacks, or where its mark-up is not sound.
pub(crate) fn read(source: &str) -> anyhow::Result<Article> {
    let made = element(source, "DCT").and_then(|dct| {
        let tag = dct.split('<').find(|tag| tag.starts_with("TIMEX3"))?;
        attribute(tag, "value")?.get(..10)?.parse().ok()
    });
    let body = element(source, "TEXT").context("no element `TEXT`; expected an article in TimeML")?;
    let (mut text, mut times) = (String::new(), Vec::new());
    let mut open: Option<(usize, Timex)> = None;
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        text += &decoded(before);
        let (tag, behind) = after.split_once('>').context("a tag is not closed")?;
        rest = behind;
        let name = tag.split_whitespace().next().unwrap_or_default();
        if name == "TIMEX3" && !tag.ends_with('/') {
            if open.is_some() {
                bail!("`{tag}`: a time within a time");
            }
            let kind = attribute(tag, "type").with_context(|| format!("`{tag}`: no type"))?;
            let value = attribute(tag, "value").filter(|value| !value.is_empty());
            open = Some((text.len(), Timex { span: ByteSpan::new(0, 0), kind, value }));
        } else if name == "/TIMEX3" {
            let (start, time) = open.take().context("a time is closed that was never opened")?;
            if start < text.len() {
                times.push(Timex { span: ByteSpan::new(start, text.len()), ..time });
            }
        }
    }
    text += &decoded(rest);
    if open.is_some() {
        bail!("a time is not closed");
    }
    Ok(Article { text, made, times })
}

/// What stands in the first element of a name.
fn element<'s>(source: &'s str, name: &str) -> Option<&'s str> {
    let (_, inner) = source.split_once(&format!("<{name}>"))?;
    inner.split_once(&format!("</{name}>")).map(|(inner, _)| inner)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| decoded(value))
}

fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out += before;
        let entity = after.split_once(';').and_then(|(entity, behind)| Some((character(entity)?, behind)));
        match entity {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out + rest
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code =
                number.strip_prefix('x').map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An article around a text.
    pub(crate) fn article(text: &str) -> String {
        let dct = r#"<DCT><TIMEX3 tid="t0" type="DATE" value="2025-12-08T10:30" functionInDocument="CREATION_TIME">today</TIMEX3></DCT>"#;
        format!("<?xml version=\"1.0\" ?>\n<TimeML>\n{dct}\n<TEXT>\n{text}</TEXT>\n</TimeML>\n")
    }

    #[test]
    fn text_and_times_come_without_mark_up() {
        let source = article(
            r#"R&amp;D <EVENT eid="e1">talks</EVENT> ran from <TIMEX3 tid="t1" type="DATE" value="2025-12-05">Friday</TIMEX3> for <TIMEX3 tid="t2" type="DURATION" value="">a <B>while</B></TIMEX3>."#,
        );
        let article = read(&source).unwrap();
        assert_eq!(article.text, "\nR&D talks ran from Friday for a while.");
        assert_eq!(article.made, "2025-12-08".parse().ok());
        let told: Vec<_> =
            article.times.iter().map(|t| (t.span.of(&article.text), t.kind.as_str(), t.value.as_deref())).collect();
        assert_eq!(told, [("Friday", "DATE", Some("2025-12-05")), ("a while", "DURATION", None)]);
    }

    #[test]
    fn what_is_no_article_is_refused() {
        let fault = |source: &str| format!("{:#}", read(source).unwrap_err());
        assert!(fault("<html></html>").contains("no element `TEXT`"));
        assert!(fault(&article("<TIMEX3 type=\"DATE\">Friday")).contains("not closed"));
        assert!(fault(&article("Friday</TIMEX3>")).contains("never opened"));
        assert!(fault(&article("<TIMEX3 tid=\"t1\">Friday</TIMEX3>")).contains("no type"));
    }
}
