//! The two shapes that every page is laid out in: sections of lines, and a table. A page says what
//! its pieces are (a quotation, an id); how that looks is the business of a format.

/// A page: a title and sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What the page is.
    pub title: String,
    /// What it covers, in one line; empty where the title says it all.
    pub about: String,
    /// Its sections, none of them empty.
    pub sections: Vec<Section>,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What was left out, in one line; empty where nothing was.
    pub more: String,
}

/// One entry: words in a row, where they come from, and what belongs under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub pieces: Vec<Piece>,
    /// The reports they come from.
    pub sources: Vec<Source>,
    /// Said after the sources: how many reports and origins there are.
    pub weight: String,
    /// The id to ask `why` for.
    pub id: String,
    /// Lines that belong to this one.
    pub under: Vec<Line>,
}

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What they are.
    pub mark: Mark,
    /// The words.
    pub text: String,
}

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The program's own words.
    Plain,
    /// What the line is about.
    Strong,
    /// Said in passing.
    Faint,
    /// Exact words of a report, given in quotation marks.
    Quote,
    /// Exact words of a report that stand without marks, as part of its sentence.
    Words,
    /// Words that were searched for.
    Hit,
}

/// A report as the source of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Outlet, else title, else key.
    pub label: String,
    /// Headline, where it is not the label.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication date in words, or "undated".
    pub date: String,
    /// First digits of the report's id.
    pub report: String,
}

/// Rows under named columns; every row has one cell a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl Page {
    /// A page without sections.
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a section, unless it has no lines.
    pub(crate) fn push(&mut self, title: &str, lines: Vec<Line>) {
        self.push_more(title, lines, String::new());
    }

    /// Adds a section with a remark on what it leaves out, unless it has no lines.
    pub(crate) fn push_more(&mut self, title: &str, lines: Vec<Line>, more: String) {
        if !lines.is_empty() {
            self.sections.push(Section { title: title.to_owned(), lines, more });
        }
    }
}

impl Line {
    /// Its words, without those under it.
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// A line that begins with plain words.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::default().and(Mark::Plain, text)
    }

    /// A line that begins with what it is about.
    pub(crate) fn strong(text: impl Into<String>) -> Self {
        Self::default().and(Mark::Strong, text)
    }

    /// A line of exact words.
    pub(crate) fn quote(text: impl Into<String>) -> Self {
        Self::default().and(Mark::Quote, text)
    }

    /// A line that names a fact: "place: London".
    pub(crate) fn fact(name: &str, value: impl Into<String>) -> Self {
        Self::default().and(Mark::Faint, format!("{name}: ")).and(Mark::Plain, value)
    }

    /// The line with further words.
    pub(crate) fn and(mut self, mark: Mark, text: impl Into<String>) -> Self {
        self.pieces.push(Piece { mark, text: text.into() });
        self
    }

    /// The line with its sources.
    pub(crate) fn from(mut self, sources: Vec<Source>) -> Self {
        self.sources = sources;
        self
    }

    /// The line with the id to ask `why` for.
    pub(crate) fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The line with a line under it.
    pub(crate) fn over(mut self, line: Line) -> Self {
        self.under.push(line);
        self
    }
}
