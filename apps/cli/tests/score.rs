//! `score` as a user meets it: figures, errors by kind, and files that cannot be scored. All gold is invented.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Exit code, standard output, standard error of the program, in a folder and without the user's settings.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env_remove("CHANCERY_REGISTER");
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("the program ends by itself"), text(output.stdout), text(output.stderr))
}

const TREE: &str = "# newdoc id = quay-1\n# text = Ships sail.\n\
    1\tShips\tship\tNOUN\t_\t_\t2\tnsubj\t_\t_\n\
    2\tsail\tsail\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
    3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";

#[test]
fn scores_are_told_as_a_table_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.conllu"), TREE).unwrap();
    fs::write(folder.path().join("a.tsv"), "Emmanuel\tB-PER\nMacron\tI-PER\nleft\tO\nBerlin\tB-LOC\n").unwrap();
    let (code, out, err) = run(folder.path(), &["score", "--treebank", "a.conllu", "--names", "a.tsv"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Tokens            100.00 100.00 100.00         3        3        3\n"), "{out}");
    assert!(out.contains("all               100.00 100.00 100.00         2        2        2\n"), "{out}");
    let (code, out, _) = run(folder.path(), &["score", "--json", "--treebank", "a.conllu"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &told["raw"]["sentences"]["correct"]), (0, &serde_json::json!(1)));
    assert_eq!(told["given"]["uas_without_punct"]["of"], 2);
    let (code, _, _) = run(folder.path(), &["score", "--treebank", "a.conllu", "--document", "pier"]);
    assert_eq!(code, 1);
    let written = ["score", "--treebank", "a.conllu", "--document", "quay", "--analysis", "b.conllu"];
    assert_eq!(run(folder.path(), &written).0, 0);
    assert!(fs::read_to_string(folder.path().join("b.conllu")).unwrap().contains("2\tsail\t"));
}

#[test]
fn files_that_cannot_be_scored_are_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.conllu"), "1\tShips\n").unwrap();
    fs::write(folder.path().join("bad.tsv"), "Ships\nsail\n").unwrap();
    fs::write(folder.path().join("bytes.tsv"), b"Ships\tO\n\xff\tO\n").unwrap();
    let fault = |arguments: &[&str]| {
        let (code, out, err) = run(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        err
    };
    let columns = "chancery: `bad.conllu`: line 1: 2 columns, expected 10 parted by tabs\n";
    assert_eq!(fault(&["score", "--treebank", "bad.conllu"]), columns);
    let columns = "chancery: `bad.tsv`: line 1: 1 columns, expected a word and its tag parted by a tab\n";
    assert_eq!(fault(&["score", "--names", "bad.tsv"]), columns);
    let bytes = "chancery: `bytes.tsv`: line 2: not UTF-8; save the file as UTF-8\n";
    assert_eq!(fault(&["score", "--names", "bytes.tsv"]), bytes);
    assert!(fault(&["score", "--names", "none.tsv"]).starts_with("chancery: `none.tsv`: cannot be read"));
    assert!(fault(&["score"]).contains("`chancery help` tells more"));
}

/// Two reports with their annotations.
fn annotated() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let reports = [
        json!({"id": "berlin", "published": "2026-03-10",
               "text": "German Chancellor Friedrich Merz met French President Emmanuel Macron in Berlin on Monday."}),
        json!({"id": "quay", "published": "2026-03-10", "text": "The ships have sailed, and nobody was there to see it."}),
    ];
    let lines: String = reports.iter().map(|report| format!("{report}\n")).collect();
    fs::write(folder.path().join("reports.jsonl"), lines).unwrap();
    let marks = folder.path().join("annotations");
    fs::create_dir(&marks).unwrap();
    let berlin = json!({"engagements": [{
        "form": "meeting", "status": "held", "place": "Paris", "date": "2026-03-09", "main": true,
        "participants": [{"kind": "person", "name": "Friedrich Merz"}, {"kind": "person", "name": "Emmanuel Macron"}],
        "evidence": [{"exact": "German Chancellor Friedrich Merz met French President Emmanuel Macron in Berlin on Monday."}]}]});
    fs::write(marks.join("berlin.json"), berlin.to_string()).unwrap();
    fs::write(marks.join("quay.json"), json!({"engagements": []}).to_string()).unwrap();
    folder
}

