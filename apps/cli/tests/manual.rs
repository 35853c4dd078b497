//! The manual has a page for each command, and on it every command and flag that its help has; and every variable of
//! the environment that the program asks for is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

fn chancery(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery")).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

/// The pages by name, without the typesetter's marks around words.
fn pages() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    chancery(&["--quiet", "manual", folder.path().join("man1").to_str().unwrap()]);
    let read = |path: &Path| {
        let text = fs::read_to_string(path).unwrap().replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), text)
    };
    fs::read_dir(folder.path().join("man1")).unwrap().map(|entry| read(&entry.unwrap().path())).collect()
}

/// Holds the page of a command, and those of the commands below it, to their help.
fn compare(called: &[&str], pages: &BTreeMap<String, String>, seen: &mut usize) {
    let name = called.iter().fold("chancery".to_owned(), |name, part| format!("{name}-{part}"));
    let page = pages.get(&name).unwrap_or_else(|| panic!("there is no page {name}"));
    *seen += 1;
    let help = chancery(&[called, &["--help"]].concat());
    let below = help.split_once("Commands:\n").map(|(_, rest)| rest.split("\n\n").next().unwrap_or_default());
    for word in help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
        let flag = word.trim_end_matches([',', '.', '`', ')', ']']);
        assert!(page.contains(flag), "{name} lacks {flag}:\n{page}");
    }
    for line in below.unwrap_or_default().lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let command = line.split_whitespace().next().unwrap();
        if command != "help" {
            assert!(page.contains(&format!("{name}-{command}(1)")), "{name} does not list {command}");
            compare(&[called, &[command]].concat(), pages, seen);
        }
    }
}

#[test]
fn the_manual_has_every_command_and_flag() {
    let (pages, mut seen) = (pages(), 0);
    compare(&[], &pages, &mut seen);
    assert!(seen > 30, "help lists {seen} commands");
    assert_eq!(seen, pages.len(), "there is a page of no command");
}

#[test]
fn the_manual_tells_what_the_program_asks_of_the_environment() {
    fn search(folder: &Path, found: &mut Vec<String>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                search(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let names = text.split(|c: char| !(c.is_ascii_uppercase() || c == '_'));
                found.extend(names.filter(|name| name.starts_with("CHANCERY_")).map(str::to_owned));
            }
        }
    }
    let mut names = Vec::new();
    search(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut names);
    assert!(names.len() > 5, "{names:?}");
    let pages = pages();
    for name in names {
        assert!(pages["chancery"].contains(&format!("\n{name}\n")), "the manual does not tell what {name} is for");
    }
}
