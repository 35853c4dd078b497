//! Which claims tell one occasion, and which do not.

use chancery_model::Status;
use chancery_reconcile::{Basis, Conflict, Lack, Verdict};

use crate::told::{Told, all, compare, event, id, judged, met, record, report, tells, told, verdict};

const QUAD: &str = "Zelensky/Ukraine, Starmer/UK, Macron/France, Merz/Germany";

/// How many events two reports of one event each come to.
fn events(a: Told, b: Told) -> usize {
    record(&[tells("a", None, a), tells("b", None, b)]).events.len()
}

fn conflict(a: Told, b: Told) -> Conflict {
    match verdict(&tells("a", None, a), &tells("b", None, b)) {
        Verdict::Different(conflict) => conflict,
        other => panic!("expected a conflict, found `{other}`"),
    }
}

fn lack(a: Told, b: Told) -> Lack {
    match verdict(&tells("a", None, a), &tells("b", None, b)) {
        Verdict::Open(lack) => lack,
        other => panic!("expected an open question, found `{other}`"),
    }
}

#[test]
fn states_and_the_people_who_act_for_them_are_one_side() {
    let states = met("Zelensky/Ukraine, UK, France, Germany").at("London").on("2025-12-08");
    assert_eq!(events(states.clone(), met(QUAD).at("London").on("2025-12-08")), 1);
    assert_eq!(events(states, met(QUAD).at("London")), 1);
}

#[test]
fn two_people_of_one_state_are_not_each_other() {
    let a = met("Trump/US, Zelensky/Ukraine").at("Geneva").on("2025-11-23");
    let b = met("Rubio/US, Yermak/Ukraine").at("Geneva").on("2025-11-23");
    assert_eq!(lack(a, b), Lack::Sides);
    let a = told("talks", "Witkoff/US, Kushner/US, Ukraine").at("Miami").on("2025-12-04");
    let b = told("talks", "Witkoff/US, Kushner/US, Russia").at("Miami").on("2025-12-04");
    assert_eq!(lack(a, b), Lack::Sides, "two envoys of one state are one side");
}

#[test]
fn a_person_is_the_same_whether_or_not_a_report_says_whom_he_acts_for() {
    let a = met("Costa/EU, Rutte/NATO").at("Brussels").on("2025-12-08");
    let b = met("Costa/, Rutte/NATO").at("Brussels").on("2025-12-08");
    assert_eq!(events(a, b), 1);
}

#[test]
fn a_pair_on_the_margins_of_a_summit_stays_apart() {
    let nine = "Trump/US, Zelensky/Ukraine, Starmer/UK, Macron/France, Merz/Germany, Meloni/Italy, Stubb/Finland, \
                Rutte/NATO, Leyen/EU";
    let summit = told("summit", nine).at("Washington").on("2025-08-18");
    let pair = met("Trump/US, Zelensky/Ukraine").at("Washington").on("2025-08-18");
    assert_eq!(lack(summit, pair), Lack::Sides);
}

#[test]
fn kinds_go_together_within_a_family_only() {
    let who = "Witkoff/US, Putin/Russia";
    let on = |t: Told| t.at("Moscow").on("2025-12-02");
    assert_eq!(events(on(met(who)), on(told("talks", who))), 1);
    assert_eq!(conflict(on(met(who)), on(told("call", who))), Conflict::Kind);
    assert_eq!(conflict(on(met(who)), on(told("signing", who))), Conflict::Kind);
    let visit = on(told("visit", "Witkoff/US")).to("Russia");
    assert_eq!(events(on(met(who)), visit), 1);
    let visit = on(told("visit", "Orban/Hungary")).to("Russia");
    assert_eq!(events(on(met(who)), visit), 2, "one shared side is not enough");
}

#[test]
fn a_directed_event_keeps_its_direction() {
    let accuse = |a: &str, b: &str| told("accusation", a).to(b).on("2025-12-08");
    assert_eq!(events(accuse("Russia", "Ukraine"), accuse("Russia", "Ukraine")), 1);
    assert_eq!(events(accuse("Russia", "Ukraine"), accuse("Ukraine", "Russia")), 2);
}

