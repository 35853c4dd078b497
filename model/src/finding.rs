//! What rules find in a document, as the text says it: nobody is identified, no day is fixed.

use crate::{
    AsideFinding, Attendance, ByteSpan, EventKind, NameKind, Period, PledgeStatus, Role, RuleId, Stance, Status,
    TimeFinding,
};

/// Everything found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Phrases that name somebody or something, in order of the text.
    pub mentions: Vec<Mention>,
    /// Expressions of time, in order of the text.
    pub times: Vec<TimeFinding>,
    /// Amounts, in order of the text.
    pub amounts: Vec<AmountFinding>,
    /// Events.
    pub events: Vec<EventFinding>,
    /// What is told of events besides who, where and when.
    pub asides: Vec<AsideFinding>,
    /// Statements.
    pub statements: Vec<StatementFinding>,
    /// Positions.
    pub positions: Vec<PositionFinding>,
    /// Plans and texts on the table, as often as they are told of.
    pub proposals: Vec<ProposalFinding>,
    /// Pledges.
    pub pledges: Vec<PledgeFinding>,
}

/// Words that name somebody or something: a name with its title, a description, a pronoun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The whole phrase ("British Prime Minister Keir Starmer").
    pub span: ByteSpan,
    /// What the phrase rests on.
    pub form: MentionForm,
    /// Index of its sentence.
    pub sentence: usize,
}

/// What a mention rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionForm {
    /// A name; the title and the state or body named before or after it, where there is one.
    Name {
        /// The name alone.
        name: ByteSpan,
        /// What kind of thing it names.
        kind: NameKind,
        /// "Prime Minister", "the Kremlin spokesman".
        title: Option<ByteSpan>,
        /// "British", "NATO": whom the bearer serves, as the phrase says.
        of: Option<ByteSpan>,
    },
    /// A description by role ("senior U.S. envoys", "the Ukrainian president").
    Role {
        /// The role's own words ("envoys").
        role: ByteSpan,
        /// The state or body it belongs to.
        of: Option<ByteSpan>,
        /// Whether it speaks of several.
        plural: bool,
        /// Whether it points at somebody known ("the president", not "a senior official").
        definite: bool,
    },
    /// A pronoun.
    Pronoun,
}

/// Who sits at an event, in which part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Index into [`Findings::mentions`].
    pub mention: usize,
    /// The part.
    pub role: Role,
    /// How sure the text is.
    pub attendance: Attendance,
    /// Which argument seats it, counted over the event: those of one argument stand together, as "A and B" in
    /// "A and B met C".
    pub end: usize,
}

/// An occasion, as one or several sentences of a report tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventFinding {
    /// Kind of event.
    pub kind: EventKind,
    /// PLOVER mode that the rule names.
    pub mode: Option<String>,
    /// How far it has come.
    pub status: Status,
    /// All sides.
    pub actors: Vec<Seat>,
    /// Targets of a directed event.
    pub recipients: Vec<Seat>,
    /// Hosts and go-betweens that are not a party.
    pub mediators: Vec<Seat>,
    /// The words that name the place.
    pub place: Option<ByteSpan>,
    /// Index into [`Findings::times`].
    pub time: Option<usize>,
    /// The time that it was set for before it was moved; index into [`Findings::times`].
    pub moved_from: Option<usize>,
    /// How far it lies from what the clause above tells of, where nothing else says when it is.
    pub distance: Option<Distance>,
    /// How close its words put it to the telling, where no time says when it is.
    pub nearness: Option<Nearness>,
    /// The words that gave the event away ("held talks"): its anchor.
    pub trigger: ByteSpan,
    /// Index of the trigger's sentence.
    pub sentence: usize,
    /// Pieces of text that tell it, each within one sentence.
    pub evidence: Vec<ByteSpan>,
    /// Whether it is told as background. No rule says so yet; identification tells it by the day.
    pub background: bool,
    /// The rule that read it.
    pub rule: RuleId,
}

/// How far an event lies from what the clause above it tells of: "he left on Friday, **a day after** they met"; or
/// from an occasion told behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distance {
    /// The words that tell it.
    pub words: ByteSpan,
    /// How long, as an index into [`Findings::times`]; `None` where the words are short of a day ("hours after").
    pub length: Option<usize>,
    /// Whether the event comes first: "a day **after** they met".
    pub earlier: bool,
    /// The time told in the clause above, as an index into [`Findings::times`].
    pub from: Option<usize>,
    /// The other way round, the word for the occasion that it is measured from: "met a day after **the summit**".
    pub occasion: Option<ByteSpan>,
}

/// How close to its telling an event lies by the form of its words alone, which name no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearness {
    /// The words that tell it, from the first to the verb.
    pub words: ByteSpan,
    /// In which form.
    pub form: Close,
}

/// The forms in which English tells that something is close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// "has suspended talks": news, where a report opens with it.
    News,
    /// "announces that talks have been suspended": news wherever it stands.
    Announced,
    /// "has just visited": days ago.
    JustDone,
    /// "is meeting": as it is told.
    GoingOn,
    /// "was due to meet": later on the day spoken of, if that is the day of the report.
    Due,
    /// "will meet him later": later on the day of the report.
    Later,
}

