//! From degrees to the drawing: both axes straight, and true to scale along the parallel in the middle, so that what
//! is looked at keeps its shape. The window is as large as what it has to show, or one that was asked for.

use chancery_data::Ring;

/// The width of the drawing, in its own units, and between what heights it stays.
pub(super) const WIDE: f64 = 1080.0;
const LOW: f64 = 400.0;
const HIGH: f64 = 640.0;

/// The least that is shown, in degrees from south to north: closer up the outlines are too coarse.
const LEAST: f64 = 7.0;

/// How far a degree goes from south to north, in kilometres.
pub(super) const DEGREE: f64 = 111.2;

/// A stretch of the earth, in degrees. `east` may lie beyond the day line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

/// All land but the ice in the south.
const WORLD: Window = Window { west: -170.0, south: -57.0, east: 190.0, north: 79.0 };

/// Parts of the world that can be asked for, with what they are called.
pub(crate) const PARTS: [(&str, &str, [f64; 4]); 6] = [
    ("world", "The world", [WORLD.west, WORLD.south, WORLD.east, WORLD.north]),
    ("europe", "Europe", [-12.0, 34.0, 45.0, 66.0]),
    ("middle-east", "Middle East", [24.0, 11.0, 66.0, 43.0]),
    ("africa", "Africa", [-22.0, -36.0, 54.0, 38.0]),
    ("asia", "Asia and Pacific", [60.0, -46.0, 182.0, 56.0]),
    ("americas", "Americas", [-172.0, -56.0, -30.0, 72.0]),
];

impl Window {
    /// A part of the world by its name.
    pub(super) fn part(name: &str) -> Option<Self> {
        let (.., [west, south, east, north]) = PARTS.iter().find(|(part, ..)| *part == name)?;
        Some(Self { west: *west, south: *south, east: *east, north: *north })
    }

    /// The smallest that shows all of these, with room around them; the world where they lie all over it.
    pub(super) fn around(shown: &[Window]) -> Self {
        let Some(first) = shown.first() else { return WORLD };
        let whole = |turn: fn(&Window) -> (f64, f64)| {
            let sides = shown.iter().map(turn);
            sides.fold(turn(first), |(west, east), (w, e)| (west.min(w), east.max(e)))
        };
        // What lies on both sides of the day line is seen together from the other side.
        let here = whole(|w| (w.west, w.east));
        let beyond = whole(|w| if w.west < 0.0 { (w.west + 360.0, w.east + 360.0) } else { (w.west, w.east) });
        let (west, east) = if beyond.1 - beyond.0 < here.1 - here.0 { beyond } else { here };
        let south = shown.iter().map(|w| w.south).fold(first.south, f64::min);
        let north = shown.iter().map(|w| w.north).fold(first.north, f64::max);
        let (room_x, room_y) = ((east - west).max(LEAST) * 0.1, (north - south).max(LEAST) * 0.12);
        let window = Self {
            west: west - room_x,
            south: (south - room_y).max(-88.0),
            east: east + room_x,
            north: (north + room_y).min(86.0),
        };
        if window.east - window.west > 200.0 {
            return Self { south: window.south.min(-30.0), ..WORLD };
        }
        window
    }

    /// The window around a ring of land.
    pub(super) fn of(ring: &Ring) -> Self {
        let [(west, south), (east, north)] = ring.bounds;
        let degrees = |n: i32| f64::from(n) / 100.0;
        Self { west: degrees(west), south: degrees(south), east: degrees(east), north: degrees(north) }
    }

    /// The window around a point, so many kilometres each way.
    pub(super) fn near(latitude: f64, longitude: f64, km: f64) -> Self {
        let up = km / DEGREE;
        let aside = up / latitude.to_radians().cos().max(0.2);
        Self { west: longitude - aside, south: latitude - up, east: longitude + aside, north: latitude + up }
    }
}

/// How degrees come to lie on the drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projection {
    pub(super) window: Window,
    /// Units a degree, from south to north.
    pub(super) scale: f64,
    /// Units a degree, from west to east.
    pub(super) across: f64,
    pub(super) high: f64,
}

impl Projection {
    /// The window on a drawing of the usual width; it grows where the drawing would be too low or too high.
    pub(super) fn of(window: Window) -> Self {
        let Window { mut west, mut south, mut east, mut north } = window;
        let least = LEAST - (north - south);
        if least > 0.0 {
            (south, north) = (south - least / 2.0, north + least / 2.0);
        }
        let narrow = f64::midpoint(south, north).to_radians().cos().max(0.3);
        let mut scale = WIDE / ((east - west) * narrow).max(0.1);
        let high = ((north - south) * scale).clamp(LOW, HIGH);
        if (north - south) * scale > HIGH {
            scale = HIGH / (north - south);
            let more = WIDE / (scale * narrow) - (east - west);
            (west, east) = (west - more / 2.0, east + more / 2.0);
        } else {
            let more = high / scale - (north - south);
            (south, north) = (south - more / 2.0, north + more / 2.0);
        }
        Self { window: Window { west, south, east, north }, scale, across: scale * narrow, high }
    }

    /// Where a point lies, however many times around the earth its longitude runs.
    pub(super) fn at(&self, latitude: f64, longitude: f64) -> (f64, f64) {
        let middle = f64::midpoint(self.window.west, self.window.east);
        let turns = ((longitude - middle) / 360.0).round();
        self.flat(latitude, longitude - turns * 360.0)
    }

    /// Where a point lies, its longitude taken as it is.
    pub(super) fn flat(&self, latitude: f64, longitude: f64) -> (f64, f64) {
        ((longitude - self.window.west) * self.across, (self.window.north - latitude) * self.scale)
    }

    /// Whether a point of the drawing is within it.
    pub(super) fn shows(&self, (x, y): (f64, f64)) -> bool {
        (0.0..=WIDE).contains(&x) && (0.0..=self.high).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: f64, longitude: f64) -> Window {
        Window::near(latitude, longitude, 50.0)
    }

    #[test]
    fn a_window_shows_what_it_is_made_for() {
        let cities = [(51.5, -0.1), (50.5, 30.5), (41.0, 29.0)];
        let window = Window::around(&cities.map(|(north, east)| point(north, east)));
        let projection = Projection::of(window);
        for (north, east) in cities {
            assert!(projection.shows(projection.at(north, east)), "{north}, {east}");
        }
        assert!(window.east - window.west < 60.0);
        assert!((LOW..=HIGH).contains(&projection.high));
        // London lies west and south of nothing but itself.
        let (london, kyiv) = (projection.at(51.5, -0.1), projection.at(50.5, 30.5));
        assert!(london.0 < kyiv.0 && london.1 < kyiv.1);
    }

    #[test]
    fn neighbours_across_the_day_line_are_shown_together() {
        let window = Window::around(&[point(53.0, 158.6), point(61.2, -149.9)]);
        assert!(window.east - window.west < 80.0, "{window:?}");
        let projection = Projection::of(window);
        let (kamchatka, alaska) = (projection.at(53.0, 158.6), projection.at(61.2, -149.9));
        assert!(projection.shows(kamchatka) && projection.shows(alaska) && kamchatka.0 < alaska.0);
    }

    #[test]
    fn places_all_over_the_world_show_the_world() {
        let window = Window::around(&[point(35.7, 139.7), point(-23.5, -46.6), point(40.7, -74.0)]);
        assert_eq!((window.west, window.east), (WORLD.west, WORLD.east));
    }
}
