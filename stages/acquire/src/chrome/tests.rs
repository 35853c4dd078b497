//! What must be marked, what must not, and the shape of the table.

use std::sync::LazyLock;

use chancery_data::Data;

use super::*;

static DATA: LazyLock<Data> = LazyLock::new(|| Data::builtin().expect("the knowledge is sound"));

static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| Furniture::new(&DATA.chrome));

/// The marked stretches with their kinds.
fn marked(text: &str) -> Vec<(&str, ChromeKind)> {
    FURNITURE.mark(text, Vec::new()).into_iter().map(|m| (m.span.of(text), m.kind)).collect()
}

#[test]
fn furniture_is_marked() {
    use ChromeKind::{Caption, Comment, Menu, Promotion, Rights, Seo, Share, Stamp, Tag};
    for (text, words, kind) in [
        ("Skip to main contentSkip to navigation", "Skip to main contentSkip to navigation", Menu),
        ("Home | World | Politics", "Home | World | Politics", Menu),
        ("Home > World > Europe", "Home > World > Europe", Menu),
        ("Next article", "Next article", Menu),
        ("FOR IMMEDIATE RELEASE", "FOR IMMEDIATE RELEASE", Stamp),
        ("The post Talks appeared first on Example.", "The post Talks appeared first on Example.", Promotion),
        ("Category: ,English,World - ,Notes", "Category: ,English,World - ,Notes", Menu),
        ("Show on website : [Open](#)", "Show on website : [Open](#)", Menu),
        ("- [Politics](https://example.org/politics)", "- [Politics](https://example.org/politics)", Menu),
        ("Continue reading the main story", "Continue reading the main story", Menu),
        ("We use cookies to improve your visit.", "We use cookies to improve your visit.", Menu),
        ("Share this", "Share this", Share),
        ("Facebook Twitter WhatsApp Email", "Facebook Twitter WhatsApp Email", Share),
        ("Sign up for our newsletter", "Sign up for our newsletter", Share),
        (
            "The envoys left. CLICK HERE TO GET THE DAILY APP They will be back.",
            "CLICK HERE TO GET THE DAILY APP",
            Share,
        ),
        ("They met.\n   By subscribing I accept the terms of use", "By subscribing I accept the terms of use", Share),
        ("They met again. Already a subscriber? Log in.", "Already a subscriber? Log in.", Share),
        ("The envoys met in London and left.\n\nLeave a Reply", "Leave a Reply", Comment),
        ("The talks ended well for the worldLeave a Reply\nName *", "Leave a Reply\nName *", Comment),
        ("The envoys met in London.\n3 Comments\nJohn: good", "3 Comments\nJohn: good", Comment),
        ("Published on December 8, 2025", "Published on December 8, 2025", Stamp),
        ("Document Date: Fri, May 1 2026 09:15:02 am", "Document Date: Fri, May 1 2026 09:15:02 am", Stamp),
        ("Updated 10:12 GMT", "Updated 10:12 GMT", Stamp),
        ("Last updated: Mon 8 Dec 2025, 10:12", "Last updated: Mon 8 Dec 2025, 10:12", Stamp),
        ("example.news", "example.news", Stamp),
        ("(SEO keywords kept) p >", "(SEO keywords kept)", Seo),
        ("Keywords: talks, London", "Keywords: talks, London", Seo),
        ("p >", "p >", Tag),
        ("< p >Europe waits for the talks.", "< p >", Tag),
        ("What Remains Ahead h 3 >", "h 3 >", Tag),
        ("[ad_1]", "[ad_1]", Tag),
        ("The envoys met.</div>", "</div>", Tag),
        ("They met. © 2017 Example Agency. All rights reserved", "© 2017 Example Agency. All rights reserved", Rights),
        (
            "This material may not be published, broadcast, or copied.",
            "This material may not be published, broadcast, or copied.",
            Rights,
        ),
        ("Copyright 2025 Example Media", "Copyright 2025 Example Media", Rights),
        (
            "The envoys left. ALLIES PRESS KYIV OVER PLAN FOR CEASEFIRE They return on Monday.",
            "ALLIES PRESS KYIV OVER PLAN FOR CEASEFIRE",
            Promotion,
        ),
        ("Read more: Envoys return to Geneva", "Read more: Envoys return to Geneva", Promotion),
        ("Related:", "Related:", Promotion),
        ("ALSO READ | Envoys return to Geneva", "ALSO READ | Envoys return to Geneva", Promotion),
        ("How close is a deal?Read more", "How close is a deal?Read more", Promotion),
        ("Advertisement", "Advertisement", Promotion),
        ("Supported by", "Supported by", Promotion),
        ("Photo: Jane Doe/Reuters", "Photo: Jane Doe/Reuters", Caption),
        (
            "The four leaders walk in, London. Jane Doe/Pool via REUTERS",
            "The four leaders walk in, London. Jane Doe/Pool via REUTERS",
            Caption,
        ),
        ("Image source, Getty Images", "Image source, Getty Images", Caption),
        (
            "The leaders at the door of No 10 [File: Jane Doe/AP Photo]",
            "The leaders at the door of No 10 [File: Jane Doe/AP Photo]",
            Caption,
        ),
    ] {
        let all = marked(text);
        assert!(all.contains(&(words, kind)), "{text:?} gives {all:?}");
    }
}

