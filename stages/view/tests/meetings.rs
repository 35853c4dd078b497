//! Who meets whom and where, over a record made by hand: who counts as having met, what is one occasion, and how
//! precisely a place is told.

mod support;

use chancery_data::Data;
use chancery_model::{Actor, ActorId, ActorKind, Attendance, Event, Part, Participant, Place, Record, Status};
use chancery_view::{Grain, NetworkFilter, PlaceFilter, Precision, Tie, network, party, places};
use support::{Hand, date, dubois, hand, same, span};

const TEXT: &str = "words";

/// `Name/Party`, or a state alone.
fn participant(told: &str) -> Participant {
    let actor = |name: &str, kind| Actor { id: ActorId(name.to_lowercase()), kind, name: name.to_owned() };
    let (actor, acts_for) = match told.split_once('/') {
        Some((name, of)) => (actor(name, ActorKind::Person), Some(actor(of, ActorKind::State))),
        None => (actor(told, ActorKind::State), None),
    };
    Participant { actor, acts_for, office: None, ..dubois(span(TEXT, TEXT)) }
}

/// An event: its number, status, day, who is there.
fn event(hand: &Hand, n: usize, status: Status, day: &str, who: &[&str]) -> Event {
    let mut event = hand.record.events[0].clone();
    event.id.0 = format!("e{n:012}");
    event.claims = vec![event.id.clone()];
    event.status = status;
    event.overdue = false;
    event.time.iter_mut().for_each(|time| time.edtf = Some(date(day)));
    event.actors = who.iter().map(|told| participant(told)).collect();
    event.place = None;
    event
}

fn with(events: impl FnOnce(&Hand) -> Vec<Event>) -> Hand {
    let mut hand = hand();
    let events = events(&hand);
    hand.record = Record { now: "2026-03-12".parse().ok(), events, ..Record::default() };
    hand
}

fn parties() -> NetworkFilter {
    NetworkFilter::default()
}

/// A tie as `a-b held planned`.
fn told(ties: &[Tie]) -> Vec<String> {
    ties.iter().map(|t| format!("{}-{} {} {}", t.a, t.b, t.held, t.planned)).collect()
}

#[test]
fn parties_meet_through_their_people_and_colleagues_do_not() {
    let hand = with(|hand| {
        vec![
            event(hand, 1, Status::Held, "2026-03-01", &["Ada/Peru", "Ben/Peru", "Cleo/Chile"]),
            event(hand, 2, Status::Planned, "2026-03-20", &["Ada/Peru", "Chile"]),
            event(hand, 3, Status::Cancelled, "2026-03-21", &["Ada/Peru", "Dora/Malta"]),
        ]
    });
    let all = network(&hand, &parties());
    assert_eq!(told(&all.ties), ["chile-peru 1 1"], "what was called off brings nobody together");
    assert_eq!((all.ties[0].last.as_deref(), all.ties[0].next.as_deref()), (Some("2026-03-01"), Some("2026-03-20")));
    same("network.json", &all.json());
    let people = network(&hand, &NetworkFilter { grain: Grain::People, ..parties() });
    assert_eq!(told(&people.ties), ["ada-cleo 1 0", "ben-cleo 1 0", "ada-chile 0 1"], "colleagues sit side by side");
    let of = |id: &str| NetworkFilter { of: Some(ActorId(id.to_owned())), grain: Grain::People, ..parties() };
    let peru = network(&hand, &of("peru"));
    assert_eq!(told(&peru.ties), ["peru-cleo 1 0", "peru-chile 0 1"], "who acts for the one asked for stands for it");
    assert_eq!(peru.nodes[0].id, "peru", "it stands first");
    let ada = network(&hand, &of("ada"));
    assert_eq!(told(&ada.ties), ["ada-cleo 1 0", "ada-chile 0 1"]);
    let march = NetworkFilter { on: Some(date("2026-03-15/2026-03-31")), ..parties() };
    assert_eq!(told(&network(&hand, &march).ties), ["chile-peru 0 1"]);
}

#[test]
fn a_meeting_of_colleagues_alone_is_one() {
    let hand = with(|hand| vec![event(hand, 1, Status::Held, "2026-03-01", &["Ada/Peru", "Ben/Peru"])]);
    assert_eq!(network(&hand, &parties()).ties, [], "a party does not meet itself");
    let people = network(&hand, &NetworkFilter { grain: Grain::People, ..parties() });
    assert_eq!(told(&people.ties), ["ada-ben 1 0"]);
}

