//! Where events were, drawn: states by their outlines, a city as a dot, a region or an area as a soft stretch as large
//! as it is about. What is known to have been in a state and no more shades the state: no pin pretends to know where.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chancery_data::{Outlines, Ring};
use chancery_view::{PlaceCount, Places, Precision};
use maud::{Markup, html};

use super::projection::{DEGREE, PARTS, Projection, WIDE, Window};
use crate::told::plain;

/// Which stretch of the earth is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope<'a> {
    /// As much as the places need.
    Places,
    /// A part of the world, by its name.
    Part(&'a str),
}

impl Scope<'_> {
    /// The parts that can be asked for: name, and what it is called.
    pub(crate) fn parts() -> impl Iterator<Item = (&'static str, &'static str)> {
        PARTS.iter().map(|(name, called, _)| (*name, *called))
    }
}

/// What goes further than this, in kilometres, says too little to be drawn: "Europe", "Asia". The list has it.
const WIDEST: f64 = 1_300.0;

/// Whether a place goes so far that a map shows nothing by it.
pub(crate) fn is_too_wide(place: &PlaceCount) -> bool {
    place.reach.is_some_and(|km| km > WIDEST)
}

/// The most names that stand on a map.
const NAMES: usize = 45;

/// A state smaller than this on the drawing is ringed, so that it is seen.
const SMALL: f64 = 9.0;

/// A way to what was at a place.
type To<'a> = &'a dyn Fn(&PlaceCount) -> String;

/// The map.
pub(crate) fn map(of: &Places, outlines: &Outlines, scope: Scope<'_>, to: To<'_>) -> Markup {
    let shown: Vec<&PlaceCount> = of.places.iter().filter(|p| p.counted() > 0).collect();
    let window = match scope {
        Scope::Part(name) => Window::part(name).unwrap_or_else(|| Window::around(&[])),
        Scope::Places => Window::around(&shown.iter().filter_map(|p| extent(p, outlines)).collect::<Vec<_>>()),
    };
    let view = Projection::of(window);
    let states: BTreeMap<&str, &PlaceCount> = shown
        .iter()
        .filter(|p| p.precision == Precision::Country)
        .filter_map(|p| Some((p.state.as_deref()?, *p)))
        .collect();
    let most = shown.iter().map(|p| p.counted()).max().unwrap_or(1);
    let stretches = shown.iter().filter(|p| p.reach.is_some_and(|km| km <= WIDEST));
    let mut dots: Vec<&&PlaceCount> =
        shown.iter().filter(|p| matches!(p.precision, Precision::City | Precision::Venue)).collect();
    // Small ones lie on top, so that none is hidden.
    dots.sort_by_key(|p| std::cmp::Reverse(p.counted()));
    let names = Names::of(&shown, outlines, &view);
    html! {
        figure class="map" tabindex="0" aria-label="Map of places; the list under it tells the same in words" {
            svg viewBox={ "0 0 " (WIDE) " " (view.high) } role="group" aria-label="Places on a map" {
                defs {
                    radialGradient id="spread" {
                        stop class="spread" offset="0" stop-opacity="0.6" {}
                        stop class="spread" offset="0.6" stop-opacity="0.42" {}
                        stop class="spread" offset="1" stop-opacity="0.05" {}
                    }
                }
                rect class="sea" width=(WIDE) height=(view.high) {}
                @for (state, rings) in outlines.all().filter(|(state, _)| !states.contains_key(state)) {
                    @let path = path(rings, &view);
                    @if !path.is_empty() { path class="land" data-state=[Some(state).filter(|s| !s.is_empty())] d=(path) {} }
                }
                @for (state, place) in &states { (shaded(place, outlines.of(state), &view, most, to)) }
                @for place in stretches { (stretch(place, &view, to)) }
                @for place in dots { (dot(place, &view, most, to)) }
                @for (x, y, anchor, class, label) in &names.placed { text class=(class) x=(round(*x)) y=(round(*y)) text-anchor=(anchor) { (plain(label)) } }
            }
        }
        (legend())
    }
}

/// How much of the earth a place needs to be seen.
fn extent(place: &PlaceCount, outlines: &Outlines) -> Option<Window> {
    match (place.precision, place.latitude, place.longitude) {
        (Precision::Country, ..) => outlines.of(place.state.as_deref()?).first().map(Window::of),
        (_, Some(latitude), Some(longitude)) => {
            let reach = place.reach.unwrap_or(120.0);
            (reach <= WIDEST).then(|| Window::near(latitude, longitude, reach))
        }
        _ => None,
    }
}

/// The outline of a state as far as the window shows it.
fn path(rings: &[Ring], view: &Projection) -> String {
    let mut path = String::new();
    for ring in rings {
        let [(west, south), (east, north)] = ring.bounds;
        let degrees = |n: i32| f64::from(n) / 100.0;
        if degrees(north) < view.window.south || degrees(south) > view.window.north {
            continue;
        }
        for turn in [-360.0, 0.0, 360.0] {
            if degrees(east) + turn >= view.window.west && degrees(west) + turn <= view.window.east {
                draw(ring, turn, view, &mut path);
            }
        }
    }
    path
}

