//! What lies ahead, and what was to have taken place by now.

use chancery_model::{Snapshot, Status};
use serde::Serialize;

use crate::occasion::{Occasion, Occasions, is_past};
use crate::{Table, format};

/// What lies ahead of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Upcoming {
    /// The day that counts as today.
    pub now: Option<String>,
    /// Planned for days past, with no report that it happened; the newest first.
    pub overdue: Vec<Occasion>,
    /// Planned or proposed for today or later, the soonest first.
    pub ahead: Vec<Occasion>,
    /// Planned or proposed for no known day.
    pub undated: Vec<Occasion>,
    /// Called off or denied, with a day that is not past.
    pub off: Vec<Occasion>,
}

/// What lies ahead in a record.
#[must_use]
pub fn upcoming(snapshot: &dyn Snapshot) -> Upcoming {
    let record = snapshot.record();
    let desk = Occasions::of(snapshot);
    let mut upcoming = Upcoming {
        now: record.now.map(|day| day.to_string()),
        overdue: Vec::new(),
        ahead: Vec::new(),
        undated: Vec::new(),
        off: Vec::new(),
    };
    for event in &record.events {
        let past = is_past(event.date(), record.now);
        let list = match event.status {
            Status::Planned | Status::Proposed if event.overdue || past => &mut upcoming.overdue,
            Status::Planned | Status::Proposed if event.date().is_none() => &mut upcoming.undated,
            Status::Planned | Status::Proposed => &mut upcoming.ahead,
            Status::Cancelled | Status::Denied if event.date().is_some() && !past => &mut upcoming.off,
            _ => continue,
        };
        list.push(desk.make(event));
    }
    upcoming.overdue.reverse();
    upcoming
}

impl Upcoming {
    /// As one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        format::json::line(self)
    }

    /// As a sheet for a spreadsheet.
    #[must_use]
    pub fn sheet(&self) -> Table {
        let lists =
            [("overdue", &self.overdue), ("ahead", &self.ahead), ("undated", &self.undated), ("off", &self.off)];
        let mut rows = Vec::new();
        for (list, events) in lists {
            rows.extend(events.iter().map(|e| {
                let who: Vec<&str> = e.actors.iter().chain(&e.recipients).map(|w| w.name.as_str()).collect();
                vec![
                    list.to_owned(),
                    e.date.map(|d| d.to_string()).unwrap_or_default(),
                    e.kind.clone(),
                    e.status.to_owned(),
                    who.join(", "),
                    e.place.clone().unwrap_or_default(),
                    e.id.clone(),
                ]
            }));
        }
        Table { columns: vec!["list", "date", "kind", "status", "who", "where", "id"], rows }
    }
}
