//! Lists of the record as a user meets them: pledges and what they come to, proposals clause by clause.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PLANS: &str = "Published on March 10, 2026\n\n\
    Denmark pledged $90 million to Kenya over two years. Denmark promised to send ten tents to Kenya.\n\n\
    Oman presented a ten-point peace plan to Armenia and Azerbaijan. Armenia rejected the plan's demand to cede \
    territory. Azerbaijan accepted the plan.\n";

const AGAIN: &str = "Published on March 12, 2026\n\nDenmark will provide Kenya with $45 million a year.\n";

/// Exit code, standard output, standard error of the program in a folder of its own.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env_remove("CHANCERY_STORE").env_remove("CHANCERY_REGISTER");
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

/// What is printed where something is found.
fn found(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// A store of the two reports.
fn store() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plans.txt"), PLANS).unwrap();
    fs::write(folder.path().join("again.txt"), AGAIN).unwrap();
    assert_eq!(run(folder.path(), &["-q", "add", "plans.txt", "again.txt"]).0, 0);
    folder
}

#[test]
fn pledges_are_listed_and_summed() {
    let store = store();
    let page = found(store.path(), &["pledges"]);
    for told in [
        "Denmark promised Kenya: provide Kenya with $45 million a year",
        "2 reports, 2 origins",
        "- Denmark → Kenya\n  promised: USD 90 million, 1 pledge",
        "not counted: 1 pledge, no report tells a sum",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(found(store.path(), &["pledges", "--markdown"]).contains("**Denmark → Kenya**"));
    let sheet = found(store.path(), &["pledges", "--csv"]);
    assert_eq!(sheet.lines().count(), 3, "{sheet}");
    assert!(sheet.contains(",45000000,USD,year,"), "{sheet}");
    let totals = found(store.path(), &["pledges", "--totals", "--csv"]);
    assert!(totals.contains("Denmark,Kenya,promised,USD,,90000000,g"), "{totals}");
    assert!(found(store.path(), &["pledges", "--totals"]).starts_with("by "));

    assert_eq!(found(store.path(), &["pledges", "--by", "denmark", "--to", "kenya", "--json"]).lines().count(), 2);
    for none in [["--by", "Kenya"], ["--to", "Denmark"], ["--status", "delivered"], ["--since", "2026-03-13"]] {
        let (code, out, err) = run(store.path(), &["pledges", none[0], none[1]]);
        assert_eq!((code, out.as_str(), err.as_str()), (1, "", "chancery: no such pledges\n"), "{none:?}");
    }
    let (code, _, err) = run(store.path(), &["pledges", "--status", "kept"]);
    assert_eq!(code, 2);
    assert!(err.contains("the statuses are promised, approved, delivered"), "{err}");
}

#[test]
fn a_proposal_is_told_clause_by_clause() {
    let store = store();
    let list = found(store.path(), &["proposals"]);
    assert!(list.contains("put forward by Oman, to Armenia, Azerbaijan"), "{list}");
    assert!(list.contains("- Azerbaijan: accepts, learned 10 March 2026"), "{list}");
    let json = found(store.path(), &["proposals", "--json"]);
    let id = json.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();

    let page = found(store.path(), &["proposals", &id[..5]]);
    for told in [
        "On the whole\n- Azerbaijan: accepts",
        "Territory/cession\n- Armenia rejects: the plan's demand to cede territory",
        "no report tells where Oman, Azerbaijan stand on it",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(found(store.path(), &["show", id]).contains("Territory/cession"));
    let sheet = found(store.path(), &["proposals", id, "--csv"]);
    assert!(sheet.contains("territory/cession,Oman,silent,"), "{sheet}");
    assert_eq!(found(store.path(), &["proposals", id, "plans.txt", "--json"]).lines().count(), 1);
    assert_eq!(found(store.path(), &["proposals", "plans.txt", "--csv"]).lines().count(), 2);

    assert_eq!(run(store.path(), &["proposals", "--by", "Armenia"]).0, 1);
    assert_eq!(found(store.path(), &["proposals", "--to", "armenia", "--json"]).lines().count(), 1);
    let (code, _, err) = run(store.path(), &["proposals", "plans.txt", "--store", "record.chancery"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "chancery: `--store` and `--as-of` go with a store, `plans.txt` is read without one\n")
    );
    let (code, _, err) = run(store.path(), &["proposals", "--published", "2026-03-10"]);
    assert_eq!((code, err.as_str()), (2, "chancery: `--published` goes with reports to read; name them\n"));
}

#[test]
fn pledges_and_proposals_have_a_way_to_their_words() {
    let store = store();
    for (list, letter, told) in
        [("pledges", 'g', "put together as one pledge"), ("proposals", 'o', "a proposal: ten-point")]
    {
        let json = found(store.path(), &[list, "--json"]);
        let mut ids = json.lines().filter_map(|line| line.split("\"id\":\"").nth(1)?.split('"').next());
        let whys: Vec<String> = ids.by_ref().map(|id| found(store.path(), &["why", id])).collect();
        assert!(whys.iter().any(|why| why.to_lowercase().contains(told)), "{letter}: {whys:?}");
    }
}
