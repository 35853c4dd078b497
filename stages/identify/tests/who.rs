//! Who is meant: names, titles, pronouns and descriptions of one report.

use std::sync::LazyLock;

use chancery_analyze::Analyser;
use chancery_analyze::encoder::Encoder;
use chancery_analyze::weights::Weights;
use chancery_data::Data;
use chancery_model::{ClaimValue, Edtf, Published, Report};

static DATA: LazyLock<Data> = LazyLock::new(|| Data::builtin().expect("the knowledge files are sound"));

static ANALYSER: LazyLock<Analyser> =
    LazyLock::new(|| Analyser::new(Encoder::new(Weights::builtin().expect("the weights are sound"))));

fn report(published: Option<&str>, text: &str) -> Report {
    let date: Option<Edtf> = published.map(|d| d.parse().expect("a date"));
    let plain = Report::plain(text);
    let published = date.map_or(Published::default(), |d| plain.published.with_given(d));
    Report { byline: Some("Jane Marlow".to_owned()), published, ..plain }
}

/// Each event of a text as its participants, `name (whom they act for)`.
fn who(published: Option<&str>, text: &str) -> Vec<Vec<String>> {
    let report = report(published, text);
    let document = ANALYSER.read(&DATA, &[&report]).expect("sound weights run").remove(0);
    let findings = chancery_extract::extract(&DATA, &document);
    let claims = chancery_identify::identify(&DATA, &document, &findings).claims;
    let events = claims.iter().filter_map(|c| match &c.value {
        ClaimValue::Event(event) => Some(event),
        _ => None,
    });
    let seat = |p: &chancery_model::Participant| {
        let state = p.acts_for.as_ref().map(|a| format!(" ({})", a.name)).unwrap_or_default();
        format!("{}{state}", p.actor.name)
    };
    events.map(|e| e.actors.iter().map(seat).collect()).collect()
}

fn check(published: &str, text: &str, expected: &[&[&str]]) {
    assert_eq!(who(Some(published), text), expected, "{text}");
}

#[test]
fn a_surname_is_whoever_held_office_on_the_day() {
    check(
        "2025-12-08",
        "Starmer met Zelenskyy in London.",
        &[&["Keir Starmer (United Kingdom)", "Volodymyr Zelensky (Ukraine)"]],
    );
    check(
        "2016-03-21",
        "Obama met Merkel in Hanover.",
        &[&["Barack Obama (United States)", "Angela Merkel (Germany)"]],
    );
}

#[test]
fn an_office_is_its_holder_and_nobody_where_the_day_is_unknown() {
    let text = "The Ukrainian president met Emmanuel Macron in Paris.";
    check("2025-12-08", text, &[&["Volodymyr Zelensky (Ukraine)", "Emmanuel Macron (France)"]]);
    check("2018-06-26", text, &[&["Petro Poroshenko (Ukraine)", "Emmanuel Macron (France)"]]);
    // A year in which the office changed hands does not tell who it was.
    assert_eq!(who(Some("2019"), text)[0][0], "Ukraine");
}

#[test]
fn two_spellings_are_one_man() {
    let text = "Volodymyr Zelenskyy flew to Brussels. Zelensky met Mark Rutte in Brussels on Monday.";
    check("2025-12-08", text, &[&["Volodymyr Zelensky (Ukraine)", "Mark Rutte (NATO)"]]);
}

#[test]
fn of_two_with_one_surname_the_last_named_is_meant() {
    let text = "Raul Castro spoke. Fidel Castro kept silent. Castro met Nicolas Maduro in Havana.";
    assert_eq!(who(Some("2016-03-19"), text)[0][0], "Fidel Castro (Cuba)");
}

#[test]
fn a_person_and_his_state_take_one_seat() {
    let text = "Turkey and Turkish Foreign Minister Hakan Fidan met Iraqi Foreign Minister Fuad Hussein in Ankara.";
    check("2025-05-08", text, &[&["Hakan Fidan (Turkey)", "Fuad Hussein (Iraq)"]]);
}

#[test]
fn colleagues_of_one_government_are_no_engagement() {
    check("2025-12-08", "Donald Trump met Marco Rubio in Washington.", &[]);
}

#[test]
fn authors_and_outlets_take_no_part() {
    check("2025-12-08", "Jane Marlow met Emmanuel Macron in Paris.", &[]);
    check("2025-12-08", "Al Jazeera spoke with Emmanuel Macron on Monday.", &[]);
}

#[test]
fn somebody_described_is_another_in_every_report() {
    let speaker = |tail: &str| {
        let report = report(Some("2025-12-08"), &format!("“The border stays open,” a senior EU official said. {tail}"));
        let document = ANALYSER.read(&DATA, &[&report]).expect("sound weights run").remove(0);
        let findings = chancery_extract::extract(&DATA, &document);
        let claims = chancery_identify::identify(&DATA, &document, &findings).claims;
        match &claims[0].value {
            ClaimValue::Statement(s) => s.speaker.clone().expect("somebody spoke").actor,
            _ => panic!("only words are told"),
        }
    };
    let (one, other) = (speaker("It rained."), speaker("It snowed."));
    assert_eq!(one.name, "a senior EU official");
    assert_ne!(one.id, other.id);
}

#[test]
fn a_title_that_does_not_fit_the_date_is_remarked_on() {
    let slips = |published: Option<&str>, text: &str| {
        let report = report(published, text);
        let document = ANALYSER.read(&DATA, &[&report]).expect("sound weights run").remove(0);
        let findings = chancery_extract::extract(&DATA, &document);
        let notes = chancery_identify::identify(&DATA, &document, &findings).notes;
        let slips = notes.into_iter().filter(|n| n.code == "office-slip");
        slips.map(|n| format!("{}: {}", n.evidence[0].exact, n.message)).collect::<Vec<_>>()
    };
    let text = "Former President Donald Trump met former Prime Minister Boris Johnson in London.";
    assert_eq!(
        slips(Some("2025-12-08"), text),
        ["Former President Donald Trump: calls Donald Trump a former president: by the register \
          President of the United States since 2025-01-20"]
    );
    assert_eq!(slips(Some("2023-12-08"), text), [""; 0], "then he was");
    assert_eq!(slips(None, text), [""; 0], "without a day nothing is known");
}
