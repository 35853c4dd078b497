//! Where and when an event is told to be, and the words that tell it.

use chancery_data::Slot;
use chancery_model::{ByteSpan, Evidence, Mention, MentionForm};

use crate::clause::{hangs_on, is_beyond, is_matter, shared};
use crate::item::{Item, ItemKind};
use crate::scene::Scene;

/// How many items at the head of a sentence may set its scene ("In a series of meetings in London,").
const OPENING: usize = 12;
/// How many items beyond a match its place may stand.
const NEAR_PLACE: usize = 14;

/// A match among the items of its sentence.
#[derive(Debug)]
pub(crate) struct Hit {
    /// The words of each slot, as items.
    pub(crate) slots: Vec<(Slot, usize)>,
    /// First item of the match.
    pub(crate) from: usize,
    /// Item after the last.
    pub(crate) to: usize,
    /// Items of the trigger.
    pub(crate) trigger: (usize, usize),
    /// Whether the trigger is a noun ("a visit").
    pub(crate) noun: bool,
    /// Whether it tells of a journey or a guest, which leads "to" a place.
    pub(crate) travels: bool,
}

impl Hit {
    /// The item that the pattern itself names as the place: whoever visits a state visits a place too.
    pub(crate) fn named_place(&self) -> Option<usize> {
        self.slots.iter().find(|(slot, _)| matches!(slot, Slot::Place | Slot::Recipients)).map(|(_, item)| *item)
    }
}

impl Scene<'_, '_> {
    pub(crate) fn span(&self, from: usize, to: usize) -> ByteSpan {
        self.words.span(self.items[from].from, self.items[to.max(from + 1) - 1].to)
    }

    /// The whole sentence where it is short enough, else the stretch from first to last item used.
    pub(crate) fn evidence(&self, edges: &[usize], hit: &Hit) -> ByteSpan {
        let sentence = &self.words.document.sentences[self.sentence];
        let count = |span: ByteSpan| self.words.document.text(span).split_whitespace().count();
        if count(sentence.span) <= Evidence::MOST_WORDS {
            return sentence.span;
        }
        let low = edges.iter().min().copied().unwrap_or(hit.from);
        let high = edges.iter().max().copied().unwrap_or(hit.from);
        let wide = self.span(low, high + 1);
        let around = self.words.around(&sentence.tokens, self.items[hit.trigger.0].from, Evidence::MOST_WORDS / 2);
        let pieces = [wide, self.span(hit.from, hit.to), around];
        pieces.into_iter().find(|piece| count(*piece) <= Evidence::MOST_WORDS).unwrap_or(around)
    }

    /// The place of a match: named by the pattern, directly before a noun ("the Geneva talks"),
    /// else the nearest after the trigger, else the nearest before.
    pub(crate) fn place(&self, hit: &Hit, mentions: &[Mention]) -> Option<(ByteSpan, usize)> {
        let at = |i: usize| match self.items[i].kind {
            ItemKind::Place(span, _)
                if self.shares_clause(i, hit)
                    && !self.is_subject(i)
                    && !self.is_spoken_of(i, hit)
                    && !self.is_left_behind(i)
                    && !self.names_format(i)
                    && !self.is_wider(i) =>
            {
                Some((span, i))
            }
            _ => None,
        };
        let named = hit.named_place().and_then(|i| match &self.items[i].kind {
            ItemKind::Actors(_, places) => places.first().map(|span| (*span, i)),
            _ => at(i),
        });
        let before = hit.trigger.0.checked_sub(1);
        let sides = |i: usize| hit.slots.iter().any(|(slot, item)| *slot != Slot::Place && *item == i);
        let hyphen = |i: usize| i > 0 && matches!(self.words.lower(self.items[i - 1].from), "-" | "–");
        let modifier = before.filter(|i| !sides(*i) && !hyphen(*i)).and_then(|i| self.modifier(i, mentions));
        let reach = (hit.to.max(hit.trigger.1) + NEAR_PLACE).min(self.items.len());
        let lies = |i: usize| at(i).filter(|_| self.is_locative(i, hit));
        // "the summit, **which** will be held in Lima"
        let its_own = |i: usize| hit.noun && i <= hit.trigger.1 + 1 && self.is_relative(i);
        let goes_on = |i: &usize| (!self.opens_clause(*i) || its_own(*i)) && !self.opens_purpose(*i);
        let after = || (hit.trigger.1..reach).take_while(goes_on).find_map(lies);
        let free_standing = |i: usize| at(i).filter(|_| !self.is_joined(i));
        let within = || (hit.from..hit.trigger.0).rev().take_while(|i| !self.is_break(*i)).find_map(free_standing);
        let opening = || {
            let word = |i: usize| self.items.get(i).map_or("", |item| self.words.lower(item.from));
            // "While **in Oslo**, Lula met Modi."
            let stay = |i: usize| word(i) == "while" && self.words.is("locatives", self.items[i].from + 1);
            let free = !(0..hit.from).any(|i| self.opens_clause(i) && !stay(i));
            // "in Galle, Sri Lanka, where they met"
            let names = |i: &usize| word(*i) == "," || self.items.get(*i).is_some_and(|item| item.is_place());
            let leads = |i: usize| word((i + 1..).find(|i| !names(i)).unwrap_or(i)) == "where";
            (0..hit.from).find_map(|i| free_standing(i).filter(|_| leads(i) || free && i < OPENING))
        };
        named.or(modifier).or_else(after).or_else(within).or_else(opening)
    }

