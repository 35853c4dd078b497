//! What several claims say of one event together.

use chancery_model::{Attendance, ByteSpan, Edtf, ReportId, Role};
use chancery_reconcile::Material;

use crate::told::{Told, all, event, id, met, names, participant, reconcile, record, report, said, tells, told};

const QUAD: &str = "Zelensky/Ukraine, Starmer/UK, Macron/France, Merz/Germany";

fn london(who: &str) -> Told {
    met(who).at("London/UK").on("2025-12-08")
}

#[test]
fn people_take_the_seat_of_their_state() {
    let parts = [tells("a", None, london("Zelensky/Ukraine, UK, France, Germany")), tells("b", None, london(QUAD))];
    let record = record(&parts);
    assert_eq!(names(&record.events[0]), ["Macron", "Merz", "Starmer", "Zelensky"]);
    let actor = |name: &str| record.actors.iter().find(|a| a.actor.name == name);
    assert_eq!(actor("Starmer").unwrap().events, 1);
    assert_eq!(actor("UK").unwrap().events, 1, "a state is there through its people, and once");
}

#[test]
fn a_state_whose_people_nobody_names_stays_and_so_does_one_whose_envoy_declined() {
    let mut declined = london("Zelensky/Ukraine, UK, France");
    let mut starmer = participant("Starmer/UK");
    starmer.attendance = Attendance::Declined;
    declined.0.actors.push(starmer);
    let parts = [tells("a", None, declined), tells("b", None, london("Zelensky/Ukraine, Macron/France, UK"))];
    assert_eq!(names(&record(&parts).events[0]), ["Macron", "Starmer", "UK", "Zelensky"]);
}

#[test]
fn the_role_is_the_one_first_told_the_attendance_the_surest_and_gaps_are_filled() {
    let with = |change: fn(&mut chancery_model::Participant), who: &str| london(who).with(|e| change(&mut e.actors[0]));
    let first = with(
        |p| {
            p.role = Role::Host;
            p.attendance = Attendance::Expected;
        },
        "Starmer/, Zelensky/Ukraine",
    );
    let second = with(|p| p.office = Some("Prime Minister".into()), "Starmer/UK, Zelensky/Ukraine");
    let record = record(&[tells("a", None, first), tells("b", None, second)]);
    let starmer = &record.events[0].actors[0];
    assert_eq!((starmer.role, starmer.attendance), (Role::Host, Attendance::Told));
    assert_eq!(starmer.office.as_deref(), Some("Prime Minister"));
    assert_eq!(starmer.acts_for.as_ref().unwrap().name, "UK");
}

#[test]
fn who_was_expected_and_came_is_told_to_have_come() {
    let plan = || {
        london("Starmer/UK, Zelensky/Ukraine, Merz/Germany").planned().with(|e| {
            e.actors.iter_mut().for_each(|p| p.attendance = Attendance::Expected);
            e.actors[1].role = Role::Host;
            e.actors[0].office = Some("Prime Minister".into());
        })
    };
    let held = || {
        london("Starmer/UK, Zelensky/Ukraine").with(|e| {
            e.actors[0].role = Role::Host;
            e.actors[0].span = ByteSpan::new(7, 9);
        })
    };
    // Whichever claim is canonically first.
    for (plan, held) in [("a", "b"), ("b", "a")]
        .map(|(p, h)| (tells(p, Some("2025-12-07"), plan()), tells(h, Some("2025-12-09"), held())))
    {
        let record = record(&[plan, held]);
        assert_eq!(record.events.len(), 1);
        let seat = |name: &str| record.events[0].actors.iter().find(|p| p.actor.name == name).unwrap();
        let starmer = seat("Starmer");
        assert_eq!((starmer.role, starmer.attendance), (Role::Host, Attendance::Told));
        assert_eq!(starmer.span, ByteSpan::new(7, 9), "the words are those of the same claim");
        assert_eq!(starmer.office.as_deref(), Some("Prime Minister"));
        assert_eq!((seat("Zelensky").role, seat("Zelensky").attendance), (Role::Party, Attendance::Told));
        // Nobody tells that he came.
        assert_eq!(seat("Merz").attendance, Attendance::Expected);
    }
}

#[test]
fn the_most_told_kind_wins_then_the_most_telling() {
    let kind = |kinds: &[&str]| {
        let parts: Vec<Material> = kinds
            .iter()
            .enumerate()
            .map(|(n, k)| tells(&format!("r{n}"), None, told(k, QUAD).at("London").on("2025-12-08")))
            .collect();
        record(&parts).events[0].kind.0.clone()
    };
    assert_eq!(kind(&["meeting", "summit", "meeting"]), "meeting");
    assert_eq!(kind(&["meeting", "talks"]), "talks");
    assert_eq!(kind(&["visit", "meeting"]), "visit");
}

#[test]
fn copies_of_one_text_have_one_vote() {
    let on = |r: &str, kind: &str| tells(r, None, told(kind, QUAD).at("London").on("2025-12-08"));
    let mut copies = [on("a", "summit"), on("b", "summit"), on("c", "summit")];
    for copy in &mut copies {
        copy.reports[0].text_hash = "one wire".into();
    }
    let [a, b, c] = copies;
    let record = record(&[a, b, c, on("d", "meeting"), on("e", "meeting")]);
    assert_eq!(record.events[0].kind.0, "meeting");
    assert_eq!((record.events[0].reports.len(), record.events[0].origins), (5, 3));
    let wire = record.origins.iter().find(|o| o.id == "one wire").unwrap();
    assert_eq!(wire.reports, ["a", "b", "c"].map(|r| ReportId(r.into())));
}

