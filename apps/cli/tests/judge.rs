//! What people judge, as they meet it: decisions, refusals, lists, and two processes at one store.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

const FIRST: &str = "Published on March 10, 2026\n\nGerman Chancellor Friedrich Merz met French President Emmanuel \
    Macron in Berlin on Monday. The envoys of the two shared a long table until midnight.\n";
const SECOND: &str = "Published on March 11, 2026\n\nFriedrich Merz and Emmanuel Macron met in Berlin on March 9. \
    Kenya rejected a ceasefire with Ghana.\n";

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env("CHANCERY_USER", "Ann");
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn told(Output { status, stdout, stderr }: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

/// Exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(command(folder, arguments).output().expect("the program starts"))
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let before = done(folder, &["export"]);
    let (code, out, err) = run(folder, arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert_eq!(done(folder, &["export"]), before, "{arguments:?} is refused and leaves nothing behind");
    sound(folder);
    err
}

fn sound(folder: &Path) {
    assert!(done(folder, &["verify"]).contains("sound"));
}

/// The id that a decision was given.
fn judge(folder: &Path, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = ["judge"].iter().chain(arguments).copied().collect();
    let out = done(folder, &arguments);
    sound(folder);
    out.split(':').next().expect("it opens with the id").to_owned()
}

fn store() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("first.txt"), FIRST).unwrap();
    fs::write(folder.path().join("second.txt"), SECOND).unwrap();
    done(folder.path(), &["add", "first.txt", "second.txt"]);
    folder
}

fn event(folder: &Path) -> serde_json::Value {
    let out = done(folder, &["events", "--json"]);
    serde_json::from_str(out.lines().next().expect("an event")).unwrap()
}

fn id(value: &serde_json::Value) -> &str {
    value.as_str().expect("an id")
}

