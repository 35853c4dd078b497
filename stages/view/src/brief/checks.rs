//! What needs a second look, in brief: each check with its first cases.

use super::Desk;
use crate::checks::{Check, CheckOptions, checks as all};

/// How many cases are shown.
const SHOWN: usize = 3;

/// Everything to check, the gravest first.
pub(super) fn checks(desk: &Desk<'_>) -> Vec<Check> {
    let mut checks = all(desk.snapshot, &CheckOptions { kind: None, limit: SHOWN, since: desk.since });
    // Most lines rest on one origin, and each says so itself: a brief counts those of events.
    checks.retain(|check| check.code != "one-origin-position");
    for check in checks.iter_mut().filter(|check| check.code == "one-origin") {
        check.examples.clear();
    }
    checks
}
