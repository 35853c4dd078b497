//! A kind of event is data: what the schema says of it is all that reconciling goes by.

use chancery_data::{Data, Schema};
use chancery_reconcile::{Conflict, Verdict, compare, reconcile};

use crate::told::{Told, all, id, met, names, tells, told};

const PAIR: &str = "Rubio/US, Yermak/Ukraine";

/// The kinds that ship with the program and one more.
fn with(kind: &str) -> Schema {
    let path = "schema/events.toml";
    let known = Data::builtin_files().iter().find(|(own, _)| *own == path).expect("the kinds are a file").1;
    let kinds = format!("{known}\n{kind}");
    let files: Vec<(&str, &str)> = Data::builtin_files()
        .iter()
        .map(|(own, content)| (*own, if *own == path { kinds.as_str() } else { *content }))
        .collect();
    Data::from_files(&files).expect("the added kind is sound").schema
}

fn briefing(family: &str, reciprocal: bool, rank: u8) -> Schema {
    with(&format!(
        "[briefing]\nlabel = \"briefing\"\nplural = \"briefings\"\ndescription = \"One informs the other.\"\n\
         family = \"{family}\"\nreciprocal = {reciprocal}\nrank = {rank}\n"
    ))
}

fn geneva(told: Told) -> Told {
    told.at("Geneva/Switzerland").on("2025-11-23")
}

#[test]
fn an_added_kind_is_one_occasion_with_the_others_of_its_family() {
    let guest = told("briefing", "Rubio/US").to("Yermak/Ukraine");
    let parts = all(&[tells("a", None, geneva(guest)), tells("b", None, geneva(met(PAIR)))]);
    let events = |schema: &Schema| reconcile(schema, &parts).events;

    let [event] = &events(&briefing("in-person", true, 9))[..] else { panic!("they are one occasion") };
    assert_eq!(event.kind.0, "briefing", "the rank is higher than that of a meeting");
    assert_eq!((names(event), event.recipients.len()), (vec!["Rubio", "Yermak"], 0));

    let [event] = &events(&briefing("in-person", false, 9))[..] else { panic!("they are one occasion") };
    assert_eq!((names(event), event.recipients.len()), (vec!["Rubio"], 1), "one of them receives");

    let [event] = &events(&briefing("in-person", true, 0))[..] else { panic!("they are one occasion") };
    assert_eq!(event.kind.0, "meeting", "the rank is lower than that of a meeting");
}

#[test]
fn an_added_kind_stays_apart_from_other_families() {
    let parts = all(&[tells("a", None, geneva(told("briefing", PAIR))), tells("b", None, geneva(met(PAIR)))]);
    let verdict = |schema: &Schema| compare(schema, &parts, &id("a", 0), &id("b", 0));
    assert!(matches!(verdict(&briefing("in-person", true, 9)), Some(Verdict::Same(_))));
    assert_eq!(verdict(&briefing("remote", true, 9)), Some(Verdict::Different(Conflict::Kind)));
    assert_eq!(verdict(&briefing("written", true, 9)), Some(Verdict::Different(Conflict::Kind)));
    assert_eq!(reconcile(&briefing("written", true, 9), &parts).events.len(), 2);
}

#[test]
fn who_gives_and_who_receives_are_told_apart_in_a_family_of_unequals() {
    let to = |r: &str, who: &str, whom: &str| tells(r, None, geneva(told("briefing", who).to(whom)));
    let there = to("a", "Rubio/US", "Yermak/Ukraine");
    let back = to("b", "Yermak/Ukraine", "Rubio/US");
    let parts = all(&[there, back]);
    assert_eq!(reconcile(&briefing("written", false, 9), &parts).events.len(), 2);
    assert_eq!(reconcile(&briefing("in-person", false, 9), &parts).events.len(), 1);
}
