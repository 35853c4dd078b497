//! The clock and the user's name: the door is the only place that asks for either.

/// The present moment, in UTC to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Who sits at the keyboard: `CHANCERY_USER`, else the login name.
pub(crate) fn user() -> Option<String> {
    let named = |variable| std::env::var(variable).ok().filter(|name| !name.trim().is_empty());
    ["CHANCERY_USER", "USER", "LOGNAME", "USERNAME"].into_iter().find_map(named)
}
