//! Findings in, claims out: who is meant, which day, which place
