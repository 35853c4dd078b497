//! Words that point back: pronouns, "the two leaders".

use chancery_data::{Data, Gender};
use chancery_model::{ActorId, ActorKind, ByteSpan, Mention};

use super::{Cast, Figure, Past, Whom, split};

/// How far back, in sentences, a pronoun or a bare title may point.
const REACH: usize = 5;
/// Bytes between people and those who sent them: " from ".
const BESIDE: usize = 8;
/// How many engagements before are asked who sat there.
const MOST: usize = 50;

/// Whether words stand for two or more who were named before: "both sides", "the two leaders".
pub(crate) fn means_several(data: &Data, words: &str) -> bool {
    data.lexicon.phrase("both-sides", &split(words)).is_some()
}

/// Of what words speak that mean several named before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Many {
    /// "the two leaders"
    People,
    /// "both sides"
    Bodies,
    /// "the two countries"
    States,
}

/// Several pairs of states or bodies have been told of as each other's sides.
struct Several;

impl Many {
    fn holds(self, whom: &Whom) -> bool {
        match whom {
            Whom::Figure(_) => self == Self::People,
            Whom::Body(body) => self == Self::Bodies || self == Self::States && body.kind == ActorKind::State,
        }
    }
}

impl Cast<'_> {
    /// The figure named last, within reach, of which `fits` holds: within a sentence the first
    /// named, which is mostly its subject.
    pub(super) fn latest(&self, sentence: usize, fits: impl Fn(&Figure) -> bool) -> Option<Whom> {
        let mut best: Option<(usize, &Past)> = None;
        for past in self.past.iter().filter(|p| !p.quoted && p.sentence + REACH >= sentence) {
            let Whom::Figure(i) = past.whom else { continue };
            if fits(&self.figures[i]) && best.is_none_or(|(s, _)| past.sentence > s) {
                best = Some((past.sentence, past));
            }
        }
        best.map(|(_, past)| past.whom.clone())
    }

    pub(super) fn pronoun(&self, mention: &Mention) -> Vec<Whom> {
        let word = self.words(mention.span).to_lowercase();
        let of_two = |class: &str| self.data.lexicon.phrase(class, &split(&word)).is_some();
        // Whoever speaks is found once it is known whose words they are.
        if of_two("i") || of_two("we") {
            return Vec::new();
        }
        if of_two("latter") {
            return self.together(mention.sentence, "they").pop().into_iter().collect();
        }
        if of_two("former-of-two") {
            return self.together(mention.sentence, "they").into_iter().take(1).collect();
        }
        let gender = if self.data.lexicon.phrase("she", &[&word]).is_some() {
            Gender::Female
        } else if self.data.lexicon.phrase("he", &[&word]).is_some() {
            Gender::Male
        } else {
            return self.together(mention.sentence, "they");
        };
        if self.document.quotation_at(mention.span).is_some() {
            return Vec::new();
        }
        // "The envoy, **he** said, was late": somebody else.
        let told_of = if self.is_inserted(mention) { self.named_before(mention) } else { Vec::new() };
        let own = |f: &Figure| told_of.contains(&f.known.actor.id);
        let fits = |f: &Figure| f.gender.is_none_or(|g| g == gender) && !own(f);
        // "he said" goes on from whoever spoke last, not from the man just spoken of.
        let whom = if self.speaks(mention.span) { self.latest_speaker(mention.sentence, fits) } else { None };
        whom.or_else(|| self.latest(mention.sentence, fits)).into_iter().collect()
    }

    /// Whether "he said" stands within what he said.
    fn is_inserted(&self, mention: &Mention) -> bool {
        let comma = self.document.report.text[..mention.span.start()].trim_end().ends_with(',');
        comma && self.speaks(mention.span)
    }

    /// Who is named in the sentence of a pronoun before it, outside marks.
    fn named_before(&self, mention: &Mention) -> Vec<ActorId> {
        let before = self.past.iter().rev().take_while(|p| p.sentence == mention.sentence);
        let figures = before.filter(|p| !p.quoted).filter_map(|p| match p.whom {
            Whom::Figure(i) => Some(self.figures[i].known.actor.id.clone()),
            Whom::Body(_) => None,
        });
        figures.collect()
    }

    /// Whose somebody is by "his", "her" or "its"; the outer `None` where the word is none of these.
    pub(super) fn owner(&self, word: ByteSpan) -> Option<Option<Whom>> {
        let gender = match self.words(word).to_lowercase().as_str() {
            "his" => Gender::Male,
            "her" => Gender::Female,
            "its" => return Some(self.latest_body(word)),
            _ => return None,
        };
        let sentence = self.document.sentence_at(word.start());
        Some(sentence.and_then(|sentence| self.latest(sentence, |f| f.gender.is_none_or(|g| g == gender))))
    }

    /// The state or body named last, in this sentence or the one before.
    fn latest_body(&self, word: ByteSpan) -> Option<Whom> {
        let sentence = self.document.sentence_at(word.start())?;
        let near = self.past.iter().rev().filter(|p| !p.quoted && p.sentence + 1 >= sentence);
        near.filter(|p| matches!(p.whom, Whom::Body(_))).map(|p| p.whom.clone()).next()
    }

    /// The state or body named last that may be called so.
    pub(super) fn described_body(&self, sentence: usize, word: &str) -> Option<Whom> {
        let near = self.past.iter().rev().filter(|p| !p.quoted && p.sentence + REACH >= sentence);
        let fits =
            |p: &&Past| matches!(&p.whom, Whom::Body(actor) if self.data.register.is_described(&actor.id.0, word));
        near.filter(fits).map(|p| p.whom.clone()).next()
    }

    /// Who "the delegation" is: the one told of before, or whoever was told to lead it, where there was but one.
    pub(super) fn sent_before(&self, sentence: usize, word: &str) -> Option<Whom> {
        let near = self.past.iter().filter(|p| !p.quoted && p.sentence + REACH >= sentence);
        let so_called = |p: &&Past| self.words(p.span).to_lowercase().split(' ').any(|w| w == word);
        let leads = |p: &&Past| {
            let before = &self.document.report.text[self.document.sentences[p.sentence].span.start()..p.span.start()];
            let led = before.to_lowercase().rsplit_once(word).map(|(_, gap)| gap.to_owned()).unwrap_or_default();
            let words = split(&led);
            !words.is_empty() && self.data.lexicon.phrase("including", &words) == Some(words.len())
        };
        let mut told: Vec<&Whom> = near.clone().filter(leads).map(|p| &p.whom).collect();
        let known = |whom: &Whom| {
            told.iter().any(|led| {
                matches!(led, Whom::Figure(i)
                if self.figures[*i].known.acts_for.as_ref().is_some_and(|of| *whom == Whom::Body(of.clone())))
            })
        };
        let more: Vec<&Whom> = near.filter(so_called).map(|p| &p.whom).filter(|whom| !known(whom)).collect();
        told.extend(more);
        told.dedup();
        match told[..] {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    fn latest_speaker(&self, sentence: usize, fits: impl Fn(&Figure) -> bool) -> Option<Whom> {
        let spoken = |p: &&Past| p.speaks && p.sentence + REACH >= sentence;
        let fits = |p: &&Past| matches!(p.whom, Whom::Figure(i) if fits(&self.figures[i]));
        self.past.iter().rev().filter(spoken).find(fits).map(|p| p.whom.clone())
    }

    /// Those named last, as many as the words count, two where they do not: persons for "the two leaders",
    /// states and bodies for "the three countries". "They" are two whom one sentence names, or all of a list that
    /// opens it.
    pub(super) fn together(&self, sentence: usize, words: &str) -> Vec<Whom> {
        let (many, count) = self.meant(words);
        let bodies = many != Many::People;
        let scattered = self.data.lexicon.phrase("they", &[words]).is_none();
        let mut found: Vec<Whom> = Vec::new();
        let mut told_in = None;
        let stands_by = |p: &Past| p.quoted || bodies && p.place;
        let sits = |p: &&Past| !stands_by(p) && p.sentence + REACH >= sentence;
        let met = if scattered { self.company(sentence, many, count, words) } else { Ok(None) };
        // "The parties", where several pairs of them were told of.
        let Ok(met) = met else { return Vec::new() };
        for past in self.past.iter().rev().filter(sits) {
            // "A and B met, C said. The two leaders …"
            if let Some((_, company)) = met.as_ref().filter(|(told, _)| past.sentence <= *told) {
                return company.clone();
            }
            let fits = many.holds(&past.whom) && self.may_be_called(&past.whom, words);
            if fits && !scattered && *told_in.get_or_insert(past.sentence) != past.sentence {
                break;
            }
            if fits && !found.contains(&past.whom) {
                found.push(past.whom.clone());
            }
            if found.len() == count {
                found.reverse();
                let list = told_in.map(|sentence| self.listed(sentence, bodies)).unwrap_or_default();
                return if list.len() > count { list } else { found };
            }
        }
        Vec::new()
    }

    /// Those who were named before and sent somebody, where the words say so: "experts from **both sides**". Nobody
    /// where the report has told of several pairs.
    pub(super) fn senders(&self, mention: &Mention) -> Option<Vec<Whom>> {
        let text = &self.document.report.text;
        let sender = self.mentions.iter().find(|m| {
            let near = (1..=BESIDE).contains(&m.span.start().saturating_sub(mention.span.end()));
            let gap = near.then(|| &text[mention.span.end()..m.span.start()]);
            gap.is_some_and(|gap| self.data.lexicon.phrase("sent-by", &[gap.trim()]).is_some())
        })?;
        let words = self.words(sender.span).to_lowercase();
        if !means_several(self.data, &words) {
            return None;
        }
        let (many, count) = self.meant(&words);
        Some(match self.company(mention.sentence, many, count, &words) {
            Ok(Some((_, company))) => company,
            Ok(None) | Err(Several) => Vec::new(),
        })
    }

    /// Of what, and of how many, words speak that mean several named before.
    fn meant(&self, words: &str) -> (Many, usize) {
        let is = |class: &str| words.split(' ').any(|word| self.data.lexicon.phrase(class, &[word]).is_some());
        let many = match (is("many-states"), is("many-bodies")) {
            (true, _) => Many::States,
            (false, true) => Many::Bodies,
            (false, false) => Many::People,
        };
        (many, if is("threes") { 3 } else { 2 })
    }

    /// Whether somebody may be one of those whom the words call by a role: "the two **prime ministers**" are no
    /// presidents. Of whom no role is known anything may be said.
    fn may_be_called(&self, whom: &Whom, words: &str) -> bool {
        let Whom::Figure(figure) = whom else { return true };
        let figure = &self.figures[*figure];
        let words = split(words);
        let role = (0..words.len()).find_map(|from| self.data.lexicon.role(&words[from..].join(" ")));
        let Some((role, _)) = role.filter(|(role, _)| role.role != "leader") else { return true };
        let unknown = figure.told.is_empty() && figure.held.is_empty();
        unknown
            || self.bears(figure, &role.role)
            || self.shorter(&role.role).iter().any(|office| self.bears(figure, office))
    }

    /// The sides, as many as asked for, of the engagement told last before, within reach, and the sentence that tells
    /// it. Of states and bodies only those are meant who alone have been told of as each other's sides.
    ///
    /// # Errors
    /// Where several pairs of these have been told of.
    fn company(
        &self,
        sentence: usize,
        many: Many,
        count: usize,
        words: &str,
    ) -> Result<Option<(usize, Vec<Whom>)>, Several> {
        let mut last: Option<(usize, Vec<Whom>)> = None;
        for (told, seats) in self.engagements.iter().rev().filter(|(told, _)| *told < sentence).take(MOST) {
            let mut company: Vec<Whom> = Vec::new();
            let first = self.past.partition_point(|p| p.sentence < *told);
            let named = self.past[first..].iter().take_while(|p| p.sentence == *told);
            for past in named.filter(|p| seats.iter().any(|seat| seat.contains(p.span))) {
                let whom = match &past.whom {
                    // "Both sides" of two who met are those whom they act for.
                    Whom::Figure(i) if many != Many::People => self.figures[*i].known.acts_for.clone().map(Whom::Body),
                    whom => Some(whom.clone()),
                };
                let fits = |whom: &Whom| many.holds(whom) && self.may_be_called(whom, words);
                company.extend(whom.filter(|whom| fits(whom) && !company.contains(whom)));
            }
            if company.len() != count {
                continue;
            }
            match &last {
                None if told + REACH < sentence => return Ok(None),
                None if many == Many::People => return Ok(Some((*told, company))),
                None => last = Some((*told, company)),
                Some((_, latest)) if !company.iter().all(|whom| latest.contains(whom)) => return Err(Several),
                Some(_) => {}
            }
        }
        Ok(last)
    }

    /// Those whom a sentence lists first, side by side: "A, B and C met".
    fn listed(&self, sentence: usize, bodies: bool) -> Vec<Whom> {
        let mut told: Vec<&Past> = self
            .past
            .iter()
            .rev()
            .skip_while(|p| p.sentence > sentence)
            .take_while(|p| p.sentence == sentence)
            .collect();
        told.reverse();
        let mut list: Vec<Whom> = Vec::new();
        let mut end = 0;
        for past in told.into_iter().filter(|p| matches!(p.whom, Whom::Body(_)) == bodies) {
            let gap = self.document.report.text.get(end..past.span.start());
            if !list.is_empty() && !gap.is_none_or(|gap| self.joins(gap)) {
                break;
            }
            end = past.span.end();
            if !list.contains(&past.whom) {
                list.push(past.whom.clone());
            }
        }
        list
    }

    /// Whether nothing but whom he acts for, a comma and "and" stands between two who are listed: "A **of Kenya,
    /// and** B".
    fn joins(&self, gap: &str) -> bool {
        const LONGEST: usize = 9;
        let gap = gap.trim();
        let (first, last) = (gap.split_whitespace().next(), gap.split_whitespace().next_back());
        let joint = |word: &str| word.ends_with(',') || self.data.lexicon.phrase("joining", &[word]).is_some();
        let opens = first.is_some_and(|word| joint(word) || word == "of" || word.starts_with('('));
        opens && last.is_some_and(joint) && gap.split_whitespace().count() <= LONGEST
    }
}
