//! Days of what no time dates, but tense and aspect put close to its telling; and of what a readout tells. News is of
//! the day of the report or of the one before: which of the two, nobody says.

use chancery_model::{Close, Day, Edtf, Nearness, SentenceKind, Status, When};
use jiff::ToSpan;

use super::Draft;
use super::maker::Maker;

/// How many sentences open a report.
const OPENING: usize = 2;
/// Fewest words of a sentence that may open it.
const FEWEST: usize = 6;
/// How many days before the report what has "just" been done lies at most.
const JUST: i64 = 7;
/// How many sentences back the day spoken of may have been told.
const REACH: usize = 3;

/// What the form of words leaves.
struct Days {
    edtf: Edtf,
    basis: &'static str,
    how: &'static str,
}

impl Maker<'_> {
    /// Gives drafts without any time the day, or the few days, that the form of their words leaves.
    pub(super) fn by_nearness(&self, drafts: &mut [Draft]) {
        let Some(today) = self.day() else { return };
        let opening = self.opening();
        let readout = self.of_readout(drafts, &opening);
        for (i, draft) in drafts.iter_mut().enumerate() {
            if draft.time.is_some() || draft.distance.is_some() || draft.follows {
                continue;
            }
            let near = draft.nearness.clone();
            let by_words = near.and_then(|near| Some((self.days(draft, &near, today, &opening)?, near.words)));
            let by_title = || (readout == Some(i)).then(|| (of_readout(today), draft.trigger));
            let Some((Days { edtf, basis, how }, span)) = by_words.or_else(by_title) else { continue };
            let text = self.document.text(span).to_owned();
            let steps = format!("“{text}” {how} {today} → {edtf}");
            draft.steps.push(steps.clone());
            draft.time = Some(When { edtf: Some(edtf), text, basis: basis.to_owned(), steps, span });
        }
    }

    fn days(&self, draft: &Draft, near: &Nearness, today: Day, opening: &[usize]) -> Option<Days> {
        let before = |days: i64| today.checked_sub(days.days()).ok();
        let news = || {
            let how = "is told as news, of the day of the report or the one before, dateline";
            Some(Days { edtf: Edtf::days(before(1)?, today), basis: "dateline+news", how })
        };
        let on_the_day = |basis, how| Some(Days { edtf: Edtf::day(today), basis, how });
        match near.form {
            Close::News => news().filter(|_| opening.contains(&draft.sentence)),
            Close::Announced => news(),
            Close::JustDone => {
                let how = "is told as just done, at most a week ago, dateline";
                Some(Days { edtf: Edtf::days(before(JUST)?, today), basis: "dateline+just", how })
            }
            // Negotiations go on for weeks.
            Close::GoingOn if draft.kind.0 == "talks" => None,
            Close::GoingOn => on_the_day("dateline+now", "goes on as it is told, dateline"),
            Close::Due if self.spoken_of(draft) == Some(today) => {
                on_the_day("dateline+day-told", "is told of the day spoken of, that of the report, dateline")
            }
            Close::Due => None,
            Close::Later => on_the_day("dateline+later", "is told of the same day, dateline"),
        }
    }

    /// The day told last before, shortly above.
    fn spoken_of(&self, draft: &Draft) -> Option<Day> {
        let before = self.findings.times.iter().zip(self.times).rev();
        let sentence = |at: usize| self.document.sentence_at(at);
        let mut near = before.filter(|(time, _)| {
            time.span.end() <= draft.trigger.start()
                && sentence(time.span.start()).is_some_and(|told| told + REACH >= draft.sentence)
        });
        near.find_map(|(_, fixed)| fixed.edtf).and_then(Edtf::single_day)
    }

    /// The sentences that open the report.
    fn opening(&self) -> Vec<usize> {
        let sentences = self.document.sentences.iter().enumerate();
        let prose =
            sentences.filter(|(_, s)| !s.chrome && s.kind != SentenceKind::Headline && s.tokens.len() >= FEWEST);
        prose.map(|(i, _)| i).take(OPENING).collect()
    }

    /// The occasion that a readout tells of: the first in its opening, where its title names one.
    fn of_readout(&self, drafts: &[Draft], opening: &[usize]) -> Option<usize> {
        let title = self.document.report.title.as_ref()?.to_lowercase();
        let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        self.data.lexicon.phrase("readouts", &words)?;
        let names = |word: &&str| self.data.lexicon.phrase("readout-occasions", &[word]).is_some();
        words.iter().find(|word| names(word))?;
        let told = drafts.iter().enumerate().filter(|(_, d)| opening.contains(&d.sentence));
        let (first, draft) = told.min_by_key(|(_, d)| d.trigger.start())?;
        (draft.status == Status::Held && draft.kind.0 != "visit").then_some(first)
    }
}

/// A readout comes on the day of its occasion or on the next.
fn of_readout(today: Day) -> Days {
    let first = today.checked_sub(1.days()).unwrap_or(today);
    let how = "is told in a readout, of its day or the one before, dateline";
    Days { edtf: Edtf::days(first, today), basis: "dateline+readout", how }
}
