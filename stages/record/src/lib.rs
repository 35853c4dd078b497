//! The embedded store: append-only reports, readings, claims and judgements
