//! E-mail: the words of one message, who sent it and when.
//!
//! A kept library cuts the message into its parts; the part that holds the text is unpacked here,
//! so that every word leads back to the bytes of the message. What is attached is named and not read.

use chancery_model::{ByteSpan, Chrome, ChromeKind, DateBasis, Media, Segment};
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::chrome::Furniture;
use crate::decode::Decoded;
use crate::draft::Draft;
use crate::error::AcquireError;
use crate::html::{self, Article, Metadata};
use crate::published::{Offer, Says};
use crate::transfer::Unpacked;

/// What the line of an attachment opens with.
const ATTACHMENT: &str = "Attachment: ";

/// The report that a message is.
pub(crate) fn read(bytes: Vec<u8>, name: &str, furniture: &Furniture) -> Result<Draft, AcquireError> {
    let broken = |reason| AcquireError::Broken { path: name.to_owned(), what: "an e-mail", reason };
    let message = MessageParser::default().parse(&bytes).ok_or_else(|| broken("no header was found"))?;
    if is_sealed(&message) {
        return Err(AcquireError::Encrypted(name.to_owned()));
    }
    if is_cut(&message, &bytes) {
        return Err(broken("it ends in the middle"));
    }
    let metadata = metadata(&message);
    let (body, encoding) = body(&message, &bytes, metadata.title.as_deref(), furniture).map_err(broken)?;
    let Article { mut text, mut map, mut chrome } = body;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(AcquireError::NoBody(name.to_owned()));
    }
    for part in message.attachments().filter(|p| !is_layout(p)) {
        attach(part, &mut text, &mut map, &mut chrome);
    }
    Ok(Draft { media: Media::Mail, encoding, bytes, text, map, metadata, chrome, id: None })
}

/// Whether nobody but the addressee can read it.
fn is_sealed(message: &Message<'_>) -> bool {
    let root = message.root_part();
    root.is_content_type("multipart", "encrypted")
        || (root.is_content_type("application", "pkcs7-mime") || root.is_content_type("application", "x-pkcs7-mime"))
            && root.content_type().and_then(|t| t.attribute("smime-type")) != Some("signed-data")
}

/// Whether the line that closes its parts is missing.
fn is_cut(message: &Message<'_>, bytes: &[u8]) -> bool {
    let root = message.root_part();
    let boundary = root.content_type().filter(|t| t.ctype().eq_ignore_ascii_case("multipart"));
    boundary.and_then(|t| t.attribute("boundary")).is_some_and(|boundary| {
        let close = format!("--{boundary}--");
        !bytes.windows(close.len()).any(|w| w == close.as_bytes())
    })
}

fn metadata(message: &Message<'_>) -> Metadata {
    let sender = message.from().and_then(|a| a.first());
    let address = sender.and_then(|a| a.address());
    let mut metadata = Metadata {
        title: message.subject().map(fold),
        outlet: message.header("Organization").and_then(|h| h.as_text()).map(fold),
        author: sender.and_then(|a| a.name()).or(address).map(fold),
        domain: address.and_then(|a| a.rsplit_once('@')).map(|(_, domain)| domain.to_owned()),
        ..Metadata::default()
    };
    // The day as written, whatever the zone.
    let day = message.date().map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
    if let Some(edtf) = day.and_then(|d| d.parse().ok()) {
        let words = fold(message.header_raw(HeaderName::Date).unwrap_or_default());
        metadata.dates.push(Offer { edtf, basis: DateBasis::Metadata, words, says: Says::Published });
    }
    metadata
}

fn fold(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The plain text of a message; where it has none, the text of its HTML.
fn body(
    message: &Message<'_>,
    bytes: &[u8],
    title: Option<&str>,
    furniture: &Furniture,
) -> Result<(Article, &'static str), &'static str> {
    let mut whole = Article { text: String::new(), map: Vec::new(), chrome: Vec::new() };
    let mut encoding = "UTF-8";
    let plain = |p: &&MessagePart<'_>| {
        matches!(p.body, PartType::Text(_)) && (p.content_type().is_none() || p.is_content_type("text", "plain"))
    };
    for part in message.text_bodies().filter(plain) {
        let decoded = unpack(part, bytes)?;
        if !whole.text.is_empty() {
            whole.text.push_str("\n\n");
        }
        encoding = decoded.encoding;
        let at = whole.text.len();
        let moved = |s: &Segment| Segment { text: ByteSpan::new(at + s.text.start(), at + s.text.end()), ..*s };
        whole.map.extend(decoded.map.iter().map(moved));
        whole.text.push_str(&decoded.text);
    }
    if whole.text.chars().any(char::is_alphanumeric) {
        return Ok((whole, encoding));
    }
    for part in message.html_bodies().filter(|p| matches!(p.body, PartType::Html(_))) {
        let page = unpack(part, bytes)?;
        let article = html::article(&page, title, furniture).or_else(|| html::whole(&page));
        if let Some(article) = article {
            return Ok((article, page.encoding));
        }
    }
    Ok((whole, encoding))
}

/// The text of a part, each word with its bytes in the message.
fn unpack(part: &MessagePart<'_>, bytes: &[u8]) -> Result<Decoded, &'static str> {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = bytes.get(from..to).ok_or("it ends in the middle")?;
    let unpacked = match part.encoding {
        Encoding::None => Unpacked::plain(raw, from),
        Encoding::QuotedPrintable => Unpacked::quoted(raw, from),
        Encoding::Base64 => Unpacked::base64(raw, from).ok_or("its base64 is cut off or broken")?,
    };
    Ok(unpacked.decode(part.content_type().and_then(|t| t.attribute("charset"))))
}

/// Whether a part is a picture of the message's own layout.
fn is_layout(part: &MessagePart<'_>) -> bool {
    let picture = part.content_type().is_some_and(|t| t.ctype().eq_ignore_ascii_case("image"));
    picture && part.content_id().is_some() && !part.content_disposition().is_some_and(|d| d.is_attachment())
}

/// Names an attachment in a line of its own, which is not the message's text.
fn attach(part: &MessagePart<'_>, text: &mut String, map: &mut Vec<Segment>, chrome: &mut Vec<Chrome>) {
    let kind = || part.content_type().map(|t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or("*")));
    let name = part.attachment_name().map(fold).filter(|n| !n.is_empty());
    let name = name.or_else(kind).unwrap_or_else(|| "a file without a name".to_owned());
    text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    let start = text.len();
    text.push_str(ATTACHMENT);
    let named = ByteSpan::new(text.len(), text.len() + name.len());
    text.push_str(&name);
    chrome.push(Chrome { span: ByteSpan::new(start, text.len()), kind: ChromeKind::Attachment });
    if let Some(header) = part.headers.iter().find(|h| h.name == HeaderName::ContentDisposition) {
        let bytes = (header.offset_start as usize, header.offset_end as usize);
        map.push(Segment { text: named, bytes, verbatim: false });
    }
}
