//! `rules` and `--rules` as a user meets them: a rule of one's own works without building anything.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const LEMMAS: &str = "# How English says that one grieves with others.\n\n[grieving]\nverb = [\"condole\"]\n";

const RULE: &str = r#"kind = "support"
reason = "Who condoles with somebody stands by him in grief."
patterns = ["subj=<actors> *[grieving]* with=<recipients>"]
not = ["The widow condoled in silence.", "They met in Lima.", "The flag hung at half mast."]

[[match]]
text = "Peru condoled with Chile."
actors = ["Peru"]
recipients = ["Chile"]
status = "held"
"#;

const REPORT: &str = "Kenya condoled with Ghana on Monday.\n";

/// Exit code, standard output, standard error of the program in a folder of its own.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES"] {
        command.env_remove(variable);
    }
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code().expect("the program ends by itself"), text(stdout), text(stderr))
}

/// A folder with a report, and in `mine` a rule with its words.
fn folder(rule: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("mine/lemmas")).unwrap();
    fs::create_dir_all(folder.path().join("mine/rules/support")).unwrap();
    fs::write(folder.path().join("mine/lemmas/grieving.toml"), LEMMAS).unwrap();
    fs::write(folder.path().join("mine/rules/support/condoled.toml"), rule).unwrap();
    fs::write(folder.path().join("report.txt"), REPORT).unwrap();
    folder
}

#[test]
fn a_rule_of_ones_own_reads_without_a_build() {
    let folder = folder(RULE);
    let read = &["read", "--json", "--published", "2026-03-10", "report.txt"];
    let (_, without, _) = run(folder.path(), read);
    assert!(!without.contains("support/condoled"), "{without}");
    let (code, with, err) = run(folder.path(), &[&["--rules", "mine"], &read[..]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(with.contains(r#""rule":"support/condoled""#), "{with}");
    assert!(with.contains(r#""plover":{"type":"SUPPORT","mode":null}"#), "{with}");
}

#[test]
fn a_faulty_rule_is_told_with_file_line_and_column() {
    let folder = folder(&RULE.replace("[grieving]", "[grieve]"));
    let (code, out, err) = run(folder.path(), &["--rules", "mine", "read", "report.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("condoled.toml:3: pattern"), "{err}");
    assert!(err.contains("column 16: there is no class `grieve` under data/lemmas"), "{err}");
    let (code, _, err) = run(folder.path(), &["--rules", "nowhere", "rules", "list"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere"), "{err}");
}

#[test]
fn a_sentence_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = run(folder.path(), &["rules", "explain", "Macron met Merz in Paris."]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("  subj=Macron\n  obj=Merz\n"), "{out}");
    assert!(out.contains("  matches meeting/met: <actors> Macron; <actors> Merz\n"), "{out}");
    let (code, out, _) = run(folder.path(), &["rules", "explain", "Rain fell."]);
    assert_eq!((code, out.contains("matches")), (1, false), "{out}");
    let (code, out, _) = run(folder.path(), &["rules", "list", "--patterns", "meeting/met"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("meeting/met: People who meet other people come together in person.\n"), "{out}");
    assert!(out.contains("  subj=<actors> *[meet]/verb* obj|with=<actors>\n"), "{out}");
}