/// A ring, without what no eye can tell apart.
fn draw(ring: &Ring, turn: f64, view: &Projection, path: &mut String) {
    let mut last: Option<(f64, f64)> = None;
    let mut drawn = String::new();
    let mut corners = 0;
    for (x, y) in &ring.points {
        let (x, y) = view.flat(f64::from(*y) / 100.0, f64::from(*x) / 100.0 + turn);
        let outside = x < -40.0 || x > WIDE + 40.0 || y < -40.0 || y > view.high + 40.0;
        let least = if outside { 25.0 } else { 0.9 };
        if last.is_some_and(|(lx, ly)| (x - lx).hypot(y - ly) < least) {
            continue;
        }
        let sign = if last.is_none() { 'M' } else { 'L' };
        let _ = write!(drawn, "{sign}{} {}", round(x), round(y));
        last = Some((x, y));
        corners += 1;
    }
    if corners >= 3 {
        path.push_str(&drawn);
        path.push('Z');
    }
}

/// A state where no report tells more than that.
fn shaded(place: &PlaceCount, rings: &[Ring], view: &Projection, most: usize, to: To<'_>) -> Markup {
    let path = path(rings, view);
    let says = says(place);
    let step = 1 + (3.0 * (place.counted() as f64 / most as f64).sqrt()).round().min(3.0) as usize;
    let small = rings.first().map(Window::of).and_then(|w| {
        let ((left, top), (right, bottom)) = (view.at(w.north, w.west), view.at(w.south, w.east));
        let wide = (right - left).abs().max((bottom - top).abs());
        let at = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        (wide < SMALL && view.shows(at)).then_some(at)
    });
    html! {
        @if !path.is_empty() || small.is_some() {
            a href=(to(place)) class={ "country s" (step) @if place.held == 0 { " planned" } } aria-label=(says) {
                title { (says) }
                path d=(path) {}
                @if let Some((x, y)) = small { circle class="ringed" cx=(round(x)) cy=(round(y)) r="7" {} }
            }
        }
    }
}

fn stretch(place: &PlaceCount, view: &Projection, to: To<'_>) -> Markup {
    let (Some(latitude), Some(longitude), Some(reach)) = (place.latitude, place.longitude, place.reach) else {
        return html! {};
    };
    let (x, y) = view.at(latitude, longitude);
    let up = reach / DEGREE * view.scale;
    let aside = reach / DEGREE / latitude.to_radians().cos().max(0.2) * view.across;
    let seen = x + aside > 0.0 && x - aside < WIDE && y + up > 0.0 && y - up < view.high;
    let says = says(place);
    html! {
        @if seen {
            a href=(to(place)) class={ "stretch" @if place.held == 0 { " planned" } } aria-label=(says) {
                title { (says) }
                ellipse cx=(round(x)) cy=(round(y)) rx=(round(aside.max(7.0))) ry=(round(up.max(7.0))) fill="url(#spread)" {}
            }
        }
    }
}

fn dot(place: &PlaceCount, view: &Projection, most: usize, to: To<'_>) -> Markup {
    let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) else { return html! {} };
    let at = view.at(latitude, longitude);
    let says = says(place);
    html! {
        @if view.shows(at) {
            a href=(to(place)) class={ "dot" @if place.held == 0 { " planned" } @if place.precision == Precision::Venue { " venue" } } aria-label=(says) {
                title { (says) }
                @let r = round(radius(place, most));
                @if place.precision == Precision::Venue {
                    rect x=(round(at.0 - r)) y=(round(at.1 - r)) width=(r * 2.0) height=(r * 2.0) transform={ "rotate(45 " (round(at.0)) " " (round(at.1)) ")" } {}
                } @else { circle cx=(round(at.0)) cy=(round(at.1)) r=(r) {} }
            }
        }
    }
}

/// The area of a dot grows with the events.
fn radius(place: &PlaceCount, most: usize) -> f64 {
    let largest: f64 = if most < 4 { 6.0 } else { 15.0 };
    (largest * (place.counted() as f64 / most as f64).sqrt()).max(3.2)
}

/// A place in words: name, how precisely it is known, how much was there.
pub(super) fn says(place: &PlaceCount) -> String {
    let country = place.country.as_ref().filter(|c| **c != place.name).map_or_else(String::new, |c| format!(", {c}"));
    let known = match place.precision {
        Precision::Country => " (no more than the country is told)",
        Precision::Region => " (region, drawn about as large as it is)",
        Precision::Area => " (area, drawn about as large as it is)",
        Precision::Venue | Precision::City | Precision::Unknown => "",
    };
    let planned = if place.planned > 0 { format!(", {} planned", place.planned) } else { String::new() };
    plain(&format!("{}{country}{known}: {} held{planned}", place.name, place.held))
}

