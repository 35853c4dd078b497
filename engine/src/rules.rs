//! Holds rules to the sentences in their files: read alone, each `match` sentence must give what it says by that
//! rule, and no `not` sentence may give anything by it. Looks at findings only: what becomes of them is for the
//! stages behind.

use chancery_data::{Example, Progress, Reads, Rule};
use chancery_model::{
    AsideFinding, EventFinding, Findings, MentionForm, PledgeFinding, PositionFinding, ProposalFinding, Report, RuleId,
    SentenceKind, StatementFinding,
};

use crate::{Engine, Input, Options};

/// A sentence that a rule does not read as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// The rule.
    pub rule: RuleId,
    /// The sentence.
    pub text: String,
    /// What its file says of the sentence.
    pub expected: String,
    /// What was found there, by which rule.
    pub found: Vec<String>,
}

/// What a rule found in a sentence.
struct Found {
    rule: RuleId,
    told: String,
    /// Whether it could become a claim by itself.
    counts: bool,
}

impl Engine {
    /// The sentences of all rules that are not read as their files say, rule by rule.
    ///
    /// # Panics
    /// Where the program is at fault.
    #[must_use]
    pub fn check_rules(&self) -> Vec<RuleFault> {
        let mut faults = Vec::new();
        for rule in &self.data().rules {
            let sentences: Vec<(&str, Option<&Example>)> = rule
                .matches
                .iter()
                .map(|example| (example.text.as_str(), Some(example)))
                .chain(rule.not.iter().map(|text| (text.as_str(), None)))
                .collect();
            let reports: Vec<Report> = sentences.iter().filter_map(|(text, _)| self.report(text)).collect();
            debug_assert_eq!(reports.len(), sentences.len(), "{}: a sentence is no report", rule.id);
            let read = self.read_all(&reports.iter().collect::<Vec<_>>(), |way| {
                let sentences = &way.document.sentences;
                let alone = sentences.len() == 1 && sentences[0].kind == SentenceKind::Prose;
                (alone, found(way.document.report, &way.findings, rule))
            });
            for ((text, example), read) in sentences.into_iter().zip(read) {
                let (alone, found) = read.expect("the program reads its own sentences");
                let expected = match example {
                    _ if !alone => Some("one sentence of prose".to_owned()),
                    Some(example) => Some(expected(rule, example))
                        .filter(|expected| !found.iter().any(|f| f.rule == rule.id && f.told == *expected)),
                    None if found.iter().any(|f| f.rule == rule.id && f.counts) => {
                        Some("nothing by this rule".to_owned())
                    }
                    None => None,
                };
                if let Some(expected) = expected {
                    let found = found.into_iter().map(|f| format!("{} (by {})", f.told, f.rule)).collect();
                    faults.push(RuleFault { rule: rule.id.clone(), text: text.to_owned(), expected, found });
                }
            }
        }
        faults
    }

    fn report(&self, text: &str) -> Option<Report> {
        self.acquire(&Input::Stdin(text.as_bytes().to_vec()), &Options::default()).reports.pop()
    }
}

/// Everything of the rule's sort that a report gives.
fn found(report: &Report, findings: &Findings, rule: &Rule) -> Vec<Found> {
    match rule.reads {
        Reads::Event { .. } => findings.events.iter().map(|e| event(report, findings, e, rule)).collect(),
        Reads::Position { .. } => findings.positions.iter().map(|p| position(report, findings, p, rule)).collect(),
        Reads::Pledge { .. } => findings.pledges.iter().map(|p| pledge(report, findings, p, rule)).collect(),
        Reads::Aside { .. } => findings.asides.iter().map(|a| aside(report, findings, a, rule)).collect(),
        Reads::Statement => findings.statements.iter().map(|s| statement(report, findings, s, rule)).collect(),
        Reads::Source => findings.statements.iter().map(|s| source(report, findings, s, rule)).collect(),
        Reads::Proposal { .. } => findings.proposals.iter().flat_map(|p| proposal(report, findings, p, rule)).collect(),
    }
}

