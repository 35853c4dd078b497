//! Statements: whose words the quoted ones are, and how close the report stands to the speaker.

use chancery_data::{Data, fold};
use chancery_model::{
    Actor, ActorId, ActorKind, Attendance, ByteSpan, Document, Findings, Form, Mention, MentionForm, Participant, Role,
    Rung, StatementFinding, StatementValue,
};

use crate::cast::Known;
use crate::chain;
use crate::name::one_line;

/// The value of a statement.
pub(crate) fn value(
    data: &Data,
    document: &Document<'_>,
    findings: &Findings,
    finding: &StatementFinding,
    resolved: &[Vec<Known>],
    voices: &[Option<Known>],
) -> StatementValue {
    let mention = finding.speaker.map(|i| &findings.mentions[i]);
    let known = finding.speaker.and_then(|i| resolved[i].first());
    let voice = finding.speaker.and_then(|i| voices[i].as_ref());
    let speaker = mention.and_then(|m| speaker(document, m, known, voice));
    let quotes = finding.quotation.map_or_else(Vec::new, |i| document.quotations[i].pieces.clone());
    let form = match finding.quotation {
        None => Form::Indirect,
        Some(_) if finding.whole_clause => Form::Direct,
        Some(_) => Form::Mixed,
    };
    let cue = finding.cue.map(|span| document.text(span).to_lowercase());
    let chain = chain::names(data, document, findings, finding, speaker.as_ref(), resolved, voices);
    let ladder = |mention, medium, cue| Ladder { data, document, mention, medium, cue };
    let rung = speaker.as_ref().map_or(Rung::None, |s| ladder(mention, finding.medium, finding.cue).rung(s));
    // Words that reached the report by somebody's telling are as near as whoever told them.
    let passed_on = finding.chain.iter().rev().find_map(|link| {
        let known = chain::known(resolved, voices, *link)?;
        let link = &findings.mentions[*link];
        let told = ladder(Some(link), None, None).rung(&known.seated(link.span, Role::Party, Attendance::Told));
        (!matches!(told, Rung::OtherOutlet | Rung::Document | Rung::Readout)).then_some(told)
    });
    let rung = match (rung, passed_on) {
        (Rung::Readout, Some(told)) => told,
        (Rung::Readout, None) if finding.medium.is_none() && !chain.is_empty() => Rung::OtherOutlet,
        (rung, _) => rung,
    };
    let rung = match rung {
        Rung::NamedDirect if form == Form::Indirect => Rung::NamedParaphrase,
        rung => rung,
    };
    let told = if quotes.is_empty() { &finding.content } else { &quotes };
    let text: Vec<&str> = told.iter().map(|p| document.text(*p)).collect();
    let text = text.join(" ");
    StatementValue {
        speaker,
        form,
        cue,
        cue_span: finding.cue,
        rung,
        chain,
        quotes,
        content: finding.content.clone(),
        text,
    }
}

/// A named person or body is itself; somebody described ("a senior EU official") is called by the
/// description, and never made into the state he serves.
fn speaker(
    document: &Document<'_>,
    mention: &Mention,
    known: Option<&Known>,
    voice: Option<&Known>,
) -> Option<Participant> {
    let seat = |known: &Known| known.seated(mention.span, Role::Party, Attendance::Told);
    let points = mention.form == MentionForm::Pronoun;
    let known = known.filter(|k| voice.is_none() || k.actor.kind == ActorKind::Person && !points);
    match (&mention.form, known.or(voice)) {
        (_, Some(known)) => Some(seat(known)),
        (MentionForm::Name { name, .. }, None) => {
            let text = document.text(*name);
            let id = ActorId(format!("name:{}", fold(text)));
            let actor = Actor { id, kind: ActorKind::Group, name: one_line(text) };
            Some(seat(&Known { actor, acts_for: None, office: None, step: String::new() }))
        }
        (MentionForm::Role { .. } | MentionForm::Pronoun, None) => None,
    }
}

/// What tells the rung of a statement.
struct Ladder<'a> {
    data: &'a Data,
    document: &'a Document<'a>,
    /// The words for the speaker.
    mention: Option<&'a Mention>,
    /// Where the words stood.
    medium: Option<ByteSpan>,
    cue: Option<ByteSpan>,
}

impl Ladder<'_> {
    fn rung(&self, speaker: &Participant) -> Rung {
        if self.medium_is("social-platform") || self.cue.is_some_and(|cue| self.any(cue, "posting")) {
            return Rung::SocialPost;
        }
        if self.is_told_as("spokesperson") || speaker.office.as_ref().is_some_and(|office| self.is_spokesperson(office))
        {
            return Rung::Spokesperson;
        }
        if chain::is_outlet(self.data, &speaker.actor.name) || self.mention_is("outlet-noun") {
            return Rung::OtherOutlet;
        }
        // A text speaks for whoever issued it; nobody's text is one that the report has in hand.
        if self.mention_is("official-text") || self.medium_is("official-text") {
            return Rung::Readout;
        }
        let is_text =
            self.mention_is("text-in-hand") || speaker.actor.kind == ActorKind::Group && self.mention_is("document");
        if is_text || self.medium_is("text-in-hand") {
            return Rung::Document;
        }
        match speaker.actor.kind {
            ActorKind::Person => Rung::NamedDirect,
            ActorKind::State | ActorKind::Organisation => Rung::Readout,
            ActorKind::Group if self.is_told_as("source") || self.mention_is("vague-source") => Rung::UnnamedVague,
            ActorKind::Group => Rung::UnnamedRole,
        }
    }

    /// Whether the words for the speaker hold a role of a kind.
    fn is_told_as(&self, kind: &str) -> bool {
        let words = self.mention.map(|m| self.document.text(m.span).to_lowercase()).unwrap_or_default();
        words.split_whitespace().any(|w| self.data.lexicon.role(w).is_some_and(|(noun, _)| noun.kind == kind))
    }

    fn is_spokesperson(&self, office: &str) -> bool {
        let office = office.to_lowercase();
        office
            .split_whitespace()
            .any(|w| self.data.lexicon.role(w).is_some_and(|(noun, _)| noun.kind == "spokesperson"))
    }

    fn mention_is(&self, class: &str) -> bool {
        self.mention.is_some_and(|m| self.any(m.span, class))
    }

    fn medium_is(&self, class: &str) -> bool {
        self.medium.is_some_and(|medium| self.any(medium, class))
    }

    /// Whether any word of a span heads an entry of a class.
    fn any(&self, span: ByteSpan, class: &str) -> bool {
        let tokens = &self.document.tokens;
        let from = tokens.partition_point(|t| t.span.start() < span.start());
        tokens[from..].iter().take_while(|t| t.span.end() <= span.end()).any(|t| {
            let form = self.document.text(t.span).to_lowercase();
            let lemma = t.lemma.as_ref().map(|l| l.to_lowercase());
            [Some(form), lemma]
                .into_iter()
                .flatten()
                .any(|word| self.data.lemmas.entries(&word).iter().any(|e| e.class == class))
        })
    }
}
