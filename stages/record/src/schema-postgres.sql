-- A Chancery store in PostgreSQL, format 2: what `schema.sql` and `schema-2.sql` make of a file of SQLite, with a mark
-- and an index of words of its own. It lies in a schema of the database by itself. Nothing is ever changed or removed;
-- `seq` is the order of arrival, for writers take turns. Moments are UTC to the second, compared as text, and all texts
-- are compared by their bytes, as in SQLite. U+0000 is kept as U+0001 and `0`, U+0001 as U+0001 and `1`.

-- The mark of a store: one row.
CREATE TABLE chancery (
    format bigint NOT NULL,
    id     text COLLATE "C" NOT NULL -- tells this store from any other
);

CREATE TABLE report (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        text COLLATE "C" NOT NULL UNIQUE,
    text_hash text COLLATE "C" NOT NULL,
    url       text COLLATE "C",
    title     text COLLATE "C",
    outlet    text COLLATE "C",
    byline    text COLLATE "C",
    language  text COLLATE "C",
    day       text COLLATE "C",
    published text COLLATE "C" NOT NULL,
    media     text COLLATE "C" NOT NULL,
    added     text COLLATE "C" NOT NULL,
    encoding  text COLLATE "C" NOT NULL,
    dateline  text COLLATE "C" NOT NULL,
    chrome    text COLLATE "C" NOT NULL,
    text      text COLLATE "C" NOT NULL,
    map       text COLLATE "C" NOT NULL,
    bytes     bytea
);
CREATE INDEX report_by_text ON report (text_hash);

CREATE TABLE reading (
    seq    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report bigint NOT NULL REFERENCES report (seq),
    at     text COLLATE "C" NOT NULL,
    id     text COLLATE "C" NOT NULL,
    engine text COLLATE "C" NOT NULL,
    data   text COLLATE "C" NOT NULL,
    notes  text COLLATE "C" NOT NULL,
    claims text COLLATE "C" NOT NULL
);
CREATE INDEX reading_by_report ON reading (report, at, seq);

-- A name may be longer than an index holds, so that each is there once is seen to by the one who writes.
CREATE TABLE arrival (
    seq    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report bigint NOT NULL REFERENCES report (seq),
    key    text COLLATE "C" NOT NULL,
    path   text COLLATE "C",
    at     text COLLATE "C" NOT NULL
);
CREATE INDEX arrival_by_report ON arrival (report);

CREATE TABLE judgement (
    seq  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id   text COLLATE "C" NOT NULL UNIQUE,
    at   text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL
);

CREATE TABLE withdrawal (
    judgement bigint PRIMARY KEY REFERENCES judgement (seq),
    at        text COLLATE "C" NOT NULL
);

CREATE TABLE imprint (
    reading bigint PRIMARY KEY REFERENCES reading (seq),
    body    text COLLATE "C" NOT NULL
);

-- The search index: the words of title and text in their base forms, each as a number made of it, and how often each
-- stands there. It can be made again from the reports.
CREATE TABLE words (
    report bigint PRIMARY KEY REFERENCES report (seq),
    length bigint NOT NULL,
    words  bigint[] NOT NULL,
    counts bigint[] NOT NULL
);
CREATE INDEX words_held ON words USING gin (words);

CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''rows of % are kept as they are'', TG_TABLE_NAME; END';
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION keep();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reading FOR EACH STATEMENT EXECUTE FUNCTION keep();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON arrival FOR EACH STATEMENT EXECUTE FUNCTION keep();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON judgement FOR EACH STATEMENT EXECUTE FUNCTION keep();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawal FOR EACH STATEMENT EXECUTE FUNCTION keep();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON imprint FOR EACH STATEMENT EXECUTE FUNCTION keep();
