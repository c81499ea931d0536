-- The first shape. Every key begins with `city`, a small number for the name of a jurisdiction, so
-- that one file can hold several. Times are nanoseconds since 1970. Names of kinds, stages, queues
-- and sets are the ones the domain gives them. `STRICT`, so that a column holds what it says.

CREATE TABLE city (
    city    INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    age     INTEGER NOT NULL DEFAULT 0, -- the age new receipts belong to; see `age`
    touched INTEGER NOT NULL DEFAULT 0  -- moved after a failed commit, so that nothing of it stays
) STRICT;

-- Records other than complaints. `seq` is the order in which they were added.
CREATE TABLE record (
    seq     INTEGER PRIMARY KEY,
    city    INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    id      BLOB NOT NULL,
    version INTEGER NOT NULL,
    names   TEXT NOT NULL,
    body    BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_id ON record (city, kind, id);
CREATE INDEX record_officers ON record (city) WHERE kind = 'officer';

-- Complaints and what they are listed by. `seq` is the time of filing, or the next that is
-- free, so that rowid order is the order of filing here, in the words and in every index. `due` is the
-- largest integer if there is none, so that none comes last. The long columns are last, so that a
-- list which passes over a row does not read them.
CREATE TABLE complaint (
    seq          INTEGER PRIMARY KEY,
    city         INTEGER NOT NULL,
    id           BLOB NOT NULL,
    version      INTEGER NOT NULL,
    stage        TEXT, -- null, and so in no list, if the row has no facets
    category     TEXT,
    department   TEXT,
    owner        BLOB,
    filed        INTEGER,
    due          INTEGER NOT NULL,
    latitude     REAL,
    longitude    REAL,
    published    INTEGER NOT NULL,
    reporter     BLOB,
    names        TEXT NOT NULL,
    public_words BLOB NOT NULL,
    staff_words  BLOB NOT NULL,
    body         BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX complaint_id ON complaint (city, id);
-- Newest first: each read backwards, since every index ends with the rowid.
CREATE INDEX complaint_newest ON complaint (city) WHERE stage IS NOT NULL;
CREATE INDEX complaint_published ON complaint (city) WHERE published = 1;
CREATE INDEX complaint_stage ON complaint (city, stage);
CREATE INDEX complaint_category ON complaint (city, category);
CREATE INDEX complaint_department ON complaint (city, department, stage) WHERE department IS NOT NULL;
CREATE INDEX complaint_owner ON complaint (city, owner) WHERE owner IS NOT NULL;
CREATE INDEX complaint_reporter ON complaint (city, reporter) WHERE reporter IS NOT NULL;
-- Due first: read backwards, `due DESC` gives the nearest deadline and then the last filed.
CREATE INDEX complaint_due ON complaint (city, stage, due DESC);
CREATE INDEX complaint_department_due ON complaint (city, department, stage, due DESC)
    WHERE department IS NOT NULL;

-- Where complaints are. The third dimension is the city, twice.
CREATE VIRTUAL TABLE place USING rtree (seq, south, north, west, east, city, city_too);

-- Search words. Each is written with its city in front; the words themselves are in `complaint`,
-- so a row is taken out by naming them again, which lets `secure-delete` wipe them at once. (With
-- `contentless_delete` a removed row's words would stay in the file until a merge.)
CREATE VIRTUAL TABLE words_public USING fts5
    (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
INSERT INTO words_public (words_public, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE words_staff USING fts5
    (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
INSERT INTO words_staff (words_staff, rank) VALUES ('secure-delete', 1);

-- Other ways to find a record.
CREATE TABLE name (
    city INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    PRIMARY KEY (city, name)
) STRICT, WITHOUT ROWID;

-- Sets around complaints; `place` is the order in which members were added.
CREATE TABLE member (
    city      INTEGER NOT NULL,
    complaint BLOB NOT NULL,
    kind      TEXT NOT NULL,
    place     INTEGER NOT NULL,
    who       BLOB NOT NULL,
    day       INTEGER NOT NULL, -- days since 1970
    body      BLOB NOT NULL,
    PRIMARY KEY (city, complaint, kind, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX member_who ON member (city, complaint, kind, who);
CREATE TABLE tally (
    city          INTEGER NOT NULL,
    complaint     BLOB NOT NULL,
    supports      INTEGER NOT NULL DEFAULT 0,
    follows       INTEGER NOT NULL DEFAULT 0,
    comments      INTEGER NOT NULL DEFAULT 0,
    confirmations INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (city, complaint)
) STRICT, WITHOUT ROWID;

-- Things done at most once. Receipts carry no time: each belongs to an age, an age ends with the
-- first upkeep that sees it, and thirty days later its receipts are forgotten.
CREATE TABLE once (
    city    INTEGER NOT NULL,
    key     BLOB NOT NULL,
    age     INTEGER NOT NULL,
    receipt BLOB NOT NULL,
    PRIMARY KEY (city, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX once_age ON once (city, age);
CREATE TABLE age (
    city  INTEGER NOT NULL,
    age   INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    PRIMARY KEY (city, age)
) STRICT, WITHOUT ROWID;

-- What was counted in which window, both in seconds.
CREATE TABLE quota (
    city    INTEGER NOT NULL,
    key     BLOB NOT NULL,
    seconds INTEGER NOT NULL,
    begins  INTEGER NOT NULL,
    used    INTEGER NOT NULL,
    PRIMARY KEY (city, key, seconds, begins)
) STRICT, WITHOUT ROWID;
CREATE INDEX quota_ends ON quota (city, begins + seconds);

-- The queues. `seq` is the order in which rows were added.
CREATE TABLE queued (
    seq      INTEGER PRIMARY KEY,
    city     INTEGER NOT NULL,
    queue    TEXT NOT NULL,
    lane     BLOB NOT NULL,
    id       BLOB NOT NULL,
    due      INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    replaces BLOB,
    buried   TEXT,
    body     BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX queued_id ON queued (city, id);
CREATE INDEX queued_lane ON queued (city, queue, lane, due) WHERE buried IS NULL;
CREATE INDEX queued_order ON queued (city, queue, lane) WHERE buried IS NULL;
CREATE INDEX queued_replaces ON queued (city, queue, lane, replaces)
    WHERE buried IS NULL AND replaces IS NOT NULL;
CREATE INDEX queued_buried ON queued (city, queue) WHERE buried IS NOT NULL;
-- One row a lane: `due` and `head` are the least of its waiting rows (the largest integer if there
-- is none), and nobody may claim it before `closed`, be it leased or resting.
CREATE TABLE lane (
    city   INTEGER NOT NULL,
    queue  TEXT NOT NULL,
    lane   BLOB NOT NULL,
    due    INTEGER NOT NULL,
    head   INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (city, queue, lane)
) STRICT, WITHOUT ROWID;
CREATE INDEX lane_due ON lane (city, queue, due, head, closed);

-- What is known of words, for the suggestion of a category.
CREATE TABLE learned (
    city     INTEGER NOT NULL,
    word     TEXT NOT NULL,
    category TEXT NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (city, word, category)
) STRICT, WITHOUT ROWID;
CREATE TABLE learned_total (
    city       INTEGER NOT NULL,
    category   TEXT NOT NULL,
    complaints INTEGER NOT NULL,
    words      INTEGER NOT NULL,
    PRIMARY KEY (city, category)
) STRICT, WITHOUT ROWID;

-- The one log.
CREATE TABLE log (
    city     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    about    BLOB,
    digest   BLOB NOT NULL,
    link     BLOB NOT NULL,
    body     BLOB NOT NULL,
    PRIMARY KEY (city, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_about ON log (city, about) WHERE about IS NOT NULL;
