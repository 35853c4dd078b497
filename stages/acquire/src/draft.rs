//! A report in the making: what a reader of one kind of input found. Finishing it adds what every
//! kind has in common: furniture, title, dateline, publication date, outlet, language, hashes.

use std::path::Path;

use chancery_data::{Outlet, outlet_at};
use chancery_model::{
    Chrome, ChromeKind, DateBasis, Edtf, Media, Published, Report, ReportId, Segment, Source, sha256,
};

use crate::chrome::Furniture;
use crate::dateline::{self, Opening};
use crate::html::Metadata;
use crate::published::{Offer, Says, choose, stamps};
use crate::{Options, day, headline};

/// What one reader found.
pub(crate) struct Draft {
    pub(crate) media: Media,
    pub(crate) encoding: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
    pub(crate) map: Vec<Segment>,
    pub(crate) metadata: Metadata,
    /// Furniture the layout shows.
    pub(crate) chrome: Vec<Chrome>,
    /// The input's own id.
    pub(crate) id: Option<String>,
}

impl Draft {
    /// The report.
    pub(crate) fn finish(
        self,
        path: Option<&Path>,
        outlets: &[Outlet],
        furniture: &Furniture,
        options: &Options,
    ) -> Report {
        let Self { media, encoding, bytes, text, map, metadata, chrome, id } = self;
        let (lines, marks) = stamps(&text, &chrome);
        let mut known = chrome;
        known.extend(marks.into_iter().map(|span| Chrome { span, kind: ChromeKind::Stamp }));
        let chrome = furniture.mark(&text, known);
        let opening = opening(&text, &chrome);
        let url = filled(metadata.url);
        let agency = opening.as_ref().and_then(|o| o.agency.as_deref());
        let outlet = filled(metadata.outlet)
            .or_else(|| url.as_deref().and_then(|u| by_domain(u, outlets)))
            .or_else(|| metadata.domain.as_deref().and_then(|d| by_domain(d, outlets)))
            .or_else(|| agency.and_then(|a| by_name(a, outlets)));
        let mut offers = metadata.dates;
        offers.extend(lines);
        Report {
            id: ReportId::of(&bytes),
            text_hash: sha256(text.as_bytes()),
            key: id.unwrap_or_else(|| stem(path)),
            path: path.map(|p| p.display().to_string()),
            title: filled(metadata.title).or_else(|| headline::title(&text, &chrome)),
            outlet,
            byline: filled(metadata.author).or_else(|| headline::author(&text)),
            language: headline::language(&text, &chrome),
            published: published(offers, url.as_deref(), opening.as_ref(), options),
            dateline: opening.map(|o| o.dateline),
            url,
            chrome,
            source: Source { media, encoding: encoding.to_owned(), bytes, map },
            text,
        }
    }
}

fn published(mut offers: Vec<Offer>, url: Option<&str>, opening: Option<&Opening>, options: &Options) -> Published {
    let offer = |edtf: Edtf, basis, words| Offer { edtf, basis, words, says: Says::Published };
    offers.extend(options.published.map(|edtf| offer(edtf, DateBasis::Given, edtf.to_string())));
    if let Some((day, words)) = url.and_then(day::in_url) {
        offers.push(offer(Edtf::day(day), DateBasis::Url, words));
    }
    // A dateline without a year takes the one nearest to the date found otherwise.
    let near = choose(offers.clone()).edtf.and_then(Edtf::first_day);
    if let Some(opening) = opening
        && let Some(edtf) = opening.edtf(near)
    {
        offers.push(offer(edtf, DateBasis::Dateline, opening.words.clone()));
    }
    choose(offers)
}

fn opening(text: &str, chrome: &[Chrome]) -> Option<Opening> {
    let start = headline::first_prose(text, chrome)?;
    let stripped = text[..start].contains("[ad_");
    dateline::read(text, start, stripped)
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

fn stem(path: Option<&Path>) -> String {
    let stem = path.and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "stdin".to_owned())
}

/// The outlet that publishes under an address: the one with the longest fitting domain.
fn by_domain(url: &str, outlets: &[Outlet]) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next()?;
    outlet_at(outlets, host).map(|o| o.name.clone())
}

fn by_name(name: &str, outlets: &[Outlet]) -> Option<String> {
    let same = |other: &String| other.eq_ignore_ascii_case(name);
    outlets.iter().find(|o| same(&o.name) || o.aliases.iter().any(same)).map(|o| o.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_known_by_domain_and_name() {
        let outlet = |name: &str, domain: &str, alias: &str| Outlet {
            name: name.to_owned(),
            aliases: vec![alias.to_owned()],
            domains: vec![domain.to_owned()],
            country: None,
            kind: "agency".to_owned(),
        };
        let all = [outlet("Example", "example.org", "EX"), outlet("Example World", "world.example.org", "EXW")];
        for (url, name) in [
            ("https://www.example.org/a", Some("Example")),
            ("http://world.example.org:80/a", Some("Example World")),
            ("https://notexample.org/a", None),
            ("example.org", Some("Example")),
        ] {
            assert_eq!(by_domain(url, &all).as_deref(), name, "{url}");
        }
        assert_eq!(by_name("exw", &all).as_deref(), Some("Example World"));
        assert_eq!(by_name("other", &all), None);
    }
}