#[test]
fn the_guest_of_a_meeting_is_a_side_of_it() {
    let visit = told("visit", "Zelensky/Ukraine").to("Starmer/UK").at("London/UK").on("2025-12-08");
    let meeting = |r: &str| tells(r, None, london("Zelensky/Ukraine, Starmer/UK"));
    let both = record(&[tells("a", None, visit.clone()), meeting("b"), meeting("c")]);
    assert_eq!(both.events[0].kind.0, "meeting");
    assert_eq!(names(&both.events[0]), ["Starmer", "Zelensky"]);
    assert!(both.events[0].recipients.is_empty());
    let alone = record(&[tells("a", None, visit), meeting("b")]);
    assert_eq!(alone.events[0].kind.0, "visit");
    assert_eq!(names(&alone.events[0]), ["Zelensky"]);
    assert_eq!(alone.events[0].recipients[0].actor.name, "Starmer");
}

#[test]
fn the_most_specific_place_and_time_win() {
    let pair = "Rubio/US, Yermak/Ukraine";
    let parts = [
        tells("a", None, met(pair).at("Switzerland/Switzerland").on("2025-11-22/2025-11-23")),
        tells("b", None, met(pair).at("Switzerland/Switzerland").on("2025-11-22/2025-11-23")),
        tells("c", None, met(pair).at("Geneva/Switzerland").on("2025-11-23")),
        tells("d", None, met(pair).on("2025-11-23~")),
    ];
    let record = record(&parts);
    assert_eq!(record.events.len(), 1);
    assert_eq!(record.events[0].place.as_ref().unwrap().name, "Geneva");
    assert_eq!(record.events[0].date(), "2025-11-23".parse::<Edtf>().ok());
}

#[test]
fn words_without_a_date_stand_in_only_where_there_is_none() {
    let vague = london(QUAD).with(|e| {
        let time = e.time.as_mut().unwrap();
        (time.edtf, time.text) = (None, "earlier".into());
    });
    let alone = record(&[tells("a", None, vague.clone())]);
    assert_eq!(alone.events[0].time.as_ref().unwrap().text, "earlier");
    let both = record(&[tells("a", None, vague), tells("b", None, london(QUAD))]);
    assert_eq!(both.events.len(), 1);
    assert_eq!(both.events[0].time.as_ref().unwrap().text, "2025-12-08");
}

#[test]
fn the_code_follows_the_status_in_force() {
    let parts = [
        tells("a", Some("2025-12-05"), london(QUAD).planned().plover("AGREE")),
        tells("b", Some("2025-12-06"), london(QUAD).planned().plover("AGREE")),
        tells("c", Some("2025-12-08"), london(QUAD).plover("CONSULT")),
    ];
    assert_eq!(record(&parts[..2]).events[0].plover.as_ref().unwrap().kind, "AGREE");
    assert_eq!(record(&parts).events[0].plover.as_ref().unwrap().kind, "CONSULT");
}

#[test]
fn background_only_if_all_say_so() {
    let told =
        |r: &str, background: bool| tells(r, None, if background { london(QUAD).background() } else { london(QUAD) });
    assert!(record(&[told("a", true), told("b", true)]).events[0].background);
    assert!(!record(&[told("a", true), told("b", false)]).events[0].background);
}

#[test]
fn evidence_names_its_report_and_stands_once() {
    let a = tells("a", None, london(QUAD));
    let record = record(&[tells("b", None, london(QUAD)), a.clone(), a]);
    let found: Vec<_> = record.events[0].evidence.iter().map(|e| (e.report.0.as_str(), e.exact.as_str())).collect();
    assert_eq!(found, [("a", "words 0"), ("b", "words 0")]);
    assert_eq!(record.events[0].claims, [id("a", 0), id("b", 0)]);
    assert_eq!(record.reports.len(), 2, "a report given twice is one");
}

#[test]
fn events_and_reports_stand_in_order_of_time() {
    let parts = [
        report("c", None, &[met("A/, B/"), london(QUAD)]),
        tells("b", Some("2025-12-09"), met("C/, D/").on("2025-12")),
        tells("a", Some("2025-12-10"), met("E/, F/")),
    ];
    let record = record(&parts);
    let ids: Vec<_> = record.events.iter().map(|e| e.id.clone()).collect();
    assert_eq!(ids, [id("b", 0), id("c", 1), id("a", 0), id("c", 0)]);
    let reports: Vec<_> = record.reports.iter().map(|r| r.id.0.as_str()).collect();
    assert_eq!(reports, ["b", "a", "c"]);
}

#[test]
fn statements_stay_apart_and_are_counted() {
    let mut a = tells("a", Some("2025-12-09"), london(QUAD));
    a.claims.insert(0, said("a", 7, "Starmer/UK", "we stand together"));
    a.claims.insert(0, said("a", 3, "Starmer/UK", "matters are delicate"));
    let mut b = tells("b", Some("2025-12-08"), london(QUAD));
    b.claims.push(said("b", 5, "Starmer/UK", "we stand together"));
    let record = reconcile(&all(&[a, b]));
    let order: Vec<_> = record.statements.iter().map(|s| s.id.0.as_str()).collect();
    assert_eq!(order, ["s-b-5", "s-a-3", "s-a-7"]);
    assert_eq!(record.statements[0].learned, "2025-12-08".parse::<Edtf>().ok());
    assert_eq!(record.statements[0].evidence[0].report.0, "b");
    let starmer = record.actors.iter().find(|a| a.actor.name == "Starmer").unwrap();
    assert_eq!((starmer.events, starmer.statements), (1, 3));
    assert_eq!(event(&record, &id("a", 0)).claims.len(), 2);
}

#[test]
fn a_claim_without_its_report_is_left_out() {
    let mut orphan = tells("a", None, london(QUAD));
    orphan.reports.clear();
    assert!(record(&[orphan]).events.is_empty());
}
