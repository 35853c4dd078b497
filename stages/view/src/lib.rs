//! A snapshot in, pages out: brief, events, why, JSON, CSV, Markdown