/// Quoted words and whoever the text gives them to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementFinding {
    /// Index into [`Findings::mentions`]; `None` where the text does not tell.
    pub speaker: Option<usize>,
    /// The words of saying.
    pub cue: Option<ByteSpan>,
    /// Index of the quotation in the document; `None` of words told without marks.
    pub quotation: Option<usize>,
    /// Whether the quoted words form a clause of their own.
    pub whole_clause: bool,
    /// The words that tell what is said, in order of the text; never empty.
    pub content: Vec<ByteSpan>,
    /// Through whom the words came to the report, nearest the speaker first. Indices into [`Findings::mentions`].
    pub chain: Vec<usize>,
    /// Where the words stood: "a statement", "Telegram".
    pub medium: Option<ByteSpan>,
    /// The rules that told these two.
    pub sources: Vec<RuleId>,
    /// Pieces of text that tell it.
    pub evidence: Vec<ByteSpan>,
    /// The rule that read it.
    pub rule: RuleId,
}

impl StatementFinding {
    /// From the first word of what is said to the last.
    ///
    /// # Panics
    /// Where nothing is said, which no statement does.
    #[must_use]
    pub fn anchor(&self) -> ByteSpan {
        let (first, last) = (self.content.first(), self.content.last());
        first.zip(last).map(|(first, last)| first.cover(*last)).expect("a statement says something")
    }
}

/// Where somebody stands, as the text says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionFinding {
    /// Index into [`Findings::mentions`]; `None` where it is whoever speaks.
    pub holder: Option<usize>,
    /// Whether whoever speaks says so of himself: "we", "I".
    pub first_person: bool,
    /// Index into [`Findings::statements`], of the words it is told in.
    pub statement: Option<usize>,
    /// The stance.
    pub stance: Stance,
    /// Whether the words are absolute.
    pub red_line: bool,
    /// The words that tell what it is about.
    pub content: ByteSpan,
    /// Where that lists several deeds, the words of each: "must **free the crew** and **lift the blockade**".
    pub deeds: Vec<ByteSpan>,
    /// The words that make it depend on something.
    pub condition: Option<ByteSpan>,
    /// The words that gave it away: its anchor.
    pub trigger: ByteSpan,
    /// Index of its sentence.
    pub sentence: usize,
    /// The words that tell it, within the sentence.
    pub evidence: ByteSpan,
    /// The rule that read it.
    pub rule: RuleId,
}

/// A plan or text on the table, as one noun tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalFinding {
    /// The noun: its anchor.
    pub noun: ByteSpan,
    /// The noun with the words that name it ("28-point peace plan").
    pub name: ByteSpan,
    /// Whether these words alone tell that it is a proposal; else it is one only where the report tells of one before.
    pub firm: bool,
    /// Whether it points at one told before: "the plan", "its latest proposal".
    pub definite: bool,
    /// Whether they tell so even where no other party is told of.
    pub certain: bool,
    /// Whether its words name an author whom nobody knows: "a **Nordic**-drafted text".
    pub stranger: bool,
    /// Whether it sets itself apart from one told before: a counterproposal.
    pub counter: bool,
    /// The words that tell its version: "28-point", "updated".
    pub versions: Vec<ByteSpan>,
    /// Whether one of these says that it is another version of what was there before.
    pub revised: bool,
    /// Indices into [`Findings::mentions`]: who put it forward.
    pub by: Vec<usize>,
    /// The same: who wrote it.
    pub drafted_by: Vec<usize>,
    /// The same: whom it was put to.
    pub to: Vec<usize>,
    /// The words that tell what it holds.
    pub contains: Vec<ByteSpan>,
    /// Indices into [`Findings::positions`] that answer it.
    pub answers: Vec<usize>,
    /// Those among them that are about taking it up: who demands that is for it.
    pub taken_up: Vec<usize>,
    /// Whether the sentence says that it is yet to be put forward.
    pub planned: bool,
    /// Index of its sentence.
    pub sentence: usize,
    /// The words that tell it, within the sentence.
    pub evidence: ByteSpan,
    /// The rules that read it, the one that counts first.
    pub rules: Vec<RuleId>,
}

/// What somebody undertook, as the text says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeFinding {
    /// Who is bound, as indices into [`Findings::mentions`]; `None` among them for whoever speaks.
    pub by: Vec<Option<usize>>,
    /// Whom it is given to, as indices into [`Findings::mentions`].
    pub to: Vec<usize>,
    /// Index into [`Findings::statements`], of the words it is told in.
    pub statement: Option<usize>,
    /// How far it has come.
    pub status: PledgeStatus,
    /// The words that tell what is to be done or given, in order of the text; never empty.
    pub content: Vec<ByteSpan>,
    /// Index into [`Findings::amounts`], of the money in it.
    pub amount: Option<usize>,
    /// How often that falls due.
    pub period: Option<Period>,
    /// Index into [`Findings::times`], of its last day.
    pub until: Option<usize>,
    /// The words that gave it away: its anchor.
    pub trigger: ByteSpan,
    /// Index of its sentence.
    pub sentence: usize,
    /// The words that tell it, within the sentence.
    pub evidence: ByteSpan,
    /// The rule that read it.
    pub rule: RuleId,
}

/// A number of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountFinding {
    /// Where the words stand.
    pub span: ByteSpan,
    /// The number, as a decimal.
    pub value: String,
    /// ISO 4217 currency, or the unit's noun.
    pub unit: String,
    /// The rule that read it.
    pub rule: RuleId,
}
