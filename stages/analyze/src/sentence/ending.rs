//! How likely a sentence ends behind a token, for whoever can weigh more than rules can.

use chancery_data::Data;
use chancery_model::Token;

use super::places;
use crate::layout::Block;
use crate::quote::Marks;

/// What the rules say of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ending {
    /// No sentence ends here: inside a word, before a small letter, behind a title.
    Never,
    /// Doubtful; the rules let the sentence go on. A learned judge may end it.
    Unlikely,
    /// The same, but a word follows that opens sentences: a caption or a heading may have lost its break.
    Opened,
    /// A sentence ends here.
    Here,
}

/// What the rules say of the place behind each token of a block; a sentence ends behind the last. Where all
/// follow the rules, the sentences of `split` come out.
pub(crate) fn of_block(data: &Data, text: &str, block: &Block, marks: &Marks, tokens: &[Token]) -> Vec<Ending> {
    let mut places = places(data, text, block, marks).into_iter().peekable();
    let mut out: Vec<Ending> = Vec::with_capacity(tokens.len());
    for token in tokens {
        while places.next_if(|place| place.0 < token.span.end()).is_some() {}
        let here = places.next_if(|place| place.0 == token.span.end());
        out.push(here.map_or(Ending::Never, |place| place.1));
    }
    if let Some(last) = out.last_mut() {
        *last = Ending::Here;
    }
    out
}

#[cfg(test)]
mod tests {
    use chancery_model::Report;

    use super::*;
    use crate::{DATA, by_rule};

    fn read(text: &str) -> Vec<(String, Ending)> {
        let report = Report::plain(text);
        let (document, endings) = by_rule(&DATA, &report);
        let words = document.tokens.iter().map(|t| document.text(t.span).to_owned());
        words.zip(endings).filter(|(_, ending)| *ending > Ending::Never).collect()
    }

    #[test]
    fn stops_end_sentences_abbreviations_may_and_titles_never() {
        use Ending::{Here, Unlikely};
        let found = read("Mr. Lee met the U.S. envoy. They left the U.S. The trip was short! no more");
        let found: Vec<_> = found.iter().map(|(word, ending)| (word.as_str(), *ending)).collect();
        let expected = [
            ("Mr.", Ending::Never),
            ("the", Unlikely),
            ("U.S.", Unlikely),
            (".", Here),
            ("U.S.", Here),
            ("!", Here),
            ("more", Here),
        ];
        let expected: Vec<_> = expected.into_iter().filter(|e| e.1 > Ending::Never).collect();
        for place in &expected {
            assert!(found.contains(place), "{place:?} is not in {found:?}");
        }
        assert!(!found.iter().any(|(word, _)| *word == "Mr."), "{found:?}");
    }

    #[test]
    fn the_rules_alone_give_the_documents_sentences() {
        let text =
            "Talks went on.They ended. “Why?” he asked.\n- one\n- two U.S. The end :) Ito 02/03/2001 08:00 PM Go";
        let report = Report::plain(text);
        let (document, endings) = by_rule(&DATA, &report);
        let by_rule: Vec<usize> = (0..endings.len()).filter(|&i| endings[i] == Ending::Here).collect();
        let told: Vec<usize> = document.sentences.iter().map(|s| s.tokens.end - 1).collect();
        assert_eq!(by_rule, told);
        assert!(endings.contains(&Ending::Unlikely));
    }
}
