//! What pledges come to, from one party to another: each undertaking once, never two currencies, never what falls due
//! every year with what is given once, and never what was delivered with what is only promised. What no total counts
//! is told, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use chancery_model::{ClaimValue, Decimal, Period, PledgeStatus, PledgeValue, RecordedPledge, Snapshot};
use serde::Serialize;

use super::{PledgeDesk, PledgeFilter, is_disputed};
use crate::phrase::{self, count};
use crate::quoted::Named;
use crate::read_json::AmountValue;
use crate::{Line, Mark, Table, format};

/// How the totals are made, in one line.
pub(super) const HOW: &str = "Each undertaking counts once, at what it has come to; sums of other currencies, \
    of another period or further along are never added to one another.";

/// What one party has undertaken towards another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// Whoever is bound.
    pub by: Named,
    /// Whom it is given to; `None` where nobody is named.
    pub to: Option<Named>,
    /// The totals: one a status, currency and period.
    pub sums: Vec<Sum>,
    /// What no total counts.
    pub left_out: Vec<LeftOut>,
}

/// A total.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sum {
    /// How far what it counts has come.
    pub status: PledgeStatus,
    /// ISO 4217.
    pub currency: String,
    /// How often it falls due; `None` for what is given in all.
    pub period: Option<Period>,
    /// The sum.
    pub total: AmountValue,
    /// The ids of the pledges that it counts.
    pub pledges: Vec<String>,
    #[serde(skip)]
    words: String,
}

/// A pledge that no total counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its id.
    pub pledge: String,
    /// What it is, in words.
    pub says: String,
    /// Why it is not counted.
    pub reason: Uncounted,
}

/// Why a pledge is in no total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uncounted {
    /// Reports give it two sums.
    Disputed,
    /// The same party gives the same sum in a pledge that is counted: this, of which nobody is told to receive it, may be
    /// that.
    MayBeCounted,
    /// No report tells a sum.
    NoSum,
}

impl Uncounted {
    /// The reason in words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disputed => "reports disagree on the sum",
            Self::MayBeCounted => "the same sum of this party is counted already, and this may be that",
            Self::NoSum => "no report tells a sum",
        }
    }
}

/// A pledge's money, as far as it can be added: in all, else so much a period.
struct Money<'s> {
    currency: &'s str,
    period: Option<Period>,
    number: Decimal,
}

/// What the pledges that pass come to, by whoever is bound and whom it is given to; nobody named comes last.
#[must_use]
pub fn totals(snapshot: &dyn Snapshot, filter: &PledgeFilter) -> Vec<Account> {
    let mut accounts: BTreeMap<(Named, bool, Option<Named>), Vec<&RecordedPledge>> = BTreeMap::new();
    for pledge in filter.chosen(snapshot) {
        let to = pledge.value.to.as_ref().map(|to| Named::of(&to.actor));
        accounts.entry((Named::of(&pledge.value.by.actor), to.is_none(), to)).or_default().push(pledge);
    }
    // Accounts with a receiver come first: what is counted is not counted again of nobody named.
    let mut counted: BTreeSet<(String, Decimal, String, Option<Period>)> = BTreeSet::new();
    let mut told = Vec::new();
    for ((by, _, to), pledges) in accounts {
        let mut sums: BTreeMap<_, Vec<(Decimal, &String)>> = BTreeMap::new();
        let mut left_out = Vec::new();
        for pledge in pledges {
            let money = money(snapshot, pledge);
            let key = |m: &Money<'_>| (by.id.clone(), m.number, m.currency.to_owned(), m.period);
            let reason = match &money {
                None => Some(Uncounted::NoSum),
                Some(_) if is_disputed(snapshot, pledge) => Some(Uncounted::Disputed),
                Some(money) if to.is_none() && counted.contains(&key(money)) => Some(Uncounted::MayBeCounted),
                Some(_) => None,
            };
            if let Some(reason) = reason {
                left_out.push(LeftOut::of(pledge, reason));
                continue;
            }
            let Some(money) = money else { continue };
            counted.insert(key(&money));
            sums.entry((pledge.status, money.currency, money.period)).or_default().push((money.number, &pledge.id.0));
        }
        left_out.sort_by_key(|left| left.reason);
        let sums = sums.into_iter().filter_map(|((status, currency, period), parts)| {
            let total = parts.iter().try_fold(Decimal::default(), |sum, (number, _)| sum.plus(*number))?;
            Some(Sum {
                status,
                currency: currency.to_owned(),
                period,
                total: AmountValue::of(&total.to_string())?,
                pledges: parts.into_iter().map(|(_, id)| id.clone()).collect(),
                words: phrase::money(total, currency, period),
            })
        });
        told.push(Account { by, to, sums: sums.collect(), left_out });
    }
    told
}

