//! The pattern language of rules: a trigger and the arguments it must have.
//!
//! ```text
//! subj=<actors> *[meet]* obj|with=<actors>
//! subj=<actors> *[impose]* obj=([sanctions] on=<recipients>)?
//! ```
//! What relations and targets mean is told in `docs/rules.md`.

use crate::Speech;

/// A pattern, or one nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What stands at its head: of a whole pattern, the trigger.
    pub head: Test,
    /// What must and must not hang on it.
    pub arguments: Vec<ArgumentPattern>,
}

/// One argument of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentPattern {
    /// The relations it may stand in.
    pub relations: Vec<String>,
    /// What stands there.
    pub target: Target,
    /// Whether it must be there.
    pub need: Need,
}

/// Whether an argument must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It may.
    Optional,
    /// It must not.
    Forbidden,
}

/// What an argument is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Somebody or something that fills a slot.
    Slot(Slot),
    /// A word.
    Word(Test),
    /// A word with arguments of its own.
    Nested(Box<Pattern>),
}

/// What a word must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Any word.
    Any,
    /// A number, in figures or letters.
    Number,
    /// One of these base forms, or phrases headed by their first word.
    Words(Vec<String>),
    /// A word of a class, of this part of speech where one is named.
    Class(String, Option<Speech>),
    /// Any of these.
    Either(Vec<Test>),
}

/// Slots that a pattern fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The sides; whoever acts.
    Actors,
    /// The side that receives.
    Host,
    /// Go-betweens.
    Mediators,
    /// Targets.
    Recipients,
    /// Who speaks.
    Speaker,
    /// Whose position it is.
    Holder,
    /// The paper, agency or broadcaster that carried the words.
    Outlet,
    /// Anybody else who passed them on.
    Through,
    /// Where the words stood: a statement, a letter, a network.
    Medium,
    /// Where.
    Place,
    /// What is said, wanted or refused.
    Content,
    /// The word that names an occasion.
    Occasion,
    /// A plan or text on the table.
    Proposal,
    /// Who wrote it.
    Drafters,
}

impl Slot {
    const ALL: [(&'static str, Self); 14] = [
        ("actors", Self::Actors),
        ("host", Self::Host),
        ("mediators", Self::Mediators),
        ("recipients", Self::Recipients),
        ("speaker", Self::Speaker),
        ("holder", Self::Holder),
        ("outlet", Self::Outlet),
        ("through", Self::Through),
        ("medium", Self::Medium),
        ("place", Self::Place),
        ("content", Self::Content),
        ("occasion", Self::Occasion),
        ("proposal", Self::Proposal),
        ("drafters", Self::Drafters),
    ];
}

impl std::fmt::Display for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = Self::ALL.iter().find(|(_, slot)| slot == self).map_or("", |(name, _)| name);
        f.write_str(name)
    }
}

/// What is wrong with a pattern, and at which column, from 1.
pub(crate) type PatternFault = (usize, String);

impl Pattern {
    /// Parses a pattern; `known` tells which classes exist.
    ///
    /// # Errors
    /// The column (from 1) and what is wrong there.
    pub fn parse(text: &str, known: impl Fn(&str) -> bool) -> Result<Self, (usize, String)> {
        let parser = Parser { known: &known };
        let (mut head, mut arguments) = (None, Vec::new());
        for (at, piece) in pieces(text, 0)? {
            match piece.strip_prefix('*').and_then(|p| p.strip_suffix('*')) {
                Some(trigger) if head.is_none() => head = Some(parser.test(trigger, at + 1)?),
                Some(_) => return Err((at + 1, "a pattern has one trigger; this is the second".to_owned())),
                None => arguments.push(parser.argument(piece, at)?),
            }
        }
        match head {
            Some(Test::Any | Test::Number) => Err((1, "the trigger must be a word or a class".to_owned())),
            Some(head) => Ok(Self { head, arguments }),
            None => Err((1, "no trigger: put `*` on both sides of one element".to_owned())),
        }
    }

    /// How many arguments it needs, nested ones included: the more, the more it says.
    #[must_use]
    pub fn weight(&self) -> usize {
        let needed = self.arguments.iter().filter(|a| a.need == Need::Required);
        needed
            .map(|a| match &a.target {
                Target::Nested(pattern) => 1 + pattern.weight() + usize::from(pattern.head != Test::Any),
                Target::Word(Test::Any) | Target::Slot(_) => 1,
                Target::Word(_) => 2,
            })
            .sum()
    }

    /// Whether an argument that must be there fills a slot.
    #[must_use]
    pub fn needs(&self, slot: Slot) -> bool {
        let needed = self.arguments.iter().filter(|a| a.need == Need::Required);
        needed.into_iter().any(|a| match &a.target {
            Target::Slot(s) => *s == slot,
            Target::Nested(pattern) => pattern.needs(slot),
            Target::Word(_) => false,
        })
    }

    /// Whether it fills a slot.
    #[must_use]
    pub fn fills(&self, slot: Slot) -> bool {
        self.arguments.iter().any(|a| match &a.target {
            Target::Slot(s) => *s == slot,
            Target::Nested(pattern) => pattern.fills(slot),
            Target::Word(_) => false,
        })
    }
}

