//! Claims and judgements in, one record out
