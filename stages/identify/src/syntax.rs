//! The tree over a sentence, asked from the words of a span. Where no parser has spoken there is none.

use chancery_model::{ByteSpan, Document, Token};

/// The word that leads the words of a span, in its sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lead<'a> {
    document: &'a Document<'a>,
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Lead<'a> {
    /// The leading word of a span: the first whose head lies outside.
    pub(crate) fn of(document: &'a Document<'a>, span: ByteSpan) -> Option<Self> {
        let tokens = document.tokens_of(document.sentence_at(span.start())?);
        let inside = |i: usize| span.contains(tokens[i].span);
        let first = tokens.partition_point(|t| t.span.start() < span.start());
        let out = |i: &usize| tokens[*i].head.is_some_and(|head| head.checked_sub(1).is_none_or(|head| !inside(head)));
        let at = (first..tokens.len()).take_while(|i| inside(*i)).find(out)?;
        Some(Self { document, tokens, at })
    }

    /// The relation to its head.
    pub(crate) fn relation(&self) -> &'a str {
        self.tokens[self.at].deprel.as_deref().unwrap_or("")
    }

    /// Its head.
    pub(crate) fn head(&self) -> Option<Self> {
        let at = self.tokens[self.at].head?.checked_sub(1)?;
        Some(Self { at, ..*self })
    }

    /// The word before it in its sentence.
    pub(crate) fn before(&self) -> Option<Self> {
        Some(Self { at: self.at.checked_sub(1)?, ..*self })
    }

    /// Its dependents, in order.
    pub(crate) fn dependents(&self) -> impl Iterator<Item = Self> + use<'a> {
        let this = *self;
        let of = move |i: &usize| this.tokens[*i].head == Some(this.at + 1);
        (0..self.tokens.len()).filter(of).map(move |at| Self { at, ..this })
    }

    /// The head of the list that the word is in, itself where it is in none.
    pub(crate) fn first_joined(self) -> Self {
        let mut lead = self;
        // A sound tree ends; a list of a hundred is none.
        for _ in 0..100 {
            match lead.head() {
                Some(head) if lead.relation() == "conj" => lead = head,
                _ => break,
            }
        }
        lead
    }

    /// The preposition or case ending before it, lower case.
    pub(crate) fn case(&self) -> Option<String> {
        self.dependents().find(|d| d.relation() == "case").map(|d| d.lower())
    }

    /// Its own words.
    pub(crate) fn span(&self) -> ByteSpan {
        self.tokens[self.at].span
    }

    /// The word, lower case.
    pub(crate) fn lower(&self) -> String {
        self.document.text(self.span()).to_lowercase()
    }

    /// The base form, lower case; the word where no lemmatiser has spoken.
    pub(crate) fn lemma(&self) -> String {
        self.tokens[self.at].lemma.as_ref().map_or_else(|| self.lower(), |l| l.to_lowercase())
    }

    /// The universal part of speech.
    pub(crate) fn upos(&self) -> &'a str {
        self.tokens[self.at].upos.as_deref().unwrap_or("")
    }

    /// The part of speech of the Penn Treebank.
    pub(crate) fn xpos(&self) -> &'a str {
        self.tokens[self.at].xpos.as_deref().unwrap_or("")
    }

    /// With the words before it that say more of it: "**opposition** leaders".
    pub(crate) fn modified(&self) -> ByteSpan {
        let says = |d: &Self| matches!(d.relation(), "amod" | "compound" | "nmod:desc") && d.span() < self.span();
        self.dependents().filter(says).fold(self.span(), |span, d| span.cover(d.phrase()))
    }

    /// From the first to the last word that hangs on it.
    pub(crate) fn phrase(&self) -> ByteSpan {
        self.spread(self.dependents().collect())
    }

    /// The same without what is joined to it, or to the name behind it: "**Foreign Minister X** and the Kenyan side".
    pub(crate) fn phrase_alone(&self) -> ByteSpan {
        let named = self.dependents().filter(|d| d.relation() == "flat").map(|d| d.span());
        let own: Vec<ByteSpan> = std::iter::once(self.span()).chain(named).collect();
        let of_its_own = |d: &Self| d.relation() != "conj";
        let beside = self
            .dependents()
            .filter(of_its_own)
            .flat_map(|d| if own.contains(&d.span()) { d.dependents().filter(of_its_own).collect() } else { vec![d] });
        own.iter().fold(self.spread(beside.collect()), |span, word| span.cover(*word))
    }

    fn spread(&self, mut todo: Vec<Self>) -> ByteSpan {
        let mut span = self.span();
        // Each word has one head, so none comes twice; a circle would be a fault of the parser.
        for _ in 0..self.tokens.len() {
            let Some(next) = todo.pop() else { break };
            span = span.cover(next.span());
            todo.extend(next.dependents());
        }
        span
    }
}
