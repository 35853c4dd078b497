//! The sentence: acquire, analyze, extract, identify, reconcile, record in one flow