#[test]
fn places_must_be_able_to_be_one() {
    let who = "Rubio/US, Yermak/Ukraine";
    let on = |place: &str| met(who).on("2025-11-23").at(place);
    assert_eq!(events(on("Geneva/Switzerland"), on("Geneva/Switzerland")), 1);
    assert_eq!(events(on("Geneva/Switzerland"), on("Switzerland/Switzerland")), 1);
    assert_eq!(events(on("Geneva/Switzerland"), on("Switzerland")), 1, "a state named without its own country");
    assert_eq!(events(on("Geneva/Switzerland"), met(who).on("2025-11-23")), 1);
    assert_eq!(conflict(on("Geneva/Switzerland"), on("Zurich/Switzerland")), Conflict::Place);
    assert_eq!(conflict(on("Geneva/Switzerland"), on("Germany/Germany")), Conflict::Place);
    assert_eq!(conflict(on("Switzerland/Switzerland"), on("Germany/Germany")), Conflict::Place);
}

#[test]
fn days_must_be_able_to_be_one() {
    let who = "Witkoff/US, Putin/Russia";
    let on = |time: &str| met(who).at("Moscow").on(time);
    assert_eq!(events(on("2025-12-02"), on("2025-12-01/2025-12-03")), 1);
    assert_eq!(events(on("2025-12-02"), on("2025-12-03~")), 1);
    assert_eq!(events(on("2025-12-02"), on("2025-12")), 1, "a month with the same place");
    assert_eq!(conflict(on("2025-12-02"), on("2025-12-03")), Conflict::Time);
    assert_eq!(conflict(on("2025-08-06"), on("2025-12-02")), Conflict::Time, "rounds of talks months apart");
    assert_eq!(conflict(on("2025-08-06"), on("2025-12")), Conflict::Time);
}

#[test]
fn long_stretches_of_time_need_the_same_place() {
    let who = "Witkoff/US, Putin/Russia";
    assert_eq!(lack(met(who).on("2025-12"), met(who).on("2025-12")), Lack::Place);
    assert_eq!(lack(met(who).on("2025-12"), met(who).on("2025-12-02")), Lack::Place);
    assert_eq!(lack(met(who).on("2025-12").at("Moscow"), met(who).on("2025-12-02")), Lack::Place);
}

#[test]
fn undated_claims_need_the_same_place_and_people() {
    let dated = met("Zelensky/Ukraine, Macron/France").at("Paris/France").on("2025-12-01");
    let undated = |who: &str, place: &str| met(who).at(place);
    let both = "Zelensky/Ukraine, Macron/France";
    assert_eq!(events(dated.clone(), undated(both, "Paris/France")), 1);
    assert_eq!(events(dated.clone(), met(both)), 2, "no place told");
    assert_eq!(events(dated.clone(), undated(both, "France/France")), 2, "the state is too wide a place");
    assert_eq!(events(dated.clone(), undated("Ukraine, France", "Paris/France")), 2, "nobody is named twice");
    assert_eq!(events(dated, undated("Zelensky/Ukraine", "Paris/France")), 2, "one side only");
    assert_eq!(events(undated(both, "Paris/France"), undated(both, "Paris/France")), 1);
    assert_eq!(events(met(both), met(both)), 2, "two undated claims without a place");
}

