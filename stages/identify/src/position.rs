//! Positions: whose they are, in whose words, on which issue.

use chancery_data::{Data, TermWord, Told};
use chancery_model::{
    Actor, ByteSpan, Document, Findings, PositionFinding, PositionValue, Rung, StatementValue, Token,
};

use crate::cast::Known;
use crate::cast::turns::Turn;
use crate::chain;
use crate::draft::Draft;
use crate::found::{self, Found, Retold, alike_in_words};
use crate::holder::Held;
use crate::matter::matter;
use crate::name::one_line;

/// Most words of a matter that is only pointed at: "to observe such a pause".
const FEW: usize = 5;

/// Reads positions of one report; `said` are the values of its statements, in their order.
pub(crate) struct Positions<'a> {
    pub(crate) data: &'a Data,
    pub(crate) document: &'a Document<'a>,
    pub(crate) findings: &'a Findings,
    pub(crate) resolved: &'a [Vec<Known>],
    pub(crate) said: &'a [StatementValue],
    /// Whom each name of the document stands for.
    pub(crate) named: &'a [Option<Actor>],
    pub(crate) drafts: &'a [Draft],
    /// Whoever wrote the report, where it is somebody's own words.
    pub(crate) author: Option<&'a Known>,
    /// Who speaks where, of a transcript.
    pub(crate) turns: &'a [Turn],
}