    /// A city before the noun it qualifies: "Rome talks", "White House meeting".
    fn modifier(&self, item: usize, mentions: &[Mention]) -> Option<(ByteSpan, usize)> {
        match &self.items[item].kind {
            ItemKind::Place(span, _) => Some((*span, item)),
            ItemKind::Actors(list, _) => {
                let [one] = list[..] else { return None };
                let MentionForm::Name { name, .. } = mentions[one].form else { return None };
                self.words.is_seat(name).then_some((name, item))
            }
            _ => None,
        }
    }

    /// Whether a place is where something is: after "in" or "at", or "to" for who travels.
    fn is_locative(&self, item: usize, hit: &Hit) -> bool {
        let from = self.items[item].from;
        let first = self.items.first().map_or(from, |i| i.from);
        let article = from > first && self.words.is("articles", from - 1);
        let before = if article { from.saturating_sub(2) } else { from.saturating_sub(1) };
        let inside = item < hit.to;
        let journey = self.words.lower(before) == "to" && !hit.travels;
        inside || before >= first && self.words.is("locatives", before) && !journey || self.is_of_located(item)
    }

    /// "in the resort **of Sochi**", "at the port city **Odesa**", "in southern **Turkey**": what is located says itself
    /// what it is, or has more words before it.
    fn is_of_located(&self, item: usize) -> bool {
        let t = &self.tree;
        let from = self.items[item].from;
        let lies = |noun: usize| {
            let case = t.case(noun);
            let on = case == "on" && self.words.is("shores", noun);
            on || self.words.is_joined("whereabouts", &case)
        };
        let told = |before: usize| matches!(t.relation(before), "amod" | "det" | "case");
        let first = t.subtree(from).first().copied().unwrap_or(from);
        let described = first < from && (first..from).all(told) && lies(from);
        described || self.said_of(item).is_some_and(lies)
    }

    /// The noun that says what a place is: "the **resort** of Sochi", "the Gulf **state** of Qatar" of both names.
    fn said_of(&self, item: usize) -> Option<usize> {
        let t = &self.tree;
        let from = self.items[item].from;
        let beside = matches!(t.relation_base(from), "appos" | "nmod" | "compound" | "flat");
        t.head(from).filter(|noun| beside && t.is_nominal(*noun) && self.words.is("settlements", *noun))
    }

    /// "the **Gulf** state of Qatar": what lies within it, or on it, is named behind.
    fn is_wider(&self, item: usize) -> bool {
        let t = &self.tree;
        let to = self.items[item].to;
        let noun = self.said_of(item).or_else(|| t.head(to - 1).filter(|noun| self.words.is("settlements", *noun)));
        let behind = |noun: usize| {
            let named =
                |c: &usize| *c > noun && matches!(t.relation_base(*c), "appos" | "nmod") && self.words.names_place(*c);
            t.children(noun).iter().any(named)
        };
        noun.is_some_and(|noun| noun >= to && behind(noun))
    }

    /// "the **U.S.**-EU summit": one of two who meet, and no place.
    fn is_joined(&self, item: usize) -> bool {
        let hyphen = |at: usize| matches!(self.words.lower(at), "-" | "–");
        let Item { from, to, .. } = self.items[item];
        hyphen(to) && self.tree.sentence.contains(&to) || from > self.tree.sentence.start && hyphen(from - 1)
    }

    /// An infinitive of purpose ("to discuss the war in Gaza"): its places are not the meeting's.
    fn opens_purpose(&self, item: usize) -> bool {
        let word = |i: usize| self.items.get(i).is_some_and(|i| matches!(i.kind, ItemKind::Word));
        // "was due **to start** in Lima" says of the occasion itself what it was to do.
        let from = self.items[item].from;
        let completes = self.tree.relation(from) == "fixed"
            || self.tree.head(from).is_some_and(|verb| self.tree.relation(verb) == "xcomp");
        word(item) && word(item + 1) && self.words.lower(from) == "to" && !completes
    }

