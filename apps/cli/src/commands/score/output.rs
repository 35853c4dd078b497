//! What the program tells of texts that others annotated, as `read --json` gives it.

use std::collections::BTreeMap;

use chancery_engine::{Engine, Input, Options};
use chancery_view::ReadOptions;
use serde_json::Value;

use crate::commands::read::as_json;
use crate::out::Out;

/// Reads reports, one a line in JSON, and gives what is told of each by its key. What cannot be read is said, and
/// nothing is told of it.
pub(super) fn told(engine: &Engine, lines: String, out: &Out) -> anyhow::Result<BTreeMap<String, Value>> {
    let mut told = BTreeMap::new();
    engine.read_each(
        &[Input::Stdin(lines.into_bytes())],
        &Options::default(),
        |way| as_json(way, ReadOptions { without_text: true, ..Default::default() }),
        |line| -> anyhow::Result<()> {
            match line {
                Err(problem) => out.talk(&problem),
                Ok(line) => {
                    let line: Value = serde_json::from_str(&line)?;
                    told.insert(line["report"]["key"].as_str().unwrap_or_default().to_owned(), line);
                }
            }
            Ok(())
        },
    )?;
    Ok(told)
}
