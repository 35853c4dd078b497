//! Who meets whom as GraphML: the same nodes and edges as in GEXF, each edge with the first and the last day of its
//! meetings instead of spells.

use std::fmt::Write;

use crate::graph::Graph;
use crate::source::Source;
use crate::xml::escape;

/// What nodes and edges tell: key, of what, type.
const KEYS: [(&str, &str, &str); 9] = [
    ("name", "node", "string"),
    ("node_kind", "node", "string"),
    ("for", "node", "string"),
    ("edge_kind", "edge", "string"),
    ("weight", "edge", "int"),
    ("events", "edge", "string"),
    ("first_day", "edge", "string"),
    ("last_day", "edge", "string"),
    ("undated", "edge", "int"),
];

pub(crate) fn write(source: &Source<'_>) -> String {
    let graph = Graph::of(source);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (key, of, kind) in KEYS {
        let name = key.split_once('_').filter(|(_, rest)| *rest == "kind").map_or(key, |(_, rest)| rest);
        let _ = writeln!(out, "  <key id=\"{key}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    out.push_str("  <graph edgedefault=\"undirected\">\n");
    for node in &graph.nodes {
        let _ = writeln!(out, "    <node id=\"{}\">", escape(&node.id));
        datum(&mut out, "name", &node.name);
        datum(&mut out, "node_kind", node.kind);
        if let Some(acts_for) = &node.acts_for {
            datum(&mut out, "for", acts_for);
        }
        out.push_str("    </node>\n");
    }
    for edge in &graph.edges {
        let [a, b] = edge.ends.each_ref().map(|end| escape(end));
        let _ = writeln!(out, "    <edge id=\"{}\" source=\"{a}\" target=\"{b}\">", escape(&edge.id()));
        datum(&mut out, "edge_kind", edge.kind());
        datum(&mut out, "weight", &edge.weight.to_string());
        datum(&mut out, "events", &edge.ids());
        let days = edge.days();
        if let (Some((first, _)), Some(last)) = (days.first(), days.iter().map(|(_, last)| last).max()) {
            datum(&mut out, "first_day", &first.to_string());
            datum(&mut out, "last_day", &last.to_string());
        }
        datum(&mut out, "undated", &edge.undated().to_string());
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn datum(out: &mut String, key: &str, words: &str) {
    let _ = writeln!(out, "      <data key=\"{key}\">{}</data>", escape(words));
}