    /// Where another clause begins, a place no longer belongs to the words before.
    pub(crate) fn opens_clause(&self, item: usize) -> bool {
        let word = &self.items[item];
        self.is_break(item) || matches!(word.kind, ItemKind::Word) && self.words.is("clause-openers", word.from)
    }

    /// Where a time no longer belongs to the words before: at another clause, but for a relative one
    /// ("talks that ended on Sunday", "to Quito, where he will speak on Sunday"), and not at "over the weekend".
    fn leaves_time(&self, item: usize, hit: &Hit) -> bool {
        let from = self.items[item].from;
        let there =
            || self.tree.head(from).is_some_and(|verb| self.tree.is_there(verb, self.items[hit.trigger.0].from));
        let relative = match self.words.lower(from) {
            "that" | "which" => true,
            "where" => there(),
            _ => false,
        };
        let governs = self.items.get(item + 1).is_some_and(|next| matches!(next.kind, ItemKind::Time(_)));
        // "talks between A and B **over the border** ended on Sunday"
        let (t, trigger) = (&self.tree, self.items[hit.trigger.0].from);
        let matter = t.head(from).filter(|_| t.relation(from) == "case");
        let own = matter.is_some_and(|noun| {
            let mut up = t.path(noun).take_while(|at| *at != trigger);
            t.is_below(noun, trigger) && up.all(|at| t.is_nominal(at))
        });
        self.opens_clause(item) && !relative && !governs && !own
    }

    fn is_relative(&self, item: usize) -> bool {
        matches!(self.words.lower(self.items[item].from), "that" | "which")
    }

    /// Marks that neither a place nor a time reaches across.
    fn is_break(&self, item: usize) -> bool {
        matches!(self.items[item].kind, ItemKind::Word)
            && matches!(self.words.lower(self.items[item].from), ";" | ":" | "“" | "”" | "\"")
    }

    /// The time of a match: named by the pattern, else the nearest on either side that fixes a
    /// day and does not belong to a word of saying.
    pub(crate) fn time(&self, hit: &Hit) -> Option<(usize, usize)> {
        let at = |i: usize| match self.items[i].kind {
            ItemKind::Time(t)
                if !self.is_time_of_saying(i, hit)
                    && !self.counts(i)
                    && !self.is_given_up(i)
                    && !self.is_beyond(i, hit) =>
            {
                self.shares_clause(i, hit).then_some((t, i))
            }
            _ => None,
        };
        let beyond = hit.to.max(hit.trigger.1);
        let after = (hit.trigger.1..self.items.len())
            .take_while(|i| !self.is_break(*i) && (*i < beyond || !self.leaves_time(*i, hit)))
            .find_map(at);
        let before = (0..hit.trigger.0).rev().take_while(|i| !self.is_break(*i)).find_map(at);
        let opening = || match self.items[0].kind {
            ItemKind::Time(t) if self.is_entry() => Some((t, 0)),
            _ => None,
        };
        let before = before.or_else(opening);
        match (before, after) {
            (Some(b), Some(a)) => {
                // "Monday's talks", but not "…in August, spoke again on Sunday".
                let adjacent = hit.noun && hit.trigger.0 - b.1 <= 2;
                // "On Monday he met them to discuss what to do this winter."
                let own = self.hangs(b.1, hit) && !self.hangs(a.1, hit);
                Some(if adjacent || own { b } else { a })
            }
            (b, a) => a.or(b),
        }
    }

    /// "in the **Astana** format", "under the Minsk agreements": what was called after a place.
    fn names_format(&self, item: usize) -> bool {
        let next = self.items[item].to;
        self.tree.sentence.contains(&next) && self.words.is("called-after-places", next)
    }

    /// "had flown in from Quito": where somebody was before. But "from Quito, where they met".
    fn is_left_behind(&self, item: usize) -> bool {
        let Item { from, to, .. } = self.items[item];
        let after = (to..self.tree.sentence.end).find(|at| self.words.lower(*at) != ",");
        let there = after.is_some_and(|at| self.words.lower(at) == "where");
        from > self.tree.sentence.start && self.words.is("left-behind", from - 1) && !there
    }

    /// "The White House pointed out": no place, whoever talks there.
    pub(crate) fn is_subject(&self, item: usize) -> bool {
        let relation = |at: usize| self.words.token(at).deprel.as_deref().unwrap_or_default();
        (self.items[item].from..self.items[item].to).any(|at| relation(at).starts_with("nsubj"))
    }

    /// "discussed the war in Gaza": where what was spoken about is.
    fn is_spoken_of(&self, item: usize, hit: &Hit) -> bool {
        let (place, trigger) = (&self.items[item], self.items[hit.trigger.0].from);
        is_matter(&self.tree, place.from..place.to, trigger)
    }

