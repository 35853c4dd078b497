//! A document in, findings out: events, statements and times as the text says them
