-- What format 2 adds to format 1: whose act of reporting a report is, as a reading tells it. Readings of format 1
-- have no row here. The words of every statement are part of the format and stay as they are.
CREATE TABLE imprint (
    reading INTEGER PRIMARY KEY REFERENCES reading (seq),
    body    TEXT NOT NULL -- JSON
) STRICT;

CREATE TRIGGER imprint_kept BEFORE DELETE ON imprint BEGIN SELECT raise(ABORT, 'imprints are kept'); END;
CREATE TRIGGER imprint_fixed BEFORE UPDATE ON imprint BEGIN SELECT raise(ABORT, 'imprints are fixed'); END;