#[test]
fn meetings_within_a_visit_are_one_occasion_with_it() {
    let hand = with(|hand| {
        let visit = event(hand, 1, Status::Held, "2026-03-01/2026-03-03", &["Ada/Peru", "Chile"]);
        let mut talks = event(hand, 2, Status::Held, "2026-03-02", &["Ada/Peru", "Cleo/Chile"]);
        let mut dinner = event(hand, 3, Status::Planned, "2026-03-02", &["Peru", "Chile", "Malta"]);
        talks.part_of = Some(Part { of: visit.id.clone(), reasons: Vec::new() });
        dinner.part_of = Some(Part { of: talks.id.clone(), reasons: Vec::new() });
        vec![visit, talks, dinner]
    });
    let all = network(&hand, &parties());
    assert_eq!(told(&all.ties), ["chile-peru 1 0", "chile-malta 0 1", "malta-peru 0 1"]);
    assert_eq!(all.ties[0].events.len(), 3, "all of them are named");
    assert_eq!(all.ties[0].last.as_deref(), Some("2026-03-01/2026-03-03"), "it ended last");
}

#[test]
fn only_who_was_there_for_certain_counts() {
    let seen = |status: Status, attendance: Attendance| {
        let hand = with(|hand| {
            let mut event = event(hand, 1, status, "2026-03-20", &["Ada/Peru", "Cleo/Chile"]);
            event.actors[1].attendance = attendance;
            vec![event]
        });
        network(&hand, &parties()).ties.len()
    };
    use Attendance::{Declined, Expected, Told, Uncertain};
    assert_eq!([Told, Expected, Uncertain, Declined].map(|how| seen(Status::Held, how)), [1, 0, 0, 0]);
    assert_eq!([Told, Expected, Uncertain, Declined].map(|how| seen(Status::Planned, how)), [1, 1, 0, 0]);
}

#[test]
fn a_party_is_found_by_id_and_by_name() {
    let hand = with(|hand| vec![event(hand, 1, Status::Held, "2026-03-01", &["Ada/Peru", "Chile"])]);
    assert_eq!(party(&hand, "peru").expect("told through Ada").name, "Peru");
    assert!(party(&hand, "nobody").is_err());
}

#[test]
fn places_are_told_as_precisely_as_they_are_known() {
    let register = Data::builtin().unwrap_or_else(|faults| panic!("{faults}")).register;
    let at = |name: &str, country: Option<&str>| {
        Some(Place {
            name: name.to_owned(),
            country: country.map(str::to_owned),
            area: country.is_none(),
            span: span(TEXT, TEXT),
        })
    };
    let hand = with(|hand| {
        let places = [
            at("Bern", Some("Switzerland")),
            at("Bern", Some("Switzerland")),
            at("Switzerland", Some("Switzerland")),
            at("Crete", Some("Greece")),
            at("Black Sea", None),
            at("Nowhere-on-Sea", Some("Malta")),
            None,
        ];
        let days = ["2026-03-01", "2026-03-05", "2026-03-01", "2026-03-01", "2026-03-01", "2026-03-01", "2026-03-01"];
        let status = |n: usize| if n == 1 { Status::Planned } else { Status::Held };
        let made = |(n, place): (usize, Option<Place>)| Event {
            place,
            ..event(hand, n, status(n), days[n], &["Ada/Peru", "Chile"])
        };
        places.into_iter().enumerate().map(made).collect()
    });
    let all = places(&hand, &register, &PlaceFilter::default());
    let told: Vec<(&str, Precision)> = all.places.iter().map(|p| (p.name.as_str(), p.precision)).collect();
    let expected = [
        ("Bern", Precision::City),
        ("Black Sea", Precision::Area),
        ("Crete", Precision::Region),
        ("Nowhere-on-Sea", Precision::Unknown),
        ("Switzerland", Precision::Country),
    ];
    assert_eq!(told, expected);
    assert_eq!(all.nowhere, 1);
    let bern = &all.places[0];
    assert_eq!((bern.held, bern.planned, bern.off), (1, 1, 0));
    assert_eq!((bern.first.as_deref(), bern.last.as_deref()), (Some("2026-03-01"), Some("2026-03-05")));
    assert!(bern.latitude.is_some_and(|north| (north - 46.95).abs() < 0.1) && bern.reach.is_none());
    let country = &all.places[4];
    assert_eq!((country.latitude, country.longitude), (None, None), "no pin pretends to know where in a country");
    assert_eq!(country.state.as_deref(), Some("ch"));
    assert!(all.places[2].reach.is_some_and(|km| km > 50.0), "a region is as large as it is");
    let nobody = PlaceFilter { of: Some(ActorId("malta".to_owned())), on: None };
    assert!(places(&hand, &register, &nobody).places.is_empty());
}