/// The money of a pledge: in all where any report tells over how long it is given.
fn money<'s>(snapshot: &'s dyn Snapshot, pledge: &'s RecordedPledge) -> Option<Money<'s>> {
    let told = pledge.claims.iter().filter_map(|id| match &snapshot.claim(id)?.value {
        ClaimValue::Pledge(value) => Some(&**value),
        _ => None,
    });
    let own = &pledge.value;
    let mut all: Vec<&PledgeValue> = vec![own];
    all.extend(told.filter(|value| own.is_same_sum(value) == Some(true)));
    let amount = own.amount.as_ref()?;
    if let Some(number) = all.iter().find_map(|value| value.in_all()) {
        return Some(Money { currency: &amount.currency, period: None, number });
    }
    Some(Money { currency: &amount.currency, period: own.period, number: amount.value.parse().ok()? })
}

impl LeftOut {
    fn of(pledge: &RecordedPledge, reason: Uncounted) -> Self {
        let value = PledgeValue { status: pledge.status, ..pledge.value.clone() };
        Self { pledge: pledge.id.0.clone(), says: phrase::undertaking(&value), reason }
    }
}

/// The totals, a line an account, with what each counts and what it leaves out under it. Accounts without money are
/// told above already, pledge by pledge.
pub(super) fn lines(accounts: &[Account], desk: &PledgeDesk<'_>) -> Vec<Line> {
    let line = |account: &Account| {
        let to = account.to.as_ref().map_or("nobody named", |to| to.name.as_str());
        let mut line = Line::strong(format!("{} → {to}", account.by.name));
        for sum in &account.sums {
            let ids: Vec<&str> = sum.pledges.iter().map(|id| desk.short(id)).collect();
            let told = Line::fact(sum.status.as_str(), &sum.words);
            line = line.over(told.and(Mark::Faint, format!(", {}", count(ids.len(), "pledge"))).id(ids.join(" ")));
        }
        for reason in [Uncounted::Disputed, Uncounted::MayBeCounted, Uncounted::NoSum] {
            let ids: Vec<&str> =
                account.left_out.iter().filter(|l| l.reason == reason).map(|l| desk.short(&l.pledge)).collect();
            if !ids.is_empty() {
                let told = format!("not counted: {}, {}", count(ids.len(), "pledge"), reason.as_str());
                line = line.over(Line::default().and(Mark::Faint, told).id(ids.join(" ")));
            }
        }
        line
    };
    let has_money = |a: &&Account| !a.sums.is_empty() || a.left_out.iter().any(|l| l.reason != Uncounted::NoSum);
    accounts.iter().filter(has_money).map(line).collect()
}

/// The totals, a line of JSON an account.
#[must_use]
pub fn totals_json(accounts: &[Account]) -> String {
    accounts.iter().map(format::json::line).collect()
}

/// The totals as a sheet: a row a total, and one for each pledge that none counts.
#[must_use]
pub fn totals_sheet(accounts: &[Account]) -> Table {
    let mut rows = Vec::new();
    for account in accounts {
        let row = |cells: [String; 6]| {
            let to = account.to.as_ref().map(|to| to.name.clone()).unwrap_or_default();
            [vec![account.by.name.clone(), to], cells.to_vec()].concat()
        };
        for sum in &account.sums {
            let period = sum.period.map(|period| period.as_str().to_owned()).unwrap_or_default();
            let total = sum.total.to_string();
            let status = sum.status.as_str().to_owned();
            rows.push(row([status, sum.currency.clone(), period, total, sum.pledges.join(" "), String::new()]));
        }
        for left in &account.left_out {
            let empty = String::new;
            rows.push(row([empty(), empty(), empty(), empty(), left.pledge.clone(), left.reason.as_str().to_owned()]));
        }
    }
    Table { columns: vec!["by", "to", "status", "currency", "period", "total", "pledges", "not_counted"], rows }
}
