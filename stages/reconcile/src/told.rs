//! Takes the claims of events, gives each as the pair test sees it: who sits on which side, where,
//! and on which days it can have been. Names become numbers, so that comparing is cheap.

use chancery_data::Schema;
use chancery_model::{
    ActorKind, Attendance, ByteSpan, Claim, ClaimValue, Day, Edtf, EventValue, Participant, Place, ReportCard,
    ReportId, Status,
};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// A day and its neighbours: reports on two sides of the date line, talks past midnight.
pub(crate) const EXACT_DAYS: i32 = 3;
/// The longest stretch that still singles out an occasion: the same people seldom meet twice in
/// ten days without the reports telling the days.
pub(crate) const TIGHT_DAYS: i32 = 10;
/// How far "about" may be off.
const ABOUT_DAYS: i32 = 2;
/// How far back news goes that is neither dated nor marked as background.
const FRESH_DAYS: i32 = 31;
/// The kind of event of which no counterpart is told.
const VISIT: &str = "visit";
/// No gathering needs more sides than this to be told apart from another.
const MOST_SIDES: usize = 128;

/// How well the day is known; the firmer, the earlier in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// To the day, or nearly.
    Exact,
    /// To some ten days.
    Tight,
    /// A month, a year, or open at an end.
    Wide,
    /// Not dated.
    Unknown,
}

/// In which round a claim finds its event: firm ones make the events, the others hang on to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// Two sides or more on a day that is known.
    Firm,
    /// Dated widely, or with one side only.
    Loose,
    /// Not dated.
    Undated,
}

/// What sort of occasion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Kinds of which one report may name this and another that.
    Of(u32),
    /// A kind that the schema does not know: a family of its own.
    Alone(u32),
}

/// A side at an event: a state or body with its people, or a person of no known allegiance.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// Whom the people act for, else the person.
    pub(crate) key: u32,
    /// The people named; none where the report names the state or body alone.
    pub(crate) people: Vec<u32>,
    /// Named by people without names ("US envoys").
    pub(crate) vague: bool,
    /// On the receiving end of a directed event.
    pub(crate) target: bool,
}

impl Side {
    /// The order in which sides stand; no two of a claim are equal in it.
    pub(crate) fn order(&self) -> (u32, bool) {
        (self.key, self.target)
    }

    /// Whether somebody is named on both.
    pub(crate) fn shares_person(&self, other: &Self) -> bool {
        self.people.iter().any(|p| other.people.contains(p))
    }
}

/// A place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) name: u32,
    pub(crate) country: Option<u32>,
    /// A whole state.
    pub(crate) broad: bool,
    /// Over several states, or in none.
    pub(crate) area: bool,
}

/// First and last day, counted from an arbitrary day; open ends lie at the ends of `i32`.
pub(crate) type Days = (i32, i32);

/// A claim as the pair test sees it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) report: u32,
    /// Reports of one origin share it.
    pub(crate) origin: u32,
    pub(crate) span: ByteSpan,
    pub(crate) family: Family,
    pub(crate) status: Status,
    /// Sides in [`Side::order`].
    pub(crate) sides: Vec<Side>,
    /// Collectives that stand for no state ("European leaders"), in order.
    pub(crate) collectives: Vec<u32>,
    pub(crate) spot: Option<Spot>,
    /// The days told.
    pub(crate) time: Option<Days>,
    /// The days it was set for before it was moved.
    pub(crate) moved_from: Option<Days>,
    pub(crate) precision: Precision,
    /// The days on which it can have been at all, as far as claim and report let one tell.
    pub(crate) window: Days,
    /// The days of the report, where it tells this as news.
    pub(crate) news: Option<Days>,
    /// Whether somebody travels, and nobody he meets is told.
    pub(crate) visit: bool,
}

/// Numbers for names. Which number a name gets never shows: numbers only tell whether names are equal.
#[derive(Default)]
pub(crate) struct Numbers<'a>(HashMap<&'a str, u32>);

impl<'a> Numbers<'a> {
    fn of(&mut self, name: &'a str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(name).or_insert(next)
    }

    /// The name of each number.
    pub(crate) fn names(&self) -> HashMap<u32, &'a str> {
        self.0.iter().map(|(name, number)| (*number, *name)).collect()
    }
}

/// What the schema says of kinds, as far as it decides who sits on which side.
struct Kinds<'a> {
    /// The family of each kind.
    families: HashMap<&'a str, &'a str>,
    /// Families with a kind between equals: one report's guest is another's partner in talks, so the
    /// receiving end of such an event is a side like any other.
    equals: HashSet<&'a str>,
}

