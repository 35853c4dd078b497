//! Takes an event and a visit, says whether the event is a part of the visit: the visitor takes part, it is where the
//! visit is and on its days, and the other side is the one visited, or one report tells both.

use chancery_model::{ActorKind, Event, Participant, Role};

use super::{Fit, Ground, Lies, MONTH, days, length, lies, present, side, told_together};
use crate::told::{Days, EXACT_DAYS, TIGHT_DAYS};

/// How long a stay goes on after the last day told, where one report tells it and what happened on it: mostly the day
/// of arrival is told alone.
const STAY: i32 = 3;

/// Those who travel.
pub(super) fn visitors(visit: &Event) -> impl Iterator<Item = &Participant> {
    let listed = visit.actors.iter().filter(|p| p.actor.kind == ActorKind::Person && p.role != Role::Host);
    listed.filter(|p| p.attendance != chancery_model::Attendance::Declined)
}

/// Whether one person makes both visits.
pub(super) fn share_a_visitor(a: &Event, b: &Event) -> bool {
    visitors(a).any(|one| visitors(b).any(|other| one.actor.id == other.actor.id))
}

pub(super) fn fit(part: &Event, visit: &Event) -> Option<Fit> {
    let comes = |visitor: &&Participant| present(part).any(|p| p.actor.id == visitor.actor.id && p.role != Role::Host);
    let visitor = visitors(visit).find(comes)?;
    let (own, place) = (side(visitor), visit.place.as_ref()?);
    // Who travels at home visits nobody.
    let country = place.country.as_deref().filter(|country| *country != own.name)?;
    let where_it_is = lies(part, visit);
    if matches!(where_it_is, Lies::Unknown | Lies::Apart) {
        return None;
    }
    let others = || present(part).filter(|p| side(p).id != own.id && p.actor.id != visitor.actor.id);
    others().next()?;
    let host = others().find(|p| is_host(p, visit, country));
    let together = told_together(part, visit);
    let when = When::of(days(part), days(visit), together)?;
    // Where the state alone is one, that is not close enough for a day beside the visit's.
    let close = matches!(where_it_is, Lies::Same | Lies::Within);
    let enough = match when {
        When::Inside => host.is_some() || (close && together),
        When::Beside => close && (host.is_some() || together),
        When::Month | When::Later => close && host.is_some(),
        When::Open => close && host.is_some() && in_one_breath(part, visit),
    };
    if !enough {
        return None;
    }
    let mut reasons = vec![format!("{} visits {} and takes part", visitor.actor.name, place.name)];
    let at = part.place.as_ref().map_or(place.name.as_str(), |p| p.name.as_str());
    reasons.push(match where_it_is {
        Lies::Within => format!("{at} lies in {}", place.name),
        Lies::Around => format!("{} lies in {at}", place.name),
        Lies::Aside => format!("{at} and {} lie in {country}", place.name),
        _ => format!("both are in {at}"),
    });
    reasons.push(when.words().to_owned());
    reasons.push(match host {
        Some(host) if side(host).id == host.actor.id => format!("{}, which is visited, takes part", host.actor.name),
        Some(host) => format!("{} takes part for {}, which is visited", host.actor.name, side(host).name),
        None => "one report tells both".to_owned(),
    });
    Some(Fit {
        ground: if host.is_some() { Ground::Host } else { Ground::Stay },
        inside: when == When::Inside,
        same_place: where_it_is == Lies::Same,
        reasons,
    })
}

/// Whether somebody belongs to whom or what is visited.
fn is_host(participant: &Participant, visit: &Event, country: &str) -> bool {
    let receiving = visit.actors.iter().filter(|p| p.role == Role::Host).chain(&visit.recipients);
    let of = side(participant);
    of.name == country
        || receiving
            .map(|host| (host, side(host)))
            .any(|(host, its)| its.id == of.id || host.actor.id == participant.actor.id)
}

/// Whether one report tells both as news, and both as ahead or both as done.
fn in_one_breath(part: &Event, visit: &Event) -> bool {
    part.background == visit.background && part.status.is_ahead() == visit.status.is_ahead()
}

/// How the days lie to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// On the visit's days.
    Inside,
    /// On the day before or after.
    Beside,
    /// Within days of the last one told, and one report tells both.
    Later,
    /// In the month of the visit.
    Month,
    /// A day is not told, and one report tells both.
    Open,
}

impl When {
    /// `None` where the days speak against it, or say nothing.
    fn of(part: Option<Days>, visit: Option<Days>, together: bool) -> Option<Self> {
        let (Some(part), Some(visit)) = (part, visit) else { return together.then_some(Self::Open) };
        let within = |by: i32| visit.0 - by <= part.0 && part.1 <= visit.1 + by;
        if length(visit) > MONTH || length(part) > TIGHT_DAYS {
            None
        } else if length(visit) > TIGHT_DAYS {
            (within(0) && length(part) <= EXACT_DAYS).then_some(Self::Month)
        } else if within(0) {
            Some(Self::Inside)
        } else if within(1) {
            Some(Self::Beside)
        } else {
            let later = visit.0 <= part.0 && part.1 <= visit.1 + STAY;
            (together && later).then_some(Self::Later)
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Inside => "its day is one of the visit's",
            Self::Beside => "its day is next to the visit's",
            Self::Later => "one report tells it of the days that follow",
            Self::Month => "its day is in the month of the visit",
            Self::Open => "one report tells both, and a day is not told",
        }
    }
}