    /// "said on Monday **during the talks**": the occasion hangs on the word of saying that the time hangs on.
    fn is_said_there(&self, item: usize, trigger: usize) -> bool {
        let t = &self.tree;
        let time = self.items[item].from..self.items[item].to;
        let outside = |at: &usize| t.head(*at).is_none_or(|head| !time.contains(&head));
        let verb = time.clone().rev().find(outside).and_then(|top| t.head(top)).filter(|verb| t.is_verb(*verb));
        verb.is_some_and(|verb| {
            let top = t.path(trigger).take_while(|at| *at != verb).last().unwrap_or(trigger);
            let nominal = t.path(trigger).take_while(|at| *at != verb).all(|at| t.is_nominal(at));
            nominal && t.head(top) == Some(verb) && matches!(t.case(top).as_str(), "during" | "at")
        })
    }

    fn shares_clause(&self, item: usize, hit: &Hit) -> bool {
        let (time, trigger) = (&self.items[item], self.items[hit.trigger.0].from);
        shared(&self.tree, time.from..time.to, trigger)
    }

    fn is_beyond(&self, item: usize, hit: &Hit) -> bool {
        let (time, trigger) = (&self.items[item], self.items[hit.trigger.0].from);
        is_beyond(&self.tree, time.from..time.to, trigger)
    }

    /// Whether a time hangs on the words that tell the occasion.
    fn hangs(&self, item: usize, hit: &Hit) -> bool {
        let (time, trigger) = (&self.items[item], self.items[hit.trigger.0].from);
        hangs_on(&self.tree, time.from..time.to, trigger)
    }

    /// "since October", "for the fourth time this year": what the occasion is counted from.
    fn counts(&self, item: usize) -> bool {
        let from = self.items[item].from;
        let first = self.items.first().map_or(from, |i| i.from);
        from > first && matches!(self.words.lower(from - 1), "since" | "time" | "times")
    }

    /// The time that a match was set for at first, where it was not kept.
    pub(crate) fn moved_from(&self, hit: &Hit) -> Option<usize> {
        (0..self.items.len()).find_map(|i| match self.items[i].kind {
            ItemKind::Time(t) if self.is_given_up(i) && self.shares_clause(i, hit) => Some(t),
            _ => None,
        })
    }

    /// "was **originally due** to start on Sunday": a day that was not kept.
    fn is_given_up(&self, item: usize) -> bool {
        let t = &self.tree;
        let before = |at: usize| t.children(at).iter().any(|c| self.words.is("at-first", *c));
        let from = self.items[item].from;
        // "was moved **from Monday** to Friday"
        let moved = |at: usize| t.is(at, "rescheduling") || t.is(at, "cancelling");
        let left = from > t.sentence.start && self.words.is("left-behind", from - 1) && t.path(from).take(3).any(moved);
        left || self.is_before_change(item) || t.path(from).take_while(|at| t.relation(*at) != "conj").any(before)
    }

    /// "scheduled for **Sunday**, the talks began on Monday", "… began a day late": when they were to be, not when they were.
    fn is_before_change(&self, item: usize) -> bool {
        let t = &self.tree;
        let from = self.items[item].from;
        let planned = |at: &usize| t.relation(*at) == "acl" && t.xpos(*at) == "VBN" && t.is(*at, "ahead");
        let Some(planned) = t.path(from).take(4).find(planned) else { return false };
        let subject = t.path(planned).skip(1).take(4).find(|at| t.relation(*at) == "nsubj");
        let Some(verb) = subject.and_then(|at| t.head(at)).filter(|verb| t.xpos(*verb) == "VBD") else { return false };
        let off = t.children(verb).iter().any(|c| self.words.is("off-time", *c));
        let dated = || {
            let other = |i: usize| i != item && matches!(self.items[i].kind, ItemKind::Time(_));
            (0..self.items.len()).any(|i| other(i) && t.path(self.items[i].from).take(3).any(|at| at == verb))
        };
        t.is(verb, "happening") && (off || dated())
    }

    /// "said on Monday", "told reporters on Friday"; but what was said during the occasion was said on its day.
    fn is_time_of_saying(&self, item: usize, hit: &Hit) -> bool {
        if self.is_said_there(item, self.items[hit.trigger.0].from) {
            return false;
        }
        let from = self.items[item].from;
        let first = self.items.first().map_or(from, |i| i.from);
        // "The United States met today" states nothing.
        // Nor does "called him today", where that is the occasion.
        let told = self.items[hit.trigger.0].from..self.items[hit.trigger.1 - 1].to;
        let says = |i: usize| {
            self.words.is("saying", i) && !matches!(self.tree.upos(i), "NOUN" | "PROPN") && !told.contains(&i)
        };
        let to = self.items[item].to;
        (from.saturating_sub(3).max(first)..from).any(says) || self.tree.sentence.contains(&to) && says(to)
    }
}