impl Positions<'_> {
    /// The positions of the report: one that is told again is one.
    pub(crate) fn all(&self) -> Vec<Found<PositionValue>> {
        let mut all = Vec::new();
        for (finding, span) in self.findings.positions.iter().flat_map(|finding| self.parted(finding)) {
            for held in self.held(&finding) {
                if let Some(found) = self.of(&finding, span, held, all.last()) {
                    found::put(&mut all, found);
                }
            }
        }
        all
    }

    /// A finding with its anchor; where it lists deeds on several issues, one for each issue in turn.
    fn parted(&self, finding: &PositionFinding) -> Vec<(PositionFinding, ByteSpan)> {
        let mut parts: Vec<(ByteSpan, Option<String>)> = Vec::new();
        for deed in &finding.deeds {
            let told = self.told(*deed);
            let issue = self.data.issues.best(&told).filter(|_| told.strong).map(|(issue, _)| issue.to_owned());
            match parts.last_mut() {
                Some((span, last)) if issue.is_none() || last.is_none() || *last == issue => {
                    *span = span.cover(*deed);
                    *last = last.take().or(issue);
                }
                _ => parts.push((*deed, issue)),
            }
        }
        if parts.len() < 2 {
            return vec![(finding.clone(), finding.trigger)];
        }
        let of_issue = |(i, (content, _)): (usize, (ByteSpan, Option<String>))| {
            (PositionFinding { content, ..finding.clone() }, if i == 0 { finding.trigger } else { content })
        };
        parts.into_iter().enumerate().map(of_issue).collect()
    }

    /// The value of a position; `None` where nothing tells its issue.
    fn of(
        &self,
        finding: &PositionFinding,
        span: ByteSpan,
        held: Held,
        before: Option<&Found<PositionValue>>,
    ) -> Option<Found<PositionValue>> {
        let around = finding.statement.map(|i| &self.said[i]);
        let speaker = around.and_then(|s| s.speaker.as_ref());
        let statement = around.or_else(|| self.own_words(finding).map(|i| &self.said[i]));
        let Held { holder, said_by, mut steps } = held;
        let before = before.filter(|b| b.value.holder.actor.id == holder.actor.id && self.follows(finding, b));
        let (issue, clause) = match before.filter(|_| self.points_back(finding.content)) {
            Some(before) => (before.value.issue.clone(), before.value.clause.clone()),
            None => self.issue(finding)?,
        };
        steps.push(format!(
            "“{}” is about {}",
            self.document.text(finding.content),
            clause.as_deref().unwrap_or(&issue)
        ));
        let matter = matter(
            self.data,
            self.document,
            self.named,
            self.tokens(finding.content),
            finding.content,
            &issue,
            &holder.actor.id,
        );
        let rung = statement.map_or(Rung::None, |s| s.rung);
        // An outlet passes a position on, and is nobody who puts it into words.
        let passed = speaker.map(|s| &s.actor.name).filter(|name| chain::is_outlet(self.data, name));
        let told = statement.map_or(&[][..], |s| &s.chain);
        let chain: Vec<String> = passed.into_iter().chain(told).cloned().collect();
        Some(Found {
            span,
            evidence: vec![finding.evidence],
            rule: finding.rule.clone(),
            value: PositionValue {
                holder,
                said_by,
                issue,
                clause,
                stance: finding.stance,
                red_line: finding.red_line,
                proposition: one_line(self.document.text(finding.content)),
                matter,
                condition: finding.condition,
                rung,
                chain,
                process: None,
            },
            steps,
        })
    }

    /// The statement whose word of saying takes the stance itself: "**rejected** the plan".
    fn own_words(&self, finding: &PositionFinding) -> Option<usize> {
        self.findings.statements.iter().position(|s| s.cue.is_some_and(|cue| cue.overlaps(finding.trigger)))
    }

    /// The issue by the words of the content, then of the sentence; of a content that only points to something
    /// told before, by the sentence and the title.
    fn issue(&self, finding: &PositionFinding) -> Option<(String, Option<String>)> {
        let sentence = self.document.sentences[finding.sentence].span;
        let content = self.told(finding.content);
        let told = if content.strong {
            content
        } else if content.firm {
            content.with_half(&self.told(sentence))
        } else if self.points(finding.content) {
            let around = self.told(sentence);
            if around.firm { around } else { self.title().filter(|title| title.firm)? }
        } else if self.stands_for(finding.content) {
            let before = finding.sentence.checked_sub(1).map(|before| self.document.sentences[before].span);
            let around = self.told(sentence);
            if around.strong { around } else { before.map(|before| self.told(before)).filter(|told| told.strong)? }
        } else {
            finding.condition.map(|condition| self.told(condition)).filter(|told| told.strong)?
        };
        let (issue, clause) = self.data.issues.best(&told)?;
        Some((issue.to_owned(), clause.map(str::to_owned)))
    }

    /// Whether a position is told in the sentence after another, or in the same.
    fn follows(&self, finding: &PositionFinding, before: &Found<PositionValue>) -> bool {
        let last = self.document.sentence_at(before.span.start());
        last.is_some_and(|last| finding.sentence >= last && finding.sentence - last <= 1)
    }

    /// Whether words point to what was told just before: "such concessions", "this condition".
    fn points_back(&self, span: ByteSpan) -> bool {
        let first = self.tokens(span).next().map(|t| self.document.text(t.span).to_lowercase());
        let back = |word: String| self.data.lemmas.entries(&word).iter().any(|e| e.class == "pointing-back");
        first.is_some_and(back) && self.points(span)
    }

    fn tokens(&self, span: ByteSpan) -> impl Iterator<Item = &Token> {
        let tokens = &self.document.tokens;
        let from = tokens.partition_point(|t| t.span.start() < span.start());
        tokens[from..].iter().take_while(move |t| t.span.end() <= span.end())
    }

    fn told(&self, span: ByteSpan) -> Told {
        let words: Vec<(String, String)> = self
            .tokens(span)
            .map(|t| {
                let form = self.document.text(t.span).to_lowercase();
                (t.lemma.as_ref().map_or_else(|| form.clone(), |l| l.to_lowercase()), form)
            })
            .collect();
        let words: Vec<TermWord<'_>> = words.iter().map(|(lemma, form)| TermWord { lemma, form }).collect();
        self.data.issues.told(&words)
    }

    fn title(&self) -> Option<Told> {
        let title = self.document.report.title.as_ref()?.to_lowercase();
        let words: Vec<TermWord<'_>> = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|form| TermWord { lemma: form, form })
            .collect();
        Some(self.data.issues.told(&words))
    }

    /// Whether words name their matter only by what stands for it: "rescind **it**", "observe **such a pause**".
    fn stands_for(&self, span: ByteSpan) -> bool {
        let back = |word: &str| {
            let entries = self.data.lemmas.entries(word);
            entries.iter().any(|entry| entry.class == "pointing-back" || entry.class == "matter-pronoun")
        };
        let words: Vec<String> = self.tokens(span).map(|t| self.document.text(t.span).to_lowercase()).collect();
        (2..=FEW).contains(&words.len()) && words[1..].iter().any(|word| back(word))
    }

    /// Whether words only point at something told: "the proposal", "this condition".
    fn points(&self, span: ByteSpan) -> bool {
        self.tokens(span).any(|t| {
            let lemma = t.lemma.as_ref().map(|l| l.to_lowercase()).unwrap_or_default();
            self.data.lemmas.entries(&lemma).iter().any(|e| e.class == "pointing")
        })
    }
}

impl Retold for PositionValue {
    fn owner(&self) -> ByteSpan {
        self.holder.span
    }

    /// Whether the same holder takes the same side of the same matter.
    fn is_same(&self, other: &Self) -> bool {
        self.holder.actor.id == other.holder.actor.id
            && self.issue == other.issue
            && self.stance.side() == other.stance.side()
            && (self.clause.is_some() && self.clause == other.clause
                || alike_in_words(&self.proposition, &other.proposition))
    }

    fn absorb(&mut self, other: Self) {
        self.red_line |= other.red_line;
        self.condition = self.condition.or(other.condition);
        self.said_by = self.said_by.take().or(other.said_by);
    }
}
