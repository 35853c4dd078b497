//! What claims and judgements amount to, on made-up claims: no text, no language.

mod told;

mod changes;

mod judgements;
mod kinds;
mod learning;
mod merging;
mod occasions;
mod order;
mod origins;
mod parts;
mod process;
mod spread;
