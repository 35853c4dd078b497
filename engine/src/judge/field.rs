//! Which fields a person may set of what, and what their values may be. A value that fits is written as
//! judgements keep it: words plainly, people and places as JSON, nothing as `null`.

use chancery_data::{Data, Referent};
use chancery_model::{
    Anchor, ClaimKind, ClaimValue, Day, Edtf, OutcomeValue, PART_OF, Participant, PledgeStatus, ReportId, Setting,
    Snapshot, Stance, Status, Subject,
};

use super::{Refusal, who};

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Status,
    Kind,
    People,
    Person,
    Somebody,
    Place,
    Date,
    Outcome,
    Issue,
    Issues,
    Process,
    YesNo,
    Words,
    Stance,
    PledgeStatus,
    Amount,
    Part,
}

/// Fields of an event; the second word is another name for the first.
const EVENT: &[(&str, &str, Sort)] = &[
    ("status", "", Sort::Status),
    ("kind", "", Sort::Kind),
    ("participants", "actors", Sort::People),
    ("recipients", "", Sort::People),
    ("mediators", "", Sort::People),
    ("place", "", Sort::Place),
    ("time", "date", Sort::Date),
    ("outcome", "", Sort::Outcome),
    ("issues", "issue", Sort::Issues),
    ("process", "", Sort::Process),
    ("background", "", Sort::YesNo),
    (PART_OF, "", Sort::Part),
];
const POSITION: &[(&str, &str, Sort)] = &[
    ("holder", "", Sort::Person),
    ("said_by", "speaker", Sort::Somebody),
    ("issue", "clause", Sort::Issue),
    ("stance", "", Sort::Stance),
    ("red_line", "", Sort::YesNo),
    ("proposition", "", Sort::Words),
    ("process", "", Sort::Process),
];
const PLEDGE: &[(&str, &str, Sort)] = &[
    ("by", "", Sort::Person),
    ("to", "", Sort::Somebody),
    ("what", "", Sort::Words),
    ("status", "", Sort::PledgeStatus),
    ("amount", "", Sort::Amount),
    ("until", "", Sort::Date),
    ("said_by", "speaker", Sort::Somebody),
    ("process", "", Sort::Process),
];
const PROPOSAL: &[(&str, &str, Sort)] = &[
    ("name", "", Sort::Words),
    ("by", "", Sort::People),
    ("drafted_by", "", Sort::People),
    ("to", "", Sort::People),
    ("planned", "", Sort::YesNo),
    ("process", "", Sort::Process),
];
const STATEMENT: &[(&str, &str, Sort)] = &[("speaker", "", Sort::Somebody)];
const OFFICE: &[(&str, &str, Sort)] =
    &[("holder", "", Sort::Person), ("title", "", Sort::Words), ("former", "", Sort::YesNo)];
const REPORT: &[(&str, &str, Sort)] = &[("published", "date", Sort::Date)];

/// A field of one kind of thing.
struct Table {
    of: &'static str,
    fields: &'static [(&'static str, &'static str, Sort)],
}

impl Table {
    fn of(kind: ClaimKind) -> Self {
        let (of, fields) = match kind {
            ClaimKind::Event => ("an event", EVENT),
            ClaimKind::Position => ("a position", POSITION),
            ClaimKind::Pledge => ("a pledge", PLEDGE),
            ClaimKind::Proposal => ("a proposal", PROPOSAL),
            ClaimKind::Statement => ("a statement", STATEMENT),
            ClaimKind::Office => ("an office", OFFICE),
        };
        Self { of, fields }
    }

    fn find(&self, asked: &str) -> Result<(&'static str, Sort), Refusal> {
        let word = asked.trim().to_lowercase().replace('-', "_");
        let field = self.fields.iter().find(|(name, other, _)| *name == word || !other.is_empty() && *other == word);
        field.map(|(name, _, sort)| (*name, *sort)).ok_or_else(|| Refusal::NoField {
            field: asked.to_owned(),
            of: self.of,
            allowed: listed(self.fields.iter().map(|(name, ..)| *name), "and"),
        })
    }
}

/// The fields of a kind of claim that a person may set.
pub fn settable(kind: ClaimKind) -> impl Iterator<Item = &'static str> {
    Table::of(kind).fields.iter().map(|(name, ..)| *name)
}

