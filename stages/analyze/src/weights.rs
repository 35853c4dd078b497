//! The weights: one ONNX file that also carries its vocabulary and labels.

use rten::{Model, ModelOptions, NodeId};
use sha2::{Digest, Sha256};

use crate::wordpiece::{MissingPiece, Vocabulary};

/// Weights, ready to run.
#[derive(Debug)]
pub struct Weights {
    pub(crate) model: Model,
    /// The pieces that the encoder knows.
    pub vocabulary: Vocabulary,
    /// What the heads can say.
    pub labels: Labels,
    pub(crate) nodes: Nodes,
    /// SHA-256 of the file, hexadecimal: names these weights in readings.
    pub fingerprint: String,
}

/// What the heads can say; outputs are positions in these lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Universal parts of speech.
    pub upos: Vec<String>,
    /// Parts of speech of the Penn Treebank.
    pub xpos: Vec<String>,
    /// Universal relations with their subtypes.
    pub relations: Vec<String>,
    /// Lemma scripts.
    pub lemmas: Vec<String>,
}

/// Why weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// No ONNX file, or one that the runtime refuses.
    #[error("the weights are no usable ONNX file: {0}")]
    Refused(String),
    /// Something is missing in the file.
    #[error("the weights have no `{0}`: write them with train/export.py of this version")]
    Missing(&'static str),
    /// The vocabulary is not one of BERT's kind.
    #[error(transparent)]
    Vocabulary(#[from] MissingPiece),
}

macro_rules! nodes {
    ($($name:ident),*) => {
        /// The graph's inputs and outputs.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Nodes { $(pub(crate) $name: NodeId),* }

        impl Nodes {
            fn of(model: &Model) -> Result<Self, WeightsError> {
                Ok(Self { $($name: model.find_node(stringify!($name)).ok_or(WeightsError::Missing(stringify!($name)))?),* })
            }
        }
    };
}

nodes!(
    ids,
    place,
    word,
    present,
    first,
    last,
    shape,
    ending3,
    ending2,
    known,
    sentence,
    upos,
    xpos,
    lemma,
    end,
    names,
    arc,
    head,
    dependent,
    pair_dependent,
    pair_head,
    relation
);

impl Weights {
    /// The weights that ship with the program.
    ///
    /// # Errors
    /// When they do not fit this version of the program, which its tests rule out.
    pub fn builtin() -> Result<Self, WeightsError> {
        Self::of(chancery_data::WEIGHTS_SHA256.to_owned(), |options| options.load_static_slice(chancery_data::WEIGHTS))
    }

    /// Weights out of the bytes of a file.
    ///
    /// # Errors
    /// When they are no ONNX file, or lack an input, output, label list or vocabulary.
    pub fn read(bytes: Vec<u8>) -> Result<Self, WeightsError> {
        let fingerprint = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        Self::of(fingerprint, |options| options.load(bytes))
    }

    fn of(
        fingerprint: String,
        load: impl FnOnce(&ModelOptions) -> Result<Model, rten::LoadError>,
    ) -> Result<Self, WeightsError> {
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = load(&options).map_err(|e| WeightsError::Refused(e.to_string()))?;
        let field = |name| model.metadata().get(name).ok_or(WeightsError::Missing(name));
        let vocabulary = Vocabulary::read(field("vocabulary")?)?;
        let list = |name| Ok::<_, WeightsError>(field(name)?.lines().map(str::to_owned).collect());
        let labels =
            Labels { upos: list("upos")?, xpos: list("xpos")?, relations: list("relations")?, lemmas: list("lemmas")? };
        let nodes = Nodes::of(&model)?;
        Ok(Self { model, vocabulary, labels, nodes, fingerprint })
    }
}
