-- Format 1 of a Chancery store. Nothing is ever changed or removed: a new reading, judgement or
-- withdrawal is a new row, and triggers refuse everything else. `seq` is the order of arrival.
-- Moments (`added`, `at`) are UTC to the second, `2025-12-08T09:30:00Z`, compared as text.
-- The words of every statement below, comments inside it too, are kept in the file and checked by
-- `verify`: they are part of the format and stay as they are.
-- Columns named in the comments as JSON are written as crate `chancery-model` writes its types.

-- A report, once; copies of a text in other bytes are reports of their own. Small columns come
-- first: a row's tail is not read unless asked for.
CREATE TABLE report (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    text_hash TEXT NOT NULL,
    url       TEXT,
    title     TEXT,
    outlet    TEXT,
    byline    TEXT,
    language  TEXT,
    day       TEXT,          -- publication date, EDTF; NULL where unknown
    published TEXT NOT NULL, -- JSON: the date with its basis, reason and candidates
    media     TEXT NOT NULL,
    added     TEXT NOT NULL,
    encoding  TEXT NOT NULL,
    dateline  TEXT NOT NULL, -- JSON
    chrome    TEXT NOT NULL, -- JSON
    text      TEXT NOT NULL,
    map       TEXT NOT NULL, -- JSON
    bytes     BLOB           -- as received; NULL where they are the bytes of `text`
) STRICT;
CREATE INDEX report_by_text ON report (text_hash);

-- Every pass over a report. The last one is in force, and holds its claims whole.
CREATE TABLE reading (
    seq    INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (seq),
    at     TEXT NOT NULL,
    id     TEXT NOT NULL,
    engine TEXT NOT NULL,
    data   TEXT NOT NULL,
    notes  TEXT NOT NULL, -- JSON
    claims TEXT NOT NULL  -- JSON
) STRICT;
CREATE INDEX reading_by_report ON reading (report);

-- Every name under which a report came: at least one. The first of them by alphabet names it, so
-- that its name does not hang on the order of arrival.
CREATE TABLE arrival (
    seq    INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (seq),
    key    TEXT NOT NULL,
    path   TEXT,
    at     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX arrival_once ON arrival (report, key, ifnull(path, ''));

CREATE TABLE judgement (
    seq  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    at   TEXT NOT NULL,
    body TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE withdrawal (
    judgement INTEGER PRIMARY KEY REFERENCES judgement (seq),
    at        TEXT NOT NULL
) STRICT;

-- The search index: it holds no text of its own and can be made again from the reports.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'report', content_rowid = 'seq',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER report_indexed AFTER INSERT ON report BEGIN
    INSERT INTO words (rowid, title, text) VALUES (new.seq, new.title, new.text);
END;

CREATE TRIGGER report_kept BEFORE DELETE ON report BEGIN SELECT raise(ABORT, 'reports are kept'); END;
CREATE TRIGGER report_fixed BEFORE UPDATE ON report BEGIN SELECT raise(ABORT, 'reports are fixed'); END;
CREATE TRIGGER reading_kept BEFORE DELETE ON reading BEGIN SELECT raise(ABORT, 'readings are kept'); END;
CREATE TRIGGER reading_fixed BEFORE UPDATE ON reading BEGIN SELECT raise(ABORT, 'readings are fixed'); END;
CREATE TRIGGER arrival_kept BEFORE DELETE ON arrival BEGIN SELECT raise(ABORT, 'arrivals are kept'); END;
CREATE TRIGGER arrival_fixed BEFORE UPDATE ON arrival BEGIN SELECT raise(ABORT, 'arrivals are fixed'); END;
CREATE TRIGGER judgement_kept BEFORE DELETE ON judgement BEGIN SELECT raise(ABORT, 'judgements are kept'); END;
CREATE TRIGGER judgement_fixed BEFORE UPDATE ON judgement BEGIN SELECT raise(ABORT, 'judgements are fixed'); END;
CREATE TRIGGER withdrawal_kept BEFORE DELETE ON withdrawal BEGIN SELECT raise(ABORT, 'withdrawals are kept'); END;
CREATE TRIGGER withdrawal_fixed BEFORE UPDATE ON withdrawal BEGIN SELECT raise(ABORT, 'withdrawals are fixed'); END;