/// The setting of a field of claims of one kind, or of a report.
pub(super) fn setting(
    data: &Data,
    snapshot: &dyn Snapshot,
    on: &[Subject],
    field: &str,
    value: &str,
) -> Result<Setting, Refusal> {
    let mut kinds: Vec<ClaimKind> = on.iter().flat_map(Subject::anchors).map(|a| a.kind).collect();
    kinds.dedup();
    let table = match kinds[..] {
        [] => Table { of: "a report", fields: REPORT },
        [kind] => Table::of(kind),
        _ => return Err(Refusal::Mixed),
    };
    let anchor = on.iter().flat_map(Subject::anchors).next();
    let report = anchor.map(|a| &a.report);
    let desk =
        Desk { data, snapshot, day: anchor.and_then(|a| day(snapshot, a)).or_else(|| published(snapshot, report?)) };
    desk.setting(&table, field, value)
}

/// The settings of a thing that a person marks, in the order of its fields; those it cannot do without must be there.
pub(super) fn fields(
    data: &Data,
    snapshot: &dyn Snapshot,
    anchor: &Anchor,
    given: &[(String, String)],
) -> Result<Vec<Setting>, Refusal> {
    let table = Table::of(anchor.kind);
    let needed: &[&str] = match anchor.kind {
        ClaimKind::Event => &["kind", "participants"],
        ClaimKind::Position => &["holder", "issue", "stance"],
        _ => &["by"],
    };
    let mut desk = Desk { data, snapshot, day: published(snapshot, &anchor.report) };
    // People are known by their offices of the day.
    let time = given.iter().find(|(field, _)| matches!(table.find(field), Ok(("time", _))));
    desk.day = time.and_then(|(_, value)| value.parse::<Edtf>().ok()?.last_day()).or(desk.day);
    let mut settings =
        given.iter().map(|(field, value)| desk.setting(&table, field, value)).collect::<Result<Vec<_>, _>>()?;
    let missing = needed.iter().find(|field| settings.iter().all(|s| s.field != **field));
    if let Some(first) = missing {
        return Err(Refusal::Needs { of: table.of, needed: listed(needed.iter().copied(), "and"), first });
    }
    settings.sort_by_key(|s| table.fields.iter().position(|(name, ..)| *name == s.field));
    Ok(settings)
}

/// The last day on which the event of a claim can have been, as its report tells it.
fn day(snapshot: &dyn Snapshot, anchor: &Anchor) -> Option<Day> {
    match &snapshot.claim(&chancery_model::ClaimId::of(anchor))?.value {
        ClaimValue::Event(event) => event.time.as_ref()?.edtf?.last_day(),
        _ => None,
    }
}

fn published(snapshot: &dyn Snapshot, report: &ReportId) -> Option<Day> {
    snapshot.record().reports.iter().find(|r| r.id == *report)?.published.edtf?.last_day()
}

/// What values are understood by.
struct Desk<'a> {
    data: &'a Data,
    snapshot: &'a dyn Snapshot,
    /// The day on which offices count.
    day: Option<Day>,
}

