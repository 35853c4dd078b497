//! A report in, a document out: sentences, tokens, quotations, names