#[test]
fn states_in_one_city_are_there_for_one_occasion_in_a_week() {
    let held = told("talks", "Chad, Libya").at("Tunis").on("2026-02-05");
    let later = |day: &str, who: &str| {
        verdict(&tells("a", None, held.clone()), &tells("b", Some(day), told("talks", who).at("Tunis")))
    };
    assert!(matches!(later("2026-02-08", "Chad, Libya"), Verdict::Same(_)));
    assert!(matches!(later("2026-02-08", "Chad, Libya, Niger"), Verdict::Same(_)), "one list is the longer");
    assert_eq!(later("2026-02-20", "Chad, Libya"), Verdict::Open(Lack::Sides), "another round may lie between");
    assert_eq!(later("2026-02-08", "Chad, Niger"), Verdict::Open(Lack::Sides));
    let first = tells("c", None, told("talks", "Chad, Libya, Niger").at("Tunis").on("2026-01-20"));
    let undated = tells("b", Some("2026-02-08"), told("talks", "Chad, Libya, Niger").at("Tunis"));
    let record = record(&[tells("a", None, held.clone()), first, undated]);
    assert_eq!(event(&record, &id("a", 0)).reports.len(), 2, "news is of the latest");
}

#[test]
fn reports_of_the_same_days_plan_or_call_off_one_thing() {
    let plan = |day: &str, who: &str, status| tells(day, Some(day), told("talks", who).status(status));
    let (a, b) = ("Chad, Libya", "Chad, Libya, Niger");
    let planned = plan("2026-02-05", a, Status::Planned);
    assert!(matches!(verdict(&planned, &plan("2026-02-07", a, Status::Cancelled)), Verdict::Same(_)));
    assert_eq!(verdict(&planned, &plan("2026-02-07", b, Status::Planned)), Verdict::Open(Lack::Sides));
    assert_eq!(verdict(&planned, &plan("2026-02-15", a, Status::Planned)), Verdict::Open(Lack::Place));
    assert_eq!(verdict(&planned, &plan("2026-02-07", a, Status::Held)), Verdict::Open(Lack::Place));
    let dated = tells("c", Some("2026-02-06"), told("talks", a).planned().on("2026-02-20"));
    assert!(matches!(verdict(&planned, &dated), Verdict::Same(_)));
}

#[test]
fn what_took_place_was_called_off_only_where_person_or_place_say_so() {
    let off = told("talks", "Chad, Libya").status(Status::Cancelled).on("2026-02-05");
    let held = |who: &str| met(who).on("2026-02-05");
    assert_eq!(conflict(off.clone(), held("Itno/Chad, Menfi/Libya")), Conflict::Status);
    let off = off.with(|e| e.actors = met("Itno/Chad, Libya").0.actors);
    assert_eq!(events(off, held("Itno/Chad, Menfi/Libya")), 1);
}

#[test]
fn a_visitor_stays_for_days() {
    let visit = || told("visit", "Zelensky/Ukraine").at("London");
    let dated = tells("a", None, visit().on("2025-12-08"));
    let later = |day| tells("b", Some(day), visit());
    assert!(matches!(verdict(&dated, &later("2025-12-10")), Verdict::Same(_)));
    assert_eq!(verdict(&dated, &later("2025-12-20")), Verdict::Open(Lack::Sides));
    let met = tells("b", Some("2025-12-10"), met("Zelensky/Ukraine").at("London"));
    assert_eq!(verdict(&dated, &met), Verdict::Open(Lack::Sides), "whom he met is not told");
}

#[test]
fn an_area_leaves_the_place_open() {
    let on = |time: &str| told("talks", "Iran, US").planned().on(time);
    let area = |t: Told| t.at("Europe").with(|e| e.place.as_mut().unwrap().area = true);
    assert_eq!(events(area(on("2025-05-24")), on("2025-05-24").at("Rome/Italy")), 1);
    assert_eq!(events(area(on("2025-05-24")), on("2025-05-25").at("Rome/Italy")), 2);
}

#[test]
fn collectives_show_nothing() {
    let on = |who: &str| met(who).at("Berlin").on("2025-12-15");
    assert_eq!(lack(on("*European leaders"), on("*European leaders")), Lack::Sides);
    assert_eq!(lack(on("Zelensky/Ukraine, *European leaders"), on("Zelensky/Ukraine, Witkoff/US")), Lack::Sides);
    assert_eq!(events(on("Zelensky/Ukraine, *European leaders"), on("Zelensky/Ukraine, *European leaders")), 1);
    assert_eq!(lack(on("*envoys/US, *officials/Ukraine"), on("*envoys/US, *officials/Ukraine")), Lack::Names);
}

