//! Everything about one pledge.

use chancery_model::{PledgeValue, RecordedPledge};

use super::{Desk, learned};
use crate::phrase::{self, count};
use crate::pledges;
use crate::{Line, Mark, Page};

impl Desk<'_> {
    pub(super) fn pledge(&self, p: &RecordedPledge) -> Page {
        let value = PledgeValue { status: p.status, ..p.value.clone() };
        let mut page = Page::new(format!("{} {}", value.by.actor.name, phrase::undertaking(&value)));
        let counts = format!("{}, {}", count(p.reports.len(), "report"), count(p.origins, "origin"));
        page.about = format!("{}; {counts}", p.id);
        let mut facts = vec![Line::fact("bound", phrase::speaker(&value.by))];
        let parties: Vec<String> = value.parties.iter().map(phrase::speaker).collect();
        if !parties.is_empty() {
            facts.push(Line::fact("together", parties.join(", ")));
        }
        facts.extend(value.to.as_ref().map(|to| Line::fact("to", phrase::speaker(to))));
        facts.extend(value.said_by.as_ref().map(|by| Line::fact("in the words of", phrase::speaker(by))));
        facts.extend(value.amount.as_ref().map(|amount| {
            let period = value.period.map_or_else(String::new, |period| format!(" a {}", period.as_str()));
            Line::fact("sum", format!("{} {}{period} ", amount.currency, amount.value)).and(Mark::Quote, &amount.text)
        }));
        facts.extend(value.until.as_ref().map(|until| {
            Line::fact("until", phrase::date(until.edtf)).and(Mark::Plain, " ").and(Mark::Quote, &until.text)
        }));
        facts.extend(value.process.iter().map(|process| Line::fact("process", process)));
        page.push("What is known", facts);
        let history = p.history.iter().map(|h| {
            Line::strong(h.status.as_str())
                .and(Mark::Plain, self.set_by(&h.claim, "status"))
                .and(Mark::Plain, format!(", learned {}", learned(h.learned)))
                .from(self.source_list(&h.report))
                .id(&h.claim.0)
        });
        page.push("History", history.collect());
        let disputes = pledges::disputes(self.snapshot, p);
        page.push("Contradictions", disputes.map(|c| crate::contradictions::line(c, &self.cards)).collect());
        page.push("In the words of", self.words(&p.evidence));
        page
    }
}
