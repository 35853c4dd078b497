//! Takes two claims, says whether they tell one occasion, and why. Two occasions taken for one do
//! more harm than one told twice, so whatever is not shown stays open.

use std::cmp::Ordering;

use crate::told::{Precision, Side, Spot, Told, apart};
use crate::verdict::{Basis, Conflict, Grounds, Lack, PlaceFit, TimeFit, Verdict};

/// Shares are counted in thousandths.
const WHOLE: u32 = 1000;
/// Share of the sides that must agree on the same day in the same place: a meeting of two on the
/// margins of a summit of nine stays apart from it, a list that leaves out some does not.
const FAIR_SHARE: u32 = 500;
/// Share of the sides that must agree where day or place is weaker: two of three on either list.
const STRONG_SHARE: u32 = 600;
/// So many sides single out a gathering even where no person is named on both lists.
const MANY_SIDES: u32 = 3;
/// So many sides are a gathering at which two may meet apart.
const MANY: u32 = 5;
/// Days within which the same states in the same city, or the same visitor, are there for one occasion.
const WEEK: i32 = 7;
/// Days between two reports that tell one piece of news.
pub(crate) const ONE_NEWS: i32 = 3;

/// Whether `a` and `b` tell one occasion.
pub(crate) fn compare(a: &Told, b: &Told) -> Verdict {
    if one_text(a, b) {
        return Verdict::Different(Conflict::OneText);
    }
    match conflict(a, b) {
        Some(conflict) => Verdict::Different(conflict),
        None => match grounds(a, b) {
            Ok(grounds) => Verdict::Same(grounds),
            Err(lack) => Verdict::Open(lack),
        },
    }
}

/// Whether both stand in one text, which tells each occasion once. Copies of a text count as it;
/// the same words in two copies are one claim made twice.
pub(crate) fn one_text(a: &Told, b: &Told) -> bool {
    a.report == b.report || (a.origin == b.origin && a.span != b.span)
}

/// What rules out that the two tell one occasion.
pub(crate) fn conflict(a: &Told, b: &Told) -> Option<Conflict> {
    let elsewhen = a.window.1 < b.window.0 || b.window.1 < a.window.0;
    if elsewhen && !a.moves(b) && !b.moves(a) {
        Some(Conflict::Time)
    } else if a.family != b.family {
        Some(Conflict::Kind)
    } else if place_fit(a.spot, b.spot) == PlaceFit::Apart && !relocated(a, b) {
        Some(Conflict::Place)
    } else if called_off(a, b) {
        Some(Conflict::Status)
    } else {
        None
    }
}

/// Whether one plans what the other, published later, tells of elsewhere on the same day: the very same persons
/// seldom meet in two places on a day, so the meeting was moved.
fn relocated(a: &Told, b: &Told) -> bool {
    let given_up = |plan: &Told, later: &Told| {
        let after = plan.news.zip(later.news).is_some_and(|(plan, later)| plan.1 < later.0);
        after && plan.status.is_ahead() && !later.status.is_off()
    };
    let all = |told: &Told| told.sides.len() as u32 == Agreed::of(&a.sides, &b.sides).people;
    let one_day = a.day().is_some() && a.day() == b.day();
    one_day && (given_up(a, b) || given_up(b, a)) && a.sides.len() > 1 && all(a) && all(b)
}

/// "It was cancelled" and "it took place" are one occasion only where the day says so, and a person or the place.
fn called_off(a: &Told, b: &Told) -> bool {
    let opposed = (a.status.is_real() && b.status.is_off()) || (a.status.is_off() && b.status.is_real());
    let known = || place_fit(a.spot, b.spot) == PlaceFit::Same || Agreed::of(&a.sides, &b.sides).people > 0;
    opposed && (a.precision.max(b.precision) > Precision::Tight || !known())
}

