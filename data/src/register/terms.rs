//! Terms of an office that one person at a time holds: whether two of them clash, and what lies
//! between them.

use chancery_model::{Day, Edtf};

use super::{Holder, Register};
use crate::Fault;

/// The first and the last day that a date may mean, where it is not given: all of time.
fn begin(term: &Holder) -> (Option<Day>, Option<Day>) {
    (term.from.and_then(Edtf::first_day), term.from.and_then(Edtf::last_day))
}

impl Register {
    /// The terms of an office, by the day they begin; those without one first.
    pub(super) fn in_order(&self, office: &str) -> Vec<&Holder> {
        let mut terms: Vec<&Holder> = self.terms_in(office).collect();
        terms.sort_by_key(|t| (begin(t), t.to.is_none(), t.to.and_then(Edtf::last_day)));
        terms
    }

    /// Tells of terms that cannot both be: in an office of one holder, both held on some day,
    /// whatever days their dates stand for. The day on which one hands over to the other is of both.
    pub(super) fn check_terms(&self, faults: &mut Vec<Fault>) {
        for office in self.offices.values().filter(|o| o.single) {
            let terms = self.in_order(&office.id);
            for (i, first) in terms.iter().enumerate() {
                for second in terms[i + 1..].iter().filter(|second| clash(first, second)) {
                    let when = second.from.map_or_else(|| "at an unknown date".to_owned(), |from| from.to_string());
                    let message = match first.to {
                        Some(to) => format!(
                            "`{}` is held by one person at a time, but the term of `{}` ends {to}, after `{}` began, {when}",
                            office.id, first.person, second.person
                        ),
                        None => format!(
                            "`{}` is held by one person at a time, but the term of `{}` has no end though `{}` began {when}",
                            office.id, first.person, second.person
                        ),
                    };
                    faults.push(first.origin.fault(message));
                }
            }
        }
    }
}

/// Whether two terms overlap for certain. `first` does not begin after `second`.
fn clash(first: &Holder, second: &Holder) -> bool {
    let (Some(_), Some(second_begun)) = (first.from, begin(second).1) else { return false };
    if first.person == second.person && first.from == second.from {
        return true;
    }
    // Known to the year only, the first may begin after the second ends.
    let first_begun = begin(first).1;
    let after_second = second.to.and_then(Edtf::first_day).is_some_and(|end| first_begun.is_none_or(|b| b >= end));
    let ends = first.to.map(Edtf::first_day);
    match ends {
        None => first.from != second.from,
        Some(end) => end.is_some_and(|end| second_begun < end) && !after_second,
    }
}
