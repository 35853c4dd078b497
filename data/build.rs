//! Lists the knowledge files, so that a new rule or table is compiled in without touching Rust.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use sha2::{Digest, Sha256};

const FOLDERS: [&str; 8] = ["lemmas", "lexicon", "outlets", "places", "register", "rules", "schema", "times"];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo names the package folder");
    let out = env::var("OUT_DIR").expect("cargo names the output folder");
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        collect(&Path::new(&root).join(folder), folder, &mut files);
    }
    files.sort_unstable();
    let mut list = String::from("[\n");
    for name in files {
        let path = Path::new(&root).join(&name);
        writeln!(list, "    ({name:?}, include_str!({path:?})),").expect("writing to a string does not fail");
    }
    list.push(']');
    fs::write(Path::new(&out).join("files.rs"), list).expect("the output folder can be written");
    name_weights(&Path::new(&root).join("weights/analyser.onnx"));
}

/// Passes on the checksum of the weights, which readings are known by: taken here, not at each start.
fn name_weights(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
    let bytes = fs::read(path).expect("the weights are in the repository");
    let sum = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    });
    println!("cargo::rustc-env=WEIGHTS_SHA256={sum}");
}

fn collect(folder: &Path, name: &str, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, into);
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
            into.push(name);
        }
    }
}
