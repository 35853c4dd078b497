//! The encoder in the program: the same whatever the company, sound whatever the text.

use std::sync::LazyLock;

use chancery_analyze::encoder::Encoder;
use chancery_analyze::features::Features;
use chancery_analyze::weights::{Weights, WeightsError};
use chancery_analyze::{Analyser, tokens};
use chancery_data::Data;
use chancery_model::{Document, Report};

static DATA: LazyLock<Data> = LazyLock::new(|| Data::builtin().expect("the knowledge is sound"));
static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::new(Weights::builtin().expect("the weights are sound")));
static ANALYSER: LazyLock<Analyser> =
    LazyLock::new(|| Analyser::new(Encoder::new(Weights::builtin().expect("the weights are sound"))));

fn read(report: &Report) -> Document<'_> {
    ANALYSER.read(&DATA, &[report]).expect("the encoder runs").remove(0)
}

/// Each sentence has one root, and every word hangs on it.
fn check_trees(document: &Document<'_>) {
    for (i, sentence) in document.sentences.iter().enumerate() {
        let tokens = document.tokens_of(i);
        let heads: Option<Vec<usize>> = tokens.iter().map(|t| t.head).collect();
        let Some(heads) = heads else { continue };
        assert_eq!(heads.iter().filter(|h| **h == 0).count(), 1, "one root in {:?}", document.text(sentence.span));
        for start in 1..=heads.len() {
            let (mut at, mut steps) = (start, 0);
            while at != 0 {
                at = heads[at - 1];
                steps += 1;
                assert!(steps <= heads.len(), "a cycle in {:?}", document.text(sentence.span));
            }
        }
    }
}

#[test]
fn a_sentence_is_read_the_same_in_any_company() {
    let texts = [
        "The envoy left.",
        "The Norwegian foreign minister received her Kenyan counterpart in Oslo on Friday.",
        "Both sides, he said, would \"never\" accept the draft that was put to them in the spring.",
        "No.",
        "A spokesperson for the ministry, Ann Lee, told reporters that talks on grain, fuel and prisoners would go on.",
    ];
    let vocabulary = &ENCODER.weights.vocabulary;
    let one = |text: &str| Features::of(&DATA, vocabulary, text, &tokens(&DATA, text));
    let alone: Vec<_> = texts.iter().map(|t| ENCODER.read(&[one(t)]).unwrap().remove(0)).collect();
    let many: Vec<Features> = (0..90).map(|i| one(texts[i * 7 % texts.len()])).collect();
    for (i, found) in ENCODER.read(&many).unwrap().into_iter().enumerate() {
        assert_eq!(found, alone[i * 7 % texts.len()], "{}", texts[i * 7 % texts.len()]);
    }
}

#[test]
fn tells_who_did_what() {
    let report = Report::plain("In Oslo, the Norwegian minister met two envoys.");
    let document = read(&report);
    let told: Vec<_> = document
        .tokens
        .iter()
        .map(|t| (document.text(t.span), t.upos.as_deref().unwrap(), t.head.unwrap(), t.deprel.as_deref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("In", "ADP", 2, "case"),
            ("Oslo", "PROPN", 7, "obl"),
            (",", "PUNCT", 2, "punct"),
            ("the", "DET", 6, "det"),
            ("Norwegian", "ADJ", 6, "amod"),
            ("minister", "NOUN", 7, "nsubj"),
            ("met", "VERB", 0, "root"),
            ("two", "NUM", 9, "nummod"),
            ("envoys", "NOUN", 7, "obj"),
            (".", "PUNCT", 7, "punct"),
        ]
    );
    let lemmas: Vec<_> = document.tokens.iter().map(|t| t.lemma.as_deref().unwrap()).collect();
    assert_eq!(lemmas[6], "meet");
    assert_eq!(lemmas[8], "envoy");
    assert_eq!(document.tokens[6].xpos.as_deref(), Some("VBD"));
}

#[test]
fn any_text_gives_trees_and_loses_nothing() {
    let texts = [
        String::new(),
        " \n\n ".to_owned(),
        "a".repeat(20_000),
        "word ".repeat(5_000),
        "!?.,".repeat(2_000),
        "🕊️🤝🏽 ok 🎉 ".repeat(300),
        "اجتمع الوزيران في القاهرة يوم الأحد. ".repeat(20),
        "外长会谈在北京举行。".repeat(40),
        "a\u{0}b\u{7}\u{1b}[31m c\u{202e}d\u{200b} e".repeat(50),
        "He left.She stayed.\n\n- one\n- two\n\nNo stop here".to_owned(),
    ];
    for text in &texts {
        let report = Report::plain(text);
        let document = read(&report);
        check_trees(&document);
        let mut kept: String = document.tokens.iter().map(|t| document.text(t.span)).collect();
        kept.retain(|c| c.is_alphanumeric());
        let mut whole = text.clone();
        whole.retain(|c| c.is_alphanumeric());
        assert_eq!(kept.len(), whole.len(), "{:.40}", text);
        let mut end = 0;
        for sentence in &document.sentences {
            assert_eq!(sentence.tokens.start, end, "{:.40}", text);
            end = sentence.tokens.end;
        }
        assert_eq!(end, document.tokens.len(), "{:.40}", text);
    }
}

#[test]
fn reports_are_read_the_same_alone_and_together() {
    let texts =
        ["Talks opened in Oslo. The U.S. Senate waited for Mr. Lee.", "Nobody came. He went to the U.S. The end."];
    let reports: Vec<Report> = texts.iter().map(|t| Report::plain(t)).collect();
    let together = ANALYSER.read(&DATA, &reports.iter().collect::<Vec<_>>()).unwrap();
    for (report, document) in reports.iter().zip(together) {
        let alone = read(report);
        assert_eq!(alone.tokens, document.tokens);
        assert_eq!(alone.sentences, document.sentences);
        assert_eq!(alone.names, document.names);
    }
}

#[test]
fn other_weights_are_refused_with_the_reason() {
    let told = Weights::read(b"no weights".to_vec()).unwrap_err();
    assert!(matches!(told, WeightsError::Refused(_)), "{told}");
}