#[test]
fn a_decision_is_kept_told_and_taken_back() {
    let folder = store();
    let folder = folder.path();
    let before = done(folder, &["record"]);
    let meeting = event(folder);
    let set = judge(folder, &["set", id(&meeting["id"]), "status", "cancelled"]);
    assert_eq!(event(folder)["status"], "cancelled");
    let list = done(folder, &["judge", "list"]);
    assert!(list.contains(&set) && list.contains("status is cancelled, by Ann at 20"), "{list}");
    let why = done(folder, &["why", id(&meeting["id"])]);
    assert!(why.contains(&set), "{why}");
    let (code, out, err) = run(folder, &["judge", "set", id(&meeting["id"]), "status", "cancelled"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("judged already") && err.contains(&set), "{err}");
    done(folder, &["judge", "withdraw", &set]);
    assert_eq!(done(folder, &["record"]), before);
    assert!(refused(folder, &["judge", "withdraw", &set]).contains("was withdrawn at"));
    assert_eq!(run(folder, &["judge", "withdraw", "j0000"]).0, 1);
    assert_eq!(run(folder, &["judge", "list"]).0, 1);
    assert!(done(folder, &["judge", "list", "--all"]).contains("withdrawn at"));
}

#[test]
fn what_cannot_be_is_refused_with_what_can() {
    let folder = store();
    let folder = folder.path();
    let meeting = event(folder);
    let id = id(&meeting["id"]);
    for (arguments, message) in [
        (
            &["judge", "set", id, "mood", "friendly"][..],
            "`mood` is no field of an event that can be set; those are `status`, `kind`",
        ),
        (&["judge", "set", id, "status", "soon"], "`soon` is no status; write `proposed`, `planned`"),
        (&["judge", "set", id, "date", "next week"], "`next week` is no time; write it like `2025-12-08`"),
        (&["judge", "set", id, "issues", "weather"], "the issues are"),
        (&["judge", "set", id, "participants", "none"], "an event has at least one"),
        (
            &["judge", "set", "first", "title", "News"],
            "`title` is no field of a report that can be set; those are `published`",
        ),
        (&["judge", "grade", "Friedrich Merz", "G"], "`G` is no grade; the grades are A, B, C, D, E and F"),
        (&["judge", "add", "first", "a long chair", "event", "kind=meeting"], "does not hold the words “a long chair”"),
        (
            &["judge", "add", "first", "shared a long table", "event", "kind=meeting"],
            "an event needs `kind` and `participants`",
        ),
        (&["judge", "add", "first", "on", "event", "kind=meeting"], "2 times"),
        (
            &["judge", "add", "first", "on Monday. The envoys", "event", "kind=meeting", "participants=Ghana"],
            "are of 2 sentences",
        ),
        (&["judge", "rename", "Friedrich Merz", "Friedrich Merz"], "is called so already"),
        (&["judge", "explain", id, " "], "the explanation is empty"),
        (&["judge", "reject", "Friedrich Merz"], "is an actor"),
    ] {
        let err = refused(folder, arguments);
        assert!(err.contains(message), "{arguments:?}: {err}");
    }
    for arguments in
        [&["judge", "reject", "e0000"][..], &["judge", "same", id, "e0000"], &["judge", "rename", "Zzz", "A"]]
    {
        let (code, _, err) = run(folder, arguments);
        assert_eq!(code, 1, "{err}");
        assert!(err.contains("nothing in the record is called"), "{err}");
    }
}

#[test]
fn judgements_that_cannot_both_hold_name_the_one_that_stands() {
    let folder = store();
    let folder = folder.path();
    let meeting = event(folder);
    let claims: Vec<&str> = meeting["claims"].as_array().unwrap().iter().map(id).collect();
    let [a, b] = claims[..] else { panic!("one event of two claims: {meeting}") };
    let apart = judge(folder, &["different", a, b]);
    assert_eq!(done(folder, &["events", "--json"]).lines().count(), 2);
    let err = refused(folder, &["judge", "same", a, b, "--by", "Ben"]);
    assert!(err.contains(&format!("judgement `{apart}` (different, by Ann at 20")), "{err}");
    assert!(err.contains(&format!("withdraw it with `chancery judge withdraw {apart}`")), "{err}");
    done(folder, &["judge", "withdraw", &apart]);
    let one = judge(folder, &["same", a, b, "--by", "Ben"]);
    assert!(refused(folder, &["judge", "different", a, b]).contains(&format!("`{one}` (same, by Ben at 20")));

    let renamed = judge(folder, &["rename", "Kenya", "Republic of Kenya"]);
    let err = refused(folder, &["judge", "rename", "Republic of Kenya", "Kenya"]);
    assert!(err.contains(&renamed) && err.contains("leads back"), "{err}");
}

#[test]
fn marked_words_and_grades_are_told() {
    let folder = store();
    let folder = folder.path();
    let words = ["add", "first", "shared a  long table", "event", "kind=talks", "participants=Ann Lee (Kenya), Ghana"];
    let added = judge(folder, &words);
    let line = done(folder, &["events", "--json", "--actor", "Ann Lee"]);
    let talks: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    assert_eq!((&talks["kind"], &talks["evidence"][0]["exact"]), (&"talks".into(), &"shared a long table".into()));
    assert_eq!(talks["rule"], format!("judgement/{added} by Ann"));
    let why = done(folder, &["why", id(&talks["id"])]);
    assert!(why.contains("marked by Ann at 20") && why.contains("credibility: 6, cannot be judged"), "{why}");

    judge(folder, &["grade", "Kenya", "B"]);
    assert!(done(folder, &["show", "Kenya"]).contains("reliability of Kenya: B, usually reliable (graded by Ann)"));
    let meeting = event(folder);
    let shown = done(folder, &["show", id(&meeting["id"])]);
    assert!(shown.contains("credibility: 2, probably true (suggested: 2 origins tell it)"), "{shown}");
}

#[test]
fn a_report_given_another_day_is_read_anew() {
    let folder = store();
    let folder = folder.path();
    let before = done(folder, &["record"]);
    let set = judge(folder, &["set", "first", "published", "2026-03-17"]);
    let days: Vec<String> = done(folder, &["events", "--json"]).lines().map(str::to_owned).collect();
    assert!(days.iter().any(|line| line.contains("\"edtf\":\"2026-03-16\"")), "Monday is another day: {days:?}");
    let (code, _, err) = run(folder, &["reread"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("2 reports known already") && err.contains("1 of 1 judgements still apply"), "{err}");
    done(folder, &["judge", "withdraw", &set]);
    assert_eq!(done(folder, &["record"]), before, "withdrawn, the report is read as it was");
}

#[test]
fn judgements_outlive_other_rules_and_those_that_find_nothing_are_told() {
    let folder = store();
    let folder = folder.path();
    let positions = done(folder, &["positions", "--json"]);
    let position: serde_json::Value = serde_json::from_str(positions.lines().next().unwrap()).unwrap();
    let on_position = judge(folder, &["set", id(&position["id"]), "stance", "accepts"]);
    let meeting = event(folder);
    judge(folder, &["set", id(&meeting["id"]), "status", "denied"]);
    // A folder of rules in which the refusal is told by other words.
    let rule = format!("rules/{}.toml", id(&position["rule"]));
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(&rule);
    let other = fs::read_to_string(built_in).unwrap().replace("*[rejecting]", "*[voicing]");
    let own = folder.join("own").join(&rule);
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(own, other).unwrap();
    let mut reread = command(folder, &["reread"]);
    reread.env("CHANCERY_RULES", folder.join("own"));
    let (code, out, err) = told(reread.output().unwrap());
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("2 reports read anew") && err.contains("1 of 2 judgements still apply"), "{err}");
    assert!(out.contains(&on_position) && out.contains("no longer finds 1 of 1"), "{out}");
    assert_eq!(event(folder)["status"], "denied");
    assert!(done(folder, &["judge", "list", "--not-applying"]).contains(&on_position));
    sound(folder);
}

#[test]
fn a_store_goes_through_export_and_import_whole() {
    let folder = store();
    let folder = folder.path();
    let meeting = event(folder);
    judge(folder, &["set", id(&meeting["id"]), "place", "Hamburg"]);
    judge(folder, &["rename", "Kenya", "Republic of Kenya"]);
    let taken = judge(folder, &["reject", id(&meeting["id"])]);
    done(folder, &["judge", "withdraw", &taken]);
    assert_eq!(done(folder, &["export", "-o", "all.jsonl"]), "");
    assert_eq!(done(folder, &["export"]), fs::read_to_string(folder.join("all.jsonl")).unwrap());
    done(folder, &["import", "all.jsonl", "--store", "copy.chancery"]);
    for arguments in [&["record"][..], &["judge", "list", "--all", "--json"], &["export"], &["positions", "--json"]] {
        let copy: Vec<&str> = arguments.iter().chain(&["--store", "copy.chancery"]).copied().collect();
        assert_eq!(done(folder, &copy), done(folder, arguments), "{arguments:?}");
    }
    let whole = fs::read_to_string(folder.join("all.jsonl")).unwrap();
    fs::write(folder.join("cut.jsonl"), &whole[..whole.len() / 2]).unwrap();
    let (code, _, err) = run(folder, &["import", "cut.jsonl", "--store", "new.chancery"]);
    assert_eq!(code, 2);
    assert!(err.contains("`cut.jsonl` is cut off") && err.contains("nothing was imported"), "{err}");
    assert!(!folder.join("new.chancery").exists());
    refused(folder, &["import", "cut.jsonl"]);
    refused(folder, &["export", "-o", "record.chancery"]);
    refused(folder, &["import", "first.txt"]);
}

#[test]
fn two_stores_become_one_and_what_cannot_hold_is_told() {
    let folder = store();
    let folder = folder.path();
    let meeting = event(folder);
    let claims: Vec<&str> = meeting["claims"].as_array().unwrap().iter().map(id).collect();
    done(folder, &["export", "-o", "first.jsonl"]);
    done(folder, &["import", "first.jsonl", "--store", "other.chancery"]);
    let apart = judge(folder, &["different", claims[0], claims[1]]);
    let others = ["judge", "same", claims[0], claims[1], "--by", "Ben", "--store", "other.chancery"];
    let one = done(folder, &others).split(':').next().unwrap().to_owned();
    done(folder, &["export", "-o", "ben.jsonl", "--store", "other.chancery"]);
    let (code, _, err) = run(folder, &["import", "ben.jsonl"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("new here: 0 reports, 0 readings and 1 judgement"), "{err}");
    assert!(err.contains("cannot hold") && err.contains(&apart) && err.contains(&one), "{err}");
    sound(folder);
    assert_eq!(done(folder, &["events", "--json"]).lines().count(), 2, "what is kept apart stays apart");
    done(folder, &["judge", "withdraw", &apart]);
    assert_eq!(done(folder, &["events", "--json"]).lines().count(), 1);
    assert!(!run(folder, &["judge", "list"]).2.contains("cannot hold"));
}

#[test]
fn a_contradiction_is_explained_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, published, former) in [("a", "2026-03-10", ""), ("b", "2026-03-11", "Former ")] {
        let text = format!(
            "Published on {published}\n\n{former}President Gitanas Nauseda met Prime Minister Mette Frederiksen in \
             Vilnius on 9 March 2026.\n"
        );
        fs::write(folder.join(format!("{name}.txt")), text).unwrap();
    }
    done(folder, &["add", "a.txt", "b.txt"]);
    let line = done(folder, &["contradictions", "--json"]);
    let line = line.lines().next().unwrap();
    let found: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(found["status"], "open");
    judge(folder, &["explain", id(&found["id"]), "one of them left early"]);
    let told = done(folder, &["contradictions", "--json"]);
    assert!(told.contains("\"status\":\"explained\"") && told.contains("one of them left early"), "{told}");
}

