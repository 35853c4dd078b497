//! Who meets whom, drawn: a box a name, as wide as it needs; a line between two who met, the thicker the more often,
//! dashed where it is planned only.

use std::collections::{BTreeMap, BTreeSet};

use chancery_view::{Network, NetworkNode, Tie};
use maud::{Markup, html};

use super::place::{Bond, Size, place};
use crate::lay::count;
use crate::told::plain;
use crate::visit::to;

/// The most names that a drawing has; the table has all of them.
const NODES: usize = 50;

/// How many lines a name has at least before the weaker ones between others are left out.
const LINES: usize = 2;

/// The longest name, in characters, before it is cut; its whole stands in the title and the table.
const LONGEST: usize = 26;

/// The width of a letter against its height, on average, with room for wide ones.
const LETTER: f64 = 0.58;

/// A name as it is drawn.
struct Drawn<'n> {
    node: &'n NetworkNode,
    label: String,
    letters: f64,
    size: Size,
    at: [f64; 2],
}

/// The drawing. Each name leads to its page.
pub(crate) fn network(of: &Network) -> Markup {
    let nodes = linked(of);
    let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(n, node)| (node.id.as_str(), n)).collect();
    let within: Vec<(usize, usize, &Tie)> =
        of.ties.iter().filter_map(|t| Some((*index.get(t.a.as_str())?, *index.get(t.b.as_str())?, t))).collect();
    let centred = of.of.is_some();
    let ties = strongest(&within, nodes.len(), centred);
    let drawn = lay(&nodes, &ties, centred);
    let (left, top, wide, high) = frame(&drawn);
    let most = ties.iter().filter(|(a, ..)| !centred || *a == 0).map(|(.., t)| t.held + t.planned).max().unwrap_or(1);
    html! {
        figure class="network" tabindex="0" aria-label="Who meets whom; the table tells the same in words" {
            svg viewBox={ (round(left)) " " (round(top)) " " (round(wide)) " " (round(high)) } width=(round(wide)) height=(round(high)) class=[(wide > 700.0).then_some("large")]
                role="group" aria-label={ (count(nodes.len(), "name")) ", " (count(ties.len(), "line")) " between them" } {
                // The strongest lines lie on top of the others.
                @for (a, b, tie) in ties.iter().rev() { (line(&drawn[*a], &drawn[*b], tie, most, centred && *a == 0)) }
                @for (n, one) in drawn.iter().enumerate() { (name(one, centred && n == 0)) }
            }
        }
        p class="faint" {
            @if of.nodes.len() > nodes.len() { "The " (nodes.len()) " names with most meetings of " (of.nodes.len()) ". " }
            @if within.len() > ties.len() { "The " (ties.len()) " strongest of " (within.len()) " lines between them. " }
            @if of.nodes.len() > nodes.len() || within.len() > ties.len() { "The table and its CSV have all." }
        }
        (legend())
    }
}

/// Those with most meetings, but for whoever met none of the others: a name without a line shows nothing.
fn linked(of: &Network) -> Vec<&NetworkNode> {
    let mut nodes: Vec<&NetworkNode> = of.nodes.iter().take(NODES).collect();
    let known: BTreeSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
    let within = of.ties.iter().filter(|t| known.contains(t.a.as_str()) && known.contains(t.b.as_str()));
    let met: BTreeSet<&str> = within.flat_map(|t| [t.a.as_str(), t.b.as_str()]).collect();
    nodes.retain(|node| met.contains(node.id.as_str()));
    nodes
}

/// The ties that are drawn: all of whoever stands in the middle, the strongest of each, and no more than can be told
/// apart. They come the strongest first.
fn strongest<'t>(within: &[(usize, usize, &'t Tie)], names: usize, centred: bool) -> Vec<(usize, usize, &'t Tie)> {
    let mut lines = vec![0; names];
    let keeps = |(n, (a, b, _)): (usize, &(usize, usize, &'t Tie))| {
        let own = centred && *a == 0;
        let kept = own || n < names || lines[*a] < LINES || lines[*b] < LINES;
        if kept && !own {
            lines[*a] += 1;
            lines[*b] += 1;
        }
        kept
    };
    within.iter().enumerate().map(keeps).zip(within).filter(|(kept, _)| *kept).map(|(_, tie)| *tie).collect()
}

fn lay<'n>(nodes: &[&'n NetworkNode], ties: &[(usize, usize, &Tie)], centred: bool) -> Vec<Drawn<'n>> {
    let most = nodes.iter().skip(usize::from(centred)).map(|n| n.held + n.planned).max().unwrap_or(1).max(1);
    let mut drawn: Vec<Drawn<'_>> = nodes
        .iter()
        .enumerate()
        .map(|(n, node)| {
            let share = (node.held + node.planned) as f64 / most as f64;
            let letters = if centred && n == 0 {
                16.0
            } else if share > 0.5 {
                15.0
            } else if share > 0.15 {
                13.0
            } else {
                12.0
            };
            let label = cut(&node.name);
            let wide = label.chars().count() as f64 * letters * LETTER + 18.0;
            Drawn { node, label, letters, size: Size { wide, high: letters + 11.0 }, at: [0.0; 2] }
        })
        .collect();
    let bond = |(a, b, tie): &(usize, usize, &Tie)| {
        // Who meets whom often stands near; what others have among them bends the picture less.
        let pull = 0.6 + 0.5 * ((tie.held + tie.planned) as f64).ln_1p() * if centred && *a == 0 { 1.0 } else { 0.8 };
        Bond { a: *a, b: *b, pull }
    };
    let sizes: Vec<Size> = drawn.iter().map(|d| d.size).collect();
    let at = place(&sizes, &ties.iter().map(bond).collect::<Vec<_>>(), centred);
    drawn.iter_mut().zip(at).for_each(|(one, at)| one.at = at);
    drawn
}