#[test]
fn a_visitor_is_placed_by_person_place_and_day() {
    let visit = |time: &str| told("visit", "Zelensky/Ukraine").at("London").on(time);
    let meeting = met("Zelensky/Ukraine, Starmer/UK").at("London").on("2025-12-08");
    assert_eq!(events(visit("2025-12-08"), meeting.clone()), 1);
    assert_eq!(events(visit("2025-12-07/2025-12-09"), meeting.clone()), 2);
    let king = met("Zelensky/Ukraine, Charles/").at("London").on("2025-12-08");
    let parts = [tells("a", None, visit("2025-12-08")), tells("b", None, meeting), tells("c", None, king)];
    assert_eq!(record(&parts).events.len(), 3, "two meetings fit the visit alike, so it joins neither");
}

#[test]
fn plans_cancellations_and_denials_belong_to_what_they_are_about() {
    let on = |status| met("Rubio/US, Lavrov/Russia").at("Budapest").on("2025-10-30").status(status);
    for (a, b) in [
        (Status::Planned, Status::Held),
        (Status::Proposed, Status::Held),
        (Status::Planned, Status::Cancelled),
        (Status::Planned, Status::Denied),
        (Status::Held, Status::Denied),
    ] {
        assert_eq!(events(on(a), on(b)), 1, "{a:?} {b:?}");
    }
    let undated = |status| met("Rubio/US, Lavrov/Russia").at("Budapest").status(status);
    assert_eq!(conflict(on(Status::Held), undated(Status::Cancelled)), Conflict::Status);
    assert_eq!(events(on(Status::Planned), undated(Status::Cancelled)), 1);
}

#[test]
fn the_reports_own_dates_bound_what_is_undated() {
    let who = "Zelensky/Ukraine, Meloni/Italy";
    let held = tells("a", Some("2025-12-09"), met(who).at("Rome").on("2025-12-09"));
    let later = |told: Told| verdict(&held, &tells("b", Some("2025-12-10"), told.at("Rome")));
    assert_eq!(later(met(who).planned()), Verdict::Different(Conflict::Time), "a plan told after the day is another");
    assert!(matches!(later(met(who)), Verdict::Same(_)));
    let earlier = |told: Told| verdict(&held, &tells("b", Some("2025-12-05"), told.at("Rome")));
    assert!(matches!(earlier(met(who).planned()), Verdict::Same(_)));
    assert_eq!(earlier(met(who)), Verdict::Different(Conflict::Time), "told as held before the day");
    let dated_plan = met(who).planned().on("2025-12-09");
    assert!(matches!(later(dated_plan), Verdict::Same(_)), "the dates agree");
    let spring = |told: Told| verdict(&held, &tells("b", Some("2026-04-01"), told.at("Rome")));
    assert_eq!(spring(met(who)), Verdict::Different(Conflict::Time), "news is fresh");
    assert!(matches!(spring(met(who).background()), Verdict::Same(_)), "background need not be");
}

#[test]
fn one_report_tells_each_occasion_once() {
    let call = |who: &str| told("call", who).on("2025-12-08");
    let two = report("a", None, &[call("Trump/US, Zelensky/Ukraine"), call("Trump/US, Zelensky/Ukraine")]);
    assert_eq!(record(std::slice::from_ref(&two)).events.len(), 2);
    let one = tells("b", None, call("Trump/US, Zelensky/Ukraine"));
    let record = record(&[two, one]);
    assert_eq!(record.events.len(), 2, "a third claim joins one of the two and does not join them");
}