impl<'a> Kinds<'a> {
    fn of(schema: &'a Schema) -> Self {
        let families = schema.events.iter().map(|(kind, schema)| (kind.as_str(), schema.family.as_str())).collect();
        let equals = schema.events.values().filter(|s| s.reciprocal).map(|s| s.family.as_str()).collect();
        Self { families, equals }
    }
}

impl Told {
    /// All `claims`, which are claims of events of these `reports`, in the same order.
    pub(crate) fn all(schema: &Schema, claims: &[&Claim], reports: &[ReportCard]) -> Vec<Told> {
        Self::among(schema, claims, reports, &states(claims), &mut Numbers::default())
    }

    /// The same of some of the claims, where `states` are the names that all of them treat as states'.
    pub(crate) fn among<'a>(
        schema: &'a Schema,
        claims: &[&'a Claim],
        reports: &'a [ReportCard],
        states: &HashSet<&str>,
        numbers: &mut Numbers<'a>,
    ) -> Vec<Told> {
        let kinds = Kinds::of(schema);
        let cards: HashMap<&ReportId, &ReportCard> = reports.iter().map(|r| (&r.id, r)).collect();
        claims
            .iter()
            .filter_map(|claim| {
                let ClaimValue::Event(event) = &claim.value else { return None };
                let card = cards.get(&claim.anchor.report)?;
                Some(Self::one(&kinds, claim, event, card, states, numbers))
            })
            .collect()
    }

    fn one<'a>(
        kinds: &Kinds<'a>,
        claim: &'a Claim,
        event: &'a EventValue,
        card: &'a ReportCard,
        states: &HashSet<&str>,
        numbers: &mut Numbers<'a>,
    ) -> Self {
        let family = kinds.families.get(event.kind.0.as_str()).copied();
        let directed = family.is_none_or(|family| !kinds.equals.contains(family));
        let (sides, collectives) = sides(event, directed, numbers);
        let edtf = event.time.as_ref().and_then(|t| t.edtf);
        let time = edtf.map(days);
        let published = card.published.edtf.map(days);
        Self {
            report: numbers.of(&claim.anchor.report.0),
            origin: numbers.of(&card.text_hash),
            span: claim.anchor.span,
            family: match family {
                Some(family) => Family::Of(numbers.of(family)),
                None => Family::Alone(numbers.of(&event.kind.0)),
            },
            status: event.status,
            sides,
            collectives,
            spot: event.place.as_ref().map(|p| spot(p, states, numbers)),
            time,
            moved_from: event.moved_from.as_ref().and_then(|t| t.edtf).map(days),
            precision: time.map_or(Precision::Unknown, precision),
            window: time.map_or_else(|| window(event, published), loosened),
            news: published.filter(|_| !event.background),
            visit: event.kind.0 == VISIT,
        }
    }

    /// Whether it is news of what has not taken place.
    pub(crate) fn is_pending(&self) -> bool {
        self.news.is_some() && (self.status.is_ahead() || self.status.is_off())
    }

    /// How many days lie between the two, each on the days told, else on those of its report; without end where one
    /// of them is neither dated nor news.
    pub(crate) fn days_from(&self, other: &Self) -> i32 {
        let days = |told: &Self| told.time.filter(|_| told.precision <= Precision::Tight).or(told.news);
        days(self).zip(days(other)).map_or(i32::MAX, |(a, b)| apart(a, b))
    }

    /// Whether this tells that what the other plans was moved from its day.
    pub(crate) fn moves(&self, other: &Self) -> bool {
        let day = self.moved_from.zip(other.time).is_some_and(|(was, told)| apart(was, told) == 0);
        day && !other.status.is_real()
    }

    pub(crate) fn tier(&self) -> Tier {
        match self.precision {
            Precision::Unknown => Tier::Undated,
            Precision::Wide => Tier::Loose,
            _ if self.sides.len() < 2 => Tier::Loose,
            _ => Tier::Firm,
        }
    }

    /// The day, where it is one.
    pub(crate) fn day(&self) -> Option<i32> {
        self.time.filter(|(from, to)| from == to).map(|(day, _)| day)
    }
}

/// Everything the claims treat as a state: a place of that name is as wide as one.
pub(crate) fn states<'a>(claims: &[&'a Claim]) -> HashSet<&'a str> {
    let mut states = HashSet::default();
    for claim in claims {
        let ClaimValue::Event(event) = &claim.value else { continue };
        states.extend(event.place.as_ref().and_then(|p| p.country.as_deref()));
        for participant in everybody(event) {
            let named = [Some(&participant.actor), participant.acts_for.as_ref()];
            states.extend(named.into_iter().flatten().filter(|a| a.kind == ActorKind::State).map(|a| a.name.as_str()));
        }
    }
    states
}

