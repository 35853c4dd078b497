//! Somebody's words.

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, Participant};

/// What somebody said, as one report has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementValue {
    /// Who said it; `None` where the report does not tell.
    pub speaker: Option<Participant>,
    /// Direct, indirect or mixed.
    pub form: Form,
    /// The word of saying ("said", "warned"), where there is one.
    pub cue: Option<String>,
    /// Where that word stands.
    #[serde(default)]
    pub cue_span: Option<ByteSpan>,
    /// How close the report stands to the speaker.
    pub rung: Rung,
    /// Through whom the words came to the report, nearest the speaker first: outlets by their usual name.
    pub chain: Vec<String>,
    /// Each stretch inside quotation marks, without them.
    pub quotes: Vec<ByteSpan>,
    /// The words that tell what was said, quoted or not, in order of the text.
    #[serde(default)]
    pub content: Vec<ByteSpan>,
    /// What was said: the quoted words where there are such, else all that tell it, joined.
    pub text: String,
}

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A whole clause or more inside quotation marks.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Told in the reporter's words with some of the speaker's inside marks.
    Mixed,
}

impl Form {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// The attribution ladder, closest to the speaker first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// A document the report has in hand.
    Document,
    /// An official readout or communiqué.
    Readout,
    /// A named person, in quotation marks.
    NamedDirect,
    /// A named person, paraphrased.
    NamedParaphrase,
    /// A spokesperson.
    Spokesperson,
    /// Unnamed, with a role ("a senior EU official").
    UnnamedRole,
    /// Unnamed and vague ("sources").
    UnnamedVague,
    /// Another outlet.
    OtherOutlet,
    /// A post on a social network.
    SocialPost,
    /// No attribution.
    None,
}

impl Rung {
    /// The word used in JSON and on the page.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Readout => "readout",
            Self::NamedDirect => "named-direct",
            Self::NamedParaphrase => "named-paraphrase",
            Self::Spokesperson => "spokesperson",
            Self::UnnamedRole => "unnamed-role",
            Self::UnnamedVague => "unnamed-vague",
            Self::OtherOutlet => "other-outlet",
            Self::SocialPost => "social-post",
            Self::None => "none",
        }
    }
}
