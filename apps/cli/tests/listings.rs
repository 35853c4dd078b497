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
    for mistyped in ["p1", "x9", "plan"] {
        let (code, out, err) = run(store.path(), &["proposals", mistyped]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(&format!("`{mistyped}` is neither the id of a proposal nor a file")), "{err}");
    }
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

const TWO_TABLES: &str = "Published on March 10, 2026\n\n\
    Ukrainian and Russian officials held talks on a ceasefire in Istanbul on Monday. The United States presented a \
    20-point peace plan to Ukraine and Russia. Russia accepted the plan. The United States pledged $3 billion to \
    Ukraine.\n\n\
    Japan pledged $5 million to Kenya. Kenyan President William Ruto met Japanese Prime Minister Sanae Takaichi in \
    Nairobi on Sunday. “We will never leave Kenya alone,” Takaichi said.\n";

#[test]
fn every_view_may_be_narrowed_to_one_negotiation() {
    let store = tempfile::tempdir().unwrap();
    fs::write(store.path().join("tables.txt"), TWO_TABLES).unwrap();
    assert_eq!(run(store.path(), &["-q", "add", "tables.txt"]).0, 0);
    for view in ["events", "positions", "proposals", "pledges", "brief", "record", "diff"] {
        let since: &[&str] = if view == "diff" { &["--since", "2026-03-01", "--by-publication"] } else { &[] };
        let words: Vec<&str> =
            [view, "-q", "--json", "--process", "ukraine-peace"].into_iter().chain(since.iter().copied()).collect();
        let out = found(store.path(), &words);
        assert!(out.to_lowercase().contains("ukraine"), "{view}: {out}");
        assert!(!out.contains("Kenya") && !out.contains("Takaichi"), "{view}: {out}");
    }
    assert!(found(store.path(), &["events", "--process", "Ukraine Peace Talks"]).contains("Istanbul"));
    assert!(!found(store.path(), &["events"]).lines().all(|line| !line.contains("Nairobi")));
    assert!(found(store.path(), &["show", "Russia", "--process", "ukraine-peace"]).contains("Istanbul"));
    let (code, out, err) = run(store.path(), &["pledges", "--process", "gerd"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "chancery: the record tells of no negotiation `gerd`; those there are: ukraine-peace\n");

    // A person knows better.
    for (list, asked) in
        [("events", "Nairobi"), ("positions", "Russia"), ("pledges", "Kenya"), ("proposals", "20-point")]
    {
        let json = found(store.path(), &[list, "--json"]);
        let line = json.lines().find(|line| line.contains(asked)).unwrap_or_else(|| panic!("{list}: {json}"));
        let id = line.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert_eq!(run(store.path(), &["judge", "set", id, "process", "gerd", "--by", "desk"]).0, 0, "{list}");
        let narrowed = found(store.path(), &[list, "--json", "--process", "gerd"]);
        assert!(narrowed.lines().count() == 1 && narrowed.contains(asked), "{list}: {narrowed}");
        assert_eq!(run(store.path(), &["judge", "set", id, "process", "none", "--by", "desk"]).0, 0, "{list}");
        let all = found(store.path(), &[list, "--json"]);
        assert!(!all.contains("\"process\":\"gerd\""), "{list}: {all}");
        let (code, _, err) = run(store.path(), &["judge", "set", id, "process", "the-other-talks", "--by", "desk"]);
        assert!(code == 2 && err.contains("gerd"), "{list}: {err}");
    }
}

#[test]
fn one_thing_is_told_as_the_store_stood() {
    let store = store();
    for command in ["show", "why"] {
        let (code, _, err) = run(store.path(), &[command, "plans", "--as-of", "2026-01-01"]);
        assert_eq!(code, 1, "{command}: {err}");
        assert!(
            found(store.path(), &[command, "plans", "--as-of", "2999-01-01"]).contains("10 March 2026"),
            "{command}"
        );
        let (code, _, err) = run(store.path(), &[command, "plans", "--as-of", "2026-01-01", "--from", "plans.txt"]);
        assert!(code == 2 && err.contains("`--as-of"), "{command}: {err}");
    }
}

#[test]
fn gaps_are_listed_by_kind() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("old.txt"),
        "Published on January 10, 2026\n\nChad rejected an immediate ceasefire.\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("new.txt"),
        "Published on March 10, 2026\n\nKenya called for an immediate ceasefire.\n",
    )
    .unwrap();
    let page = found(folder.path(), &["gaps", "old.txt", "new.txt"]);
    for told in [
        "Gaps as of 10 March 2026",
        "Silent for 30 days and more\n- Chad: last heard on 10 January 2026, 59 days ago\n  “Chad rejected",
        "Not told again for 30 days and more\n- Chad rejects: an immediate ceasefire; told last on",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let sheet = found(folder.path(), &["gaps", "--csv", "--kind", "ageing", "old.txt", "new.txt"]);
    assert!(sheet.lines().nth(1).is_some_and(|row| row.starts_with("ageing,p")), "{sheet}");
    assert_eq!(sheet.lines().count(), 2, "{sheet}");
    assert!(found(folder.path(), &["gaps", "--markdown", "old.txt", "new.txt"]).contains("- **Chad**: last heard"));
    assert!(
        found(folder.path(), &["gaps", "--now", "2026-06-01", "--party", "Kenya", "new.txt"])
            .contains("Kenya: last heard")
    );
    for none in [["--days", "60"], ["--kind", "overdue"], ["--party", "Kenya"]] {
        let (code, out, err) = run(folder.path(), &["gaps", none[0], none[1], "old.txt", "new.txt"]);
        assert_eq!((code, out.as_str(), err.as_str()), (1, "", "chancery: no such gaps\n"), "{none:?}");
    }
    let (code, _, err) = run(folder.path(), &["gaps", "new.txt"]);
    assert_eq!((code, err.as_str()), (1, "chancery: no gaps\n"));
    let (code, _, err) = run(folder.path(), &["gaps", "--days", "0", "old.txt"]);
    assert!(code == 2 && err.contains("--days"), "{err}");
    let (code, _, err) = run(folder.path(), &["gaps", "--party", "Peru", "old.txt"]);
    assert!(code == 2 && err.contains("no party `Peru`"), "{err}");
}