fn expected(rule: &Rule, example: &Example) -> String {
    let list = |names: &[String]| names.join(", ");
    match rule.reads {
        Reads::Event { .. } => {
            let status = example.status.map_or("", Progress::as_str);
            let mut told = format!("{status}: {}", list(&example.actors));
            if !example.recipients.is_empty() {
                told += &format!(" → {}", list(&example.recipients));
            }
            if !example.mediators.is_empty() {
                told += &format!("; mediated by {}", list(&example.mediators));
            }
            told
        }
        Reads::Position { .. } => {
            let holder = example.holder.as_deref().unwrap_or("whoever speaks");
            let stance = example.stance.map_or("", chancery_model::Stance::as_str);
            let mut told = format!("{holder} {stance}: {}", example.content.as_deref().unwrap_or_default());
            if rule.matches.iter().any(|m| m.red_line.is_some()) && example.red_line == Some(true) {
                told += " [red line]";
            }
            if let Some(condition) = &example.condition {
                told += &format!(" [{condition}]");
            }
            told
        }
        Reads::Pledge { .. } => {
            let by = if example.actors.is_empty() { "whoever speaks".to_owned() } else { list(&example.actors) };
            let status = example.status.map_or("", Progress::as_str);
            let to = if example.recipients.is_empty() {
                String::new()
            } else {
                format!(" → {}", list(&example.recipients))
            };
            format!("{by}{to} {status}: {}", example.content.as_deref().unwrap_or_default())
        }
        Reads::Aside { .. } => {
            let value = example.value.as_deref().or(rule.aside()).unwrap_or_default();
            let content = example.content.as_ref().map_or_else(String::new, |content| format!("; {content}"));
            format!("{value}: {}{content}", list(&example.actors))
        }
        Reads::Statement => {
            let speaker = example.speaker.as_deref().unwrap_or("nobody");
            let told = format!("{speaker}: {}", example.content.as_deref().unwrap_or_default());
            with_source(told, &example.through, None)
        }
        Reads::Source => {
            let speaker = example.speaker.as_deref().unwrap_or("nobody").to_owned();
            with_source(speaker, &example.through, example.medium.as_deref())
        }
        Reads::Proposal { .. } => {
            let content: Vec<String> = example.content.iter().cloned().collect();
            let told = [&example.actors, &example.drafters, &example.recipients, &content].map(|names| list(names));
            proposed(example.proposal.as_deref().unwrap_or_default(), told, rule)
        }
    }
}

/// A mention as examples name it: by its name, else by its words.
fn name<'r>(report: &'r Report, findings: &Findings, mention: usize) -> &'r str {
    let mention = &findings.mentions[mention];
    match mention.form {
        MentionForm::Name { name, .. } => name.of(&report.text),
        MentionForm::Role { .. } | MentionForm::Pronoun => mention.span.of(&report.text),
    }
}

fn event(report: &Report, findings: &Findings, event: &EventFinding, rule: &Rule) -> Found {
    let named = |seats: &[chancery_model::Seat]| {
        let mut mentions: Vec<usize> = seats.iter().map(|seat| seat.mention).collect();
        mentions.sort_unstable();
        mentions.into_iter().map(|m| name(report, findings, m)).collect::<Vec<_>>().join(", ")
    };
    let mut told = format!("{}: {}", event.status.as_str(), named(&event.actors));
    if !event.recipients.is_empty() && rule.matches.iter().any(|m| !m.recipients.is_empty()) {
        told += &format!(" → {}", named(&event.recipients));
    }
    if !event.mediators.is_empty() && rule.matches.iter().any(|m| !m.mediators.is_empty()) {
        told += &format!("; mediated by {}", named(&event.mediators));
    }
    let count = |seats: &[chancery_model::Seat]| -> usize {
        let sides = seats.iter().map(|seat| match findings.mentions[seat.mention].form {
            // Nobody can tell who "reporters" are.
            MentionForm::Role { of: None, definite: false, .. } => 0,
            // "The two leaders" may be all the sides there are.
            MentionForm::Role { plural: true, .. } => 2,
            _ => 1,
        });
        sides.sum()
    };
    // A rule that only adds to an event already told may not add anybody.
    let wanted = match rule.reads {
        Reads::Event { sides, .. } if sides <= 2 => sides,
        _ => 1,
    };
    Found { rule: event.rule.clone(), told, counts: count(&event.actors) >= wanted }
}

fn position(report: &Report, findings: &Findings, position: &PositionFinding, rule: &Rule) -> Found {
    let holder = position.holder.map_or("whoever speaks", |m| name(report, findings, m));
    let mut told = format!("{holder} {}: {}", position.stance.as_str(), position.content.of(&report.text));
    if position.red_line && rule.matches.iter().any(|m| m.red_line.is_some()) {
        told += " [red line]";
    }
    if let Some(condition) = position.condition.filter(|_| rule.matches.iter().any(|m| m.condition.is_some())) {
        told += &format!(" [{}]", condition.of(&report.text));
    }
    Found { rule: position.rule.clone(), told, counts: true }
}