#[test]
fn two_processes_add_and_judge_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in ["a", "b"] {
        let mut lines = String::new();
        for n in 0..60 {
            let text = format!("Sergei Lavrov met Hakan Fidan in Ankara on {} March 2026. Note {name}{n}.", 1 + n % 28);
            writeln!(lines, "{{\"id\":\"{name}{n}\",\"published\":\"2026-04-01\",\"text\":{text:?}}}").unwrap();
        }
        fs::write(folder.join(format!("{name}.jsonl")), lines).unwrap();
    }
    let start = |arguments: &[&str]| command(folder, arguments).spawn().expect("the program starts");
    let wait = |child: Child| told(child.wait_with_output().expect("the program ends"));
    let adding = [start(&["add", "a.jsonl"]), start(&["add", "b.jsonl"])];
    for (code, _, err) in adding.map(wait) {
        assert_eq!(code, 0, "queued, not refused: {err}");
        assert!(err.contains("60 reports added"), "{err}");
    }
    sound(folder);
    let status: serde_json::Value = serde_json::from_str(&done(folder, &["status", "--json"])).unwrap();
    assert_eq!(status["reports"], 120);

    // Of two that cannot both hold, one is kept and the other told of it.
    let events = done(folder, &["events", "--json"]);
    let ids: Vec<serde_json::Value> = events
        .lines()
        .take(2)
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone())
        .collect();
    let (a, b) = (id(&ids[0]), id(&ids[1]));
    let judging = [start(&["judge", "same", a, b]), start(&["judge", "different", a, b])];
    let outcomes = judging.map(wait);
    let codes: Vec<i32> = outcomes.iter().map(|(code, ..)| *code).collect();
    assert!(codes == [0, 2] || codes == [2, 0], "{outcomes:?}");
    assert!(outcomes.iter().any(|(_, _, err)| err.contains("stands against it")), "{outcomes:?}");
    assert_eq!(done(folder, &["judge", "list", "--json"]).lines().count(), 1);
    sound(folder);
}