#[test]
fn annotated_reports_are_scored() {
    let folder = annotated();
    let (code, out, err) = run(folder.path(), &["score", "annotations", "--errors"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("annotations: 2 reports\n"), "{out}");
    assert!(out.contains("engagement        100.00 100.00 100.00         1        1        1\n"), "{out}");
    assert!(
        out.contains("wrong place (1)\n  berlin  meeting of Friedrich Merz, Emmanuel Macron: Paris, not Berlin\n"),
        "{out}"
    );
    // The folder above will do as well.
    let (_, out, _) = run(folder.path(), &["score", ".", "--json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&told["count"], &told["of_found"]["date"]["correct"]), (&json!(2), &json!(1)));
    assert_eq!((&told["marks"]["engagement_strict"]["correct"], &told["errors"]), (&json!(0), &Value::Null));
}

const PLOVER: &str = "sentence\tsource\ttarget\tgold_root\n\
    <s>Friedrich Merz</s> met <t>Emmanuel Macron</t> in Berlin on Monday.\tFriedrich Merz\tEmmanuel Macron\tAGREE\n\
    <s>The ships</s> passed <t>the pier</t>.\tThe ships\tthe pier\tCONSULT\n";

#[test]
fn sentences_after_plover_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.tsv"), PLOVER).unwrap();
    let (code, out, err) = run(folder.path(), &["score", "--plover", "a.tsv", "--errors"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("joined of all      50.00         1        2\n"), "{out}");
    assert!(out.contains("AGREE read as CONSULT (1)\n  1  Friedrich Merz → Emmanuel Macron\n"), "{out}");
    let (_, out, _) = run(folder.path(), &["score", "--plover", "a.tsv", "--json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&told["right"]["of"], &told["confused"]), (&json!(2), &json!([["AGREE", "CONSULT", 1]])));
}

#[test]
fn attributions_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("text/a.txt", "“We will not trade land for a promise,” Merz said on Monday."),
        ("attributions/a_1.ann", "T1\tSource 40 44\tMerz\nT2\tCue 45 49\tsaid\nE1\tSource:T1 Cue:T2\n"),
        ("attributions/a_2.ann", "not read: the first annotator stands for all"),
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (code, out, err) = run(folder.path(), &["score", "--attribution", ".", "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&told["articles"], &told["found"]["gold"]), (&json!(1), &json!(1)));
}

#[test]
fn gold_that_is_not_there_is_named() {
    let folder = annotated();
    let fault = |arguments: &[&str]| {
        let (code, out, err) = run(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        err
    };
    assert!(fault(&["score", "none"]).starts_with("chancery: `none`: cannot be read: "));
    assert!(fault(&["score", "--plover", "none.tsv"]).starts_with("chancery: `none.tsv`: cannot be read: "));
    fs::create_dir(folder.path().join("empty")).unwrap();
    let empty = "chancery: `empty`: holds no annotations; expected a `.json` file for each report\n";
    assert_eq!(fault(&["score", "empty"]), empty);
    assert!(
        fault(&["score", "--attribution", "empty"])
            .starts_with("chancery: `empty`: `empty/attributions`: cannot be read: ")
    );
    fs::write(folder.path().join("annotations/pier.json"), "{}").unwrap();
    let lacking =
        "chancery: `annotations`: `pier.json` has no report `pier` in `reports.jsonl` beside the annotations\n";
    assert_eq!(fault(&["score", "annotations"]), lacking);
    fs::write(folder.path().join("annotations/pier.json"), "{").unwrap();
    assert!(fault(&["score", "annotations"]).starts_with("chancery: `annotations`: `annotations/pier.json`: EOF"));
    fs::remove_file(folder.path().join("reports.jsonl")).unwrap();
    fs::write(folder.path().join("annotations/pier.json"), "{}").unwrap();
    assert!(fault(&["score", "annotations"]).contains("`reports.jsonl`: cannot be read: "));
    assert!(fault(&["score", "--errors", "--names", "a.tsv"]).contains("`chancery help` tells more"));
}
