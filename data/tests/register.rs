//! Whether the register that ships with the program is whole: who led every member of the United
//! Nations on a given day, and what a user's own folder does to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chancery_data::{Data, Fault, Found, Head, Referent, RemarkKind};
use chancery_model::Day;
use tempfile::TempDir;

/// The day for which `heads.tsv` was drawn up.
fn day() -> Day {
    "2025-12-08".parse().expect("a day")
}

fn builtin() -> Data {
    Data::builtin().unwrap_or_else(|faults| panic!("{faults}"))
}

/// The rows of a table beside this file, by column.
fn rows(table: &'static str) -> Vec<Vec<&'static str>> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| line.split('\t').collect()).collect()
}

fn head(word: &str) -> Head {
    match word {
        "state" => Head::State,
        "government" => Head::Government,
        other => panic!("`{other}` is no head"),
    }
}

const HEADS: &str = include_str!("heads.tsv");
const APART: &str = include_str!("heads-apart.tsv");

#[test]
fn every_member_of_the_united_nations_has_its_heads() {
    let data = builtin();
    let register = &data.register;
    let (heads, apart) = (rows(HEADS), rows(APART));
    let members: BTreeSet<&str> = heads.iter().chain(&apart).map(|row| row[0]).collect();
    assert_eq!(members.len(), 193);
    let mut faults = Vec::new();
    for state in &members {
        for word in ["state", "government"] {
            let named = heads.iter().filter(|row| row[0] == *state && row[1] == word).count();
            let excused = apart.iter().filter(|row| row[0] == *state && row[1] == word).count();
            if named + excused != 1 {
                faults.push(format!("{state}: {named} heads of {word} in heads.tsv, {excused} reasons for none"));
            }
        }
    }
    for row in &heads {
        let &[state, word, _, person] = &row[..] else { panic!("{row:?}") };
        let offices: Vec<_> = register.offices_of(state).filter(|o| o.heads.contains(&head(word))).collect();
        let [office] = offices[..] else {
            faults.push(format!("{state}: {} offices head the {word}", offices.len()));
            continue;
        };
        let on: Vec<&str> =
            register.terms_in(&office.id).filter(|t| t.on(day())).map(|term| term.person.as_str()).collect();
        if on != [person] {
            faults.push(format!("{}: {on:?}, not {person}", office.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_head_is_found_by_what_the_office_is_called() {
    let data = builtin();
    let mut faults = Vec::new();
    for row in rows(HEADS) {
        let [state, _, called, person] = row[..] else { panic!("{row:?}") };
        let name = &data.register.states[state].name;
        for asked in [format!("{name}'s {called}"), format!("the {called} of {name}")] {
            let offices = data.register.find(&data.names, &asked);
            let holders = offices.iter().filter_map(|found| match found {
                Found::Office(office) => Some(office),
                _ => None,
            });
            let holders = holders.flat_map(|o| data.register.terms_in(&o.id)).filter(|t| t.on(day()));
            let mut persons: Vec<&str> = holders.map(|t| t.person.as_str()).collect();
            persons.dedup();
            if persons != [person] {
                faults.push(format!("“{asked}”: {persons:?}, not {person}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_leader_of_a_state_is_one_person() {
    let register = builtin().register;
    // San Marino has two captains regent.
    let members: BTreeSet<&str> = rows(HEADS).iter().map(|row| row[0]).filter(|state| *state != "sm").collect();
    for state in members {
        let leaders: Vec<_> = register.in_office(state, "leader", day()).iter().map(|p| &p.id).collect();
        assert_eq!(leaders.len(), 1, "the leader of {state}: {leaders:?}");
    }
}

#[test]
fn an_office_passes_from_one_to_the_next() {
    let register = builtin().register;
    let held = |office: &str, on: &str| -> Vec<String> {
        let on = on.parse().expect("a day");
        register.terms_in(office).filter(|t| t.on(on)).map(|t| t.person.clone()).collect()
    };
    assert_eq!(held("gb/prime-minister", "1963-01-22"), ["harold-macmillan"]);
    assert_eq!(held("us/president", "1972-02-21"), ["richard-nixon"]);
    assert_eq!(held("eg/president", "1978-09-17"), ["anwar-sadat"]);
    assert_eq!(held("fr/president", "1990-10-03"), ["francois-mitterrand"]);
    assert_eq!(held("eg/president", "2011-12-01"), Vec::<String>::new(), "a council of officers ruled");
}

#[test]
fn known_by_full_name_only_means_no_surname() {
    let data = builtin();
    let means = |name: &str, person: &str| {
        let persons = data.names.referents(name).into_iter().filter_map(|referent| match referent {
            Referent::Person(id) | Referent::Surname(id) => Some(id),
            _ => None,
        });
        persons.into_iter().any(|id| id == person)
    };
    assert!(means("Harold Wilson", "harold-wilson") && !means("Wilson", "harold-wilson"));
    assert!(means("Sani Abacha", "sani-abacha") && means("Abacha", "sani-abacha"));
    assert!(means("Sukarno", "sukarno"), "a name of one word is all there is of it");
}

/// A folder with these tables.
fn folder(tables: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, content) in tables {
        fs::write(folder.path().join(name), content).expect("a table can be written");
    }
    folder
}

fn with(tables: &[(&str, &str)]) -> Data {
    Data::with_register(folder(tables).path()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The faults of a folder, with the folder's own path cut off.
fn faults(tables: &[(&str, &str)]) -> Vec<Fault> {
    let folder = folder(tables);
    let mut faults = Data::with_register(folder.path()).expect_err("broken tables are refused").faults;
    for fault in &mut faults {
        let file = Path::new(&fault.file).strip_prefix(folder.path()).map(|p| p.display().to_string());
        fault.file = file.unwrap_or_default();
    }
    faults
}

#[track_caller]
fn check(tables: &[(&str, &str)], place: (&str, usize), message: &str) {
    let found = faults(tables);
    let [fault] = &found[..] else { panic!("expected one fault, found {found:#?}") };
    assert_eq!((fault.file.as_str(), fault.line), place, "{fault}");
    assert!(fault.message.contains(message), "`{message}` is not in `{}`", fault.message);
}

const PERSONS: &str = "id\tname\taliases\tgender\tstate\tsurname\n";
const OFFICES: &str = "id\tactor\ttitle\taliases\theads\tholders\n";
const HOLDERS: &str = "office\tperson\tfrom\tto\n";

#[test]
fn a_folder_adds_persons_offices_and_terms() {
    let plain = builtin();
    let data = with(&[
        ("persons.tsv", &format!("{PERSONS}ada-example\tAda Example\tA. Example\tf\tnz\t\n")),
        ("offices.tsv", &format!("{OFFICES}nz/peace-envoy\tnz\tPeace Envoy of New Zealand\tpeace envoy\t\tone\n")),
        ("holders.tsv", &format!("{HOLDERS}nz/peace-envoy\tada-example\t2025-06\t\n")),
    ]);
    assert_eq!(data.register.persons.len(), plain.register.persons.len() + 1);
    let holders = data.register.in_office("nz", "peace envoy", day());
    assert_eq!(holders.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Ada Example"]);
    assert_eq!(data.names.referents("Ada Example").len(), 1);
    assert_ne!(data.fingerprint, plain.fingerprint, "readings tell which register they were made with");
}

#[test]
fn a_row_of_a_folder_takes_the_place_of_the_built_in_row() {
    let data = with(&[("persons.tsv", &format!("{PERSONS}harold-wilson\tBaron Wilson\t\tm\tgb\tno\n"))]);
    assert_eq!(data.register.persons["harold-wilson"].name, "Baron Wilson");
    assert_eq!(data.register.persons.len(), builtin().register.persons.len());
}

#[test]
fn a_folder_ends_and_withdraws_built_in_terms() {
    let open: Vec<_> =
        builtin().register.terms_in("fr/president").filter(|t| t.to.is_none()).map(|t| t.person.clone()).collect();
    assert_eq!(open, ["emmanuel-macron"]);
    let ended = with(&[("holders.tsv", &format!("{HOLDERS}fr/president\temmanuel-macron\t2017-05-14\t2027-05-13\n"))]);
    let terms: Vec<_> = ended.register.terms_in("fr/president").filter(|t| t.person == "emmanuel-macron").collect();
    let [term] = terms[..] else { panic!("{terms:?}") };
    assert_eq!(term.to.map(|to| to.to_string()).as_deref(), Some("2027-05-13"));
    let withdrawn = format!("office\tperson\tfrom\n{}", "fr/president\temmanuel-macron\t2017-05-14\n");
    let without = with(&[("withdrawn.tsv", &withdrawn)]);
    assert!(without.register.in_office("fr", "president", day()).is_empty());
}

#[test]
fn faults_of_a_folder_are_told_with_file_and_line() {
    let holders = |rows: &str| format!("{HOLDERS}{rows}");
    check(
        &[("holders.tsv", &holders("fr/foreign-ministry-spokesperson\tada-example\t2027-05-13\t\n"))],
        ("holders.tsv", 2),
        "`ada-example` is no person",
    );
    check(
        &[("holders.tsv", &holders("fr/pope\temmanuel-macron\t2027-05-13\t\n"))],
        ("holders.tsv", 2),
        "`fr/pope` is no office",
    );
}

#[test]
fn what_cannot_be_is_a_fault() {
    let holders = |rows: &str| format!("{HOLDERS}{rows}");
    let found = faults(&[("holders.tsv", &holders("fr/president\tfrancois-hollande\t2031\t2030\n"))]);
    assert!(found.iter().any(|f| f.line == 2 && f.message.contains("ends, 2030, before it begins")), "{found:#?}");
    // Two presidents at a time; the built-in term that has no end is named.
    let found = Data::with_register(
        folder(&[("holders.tsv", &holders("fr/president\tfrancois-hollande\t2027-05-13\t\n"))]).path(),
    );
    let found = found.expect_err("two presidents are refused").faults;
    let [fault] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(fault.file, "register/holders.tsv");
    assert!(fault.message.contains("no end though `francois-hollande` began 2027-05-13"), "{fault}");
    check(&[("offices.tsv", &format!("{OFFICES}fr/tsar\tru\tTsar\ttsar\t\t\n"))], ("offices.tsv", 2), "write `ru/…`");
    check(
        &[("offices.tsv", &format!("{OFFICES}ru/tsar\tru\tTsar\ttsar\tworld\t\n"))],
        ("offices.tsv", 2),
        "nobody is head of `world`",
    );
    check(
        &[("persons.tsv", &format!("{PERSONS}ada-example\tAda Example\tAda |Example\tf\tnz\t\n"))],
        ("persons.tsv", 2),
        "blanks around `Ada`",
    );
    check(
        &[("persons.tsv", &format!("{PERSONS}ada-example\tAda Example\t\tx\tnz\t\n"))],
        ("persons.tsv", 2),
        "`x` is no gender",
    );
    check(
        &[("withdrawn.tsv", "office\tperson\tfrom\nfr/president\temmanuel-macron\t2016\n")],
        ("withdrawn.tsv", 2),
        "no such built-in term",
    );
    let bodies = "id\tname\taliases\tkind\tseat\tmembers\nour-club\tOur Club\tNATO\torganisation\t\t\n";
    check(&[("organisations.tsv", bodies)], ("organisations.tsv", 2), "`NATO` is a name of `nato` already");
    check(&[("person.tsv", PERSONS)], ("person.tsv", 0), "no table of a register");
    check(&[("notes.txt", "nothing")], ("", 0), "no table of a register is in this folder");
}

#[test]
fn remarks_tell_gaps_and_shared_names_and_are_no_faults() {
    let data = with(&[
        ("persons.tsv", &format!("{PERSONS}ada-example\tAda Example\t\tf\tnz\t\nbo-example\tBo Example\t\tm\tnz\t\n")),
        ("offices.tsv", &format!("{OFFICES}nz/peace-envoy\tnz\tPeace Envoy\tpeace envoy\t\tone\n")),
        (
            "holders.tsv",
            &format!(
                "{HOLDERS}nz/peace-envoy\tada-example\t2020\t2021-03-01\nnz/peace-envoy\tada-example\t2022-03-01\t2023\n"
            ),
        ),
    ]);
    let remarks = data.register.remarks(&data.names);
    let told = |kind: RemarkKind, words: &str| {
        remarks.iter().any(|r| r.kind == kind && r.at.message.contains(words) && r.at.line > 0)
    };
    assert!(told(RemarkKind::Gap, "`nz/peace-envoy`: 364 days without a holder"));
    assert!(told(RemarkKind::Vacant, "`nz/peace-envoy`: nobody since 2023-12-31"));
    assert!(told(RemarkKind::NoOffice, "`bo-example`"));
    assert!(told(RemarkKind::SharedSurname, "“example” may be ada-example, bo-example"));
}
