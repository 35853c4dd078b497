//! Who meets whom and where, drawn: the drawing has what its table has, is the same when it is asked for again, and
//! says nothing more precisely than reports do.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{Sample, attributes, unescaped};

#[test]
fn everybody_drawn_leads_to_a_page_and_every_pair_to_its_events() {
    let sample = Sample::london();
    let network = sample.json("/network.json");
    let nodes = network["nodes"].as_array().expect("nodes");
    assert!(nodes.len() > 5, "{network}");
    let page = sample.page("/network");
    let drawn: BTreeSet<String> = attributes(&page, "href").into_iter().map(unescaped).collect();
    for node in nodes {
        let id = node["id"].as_str().expect("an id");
        assert!(drawn.iter().any(|link| *link == format!("/show/{id}")), "{id} is not drawn");
        assert_eq!(sample.get(&format!("/show/{id}")).status, 200, "{id}");
    }
    for tie in network["ties"].as_array().expect("ties") {
        let of = |key: &str| tie[key].as_str().expect("an id").to_owned();
        let both = sample.json(&format!("/chronology.json?party={}&with={}", of("a"), of("b")));
        let listed: BTreeSet<&str> =
            both["events"].as_array().expect("events").iter().filter_map(|e| e["id"].as_str()).collect();
        for event in tie["events"].as_array().expect("events") {
            assert!(listed.contains(event.as_str().expect("an id")), "{tie}");
        }
    }
    assert_eq!(page, sample.page("/network"), "asked again it is the same");
}

#[test]
fn an_actor_has_its_network_its_map_and_its_offices() {
    let sample = Sample::london();
    let page = sample.page("/show/ua");
    for part in
        ["id=\"offices\"", "id=\"meets\"", "class=\"network\"", "id=\"places\"", "class=\"map\"", "Through whom"]
    {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains("President of Ukraine") && page.contains("20 May 2019"), "an office has its first day");
    let person = sample.page("/show/volodymyr-zelensky");
    assert!(person.contains("President of Ukraine") && person.contains("in office, as far as known"));
    let around = sample.json("/network.json?party=ua");
    assert_eq!(around["nodes"][0]["id"], "ua");
    assert_eq!(around["of"], "ua");
    assert_eq!(sample.get("/network?party=nobody-at-all").status, 404);
    assert_eq!(sample.get("/network?by=moon").status, 400);
    assert_eq!(sample.get("/places?look=moon").status, 400);
}

#[test]
fn a_country_is_shaded_and_never_a_pin() {
    let sample = Sample::empty();
    let text = "OSLO, Dec 8 — Prime Minister Jonas Gahr Store met President Alar Karis in Estonia on Sunday. \
        Jonas Gahr Store met Prime Minister Mette Frederiksen in Copenhagen on Saturday.";
    let added =
        super::changes::add(&sample, &[("text", text), ("published", "2025-12-08"), ("title", "Store travels")], &[]);
    assert_eq!(added.status, 200, "{}", added.body);
    let places = sample.json("/places.json");
    let place = |name: &str| {
        let all = places["places"].as_array().expect("places");
        all.iter().find(|p| p["name"] == name).unwrap_or_else(|| panic!("{name} is not in {places}")).clone()
    };
    let (country, city) = (place("Estonia"), place("Copenhagen"));
    assert_eq!((&country["precision"], &country["latitude"]), (&"country".into(), &Value::Null));
    assert_eq!(city["precision"], "city");
    let page = sample.page("/places");
    assert_eq!(page.matches("<a href=\"/chronology?place=Estonia\" class=\"country").count(), 1, "Estonia is shaded");
    assert_eq!(page.matches("class=\"dot\"").count(), 2, "a dot for Copenhagen, and the one that is explained");
    assert!(page.contains("no more than the country is told"), "and it is said why");
    let csv = sample.get("/places.csv").body;
    assert!(
        csv.starts_with("place,country,precision,latitude,longitude,reach km,")
            && csv.contains("Estonia,Estonia,country,,,"),
        "{csv}"
    );
}

#[test]
fn data_has_the_keys_that_the_schema_names() {
    let sample = Sample::london();
    let schema: Value = serde_json::from_str(include_str!("../../../../docs/record.schema.json")).expect("JSON");
    let mut checked = 0;
    let mut check = |at: String, told: &Value| {
        let named = schema.pointer(&at).and_then(|of| of["required"].as_array()).unwrap_or_else(|| panic!("{at}"));
        let named: BTreeSet<&str> = named.iter().filter_map(Value::as_str).collect();
        let keys: BTreeSet<&str> = told.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, named, "{at}");
        checked += 1;
    };
    for (page, lists) in [("network", &["nodes", "ties"][..]), ("places", &["places"])] {
        let told = sample.json(&format!("/{page}.json"));
        check(format!("/$defs/{page}"), &told);
        for list in lists {
            for one in told[list].as_array().expect("a list") {
                check(format!("/$defs/{page}/properties/{list}/items"), one);
            }
        }
    }
    assert!(checked > 20, "{checked} objects");
}
