//! A table with a column of every sort, for tests.

use crate::table::{Table, day, flag, key, list, number, of, text, whole};

struct Row(&'static str, Option<&'static str>, usize, Option<f64>, Option<bool>, &'static str, &'static [&'static str]);

const ROWS: [Row; 3] = [
    Row("e1", Some("Żółć, \"said\"\nso"), 0, Some(-1.5), Some(true), "2025-12-08", &["Ana Silva", "A; B"]),
    Row("e2", Some("=1+1"), 3_000_000_000, None, Some(false), "1969-12-31", &[]),
    Row("e3", None, 7, Some(5e10), None, "", &["x"]),
];

pub(crate) fn table() -> Table {
    Table::of(
        "events",
        "an event of a test",
        &ROWS,
        vec![
            key("id", "its id", |r: &Row| Some(r.0.to_owned())),
            text("quote", "words", |r| r.1.map(str::to_owned)),
            whole("start", "an offset, in code points", |r| Some(r.2)),
            number("amount", "an amount", |r| r.3),
            flag("background", "yes or no", |r| r.4),
            day("first_day", "a day", |r| r.5.parse().ok()),
            list("actors", "names", |r| r.6.iter().map(|name| (*name).to_owned()).collect()),
            list("place", "none", |_| Vec::new()),
            of("events", "part_of", "another row", |r| (r.0 == "e2").then(|| "e1".to_owned())),
        ],
    )
}