fn everybody(event: &EventValue) -> impl Iterator<Item = &Participant> {
    event.actors.iter().chain(&event.recipients).chain(&event.mediators)
}

fn spot<'a>(place: &'a Place, states: &HashSet<&str>, numbers: &mut Numbers<'a>) -> Spot {
    // A city that shares its state's name (Luxembourg) is taken for the state: the careful reading.
    let broad = match &place.country {
        Some(country) => *country == place.name,
        None => states.contains(place.name.as_str()),
    };
    let country = place.country.as_deref().map(|c| numbers.of(c));
    Spot { name: numbers.of(&place.name), country, broad, area: place.area }
}

fn sides<'a>(event: &'a EventValue, directed: bool, numbers: &mut Numbers<'a>) -> (Vec<Side>, Vec<u32>) {
    let seats = event.actors.iter().chain(&event.mediators).map(|p| (p, false));
    let targets = event.recipients.iter().map(|p| (p, directed));
    let mut sides: Vec<Side> = Vec::new();
    let mut collectives = Vec::new();
    for (participant, target) in seats.chain(targets) {
        if participant.attendance == Attendance::Declined {
            continue;
        }
        let actor = numbers.of(&participant.actor.id.0);
        let master = participant.acts_for.as_ref().map(|m| numbers.of(&m.id.0));
        if participant.actor.kind == ActorKind::Group && master.is_none() {
            // Its words: nobody but its report knows it by an id.
            collectives.push(numbers.of(&participant.actor.name));
            continue;
        }
        let key = master.unwrap_or(actor);
        let at = sides.iter().position(|s| s.key == key && s.target == target).unwrap_or_else(|| {
            sides.push(Side { key, people: Vec::new(), vague: true, target });
            sides.len() - 1
        });
        let side = &mut sides[at];
        match participant.actor.kind {
            ActorKind::Person => {
                side.people.push(actor);
                side.vague = false;
            }
            ActorKind::Group => {}
            ActorKind::State | ActorKind::Organisation => side.vague = false,
        }
    }
    sides.truncate(MOST_SIDES);
    sides.sort_unstable_by_key(Side::order);
    collectives.sort_unstable();
    collectives.dedup();
    (sides, collectives)
}

/// A few days told as one stretch ("the weekend") may have begun on the day before, or ended on the day after.
fn loosened((from, to): Days) -> Days {
    let few = from < to && precision((from, to)) <= Precision::Tight;
    if few { (from - 1, to + 1) } else { (from, to) }
}

/// How many days lie between two stretches of days; none where they meet.
pub(crate) fn apart(a: Days, b: Days) -> i32 {
    a.0.saturating_sub(b.1).max(b.0.saturating_sub(a.1)).max(0)
}

/// The day's number.
pub(crate) fn number(day: Day) -> i32 {
    Day::ZERO.until(day).map_or(0, |span| span.get_days())
}

/// First and last day of a date, an "about" widened.
pub(crate) fn days(edtf: Edtf) -> Days {
    let about = if matches!(edtf, Edtf::Date { approximate: true, .. }) { ABOUT_DAYS } else { 0 };
    (edtf.first_day().map_or(i32::MIN, |d| number(d) - about), edtf.last_day().map_or(i32::MAX, |d| number(d) + about))
}

fn precision((from, to): Days) -> Precision {
    match to.saturating_sub(from).saturating_add(1) {
        length if length <= EXACT_DAYS => Precision::Exact,
        length if length <= TIGHT_DAYS => Precision::Tight,
        _ => Precision::Wide,
    }
}

/// The days that an undated claim can be about: what happened is not later than its report, what
/// is planned is not earlier, and news is fresh unless it is told as background.
fn window(event: &EventValue, published: Option<Days>) -> Days {
    let Some((from, to)) = published else { return (i32::MIN, i32::MAX) };
    let fresh = if event.background { i32::MIN } else { from.saturating_sub(FRESH_DAYS) };
    match event.status {
        Status::Held | Status::Ongoing => (fresh, to),
        Status::Planned | Status::Proposed if !event.background => (from, i32::MAX),
        Status::Planned | Status::Proposed => (i32::MIN, i32::MAX),
        Status::Cancelled | Status::Denied => (fresh, i32::MAX),
    }
}