impl Desk<'_> {
    fn setting(&self, table: &Table, field: &str, value: &str) -> Result<Setting, Refusal> {
        let (name, sort) = table.find(field)?;
        let value = self.value(name, sort, value.trim())?;
        Ok(Setting { field: name.to_owned(), value })
    }

    fn value(&self, field: &str, sort: Sort, value: &str) -> Result<String, Refusal> {
        let refuse =
            |allowed: String| Refusal::NoValue { field: field.replace('_', " "), value: value.to_owned(), allowed };
        let one_of = |words: Vec<&str>| match words.contains(&value) {
            true => Ok(value.to_owned()),
            false => Err(refuse(format!("write {}", listed(words.into_iter(), "or")))),
        };
        let unknown = matches!(value, "unknown" | "null");
        let null = || Ok("null".to_owned());
        match sort {
            Sort::Status => one_of(STATUSES.map(Status::as_str).to_vec()),
            Sort::Stance => one_of(Stance::ALL.map(Stance::as_str).to_vec()),
            Sort::PledgeStatus => one_of(PledgeStatus::ALL.map(PledgeStatus::as_str).to_vec()),
            Sort::Kind => one_of(self.data.schema.events.keys().map(String::as_str).collect()),
            Sort::YesNo => match value {
                "yes" | "true" => Ok("true".to_owned()),
                "no" | "false" => Ok("false".to_owned()),
                _ => Err(refuse("write `yes` or `no`".to_owned())),
            },
            Sort::Words if value.is_empty() => Err(refuse("write the words".to_owned())),
            Sort::Words => Ok(value.split_whitespace().collect::<Vec<_>>().join(" ")),
            Sort::Date if unknown => null(),
            Sort::Date => match value.parse::<Edtf>() {
                Ok(edtf) => Ok(edtf.to_string()),
                Err(_) => Err(refuse(
                    "write it like `2025-12-08`, `2025-12`, `2025-12-08/2025-12-10` or `unknown`".to_owned(),
                )),
            },
            Sort::Outcome if unknown => null(),
            Sort::Outcome => {
                let all = [OutcomeValue::Agreement, OutcomeValue::Partial, OutcomeValue::None];
                one_of(all.iter().map(|o| o.as_str()).chain(["unknown"]).collect())
            }
            Sort::Process if unknown || value == "none" => null(),
            Sort::Process => one_of(self.data.processes.keys().map(String::as_str).chain(["none"]).collect()),
            Sort::Issue => {
                let issues = &self.data.issues;
                match issues.issues.contains_key(value) || issues.clauses.contains_key(value) {
                    true => Ok(value.to_owned()),
                    false => one_of(issues.issues.keys().map(String::as_str).collect()),
                }
            }
            Sort::Issues if unknown || value == "none" => null(),
            Sort::Issues => {
                let mut keys: Vec<&str> = value.split(',').map(str::trim).filter(|key| !key.is_empty()).collect();
                keys.sort_unstable();
                keys.dedup();
                let issues = &self.data.issues.issues;
                match keys.iter().find(|key| !issues.contains_key(**key)) {
                    None if !keys.is_empty() => Ok(keys.join(",")),
                    _ => Err(refuse(format!("the issues are {}", listed(issues.keys().map(String::as_str), "and")))),
                }
            }
            Sort::Amount if unknown => null(),
            Sort::Amount => {
                amount(value).ok_or_else(|| refuse("write it like `50000000 EUR`, or `unknown`".to_owned()))
            }
            // Of an event that is there, `part` takes it; words that are being marked are none yet.
            Sort::Part => Err(refuse("set it once the event is there, with `chancery judge set`".to_owned())),
            Sort::Place if unknown => null(),
            Sort::Place if value.is_empty() => Err(refuse("write the name of a place, or `unknown`".to_owned())),
            Sort::Place => Ok(self.place(value)),
            Sort::People if unknown || value == "none" => match field {
                "participants" => {
                    Err(refuse("an event has at least one; write their names, parted by commas".to_owned()))
                }
                _ => null(),
            },
            Sort::People => match who::people(self.data, self.snapshot, value, self.day)? {
                people if people.is_empty() => Err(refuse("write names, parted by commas".to_owned())),
                people => Ok(json(&people)),
            },
            Sort::Somebody if unknown => null(),
            Sort::Person | Sort::Somebody if value.is_empty() || unknown => {
                Err(refuse("write a name, or an id that `chancery register show NAME` tells".to_owned()))
            }
            Sort::Person | Sort::Somebody => Ok(json(&[who::person(self.data, self.snapshot, value, self.day)?])),
        }
    }

    /// A place with its country, as the register knows it, or by name alone.
    fn place(&self, name: &str) -> String {
        #[derive(serde::Serialize)]
        struct Named<'a> {
            name: &'a str,
            country: Option<&'a str>,
        }
        let register = &self.data.register;
        let state = |id: &String| register.states.get(id).map(|s| s.name.as_str());
        let known = self.data.names.referents(name).into_iter().find_map(|referent| match referent {
            Referent::Capital(id) => Some((register.states.get(id)?.capital.as_deref()?, state(id))),
            Referent::State(id) => Some((state(id)?, state(id))),
            Referent::Place(i) => {
                let place = &register.places[*i];
                Some((place.city.as_deref().unwrap_or(&place.name), place.country.as_ref().and_then(state)))
            }
            _ => None,
        });
        let (name, country) = known.unwrap_or((name, None));
        serde_json::to_string(&Named { name, country }).expect("a place can be written as JSON")
    }
}

const STATUSES: [Status; 6] =
    [Status::Proposed, Status::Planned, Status::Ongoing, Status::Held, Status::Cancelled, Status::Denied];

fn json(people: &[Participant]) -> String {
    serde_json::to_string(people).expect("people can be written as JSON")
}

/// `50000000 EUR`: a number and the letters of a currency.
fn amount(value: &str) -> Option<String> {
    let (number, currency) = value.split_once(char::is_whitespace)?;
    let (number, currency) = (number.replace([',', '_'], ""), currency.trim());
    let figures = number.chars().all(|c| c.is_ascii_digit() || c == '.') && number.parse::<f64>().is_ok();
    let letters = currency.len() == 3 && currency.chars().all(|c| c.is_ascii_uppercase());
    (figures && letters).then(|| format!("{number} {currency}"))
}

/// Words in a row, in backticks.
fn listed<'a>(words: impl Iterator<Item = &'a str>, last: &str) -> String {
    let mut words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.pop() {
        Some(word) if words.is_empty() => word,
        Some(word) => format!("{} {last} {word}", words.join(", ")),
        None => String::new(),
    }
}