#[test]
fn what_needs_a_second_look_is_listed_by_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Published on March 10, 2026\n\nThe demand for an immediate ceasefire in Sudan was on every wall of \
        Khartoum. Chad rejected an immediate ceasefire. Niger rejected an immediate ceasefire.\n";
    fs::write(folder.path().join("walls.txt"), text).unwrap();
    let page = found(folder.path(), &["checks", "walls.txt"]);
    assert!(page.contains("1 sentence may tell where somebody stands and matched no rule\n- “The demand"), "{page}");
    assert!(page.contains("All 2 positions rest on one origin only\n- “Niger rejected"), "{page}");
    let one = found(folder.path(), &["checks", "--limit", "1", "--kind", "one-origin-position", "walls.txt"]);
    assert!(one.contains("1 more with `--kind one-origin-position --limit 2`"), "{one}");
    let none = found(folder.path(), &["checks", "--limit", "0", "--kind", "one-origin-position", "walls.txt"]);
    assert_eq!(
        none,
        "Needs checking\n\nAll 2 positions rest on one origin only\n  2 with `--kind one-origin-position --limit 2`\n"
    );
    fs::write(folder.path().join("gate.txt"), "Niger rejected an immediate ceasefire.\n").unwrap();
    let undated = found(folder.path(), &["checks", "--kind", "undated", "gate.txt", "walls.txt"]);
    assert_eq!(undated, "Needs checking\n\n1 report without a publication date\n- gate\n");
    let all = found(folder.path(), &["checks", "--kind", "undated", "gate.txt"]);
    assert_eq!(all.matches("tells when it was published").count(), 1, "{all}");
    let sheet = found(folder.path(), &["checks", "--csv", "--kind", "possible-position", "walls.txt"]);
    assert_eq!(sheet.lines().count(), 2, "{sheet}");
    assert!(found(folder.path(), &["checks", "--markdown", "walls.txt"]).starts_with("# Needs checking\n"));
    let (_, brief, _) = run(folder.path(), &["brief", "walls.txt"]);
    assert!(brief.contains("1 sentence may tell where somebody stands"), "{brief}");
    let (code, out, err) = run(folder.path(), &["checks", "--kind", "unnamed", "walls.txt"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(
        err,
        "chancery: nothing of the sort `unnamed` to check; there are possible-position, one-origin-position\n"
    );
}
