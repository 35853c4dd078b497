//! Who meets whom as dynamic GEXF (1.2draft, which Gephi and NetworkX read): an edge exists on the days of its meetings,
//! a spell each. A meeting of no known day has no spell; one told by month only has the days of that month.

use std::fmt::Write;

use crate::graph::Graph;
use crate::source::Source;
use crate::xml::escape;

pub(crate) fn write(source: &Source<'_>) -> String {
    let graph = Graph::of(source);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n\
         \x20 <meta><creator>Chancery</creator><description>Who meets whom</description></meta>\n\
         \x20 <graph mode=\"dynamic\" defaultedgetype=\"undirected\" timeformat=\"date\">\n\
         \x20   <attributes class=\"node\">\n\
         \x20     <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n\
         \x20     <attribute id=\"for\" title=\"for\" type=\"string\"/>\n\
         \x20   </attributes>\n\
         \x20   <attributes class=\"edge\">\n\
         \x20     <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n\
         \x20     <attribute id=\"events\" title=\"events\" type=\"string\"/>\n\
         \x20   </attributes>\n\
         \x20   <nodes>\n",
    );
    for node in &graph.nodes {
        let (id, name) = (escape(&node.id), escape(&node.name));
        let _ = writeln!(out, "      <node id=\"{id}\" label=\"{name}\">");
        let acts_for = node.acts_for.as_deref().map_or_else(String::new, |name| value("for", name));
        let _ = writeln!(out, "        <attvalues>{}{acts_for}</attvalues>", value("kind", node.kind));
        out.push_str("      </node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for edge in &graph.edges {
        let [a, b] = edge.ends.each_ref().map(|end| escape(end));
        let (id, weight) = (escape(&edge.id()), edge.weight);
        let _ = writeln!(out, "      <edge id=\"{id}\" source=\"{a}\" target=\"{b}\" weight=\"{weight}\">");
        let values = [value("kind", edge.kind()), value("events", &edge.ids())].concat();
        let _ = writeln!(out, "        <attvalues>{values}</attvalues>");
        let days = edge.days();
        if !days.is_empty() {
            let spell = |(first, last)| format!("<spell start=\"{first}\" end=\"{last}\"/>");
            let spells: String = days.into_iter().map(spell).collect();
            let _ = writeln!(out, "        <spells>{spells}</spells>");
        }
        out.push_str("      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn value(of: &str, words: &str) -> String {
    format!("<attvalue for=\"{of}\" value=\"{}\"/>", escape(words))
}