fn pledge(report: &Report, findings: &Findings, pledge: &PledgeFinding, rule: &Rule) -> Found {
    let by: Vec<&str> = pledge.by.iter().map(|by| by.map_or("whoever speaks", |m| name(report, findings, m))).collect();
    let mut told = by.join(", ");
    if !pledge.to.is_empty() && rule.matches.iter().any(|m| !m.recipients.is_empty()) {
        let to: Vec<&str> = pledge.to.iter().map(|m| name(report, findings, *m)).collect();
        told += &format!(" → {}", to.join(", "));
    }
    let content: Vec<&str> = pledge.content.iter().map(|piece| piece.of(&report.text)).collect();
    told += &format!(" {}: {}", pledge.status.as_str(), content.join(" "));
    Found { rule: pledge.rule.clone(), told, counts: true }
}

fn aside(report: &Report, findings: &Findings, aside: &AsideFinding, rule: &Rule) -> Found {
    let actors: Vec<&str> = aside.actors.iter().map(|m| name(report, findings, *m)).collect();
    let mut told = format!("{}: {}", aside.tells.as_str(), actors.join(", "));
    if !aside.content.is_empty() && rule.matches.iter().any(|m| m.content.is_some()) {
        let content: Vec<&str> = aside.content.iter().map(|piece| piece.of(&report.text)).collect();
        told += &format!("; {}", content.join(" … "));
    }
    Found { rule: aside.rule.clone(), told, counts: true }
}

fn statement(report: &Report, findings: &Findings, statement: &StatementFinding, rule: &Rule) -> Found {
    let speaker = statement.speaker.map_or("nobody", |m| name(report, findings, m));
    let content: Vec<&str> = statement.content.iter().map(|piece| piece.of(&report.text)).collect();
    let mut told = format!("{speaker}: {}", content.join(" … "));
    if rule.matches.iter().any(|m| !m.through.is_empty()) {
        told = with_source(told, &through(report, findings, statement), None);
    }
    Found { rule: statement.rule.clone(), told, counts: true }
}

/// A rule of sources adds to a statement that another rule found, so it is taken to have read whatever came to the
/// report by somebody or stood somewhere.
fn source(report: &Report, findings: &Findings, statement: &StatementFinding, rule: &Rule) -> Found {
    let speaker = statement.speaker.map_or("nobody", |m| name(report, findings, m)).to_owned();
    let through = through(report, findings, statement);
    let medium = statement.medium.map(|span| span.of(&report.text));
    let counts = statement.sources.contains(&rule.id);
    let by = if counts { rule.id.clone() } else { statement.rule.clone() };
    Found { rule: by, told: with_source(speaker, &through, medium), counts }
}

fn through(report: &Report, findings: &Findings, statement: &StatementFinding) -> Vec<String> {
    statement.chain.iter().map(|m| name(report, findings, *m).to_owned()).collect()
}

fn with_source(mut told: String, through: &[String], medium: Option<&str>) -> String {
    if !through.is_empty() {
        told += &format!(" via {}", through.join(" > "));
    }
    if let Some(medium) = medium {
        told += &format!(" in {medium}");
    }
    told
}

/// A proposal, once for each rule that read it.
fn proposal(report: &Report, findings: &Findings, proposal: &ProposalFinding, rule: &Rule) -> Vec<Found> {
    let names = |of: &[usize]| of.iter().map(|m| name(report, findings, *m)).collect::<Vec<_>>().join(", ");
    let contains: Vec<&str> = proposal.contains.iter().map(|piece| piece.of(&report.text)).collect();
    let facts = [names(&proposal.by), names(&proposal.drafted_by), names(&proposal.to), contains.join(", ")];
    let told = proposed(proposal.name.of(&report.text), facts, rule);
    let found = |id: &RuleId| Found { rule: id.clone(), told: told.clone(), counts: true };
    proposal.rules.iter().map(found).collect()
}

/// A proposal with its authors, drafters, addressees and what it holds: of these, what any sentence of the rule tells.
fn proposed(name: &str, facts: [String; 4], rule: &Rule) -> String {
    let any = |told: &dyn Fn(&Example) -> bool| rule.matches.iter().any(told);
    let compared = [
        any(&|m| !m.actors.is_empty()),
        any(&|m| !m.drafters.is_empty()),
        any(&|m| !m.recipients.is_empty()),
        any(&|m| m.content.is_some()),
    ];
    let labels = [" by ", "; drafted by ", " → ", ": "];
    let mut told = name.to_owned();
    for ((label, fact), compared) in labels.into_iter().zip(facts).zip(compared) {
        if compared && !fact.is_empty() {
            told += &format!("{label}{fact}");
        }
    }
    told
}