/// The elements of a pattern with their columns from `offset`: parted by blanks outside parentheses.
fn pieces(text: &str, offset: usize) -> Result<Vec<(usize, &str)>, PatternFault> {
    let (mut found, mut start, mut depth, mut starred) = (Vec::new(), 0, 0usize, false);
    for (at, c) in text.char_indices() {
        match c {
            '*' => starred = !starred,
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or((offset + at + 1, "`)` closes nothing".to_owned()))?,
            ' ' if depth == 0 && !starred => {
                if at > start {
                    found.push((offset + start, &text[start..at]));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err((offset + 1, "a parenthesis is not closed".to_owned()));
    }
    if text.len() > start {
        found.push((offset + start, &text[start..]));
    }
    Ok(found)
}

struct Parser<'a, F> {
    known: &'a F,
}

impl<F: Fn(&str) -> bool> Parser<'_, F> {
    fn argument(&self, piece: &str, at: usize) -> Result<ArgumentPattern, PatternFault> {
        let (rest, mut need) = piece.strip_prefix('!').map_or((piece, Need::Required), |p| (p, Need::Forbidden));
        let Some((relations, target)) = rest.split_once('=') else {
            return Err((at + 1, format!("`{piece}` is no argument: write `relation=…`, or `*…*` for the trigger")));
        };
        let target_at = at + piece.len() - target.len();
        let target = match target.strip_suffix('?') {
            Some(_) if need == Need::Forbidden => {
                return Err((at + 1, "an argument cannot be forbidden and optional".to_owned()));
            }
            Some(target) => {
                need = Need::Optional;
                target
            }
            None => target,
        };
        let sound = |r: &str| !r.is_empty() && r.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if let Some(bad) = relations.split('|').find(|r| !sound(r)) {
            return Err((at + 1, format!("`{bad}` is no relation: lower-case letters and hyphens")));
        }
        let relations = relations.split('|').map(str::to_owned).collect();
        Ok(ArgumentPattern { relations, target: self.target(target, target_at)?, need })
    }

    fn target(&self, text: &str, at: usize) -> Result<Target, PatternFault> {
        if let Some(slot) = text.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
            let found = Slot::ALL.iter().find(|(name, _)| *name == slot);
            return found.map(|(_, slot)| Target::Slot(*slot)).ok_or_else(|| {
                let names: Vec<_> = Slot::ALL.iter().map(|(name, _)| *name).collect();
                (at + 1, format!("`<{slot}>` is no slot: there are {}", names.join(", ")))
            });
        }
        let Some(inner) = text.strip_prefix('(').and_then(|p| p.strip_suffix(')')) else {
            return Ok(Target::Word(self.test(text, at)?));
        };
        let mut elements = pieces(inner, at + 1)?.into_iter();
        let (head_at, head) = elements.next().ok_or((at + 1, "nothing stands in the parentheses".to_owned()))?;
        let head = self.test(head, head_at)?;
        let arguments = elements.map(|(at, piece)| self.argument(piece, at)).collect::<Result<_, _>>()?;
        Ok(Target::Nested(Box::new(Pattern { head, arguments })))
    }

    fn test(&self, text: &str, at: usize) -> Result<Test, PatternFault> {
        if text.contains('[') && text.contains('|') {
            let mut column = at;
            let either = text.split('|').map(|one| {
                let test = self.test(one, column);
                column += one.len() + 1;
                test
            });
            return Ok(Test::Either(either.collect::<Result<_, _>>()?));
        }
        match text {
            "_" => return Ok(Test::Any),
            "#" => return Ok(Test::Number),
            _ => {}
        }
        let (word, speech) = match text.split_once('/') {
            None => (text, None),
            Some((word, "verb")) => (word, Some(Speech::Verb)),
            Some((word, "noun")) => (word, Some(Speech::Noun)),
            Some((word, "adjective")) => (word, Some(Speech::Adjective)),
            Some((_, other)) => {
                return Err((at + 1, format!("`{other}` is no part of speech: verb, noun or adjective")));
            }
        };
        if let Some(class) = word.strip_prefix('[').and_then(|p| p.strip_suffix(']')) {
            if !(self.known)(class) {
                return Err((at + 1, format!("there is no class `{class}` under data/lemmas")));
            }
            return Ok(Test::Class(class.to_owned(), speech));
        }
        if word.is_empty() || speech.is_some() || word.chars().any(|c| c.is_uppercase() || "[]<>*?!=()".contains(c)) {
            return Err((
                at + 1,
                format!("`{text}` is no word: base forms in lower case, classes in [ ], slots in < >"),
            ));
        }
        Ok(Test::Words(word.split('|').map(str::to_owned).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_a_pattern_is_wrong() {
        let known = |c: &str| c == "meet";
        let fault = |text: &str| Pattern::parse(text, known).unwrap_err();
        assert!(Pattern::parse("subj=<actors> *[meet]* obj|with=<actors>?", known).is_ok());
        assert!(Pattern::parse("*[meet]* obj=(_ mod=#)", known).is_ok());
        assert_eq!(fault("*#* mod=#").0, 1);
        assert_eq!(fault("subj=<actors> *[meat]*").0, 16);
        assert_eq!(fault("subj=<actor> *[meet]*").0, 6);
        assert_eq!(fault("subj=<actors> [meet]").0, 15);
        assert_eq!(fault("*[meet]* todo=(_ obj=<actor>)").0, 22);
        assert_eq!(fault("*[meet]* *[meet]*").0, 10);
        assert!(fault("subj=<actors>").1.contains("no trigger"));
        assert!(fault("*[meet]* obj=(_ with=_").1.contains("not closed"));
    }
}
