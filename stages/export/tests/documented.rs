//! The columns that docs/formats.md tells are those that tables have. `RENEW=1` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use chancery_data::Data;
use chancery_export::{Format, Given, Table, Values, tables};
use chancery_model::{Claim, ClaimId, Judgement, Note, Record, ReportId, Snapshot};

/// A record of nothing.
#[derive(Default)]
struct Nothing(Record);

impl Snapshot for Nothing {
    fn record(&self) -> &Record {
        &self.0
    }

    fn text(&self, _: &ReportId) -> Option<String> {
        None
    }

    fn claim(&self, _: &ClaimId) -> Option<&Claim> {
        None
    }

    fn claims(&self) -> Box<dyn Iterator<Item = &Claim> + '_> {
        Box::new(std::iter::empty())
    }

    fn judgements(&self) -> &[Judgement] {
        &[]
    }

    fn notes(&self) -> &[(ReportId, Note)] {
        &[]
    }
}

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md")
}

fn told(tables: &[Table]) -> String {
    let mut out = String::new();
    for table in tables {
        let _ = write!(
            out,
            "### {}\n\nA row is {}.\n\n| column | type | what it holds |\n|---|---|---|\n",
            table.name, table.about
        );
        for column in &table.columns {
            let kind = match column.values {
                Values::Text(_) => "text",
                Values::Whole(_) => "whole number",
                Values::Number(_) => "number",
                Values::Flag(_) => "yes or no",
                Values::Day(_) => "day",
                Values::List(_) => "list of text",
            };
            let key = if column.is_key { ", key" } else { "" };
            let refers = column.refers.map_or_else(String::new, |table| format!(", of {table}"));
            let _ = writeln!(out, "| `{}` | {kind}{key}{refers} | {} |", column.name, column.about);
        }
        out.push('\n');
    }
    out
}

#[test]
fn columns_are_told_as_they_are() {
    let (from, to) = ("<!-- tables -->\n\n", "<!-- end of tables -->");
    let data = Data::builtin().expect("the built-in knowledge is sound");
    let told = told(&tables(&Nothing::default(), &data));
    let page_now = fs::read_to_string(page()).expect("docs/formats.md is there");
    let (before, rest) = page_now.split_once(from).expect("it has a place for tables");
    let (tables_now, behind) = rest.split_once(to).expect("and its end");
    if std::env::var_os("RENEW").is_some() {
        fs::write(page(), format!("{before}{from}{told}{to}{behind}")).expect("docs/formats.md can be written");
    } else {
        assert!(tables_now == told, "docs/formats.md tells other columns than there are: run the test with RENEW=1");
    }
}

#[test]
fn every_format_is_told_and_takes_a_record_of_nothing() {
    let page = fs::read_to_string(page()).expect("docs/formats.md is there");
    let data = Data::builtin().expect("the built-in knowledge is sound");
    for format in Format::ALL {
        let command = format!("chancery export --as {}", format.as_str());
        assert!(page.contains(&command), "docs/formats.md does not tell of `{command}`");
        let given = Given { snapshot: &Nothing::default(), data: &data, process: None };
        chancery_export::write(format, &given).expect("nothing can be written too");
    }
}
