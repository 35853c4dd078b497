//! The shape that CSV, Parquet, SQLite and Arrow are written from: a table of typed columns, each of which says what it
//! holds and in which unit.

use chancery_model::Day;

/// A table of the record: columns of one length under one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name, a plural: `events`.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, at least one.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name, in small letters with `_`.
    pub name: &'static str,
    /// What it holds, with its unit.
    pub about: &'static str,
    /// Whether every row has a value that no other row has.
    pub is_key: bool,
    /// The table whose key its values are.
    pub refers: Option<&'static str>,
    /// The values, from the first row to the last.
    pub values: Values,
}

/// The values of a column; `None` is unknown.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Words.
    Text(Vec<Option<String>>),
    /// Counts and offsets.
    Whole(Vec<Option<i64>>),
    /// Amounts.
    Number(Vec<Option<f64>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
    /// Days of the Gregorian calendar.
    Day(Vec<Option<Day>>),
    /// Any number of words; none is an empty list.
    List(Vec<Vec<String>>),
}

/// One value of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'t> {
    /// Unknown.
    Unknown,
    /// Words.
    Text(&'t str),
    /// A count or an offset.
    Whole(i64),
    /// An amount.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Day),
    /// Any number of words.
    List(&'t [String]),
}

impl Values {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(of) => of.len(),
            Self::Whole(of) => of.len(),
            Self::Number(of) => of.len(),
            Self::Flag(of) => of.len(),
            Self::Day(of) => of.len(),
            Self::List(of) => of.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row.
    ///
    /// # Panics
    /// Where there is no such row.
    #[must_use]
    pub fn at(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Text(of) => of[row].as_deref().map_or(Cell::Unknown, Cell::Text),
            Self::Whole(of) => of[row].map_or(Cell::Unknown, Cell::Whole),
            Self::Number(of) => of[row].map_or(Cell::Unknown, Cell::Number),
            Self::Flag(of) => of[row].map_or(Cell::Unknown, Cell::Flag),
            Self::Day(of) => of[row].map_or(Cell::Unknown, Cell::Day),
            Self::List(of) => Cell::List(&of[row]),
        }
    }
}

impl Table {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The table of things, a row each, with the columns drawn from them.
    pub(crate) fn of<R>(name: &'static str, about: &'static str, rows: &[R], columns: Vec<Drawn<R>>) -> Self {
        let columns = columns.into_iter().map(|drawn| drawn.column(rows)).collect();
        Self { name, about, columns }
    }
}

/// A column yet to be drawn from things of one sort.
pub(crate) struct Drawn<R> {
    name: &'static str,
    about: &'static str,
    is_key: bool,
    refers: Option<&'static str>,
    draw: Draw<R>,
}

enum Draw<R> {
    Text(fn(&R) -> Option<String>),
    Whole(fn(&R) -> Option<usize>),
    Number(fn(&R) -> Option<f64>),
    Flag(fn(&R) -> Option<bool>),
    Day(fn(&R) -> Option<Day>),
    List(fn(&R) -> Vec<String>),
}

impl<R> Drawn<R> {
    fn new(name: &'static str, about: &'static str, draw: Draw<R>) -> Self {
        Self { name, about, is_key: false, refers: None, draw }
    }

    fn column(self, rows: &[R]) -> Column {
        let values = match self.draw {
            Draw::Text(draw) => Values::Text(rows.iter().map(draw).collect()),
            Draw::Whole(draw) => {
                let whole = |row| draw(row).map(|n| i64::try_from(n).unwrap_or(i64::MAX));
                Values::Whole(rows.iter().map(whole).collect())
            }
            Draw::Number(draw) => Values::Number(rows.iter().map(draw).collect()),
            Draw::Flag(draw) => Values::Flag(rows.iter().map(draw).collect()),
            Draw::Day(draw) => Values::Day(rows.iter().map(draw).collect()),
            Draw::List(draw) => Values::List(rows.iter().map(draw).collect()),
        };
        Column { name: self.name, about: self.about, is_key: self.is_key, refers: self.refers, values }
    }
}

/// A column that names each row.
pub(crate) fn key<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Option<String>) -> Drawn<R> {
    Drawn { is_key: true, ..text(name, about, draw) }
}

/// A column of keys of another table.
pub(crate) fn of<R>(
    table: &'static str,
    name: &'static str,
    about: &'static str,
    draw: fn(&R) -> Option<String>,
) -> Drawn<R> {
    Drawn { refers: Some(table), ..text(name, about, draw) }
}

/// A column of words.
pub(crate) fn text<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Option<String>) -> Drawn<R> {
    Drawn::new(name, about, Draw::Text(draw))
}

/// A column of counts or offsets.
pub(crate) fn whole<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Option<usize>) -> Drawn<R> {
    Drawn::new(name, about, Draw::Whole(draw))
}

/// A column of amounts.
pub(crate) fn number<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Option<f64>) -> Drawn<R> {
    Drawn::new(name, about, Draw::Number(draw))
}

/// A column of yes and no.
pub(crate) fn flag<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Option<bool>) -> Drawn<R> {
    Drawn::new(name, about, Draw::Flag(draw))
}

/// A column of days.
pub(crate) fn day<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Option<Day>) -> Drawn<R> {
    Drawn::new(name, about, Draw::Day(draw))
}

/// A column of lists.
pub(crate) fn list<R>(name: &'static str, about: &'static str, draw: fn(&R) -> Vec<String>) -> Drawn<R> {
    Drawn::new(name, about, Draw::List(draw))
}
