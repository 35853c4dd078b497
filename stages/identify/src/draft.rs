//! Events of one report, while its sentences are put together: one draft an occasion.

mod acts;
mod aside;
mod distance;
mod journey;
mod maker;
mod nearness;
mod occasion;
mod parties;
mod rounds;
mod sides;
mod stages;
mod stretch;
mod whereabouts;

use chancery_data::Data;
use chancery_model::{
    Actor, ByteSpan, Distance, Document, Edtf, EventKind, Findings, Nearness, Participant, Place, Status, When,
};

use crate::cast::Known;
pub(crate) use crate::draft::aside::Asides;
use crate::draft::maker::Maker;
use crate::draft::sides::Sides;
use crate::draft::whereabouts::Besides;
use crate::when::Fixed;

/// How many sentences on "the talks" may still mean the talks told before.
const REACH: usize = 8;
/// How many sides a rule wants whose words only add to an event.
const ONLY_ADDS: usize = 9;
/// How a time is called that another occasion lends.
const LENT: &str = "told-beside";
/// Most days that one gathering takes.
const OCCASION: i32 = 7;

/// An occasion as far as it is told.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: EventKind,
    pub(crate) mode: Option<String>,
    pub(crate) status: Status,
    pub(crate) actors: Vec<Participant>,
    pub(crate) recipients: Vec<Participant>,
    pub(crate) mediators: Vec<Participant>,
    pub(crate) place: Option<Place>,
    pub(crate) time: Option<When>,
    pub(crate) moved_from: Option<When>,
    pub(crate) trigger: ByteSpan,
    pub(crate) evidence: Vec<ByteSpan>,
    pub(crate) rule: chancery_model::RuleId,
    pub(crate) steps: Vec<String>,
    pub(crate) asides: Asides,
    sentence: usize,
    last_sentence: usize,
    sides: usize,
    leads: bool,
    another: bool,
    /// Whether its word is one for talks at a table: no "dialogue", no "conversation".
    negotiates: bool,
    /// Whether the words leave open if people met or called: "a conversation".
    open: bool,
    /// Who faces whom.
    facing: Sides,
    /// Whether its words count three sides: "trilateral talks".
    three_sided: bool,
    /// Whether its day lies after the report.
    to_come: bool,
    /// From the day of the report to the day after, on which it lies.
    until_tomorrow: Option<Edtf>,
    /// Whether its day lies before the report.
    gone: bool,
    introduces: bool,
    /// Whether it is told as one more: "they **also** met".
    also: bool,
    /// Whether its word tells of several: "their meetings".
    several: bool,
    /// How far it lies from another occasion.
    distance: Option<Distance>,
    /// Whether the heading above names it.
    named_above: bool,
    /// How far it is told in another place to have come, before that.
    pub(crate) earlier: Option<Status>,
    /// How close its words put it to the telling.
    nearness: Option<Nearness>,
    /// Whether it is told to follow what was told before: "he **then** went".
    follows: bool,
    /// Whether it is on the margins of a gathering.
    on_margins: bool,
    /// Whether it is told as what came next: "met her **before flying** to Lima".
    onward: bool,
}

/// All that is told in a report, for its events.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) data: &'a Data,
    pub(crate) document: &'a Document<'a>,
    pub(crate) findings: &'a Findings,
    /// Whom each mention means.
    pub(crate) resolved: &'a [Vec<Known>],
    pub(crate) times: &'a [Fixed],
    /// Whom each name of the document means.
    pub(crate) names: &'a [Option<Actor>],
}

/// Puts the event findings of a report together.
pub(crate) fn drafts(told: &Told<'_>) -> Vec<Draft> {
    let Told { data, document, findings, resolved, times, names } = *told;
    let maker = Maker { data, document, findings, resolved, times, names };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut loose: Vec<Draft> = Vec::new();
    let mut besides = Besides::default();
    let engagements = findings.events.iter().filter(|f| data.schema.is_engagement(&f.kind));
    for mut draft in engagements.flat_map(|finding| maker.each(finding)) {
        // "will not be joining him", "before joining them": who is only added was not there.
        if draft.sides >= ONLY_ADDS && (draft.onward || draft.status.is_off()) {
            continue;
        }
        if draft.is_domestic() && draft.sides <= 2 {
            // Who the guests were may be told next.
            if draft.facing.is_open {
                loose.push(draft);
            }
            continue;
        }
        // "Leaders gathered here": some whom nobody names, and not those told of before.
        if draft.kind.0 == "summit" && draft.actors.is_empty() && maker.is_verb(&draft) {
            besides.gatherings.push(draft);
            continue;
        }
        let gathers = draft.sides < ONLY_ADDS && maker.is_gathering(&draft);
        let complete =
            (draft.actors.len() >= draft.sides && !draft.facing.is_open || gathers) && !draft.is_placeless_visit();
        let target = maker.target(&drafts, &draft, complete);
        match target {
            Some(i) => drafts[i].absorb(draft, complete),
            None => {
                let round = if complete { None } else { maker.another_round(&drafts, &draft) };
                match round {
                    Some(round) => drafts.push(round),
                    None if maker.joins(&mut draft, &mut loose) || complete => drafts.push(draft),
                    None if journey::joins(&mut drafts, &draft) => {}
                    None => loose.push(draft),
                }
            }
        }
    }
    maker.rounds(&mut drafts, loose);
    maker.beside_occasions(&mut drafts);
    // A journey that is told as part of a meeting still says where those who made it were.
    besides.journeys = drafts.iter().filter(|d| d.kind.0 == "visit").cloned().collect();
    journey::fold_visits(&mut drafts);
    journey::follow(&mut drafts, maker.day());
    whereabouts::fill(data, document, &mut drafts, &besides);
    maker.by_nearness(&mut drafts);
    // A meeting whose place is known only now may be what somebody came for.
    journey::fold_visits(&mut drafts);
    maker.by_headings(&mut drafts);
    maker.stages(&mut drafts);
    maker.asides(&mut drafts);
    drafts.extend(maker.acts());
    drafts
}
