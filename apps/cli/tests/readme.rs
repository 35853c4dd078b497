//! The README shows what the program prints: its first command is run and the output compared.
//! `RENEW=1` writes the present output into the README.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn the_readme_shows_the_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["brief", "examples/london"])
        .current_dir(&root)
        .env("COLUMNS", "100")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("the program prints UTF-8");

    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README");
    let (head, rest) = readme.split_once("```text\n").expect("the README has a block of output");
    let (shown, tail) = rest.split_once("```").expect("the block ends");
    if env::var_os("RENEW").is_some() {
        fs::write(&path, format!("{head}```text\n{printed}```{tail}")).expect("the README can be written");
        return;
    }
    assert!(head.contains("cargo run -- brief examples/london"), "the first command prints the brief of the example");
    assert_eq!(shown, printed, "the README shows another output; renew it with RENEW=1");
}
