//! Where the boxes of a network stand: springs and charges (fjadra, after d3-force) bring those who meet near each
//! other; then boxes are pushed apart until no name hides another.

use fjadra::{Collide, Link, ManyBody, Node, PositionX, PositionY, SimulationBuilder};

/// A box to be placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) wide: f64,
    pub(super) high: f64,
}

/// Two boxes that belong near each other, and how strongly: 1 as usual, more is nearer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bond {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) pull: f64,
}

/// Free room between two boxes: above each other, and beside each other, where a line between them must be seen.
const GAP: f64 = 8.0;
const ASIDE: f64 = 18.0;

/// Names are wide and lines of text low: what springs see is narrowed by this, so that the drawing comes out wide.
const NARROW: f64 = 0.5;

/// The middles of the boxes. `centred` says whether the first stays in the middle of all.
pub(super) fn place(sizes: &[Size], bonds: &[Bond], centred: bool) -> Vec<[f64; 2]> {
    let nodes = sizes.iter().enumerate().map(|(n, _)| match n {
        0 if centred => Node::default().fixed_position(0.0, 0.0),
        _ => Node::default(),
    });
    let room: Vec<f64> = sizes.iter().map(|s| (s.wide * NARROW).hypot(s.high) / 2.0 + GAP).collect();
    let pulls: Vec<f64> = bonds.iter().map(|bond| bond.pull).collect();
    let links =
        Link::new(bonds.iter().map(|bond| (bond.a, bond.b))).distance(move |_: &_, n: usize| 110.0 / pulls[n].max(0.2));
    let mut simulation = SimulationBuilder::default()
        .build(nodes)
        .add_force("link", links)
        .add_force("charge", ManyBody::new().strength(-260.0))
        .add_force("room", Collide::new().radius(move |n| room[n]).iterations(2))
        .add_force("x", PositionX::new().strength(0.06))
        .add_force("y", PositionY::new().strength(0.09));
    simulation.step();
    let mut at: Vec<[f64; 2]> = simulation.positions().map(|[x, y]| [x / NARROW, y]).collect();
    // Who met nobody that is drawn must not fly off for ever, and a number that is none is the middle.
    at.iter_mut().flatten().filter(|n| !n.is_finite()).for_each(|n| *n = 0.0);
    tighten(&mut at, sizes);
    part(&mut at, sizes, centred);
    at
}

/// How much of the drawing names cover, and how much wider than high it is.
const COVER: f64 = 0.2;
const ASPECT: f64 = 1.5;

/// Draws the picture together, along each way by itself, to as much room as the names need: what is larger than a
/// window is shown smaller, and its names with it.
fn tighten(at: &mut [[f64; 2]], sizes: &[Size]) {
    let names: f64 = sizes.iter().map(|s| (s.wide + ASIDE) * (s.high + GAP)).sum();
    let high = (names / COVER / ASPECT).sqrt();
    for (axis, room) in [(0, high * ASPECT), (1, high)] {
        let far = at.iter().map(|p| p[axis].abs()).fold(1.0, f64::max);
        let share = (room / 2.0 / far).min(1.0);
        at.iter_mut().for_each(|p| p[axis] *= share);
    }
}

/// Pushes boxes apart along the shorter way until none touches another. What does not come to rest gets more room.
fn part(at: &mut [[f64; 2]], sizes: &[Size], centred: bool) {
    for round in 1..=600 {
        let mut moved = false;
        for a in 0..at.len() {
            for b in a + 1..at.len() {
                let (dx, dy) = (at[b][0] - at[a][0], at[b][1] - at[a][1]);
                let over_x = (sizes[a].wide + sizes[b].wide) / 2.0 + ASIDE - dx.abs();
                let over_y = (sizes[a].high + sizes[b].high) / 2.0 + GAP - dy.abs();
                if over_x <= 0.001 || over_y <= 0.001 {
                    continue;
                }
                moved = true;
                let (axis, by) = if over_y <= over_x { (1, over_y.copysign(dy)) } else { (0, over_x.copysign(dx)) };
                // Who stays in the middle lets the other do all of the way.
                let (of_a, of_b) = if centred && a == 0 { (0.0, 1.0) } else { (0.5, 0.5) };
                at[a][axis] -= by * of_a;
                at[b][axis] += by * of_b;
            }
        }
        if !moved {
            return;
        }
        if round % 60 == 0 {
            at.iter_mut().flatten().for_each(|n| *n *= 1.06);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(n: usize) -> Vec<Size> {
        (0..n).map(|n| Size { wide: 60.0 + (n * 37 % 110) as f64, high: 22.0 }).collect()
    }

    fn touching(at: &[[f64; 2]], sizes: &[Size]) -> usize {
        let pairs = (0..at.len()).flat_map(|a| (a + 1..at.len()).map(move |b| (a, b)));
        let over = |(a, b): &(usize, usize)| {
            (at[*a][0] - at[*b][0]).abs() < (sizes[*a].wide + sizes[*b].wide) / 2.0
                && (at[*a][1] - at[*b][1]).abs() < (sizes[*a].high + sizes[*b].high) / 2.0
        };
        pairs.filter(over).count()
    }

    #[test]
    fn no_name_hides_another() {
        for n in [1, 2, 7, 50, 90] {
            let sizes = sizes(n);
            let star: Vec<Bond> = (1..n).map(|b| Bond { a: 0, b, pull: 1.0 + (b % 5) as f64 }).collect();
            let ring: Vec<Bond> =
                (0..n).map(|a| Bond { a, b: (a * 7 + 3) % n, pull: 1.0 }).filter(|b| b.a != b.b).collect();
            for (bonds, centred) in [(&star, true), (&ring, false), (&Vec::new(), false)] {
                let at = place(&sizes, bonds, centred);
                assert_eq!(touching(&at, &sizes), 0, "{n} boxes, {} bonds", bonds.len());
                assert_eq!(at, place(&sizes, bonds, centred), "asked again it is the same");
            }
            assert_eq!(place(&sizes, &star, true)[0], [0.0, 0.0], "who is asked for stays in the middle");
        }
    }
}