fn grounds(a: &Told, b: &Told) -> Result<Grounds, Lack> {
    let place = match place_fit(a.spot, b.spot) {
        PlaceFit::Apart => PlaceFit::Moved,
        fit => fit,
    };
    let agreed = Agreed::of(&a.sides, &b.sides);
    let of = (a.sides.len() as u32, b.sides.len() as u32);
    let with = |basis| Grounds { basis, sides: agreed.sides, people: agreed.people, of, place, time: time_fit(a, b) };
    if a.origin == b.origin && a.span == b.span {
        return Ok(with(Basis::Copy));
    }
    if a_day_of_a_stay(a, b) || a_day_of_a_stay(b, a) {
        return Err(Lack::Stay);
    }
    if of.0.min(of.1) < 2 {
        return if one_visitor(a, b, place, &agreed) { Ok(with(Basis::Visitor)) } else { Err(Lack::Sides) };
    }
    let found = with(Basis::Sides);
    let known = agreed.people > 0 || agreed.sides >= MANY_SIDES;
    // Every side of the shorter list is on the longer one by name, or every side of either.
    let (covered, all) = (agreed.named == of.0.min(of.1), agreed.named == of.0.max(of.1));
    let strong = found.share() >= STRONG_SHARE;
    let enough = match (a.precision.max(b.precision), place) {
        (Precision::Exact, PlaceFit::Same) => found.share() >= FAIR_SHARE && !on_the_margins(of),
        (Precision::Exact, _) => found.share() == WHOLE || (strong && known),
        (Precision::Tight, PlaceFit::Same) => strong && (known || covered),
        (Precision::Tight, _) => strong && (known || (all && a.is_pending() && b.is_pending())),
        (_, PlaceFit::Same) => strong && (known || (covered && a.days_from(b) <= WEEK)),
        _ if one_news(a, b) => all,
        _ => return Err(Lack::Place),
    };
    if agreed.sides < 2 || !enough {
        Err(Lack::Sides)
    } else if agreed.named == 0 {
        Err(Lack::Names)
    } else {
        Ok(found)
    }
}

/// Whether one is a visit told to last days, and the other what somebody did on fewer of them: a part of the visit.
fn a_day_of_a_stay(stay: &Told, other: &Told) -> bool {
    let days = |told: &Told| told.time.map_or(0, |(from, to)| to.saturating_sub(from));
    stay.visit && !other.visit && stay.precision <= Precision::Tight && days(stay) > days(other) && other.time.is_some()
}

/// Whether one has two sides and the other many: what two of them do apart from the rest.
fn on_the_margins(of: (u32, u32)) -> bool {
    of.0.min(of.1) == 2 && of.0.max(of.1) >= MANY
}

/// Whether reports of the same days tell as news what has not taken place: the same parties seldom plan, or call
/// off, two occasions at a time.
fn one_news(a: &Told, b: &Told) -> bool {
    let reports = || Some(apart(a.news?, b.news?));
    a.is_pending() && b.is_pending() && reports().is_some_and(|days| days <= ONE_NEWS)
}

/// A claim with one side only is about a visitor: person, place and day must then be the same, or the days of one
/// visit, and any collective it names must be named by the other too, or the visitor met somebody else.
fn one_visitor(a: &Told, b: &Told, place: PlaceFit, agreed: &Agreed) -> bool {
    let also = |thin: &Told, other: &Told| {
        thin.sides.len() != 1 || thin.collectives.iter().all(|c| other.collectives.contains(c))
    };
    let one_stay = || time_fit(a, b) == TimeFit::SameDay || (a.visit && b.visit && a.days_from(b) <= WEEK);
    agreed.people > 0 && place == PlaceFit::Same && one_stay() && also(a, b) && also(b, a)
}

/// The sides that agree.
#[derive(Default)]
struct Agreed {
    sides: u32,
    /// By the same person.
    people: u32,
    /// By a name on both lists: of the person, the state or the body.
    named: u32,
}

