//! A sentence as rules see it: people in lists, places, times, and the words between.

use std::ops::Range;

use chancery_data::Referent;
use chancery_model::{ByteSpan, Mention, MentionForm, NameKind, TimeFinding, TimeKind};

use crate::mention::Chunk;
use crate::words::Words;

/// One item of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: ItemKind,
}

#[derive(Clone, Debug)]
pub(crate) enum ItemKind {
    /// Indices into the mentions gathered so far; and the places, where nothing but names of states
    /// and capitals stands there and may be meant as such.
    Actors(Vec<usize>, Vec<ByteSpan>),
    /// The name; and its mention, where it may also be meant as the state or body it stands for.
    Place(ByteSpan, Option<usize>),
    /// Index into the times of the document, of one that fixes days; lengths and the like are words.
    Time(usize),
    Word,
}

impl Item {
    /// Whether it names places, whatever else it may mean.
    pub(crate) fn is_place(&self) -> bool {
        match &self.kind {
            ItemKind::Place(..) => true,
            ItemKind::Actors(_, places) => !places.is_empty(),
            ItemKind::Time(_) | ItemKind::Word => false,
        }
    }
}

/// Makes the items of a sentence; its mentions are appended to `mentions`.
pub(crate) fn items(
    words: &Words<'_>,
    sentence: usize,
    chunks: &[Chunk],
    times: &[TimeFinding],
    mentions: &mut Vec<Mention>,
) -> Vec<Item> {
    let range = words.document.sentences[sentence].tokens.clone();
    let mut items = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let goes_on = goes_on(words, &items);
        let item = time_at(words, times, at)
            .or_else(|| capital_at(words, &range, at))
            .or_else(|| place_at(words, chunks, at, goes_on, mentions))
            .or_else(|| actors_at(words, chunks, at, range.end, mentions))
            .unwrap_or(Item { from: at, to: at + 1, kind: ItemKind::Word });
        at = item.to;
        items.push(item);
    }
    items
}

/// The lengths of time that a sentence tells.
pub(crate) fn lengths(words: &Words<'_>, sentence: usize, times: &[TimeFinding]) -> Vec<(Range<usize>, usize)> {
    let span = words.document.sentences[sentence].span;
    let token = |at: usize| words.document.tokens.partition_point(|t| t.span.start() < at);
    let first = times.partition_point(|t| t.span.start() < span.start());
    let within = times[first..].iter().enumerate().take_while(|(_, t)| t.span.start() < span.end());
    let lengths = within.filter(|(_, t)| matches!(t.value, TimeKind::Duration(_)));
    lengths.map(|(i, t)| (token(t.span.start())..token(t.span.end()), first + i)).collect()
}

fn time_at(words: &Words<'_>, times: &[TimeFinding], at: usize) -> Option<Item> {
    let start = words.token(at).span.start();
    let i = times.partition_point(|t| t.span.start() < start);
    let time = times.get(i).filter(|t| t.span.start() == start && t.value.fixes_a_day())?;
    let mut to = at + 1;
    while words.document.tokens.get(to).is_some_and(|t| t.span.start() < time.span.end()) {
        to += 1;
    }
    Some(Item { from: at, to, kind: ItemKind::Time(i) })
}

fn chunk_at(chunks: &[Chunk], at: usize) -> Option<&Chunk> {
    let i = chunks.partition_point(|c| c.from < at);
    chunks.get(i).filter(|c| c.from == at)
}

/// The capital of a state that is named by it: "the **Turkish capital**", "**Turkey's capital**", "the **capital of
/// Turkey**", behind a preposition of place.
fn capital_at(words: &Words<'_>, sentence: &Range<usize>, at: usize) -> Option<Item> {
    let is_capital = |at: usize| words.phrase("seat-of-state", at, sentence.end);
    let state = |at: usize| {
        let (name, to) =
            words.name_at(at).filter(|(name, _)| matches!(name.kind, NameKind::Group | NameKind::Place))?;
        let referents = words.data.names.referents(words.document.text(name.span));
        referents.iter().any(|r| matches!(r, Referent::State(_) | Referent::National(_))).then_some(to)
    };
    let owner = || {
        let to = state(at)?;
        let noun = to + usize::from(words.is_possessive(to));
        Some(noun + is_capital(noun)).filter(|end| *end > noun)
    };
    let of = || {
        let of = at + Some(is_capital(at)).filter(|length| *length > 0)?;
        state(of + 1).filter(|_| words.lower(of) == "of")
    };
    let to = owner().or_else(of)?;
    let article = usize::from(at > sentence.start && words.is("articles", at - 1));
    let behind = at.checked_sub(1 + article).is_some_and(|before| words.is("place-prepositions", before));
    // "the Turkish capital **markets**"
    let goes_on = sentence.contains(&to) && words.token(to).upos.as_deref() == Some("NOUN");
    (behind && !goes_on).then(|| Item { from: at, to, kind: ItemKind::Place(words.span(at, to), None) })
}

/// A name of a place after a preposition of place or a verb of visiting, or one that can be
/// nothing else.
fn place_at(
    words: &Words<'_>,
    chunks: &[Chunk],
    at: usize,
    goes_on: bool,
    mentions: &mut Vec<Mention>,
) -> Option<Item> {
    let chunk = chunk_at(chunks, at)?;
    let (name, can_act) = placed(words, chunk, goes_on)?;
    let mention = can_act.then(|| {
        mentions.push(chunk.mentions[0].clone());
        mentions.len() - 1
    });
    Some(Item { from: at, to: chunk.to, kind: ItemKind::Place(name, mention) })
}