#[test]
fn prose_is_left_alone() {
    for text in [
        "The leaders shared this view and agreed to share the burden.",
        "Share prices fell in London after the talks.",
        "Home Secretary Jane Doe met the envoys.",
        "The president declared \"BIG PROGRESS ON THE PEACE PLAN TODAY\" on his site.",
        "He wrote: “We HAVE A DEAL. IRAN MUST NEVER HAVE NUCLEAR WEAPONS EVER. Thank you.”",
        "NATO, EU, UN, US and UK envoys met.",
        "It was over. NATO, UN, EU, US, UK, UAE Envoys met.",
        "MAKING THE CEASEFIRE LAST",
        "The paper was published on December 8, 2025, in London, after talks.",
        "Updated guidance for travellers was issued by the ministry.",
        "He asked them to leave a reply at the embassy.",
        "\"Leave a Reply to us,\" he said, laughing.",
        "Related talks on prisoners will go on in Istanbul.",
        "The photo of the handshake went round the world.",
        "All rights of the minority must be reserved and protected.",
        "Supported by Britain and France, Kyiv turned the plan down.",
        "Sources say the deal is close.",
        "The U.S. delegation left at 5 p.m.",
        "Subscribe to the treaty or face sanctions, he warned them. They refused.",
        "The advertisement of the tender was withdrawn.",
        "The price is > 5 and the group p > 3 was left out of it.",
        "Click here, they said, and the visa will come.",
        "Watch how they vote, he said.",
        "World leaders met in London.",
        "The comments of the minister drew anger in Moscow.",
        "- Germany sped up its orders of air defence",
        "Talks With U.S. Envoys",
        "Who pays | who gains",
        "Updated Monitoring Plan Agreed in Vienna",
        "Updated rules for inspectors come into force in May 2026.",
        "He told Reuters via email that the envoys had left.",
        "The Reuters/Example poll showed the party ahead in all of its strongholds.",
        "Pictures, maps and letters were laid before the court by the envoy.",
        "The ministry gave out its papers (files from 2019 among them).",
        "Copyright talks in Geneva failed in 2019 after a long night",
        "By entering the zone you accept the risk, the general said.",
        "Join the treaty, or the updates will pass you by.",
        "He said the copyright law of 2019 was among the issues.",
    ] {
        assert_eq!(marked(text), [], "{text}");
    }
}

#[test]
fn every_pattern_compiles_and_matches_something_only() {
    let patterns = &DATA.chrome;
    let furniture = Furniture::new(patterns);
    assert_eq!(furniture.line.len() + furniture.inline.len() + furniture.rest.len(), patterns.len());
    for row in patterns {
        let alone = Regex::new(&row.pattern).unwrap_or_else(|e| panic!("`{}`: {e}", row.pattern));
        assert!(!alone.is_match(""), "`{}` matches nothing at all", row.pattern);
    }
}

#[test]
fn two_tables_do_not_mix() {
    let one = |pattern: &str| {
        let (pattern, note) = (pattern.to_owned(), "an added row".to_owned());
        Furniture::new(&[ChromePattern { pattern, kind: ChromeKind::Menu, scope: ChromeScope::Line, note }])
    };
    let (ferry, tram) = (one("ferry times"), one("tram times"));
    assert_eq!(ferry.mark("Ferry times\nTram times", Vec::new())[0].span, ByteSpan::new(0, 11));
    assert_eq!(tram.mark("Ferry times\nTram times", Vec::new())[0].span, ByteSpan::new(12, 22));
}

#[test]
fn marks_are_in_order_and_apart() {
    let text = "Home | World | Politics\n[ad_1]\n<p>They met.</p> All rights reserved. © 2017 Example. All rights reserved.\nShare this\n\nLeave a Reply\nShare this";
    let marks = FURNITURE.mark(text, Vec::new());
    assert!(marks.windows(2).all(|w| w[0].span.end() <= w[1].span.start()));
    assert_eq!(marks.last().unwrap().span.of(text), "Leave a Reply\nShare this");
}
