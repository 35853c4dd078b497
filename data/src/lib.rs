//! The knowledge: register, lexicons and rules as files, with a typed loader