impl Agreed {
    /// Pairs the sides off. The same person agrees; a state or body named alone agrees with itself
    /// and with whoever acts for it; two people who act for one state do not agree.
    fn of(a: &[Side], b: &[Side]) -> Self {
        let mut agreed = Self::default();
        // Sides already paired off, a bit each.
        let (mut left, mut right) = (0_u128, 0_u128);
        // Sides stand in order of their keys.
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            match a[i].order().cmp(&b[j].order()) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    let by_person = a[i].shares_person(&b[j]);
                    if by_person || a[i].people.is_empty() || b[j].people.is_empty() {
                        agreed.count(by_person, by_person || !(a[i].vague || b[j].vague));
                        (left, right) = (left | 1 << i, right | 1 << j);
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        // A person may act for somebody in one report and for nobody in another.
        for (i, x) in a.iter().enumerate().filter(|(_, x)| !x.people.is_empty()) {
            let partner = |(j, y): &(usize, &Side)| {
                left >> i & 1 == 0 && right >> j & 1 == 0 && x.target == y.target && x.shares_person(y)
            };
            if let Some((j, _)) = b.iter().enumerate().find(partner) {
                agreed.count(true, true);
                (left, right) = (left | 1 << i, right | 1 << j);
            }
        }
        agreed
    }

    fn count(&mut self, by_person: bool, named: bool) {
        self.sides += 1;
        self.people += u32::from(by_person);
        self.named += u32::from(named);
    }
}

impl Grounds {
    /// Share of both lists' sides that agree, in thousandths.
    fn share(&self) -> u32 {
        2 * WHOLE * self.sides / (self.of.0 + self.of.1).max(1)
    }

    /// How well the two fit: the better, the higher. Sides come first; the rest decides between
    /// occasions with the same sides.
    pub(crate) fn score(&self) -> u32 {
        let sides = match self.basis {
            Basis::Copy => 2 * WHOLE,
            Basis::Sides => self.share() + 100 * self.people / self.sides.max(1),
            // Who else was there is not told, so every occasion of that day fits alike.
            Basis::Visitor => FAIR_SHARE,
        };
        sides
            + if self.place == PlaceFit::Same { 200 } else { 0 }
            + match self.time {
                TimeFit::SameDay => 100,
                // News without a day is of the latest such occasion.
                TimeFit::Near => 400,
                TimeFit::Moved | TimeFit::Overlap | TimeFit::Loose | TimeFit::Unknown => 0,
            }
    }
}

/// How two places agree.
fn place_fit(a: Option<Spot>, b: Option<Spot>) -> PlaceFit {
    let (Some(a), Some(b)) = (a, b) else { return PlaceFit::Unknown };
    if a.area || b.area {
        // Which states lie in it is not known here.
        return if a.name == b.name { PlaceFit::Same } else { PlaceFit::Unknown };
    }
    let within = |state: Spot, place: Spot| match place.country {
        Some(country) if country == state.name => PlaceFit::Within,
        Some(_) => PlaceFit::Apart,
        None => PlaceFit::Unknown,
    };
    match (a.broad, b.broad) {
        (true, true) if a.name == b.name => PlaceFit::SameState,
        (true, false) => within(a, b),
        (false, true) => within(b, a),
        (false, false)
            if a.name == b.name && (a.country == b.country || a.country.is_none() || b.country.is_none()) =>
        {
            PlaceFit::Same
        }
        _ => PlaceFit::Apart,
    }
}

fn time_fit(a: &Told, b: &Told) -> TimeFit {
    match a.precision.max(b.precision) {
        _ if a.moves(b) || b.moves(a) => TimeFit::Moved,
        Precision::Unknown if a.days_from(b) <= WEEK => TimeFit::Near,
        Precision::Unknown => TimeFit::Unknown,
        Precision::Wide => TimeFit::Loose,
        _ if a.day().is_some() && a.day() == b.day() => TimeFit::SameDay,
        _ => TimeFit::Overlap,
    }
}
