//! Stores of every format ever written, in the hands of the program as it is.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(folder).env("CHANCERY_USER", "Ann").stdin(Stdio::null());
    for variable in ["CHANCERY_STORE", "CHANCERY_REGISTER", "CHANCERY_RULES", "NO_COLOR"] {
        command.env_remove(variable);
    }
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

#[test]
fn stores_of_every_format_are_viewed_added_to_and_read_again() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../stages/record/tests/old_formats");
    let stores = fs::read_dir(committed).unwrap().map(|entry| entry.unwrap().path());
    let stores: Vec<_> = stores.filter(|path| path.extension().is_some_and(|ending| ending == "store")).collect();
    assert!(stores.len() >= 2, "{stores:?}");
    for committed in stores {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::copy(&committed, folder.join("record.chancery")).unwrap();
        fs::write(folder.join("more.txt"), "Sergei Lavrov met Hakan Fidan in Ankara on 8 December 2025.").unwrap();
        let done = |arguments: &[&str]| {
            let (code, out, err) = run(folder, arguments);
            assert_eq!(code, 0, "{}: {arguments:?}: {err}", committed.display());
            out
        };
        let before = done(&["export"]);
        for view in [&["brief"][..], &["record"], &["status"], &["judge", "list"], &["search", "ferry"]] {
            assert!(!done(view).is_empty(), "{view:?}");
        }
        assert_eq!(done(&["export"]), before, "to look at it changes nothing");
        assert!(done(&["verify"]).contains("sound"));
        done(&["add", "more.txt"]);
        assert!(done(&["events"]).contains("Hakan Fidan"));
        done(&["reread"]);
        assert!(done(&["verify"]).contains("sound"));
        let status: serde_json::Value = serde_json::from_str(&done(&["status", "--json"])).unwrap();
        assert_eq!((status["reports"].as_u64(), status["judgements"].as_u64()), (Some(3), Some(1)));
    }
}