/// Whether a list of places goes on here: "to Warsaw and".
fn goes_on(words: &Words<'_>, items: &[Item]) -> bool {
    match items {
        [.., Item { kind: ItemKind::Place(..), .. }, joint] => matches!(words.lower(joint.from), "and" | ","),
        _ => false,
    }
}

/// The name, where a chunk names a place in this sentence; and whether it may act as well.
fn placed(words: &Words<'_>, chunk: &Chunk, goes_on: bool) -> Option<(ByteSpan, bool)> {
    let name = place_name(chunk)?;
    let before = chunk.from;
    // "in **southern** Turkey"
    let described = (0..before).rev().take_while(|at| words.token(*at).upos.as_deref() == Some("ADJ")).count();
    let after_preposition = before > described && words.is("place-prepositions", before - described - 1);
    let visited = before > 0 && words.is("place-verbs", before - 1);
    // "the Qatari capital, **Doha**", "the resort of **Sochi**"
    let joint = usize::from(before > 0 && matches!(words.lower(before - 1), "," | "of"));
    let kind = before.checked_sub(1 + joint).filter(|noun| words.is("settlements", *noun));
    let apposed = kind.is_some_and(|noun| !words.names_place(noun));
    // "the Geneva talks": where they are held, not who holds them.
    let nouns = ["talks-noun", "meeting-noun", "summit-noun", "visit-noun"];
    let qualifies = nouns.iter().any(|noun| words.is(noun, chunk.to)) && words.is_seat(name);
    let can_act = words.data.names.referents(words.document.text(name)).iter().any(|r| match r {
        Referent::State(_) | Referent::Capital(_) | Referent::Organisation(_) => true,
        Referent::Seat(i) => words.data.register.seats[*i].actor.is_some(),
        _ => false,
    });
    let doubtful = can_act && before > 0 && matches!(words.lower(before - 1), "for" | "over" | "on" | "from");
    (visited || qualifies || goes_on || apposed || after_preposition && !doubtful || !can_act)
        .then_some((name, can_act))
}

/// A list of people or bodies: "A, B and C", "A alongside B", "leaders including A and B".
fn actors_at(words: &Words<'_>, chunks: &[Chunk], at: usize, end: usize, mentions: &mut Vec<Mention>) -> Option<Item> {
    let first = chunk_at(chunks, at)?;
    let mut members: Vec<&Chunk> = vec![first];
    let mut to = first.to;
    // A list by commas alone counts only once "and" has closed it.
    let mut sure = 1;
    let mut sure_to = to;
    loop {
        let comma = words.lower(to) == ",";
        let after_comma = if comma { to + 1 } else { to };
        let hyphen = usize::from(matches!(words.lower(to), "-" | "–") && !comma);
        let joined = words.phrase("joining", after_comma, end).max(hyphen);
        // "his counterparts: Saudi Arabia's A, Turkey's B and Bahrain's C"
        let colon = words.lower(to) == ":" && members.len() == 1 && (first.vague || is_whole(words, first));
        let including = words.phrase("including", after_comma, end).max(usize::from(colon));
        let next = if including > 0 {
            after_comma + including
        } else if joined > 0 {
            after_comma + joined
        } else if comma {
            after_comma
        } else {
            break;
        };
        let Some(chunk) = chunk_at(chunks, next).filter(|c| !is_pronoun(c) && placed(words, c, false).is_none()) else {
            break;
        };
        if including > 0 && members.len() == 1 && (first.vague || is_whole(words, first)) {
            members.clear();
            sure = 0;
        }
        members.push(chunk);
        to = chunk.to;
        if joined > 0 || including > 0 {
            sure = members.len();
            sure_to = to;
        }
    }
    members.truncate(sure.max(1));
    let places = members.iter().map(|c| place_name(c)).collect::<Option<Vec<_>>>().unwrap_or_default();
    let list = members
        .iter()
        .flat_map(|c| &c.mentions)
        .map(|mention| {
            mentions.push(mention.clone());
            mentions.len() - 1
        })
        .collect();
    Some(Item { from: at, to: sure_to.max(first.to), kind: ItemKind::Actors(list, places) })
}

/// The name, where a mention is nothing but the name of a place.
fn place_name(chunk: &Chunk) -> Option<ByteSpan> {
    match &chunk.mentions[..] {
        [Mention { form: MentionForm::Name { name, kind: NameKind::Place, title: None, of: None }, .. }] => Some(*name),
        _ => None,
    }
}

fn is_pronoun(chunk: &Chunk) -> bool {
    matches!(chunk.mentions.first(), Some(Mention { form: MentionForm::Pronoun, .. }))
}

/// Whether a chunk names a whole that its members may stand for: "leaders", "a delegation".
fn is_whole(words: &Words<'_>, chunk: &Chunk) -> bool {
    match chunk.mentions.first() {
        Some(Mention { form: MentionForm::Role { plural: true, .. }, .. }) => true,
        Some(Mention { form: MentionForm::Role { .. }, .. }) => words.is("bodies", chunk.to.saturating_sub(1)),
        _ => false,
    }
}