/// Names that stand on the map, the weightiest first, each where it hides nothing.
struct Names {
    placed: Vec<(f64, f64, &'static str, &'static str, String)>,
}

/// A stretch of the drawing that is taken: left, top, right, bottom.
type Taken = [f64; 4];

impl Names {
    fn of(shown: &[&PlaceCount], outlines: &Outlines, view: &Projection) -> Self {
        let most = shown.iter().map(|p| p.counted()).max().unwrap_or(1);
        let mut taken: Vec<Taken> = Vec::new();
        for place in shown.iter().filter(|p| matches!(p.precision, Precision::City | Precision::Venue)) {
            let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) else { continue };
            let ((x, y), r) = (view.at(latitude, longitude), radius(place, most));
            taken.push([x - r, y - r, x + r, y + r]);
        }
        let mut names = Self { placed: Vec::new() };
        for place in shown {
            if names.placed.len() == NAMES {
                break;
            }
            names.add(place, outlines, view, most, &mut taken);
        }
        names
    }

    fn add(&mut self, place: &PlaceCount, outlines: &Outlines, view: &Projection, most: usize, taken: &mut Vec<Taken>) {
        let label = format!("{} {}", place.name, place.counted());
        let wide = label.chars().count() as f64 * 6.4 + 4.0;
        let (at, aside, class) = match (place.precision, place.latitude, place.longitude) {
            (Precision::City | Precision::Venue, Some(latitude), Some(longitude)) => {
                (view.at(latitude, longitude), radius(place, most) + 3.0, "city")
            }
            (Precision::Region | Precision::Area, Some(latitude), Some(longitude)) => {
                if place.reach.is_none_or(|km| km > WIDEST) {
                    return;
                }
                (view.at(latitude, longitude), 0.0, "region")
            }
            (Precision::Country, ..) => {
                let Some(ring) = place.state.as_deref().and_then(|state| outlines.of(state).first()) else { return };
                let (latitude, longitude) = middle(ring);
                (view.at(latitude, longitude), 0.0, "state")
            }
            _ => return,
        };
        if !view.shows(at) {
            return;
        }
        let (x, y) = at;
        let ways: &[(f64, f64, &'static str, f64)] = if class == "city" {
            &[
                (aside, 4.0, "start", 0.0),
                (-aside, 4.0, "end", -1.0),
                (0.0, -aside - 2.0, "middle", -0.5),
                (0.0, aside + 10.0, "middle", -0.5),
            ]
        } else {
            &[(0.0, 4.0, "middle", -0.5), (0.0, 17.0, "middle", -0.5), (0.0, -10.0, "middle", -0.5)]
        };
        for (dx, dy, anchor, share) in ways {
            let left = x + dx + share * wide;
            let here = [left, y + dy - 11.0, left + wide, y + dy + 3.0];
            let inside = here[0] >= 0.0 && here[2] <= WIDE && here[1] >= 0.0 && here[3] <= view.high;
            let free = |other: &Taken| {
                here[2] <= other[0] || here[0] >= other[2] || here[3] <= other[1] || here[1] >= other[3]
            };
            if inside && taken.iter().all(free) {
                taken.push(here);
                self.placed.push((x + dx, y + dy, anchor, class, label));
                return;
            }
        }
    }
}

/// About the middle of a ring of land, in degrees north and east.
fn middle(ring: &Ring) -> (f64, f64) {
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for (a, b) in ring.points.iter().zip(ring.points.iter().cycle().skip(1)) {
        let (ax, ay, bx, by) = (f64::from(a.0), f64::from(a.1), f64::from(b.0), f64::from(b.1));
        let part = ax * by - bx * ay;
        area += part;
        x += (ax + bx) * part;
        y += (ay + by) * part;
    }
    if area == 0.0 {
        let [(west, south), (east, north)] = ring.bounds;
        return (f64::from(south + north) / 200.0, f64::from(west + east) / 200.0);
    }
    (y / (3.0 * area) / 100.0, x / (3.0 * area) / 100.0)
}

/// Tenths of a unit are finer than any screen.
fn round(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

fn legend() -> Markup {
    html! {
        ul class="legend" {
            li { svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { g class="dot" { circle cx="7" cy="7" r="5" {} } } " city, the larger the more" }
            li { svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" { g class="dot planned" { circle cx="7" cy="7" r="5" {} } } " planned only" }
            li { svg viewBox="0 0 24 14" width="24" height="14" aria-hidden="true" { g class="stretch" { ellipse cx="12" cy="7" rx="12" ry="7" fill="url(#spread)" {} } } " region or area, about as large as it is" }
            li { svg viewBox="0 0 24 14" width="24" height="14" aria-hidden="true" { g class="country s3" { rect class="swatch" width="24" height="14" {} } } " somewhere in the country" }
        }
        p class="faint" { "Outlines: Natural Earth, public domain; cities: GeoNames, CC BY 4.0. They decide no claim." }
    }
}
