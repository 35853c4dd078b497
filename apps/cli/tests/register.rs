//! `register` and `--register` as a user meets them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const REPORT: &str = "Published on March 10, 2027\n\n\
    The Elbonian president met French President Emmanuel Macron in Paris on Monday.\n";

const STATES: &str =
    "id\tname\tlong\taliases\tdemonyms\tcapital\tfrom\tto\nel\tElbonia\tRepublic of Elbonia\t\tElbonian\t\t\t\n";
const PERSONS: &str = "id\tname\taliases\tgender\tstate\tsurname\nada-example\tAda Example\t\tf\tel\t\n";
const OFFICES: &str = "id\tactor\ttitle\taliases\theads\tholders\n\
    el/president\tel\tPresident of Elbonia\tpresident|leader\tstate|government\tone\n";
const HOLDERS: &str = "office\tperson\tfrom\tto\nel/president\tada-example\t2025-01-01\t\n";

/// Exit code, standard output, standard error of the program in a folder of its own.
fn run(folder: &Path, register: Option<&str>, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env_remove("CHANCERY_STORE").env_remove("CHANCERY_REGISTER");
    command.stdin(Stdio::null());
    if let Some(register) = register {
        command.env("CHANCERY_REGISTER", register);
    }
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

/// A folder with a report, and in `mine` a register that knows its state.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(folder.path().join("paris.txt"), REPORT).unwrap();
    for (name, table) in
        [("states.tsv", STATES), ("persons.tsv", PERSONS), ("offices.tsv", OFFICES), ("holders.tsv", HOLDERS)]
    {
        fs::write(mine.join(name), table).unwrap();
    }
    folder
}

#[test]
fn the_register_shows_who_held_an_office() {
    let folder = tempfile::tempdir().unwrap();
    let show = |asked: &[&str]| run(folder.path(), None, &[&["register", "show"], asked].concat());
    for asked in [&["Ukrainian president"][..], &["president", "of", "Ukraine"], &["ua/president"]] {
        let (code, out, err) = show(&[asked, &["--on", "2025-12-08"]].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.starts_with("President of Ukraine (ua/president)\n"), "{out}");
        assert!(out.contains("Volodymyr Zelensky, since 2019-05-20"), "{out}");
        assert_eq!(out.matches("held by").count(), 1, "{out}");
        assert!(out.contains("register/offices.tsv:"), "{out}");
    }
    let (_, out, _) = show(&["ukrainian president"]);
    assert!(out.contains("Leonid Kuchma") && out.contains("Volodymyr Zelensky"), "{out}");
    let (_, out, _) = show(&["Downing Street"]);
    assert!(out.contains("United Kingdom") && out.contains("London"), "{out}");
    let (code, out, err) = show(&["Elbonian president"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(err, "chancery: the register knows nothing called `Elbonian president`\n");
}

#[test]
fn the_register_lists_its_tables() {
    let folder = folder();
    let list = |rest: &[&str]| run(folder.path(), None, &[&["register", "list"], rest].concat());
    let (code, out, _) = list(&[]);
    assert_eq!(code, 0);
    assert!(out.lines().any(|l| l.starts_with("holders") || l.starts_with("terms")), "{out}");
    let (_, out, _) = list(&["offices", "--of", "el", "--register", "mine"]);
    assert_eq!(out, "el/president\tPresident of Elbonia\n");
    let (code, _, err) = list(&["offices", "--of", "el"]);
    assert_eq!((code, err.as_str()), (2, "chancery: `el` is no state or organisation of the register; give its id\n"));
}

#[test]
fn the_check_tells_faults_from_remarks() {
    let folder = folder();
    let (code, out, err) = run(folder.path(), None, &["register", "check"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("no faults; remarks (`--all` lists them): "), "{out}");
    let (code, out, _) = run(folder.path(), None, &["register", "check", "mine"]);
    assert_eq!((code, out.as_str()), (0, "no faults, no remarks\n"));
    let broken = format!("{HOLDERS}el/president\tada-example\t2030\t2029\nel/tsar\tada-example\t2030\t\n");
    fs::write(folder.path().join("mine/holders.tsv"), broken).unwrap();
    let (code, out, err) = run(folder.path(), None, &["register", "check", "mine"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("mine/holders.tsv:3: the term ends, 2029, before it begins, 2030\n"), "{out}");
    assert!(out.contains("mine/holders.tsv:4: `el/tsar` is no office of register/offices.tsv\n"), "{out}");
    assert!(out.ends_with("faults\n"), "{out}");
    let (code, out, err) = run(folder.path(), Some("mine"), &["read", "paris.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("chancery: mine/holders.tsv:4: "), "{err}");
    assert!(err.ends_with("chancery: `mine` has faults, told above\n"), "{err}");
}

#[test]
fn a_register_of_ones_own_is_read_with() {
    let folder = folder();
    let events = |register| run(folder.path(), register, &["events", "--json", "paris.txt"]).1;
    assert!(!events(None).contains("ada-example"));
    assert!(events(Some("mine")).contains("ada-example"), "{}", events(Some("mine")));
    // What is stored is read anew with it, and then again without.
    let add = |register| run(folder.path(), register, &["add", "paris.txt"]).2;
    assert!(add(None).contains("1 report added"));
    assert!(add(None).contains("1 report known already"));
    assert!(add(Some("mine")).contains("1 report read anew"));
    fs::rename(folder.path().join("mine"), folder.path().join("ours")).unwrap();
    assert!(add(Some("ours")).contains("1 report known already"), "the same tables, wherever they lie");
}