#[test]
fn copies_of_one_text_tell_the_same_occasions() {
    let vague = [met("Zelensky/Ukraine, *European leaders"), met("Zelensky/Ukraine, *envoys/US")];
    let (a, mut b) = (report("a", None, &vague), report("b", None, &vague));
    assert_eq!(record(&[a.clone(), b.clone()]).events.len(), 4);
    b.reports[0].text_hash = a.reports[0].text_hash.clone();
    let record = record(&[a.clone(), b.clone()]);
    assert_eq!(record.events.len(), 2);
    assert!(record.events.iter().all(|e| e.reports.len() == 2 && e.origins == 1));
    assert!(matches!(verdict(&a, &b), Verdict::Same(g) if g.basis == Basis::Copy));
}

#[test]
fn an_undated_claim_joins_the_event_that_fits_it_best() {
    let quad = tells("a", None, met(QUAD).at("London").on("2025-12-08"));
    let pair = tells("b", None, met("Zelensky/Ukraine, Starmer/UK").at("London").on("2025-10-24"));
    let undated = tells("c", None, met(QUAD).at("London"));
    let record = record(&[quad, pair, undated]);
    assert_eq!(record.events.len(), 2);
    assert_eq!(event(&record, &id("c", 0)).id, id("a", 0));
}

#[test]
fn undated_claims_that_fit_two_events_alike_stay_among_themselves() {
    let who = "Trump/US, Zelensky/Ukraine";
    let on = |r: &str, time: &str| tells(r, None, met(who).at("Washington").on(time));
    let undated = |r: &str| tells(r, None, met(who).at("Washington"));
    let parts = [on("a", "2025-02-28"), on("b", "2025-10-17"), undated("c"), undated("d")];
    let record = record(&parts);
    assert_eq!(record.events.len(), 3);
    assert_eq!(event(&record, &id("c", 0)).claims, [id("c", 0), id("d", 0)]);
}

#[test]
fn a_claim_that_fits_only_undated_ones_follows_them() {
    let dated = tells("a", None, met("Zelensky/Ukraine, UK, France, Germany").at("London").on("2025-12-08"));
    let undated = tells("b", None, met(QUAD).at("London"));
    let part = tells("c", None, met("Starmer/UK, Merz/Germany").at("London"));
    let record = record(&[dated, undated, part]);
    assert_eq!(record.events.len(), 1);
}

#[test]
fn a_chain_never_holds_two_days_or_two_cities() {
    let who = "Rubio/US, Yermak/Ukraine";
    let on = |r: &str, place: &str, time: &str| tells(r, None, met(who).at(place).on(time));
    let days =
        [on("a", "Geneva", "2025-11-22"), on("b", "Geneva", "2025-11-22/2025-11-23"), on("c", "Geneva", "2025-11-23")];
    assert_eq!(record(&days).events.len(), 2);
    let cities = [
        on("a", "Geneva/Switzerland", "2025-11-23"),
        tells("b", None, met(who).on("2025-11-23")),
        on("c", "Kyiv/Ukraine", "2025-11-23"),
    ];
    assert_eq!(record(&cities).events.len(), 2);
}

#[test]
fn a_verdict_gives_its_reasons_in_words() {
    let a = tells("a", None, met("Zelensky/Ukraine, UK, France, Germany").at("London").on("2025-12-08"));
    let b = tells("b", None, met(QUAD).at("London"));
    assert_eq!(
        verdict(&a, &b).to_string(),
        "one occasion: 4 sides agree, of 4 and 4, 1 by the same person; same place; a day is not told"
    );
    let c = tells("c", None, met(QUAD).at("Paris"));
    assert_eq!(verdict(&a, &c).to_string(), "two occasions: different places");
    assert_eq!(
        verdict(&b, &tells("d", None, met(QUAD))).to_string(),
        "not shown to be one occasion: the day is not told closely enough, and the place is not the same"
    );
    let material = all(&[a, b, judged(1, chancery_model::JudgementKind::Reject, vec![crate::told::subject("b", 0)])]);
    assert_eq!(compare(&material, &id("a", 0), &id("b", 0)), None, "a rejected claim is gone");
}