/// What the drawing covers: left, top, width, height.
fn frame(drawn: &[Drawn<'_>]) -> (f64, f64, f64, f64) {
    let edge = |axis: usize, side: f64| {
        let half = |d: &Drawn<'_>| if axis == 0 { d.size.wide } else { d.size.high } / 2.0;
        drawn.iter().map(|d| (d.at[axis] * side) + half(d)).fold(0.0, f64::max) + 10.0
    };
    let (left, right, top, bottom) = (edge(0, -1.0), edge(0, 1.0), edge(1, -1.0), edge(1, 1.0));
    (-left, -top, left + right, top + bottom)
}

fn line(a: &Drawn<'_>, b: &Drawn<'_>, tie: &Tie, most: usize, own: bool) -> Markup {
    let share = (tie.held + tie.planned) as f64 / most.max(1) as f64;
    let wide = 1.0 + 5.5 * share.sqrt().min(1.0);
    let planned = tie.held == 0;
    html! {
        line class={ "tie" @if own { " own" } @if planned { " planned" } } stroke-width=(round(wide))
            x1=(round(a.at[0])) y1=(round(a.at[1])) x2=(round(b.at[0])) y2=(round(b.at[1])) {
            title { (plain(&a.node.name)) " and " (plain(&b.node.name)) ": " (told(tie)) }
        }
    }
}

/// A tie in words.
pub(super) fn told(tie: &Tie) -> String {
    let mut told = Vec::new();
    if tie.held > 0 {
        told.push(format!("met on {}", count(tie.held, "occasion")));
    }
    if tie.planned > 0 {
        told.push(format!("{} planned", tie.planned));
    }
    told.join(", ")
}

fn name(one: &Drawn<'_>, middle: bool) -> Markup {
    let (node, Size { wide, high }) = (one.node, one.size);
    let (x, y) = (one.at[0] - wide / 2.0, one.at[1] - high / 2.0);
    let round_by = if node.kind == "person" { high / 2.0 } else { 3.0 };
    let acts_for = node.acts_for.as_ref().map_or_else(String::new, |of| format!(" for {of}"));
    let says = format!("{}, {}{acts_for}: {}", node.name, node.kind, seen(node));
    html! {
        a href=(to("/show", &node.id)) class={ "name " (node.kind) @if middle { " middle" } } aria-label=(plain(&says)) {
            title { (plain(&says)) }
            rect x=(round(x)) y=(round(y)) width=(round(wide)) height=(round(high)) rx=(round(round_by)) {}
            @if node.kind == "organisation" { rect class="inner" x=(round(x + 2.5)) y=(round(y + 2.5)) width=(round(wide - 5.0)) height=(round(high - 5.0)) rx="1.5" {} }
            text x=(round(one.at[0])) y=(round(one.at[1] + one.letters * 0.35)) font-size=(one.letters) { (plain(&one.label)) }
        }
    }
}

fn seen(node: &NetworkNode) -> String {
    let planned = if node.planned > 0 { format!(", {} planned", node.planned) } else { String::new() };
    format!("{}{planned}, with {}", count(node.held, "occasion"), count(node.ties, "other"))
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Hundredths of a unit are finer than any screen.
fn round(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

fn legend() -> Markup {
    html! {
        ul class="legend network-legend" {
            @for (kind, says, rx) in [("person", "person", 8.0), ("state", "state", 3.0), ("organisation", "organisation", 3.0), ("group", "group", 3.0)] {
                li { svg viewBox="0 0 30 16" width="30" height="16" aria-hidden="true" { g class={ "name " (kind) } {
                    rect x="1" y="1" width="28" height="14" rx=(rx) {}
                    @if kind == "organisation" { rect class="inner" x="3.5" y="3.5" width="23" height="9" rx="1.5" {} }
                } } " " (says) }
            }
            li { svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true" { line class="tie own" x1="0" x2="30" y1="7" y2="7" stroke-width="4" {} } " met, the thicker the more often" }
            li { svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true" { line class="tie own planned" x1="0" x2="30" y1="7" y2="7" stroke-width="2" {} } " planned only" }
        }
    }
}
