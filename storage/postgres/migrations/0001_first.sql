-- The first shape. Every key begins with `city`, a small number for the name of a jurisdiction, so
-- that one database can hold several. Times are nanoseconds since 1970, the largest integer standing
-- for "never". Ids and tokens are sixteen bytes, kept as `uuid`. Names of kinds, stages, queues and
-- sets are the ones the domain gives them; what people write is `bytea`, since `text` knows no NUL.

CREATE TABLE city (
    city int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    age  bigint NOT NULL DEFAULT 0 -- the age new receipts belong to; see `age`
);

-- A plan made while a table was empty, when every index looks as good, is kept until the table is
-- analyzed. So an index that a search by key could use by mistake is partial, and only the statements
-- that are meant to use it repeat its condition.

-- Records other than complaints. `seq` is the order in which they were added.
CREATE TABLE record (
    city    int NOT NULL,
    kind    text COLLATE "C" NOT NULL,
    id      uuid NOT NULL,
    version bigint NOT NULL,
    seq     bigint GENERATED ALWAYS AS IDENTITY,
    names   text[] NOT NULL,
    body    bytea NOT NULL,
    PRIMARY KEY (city, kind, id)
) WITH (fillfactor = 80);
CREATE INDEX record_officers ON record (city, seq) WHERE kind = 'officer';

-- Complaints and what they are listed by: the last filed first, or the most urgent first. `urgency`
-- is the deadline negated, so that both orders are "largest first" and a page goes on with one
-- comparison of a whole place; it is the least integer if there is no deadline.
CREATE TABLE complaint (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    city         int NOT NULL,
    id           uuid NOT NULL,
    version      bigint NOT NULL,
    stage        text COLLATE "C", -- null, and so in no list, if the row has no facets
    category     text COLLATE "C",
    department   text COLLATE "C",
    owner        uuid,
    filed        bigint,
    urgency      bigint,
    latitude     double precision,
    longitude    double precision,
    published    boolean NOT NULL,
    reporter     uuid,
    names        text[] NOT NULL,
    public_words bytea[] NOT NULL,
    staff_words  bytea[] NOT NULL,
    body         bytea NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX complaint_id ON complaint (city, id);
CREATE INDEX complaint_newest ON complaint (city, filed, seq) WHERE filed IS NOT NULL;
CREATE INDEX complaint_published ON complaint (city, filed, seq) WHERE published;
CREATE INDEX complaint_stage ON complaint (city, stage, filed, seq) WHERE stage <> '';
CREATE INDEX complaint_category ON complaint (city, category, filed, seq)
    WHERE category IS NOT NULL;
CREATE INDEX complaint_department ON complaint (city, department, stage, filed, seq)
    WHERE department IS NOT NULL;
CREATE INDEX complaint_owner ON complaint (city, owner, filed, seq) WHERE owner IS NOT NULL;
CREATE INDEX complaint_reporter ON complaint (city, reporter, filed, seq) WHERE reporter IS NOT NULL;
CREATE INDEX complaint_due ON complaint (city, stage, urgency, filed, seq) WHERE stage <> '';
CREATE INDEX complaint_department_due ON complaint (city, department, stage, urgency, filed, seq)
    WHERE department IS NOT NULL;
CREATE INDEX complaint_place ON complaint USING gist (point(longitude, latitude))
    WHERE latitude IS NOT NULL;

-- Search words, in the order of the lists: reading one token backwards is "newest first".
CREATE TABLE word (
    city  int NOT NULL,
    staff boolean NOT NULL, -- all words, for staff; else those of the published form
    token bytea NOT NULL,
    filed bigint NOT NULL,
    seq   bigint NOT NULL,
    PRIMARY KEY (city, staff, token, filed, seq)
);

-- Other ways to find a record.
CREATE TABLE name (
    city int NOT NULL,
    name text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id   uuid NOT NULL,
    PRIMARY KEY (city, name)
);

-- Sets around complaints; `place` is the order in which members were added.
CREATE TABLE member (
    city      int NOT NULL,
    complaint uuid NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    who       uuid NOT NULL,
    place     bigint GENERATED ALWAYS AS IDENTITY,
    day       int NOT NULL, -- days since 1970
    body      bytea NOT NULL,
    PRIMARY KEY (city, complaint, kind, who)
);
CREATE INDEX member_place ON member (city, complaint, kind, place) WHERE place > 0;
-- Whoever moves a set holds the row of its complaint here, so nobody else touches its members.
CREATE TABLE tally (
    city          int NOT NULL,
    complaint     uuid NOT NULL,
    supports      bigint NOT NULL DEFAULT 0,
    follows       bigint NOT NULL DEFAULT 0,
    comments      bigint NOT NULL DEFAULT 0,
    confirmations bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (city, complaint)
) WITH (fillfactor = 70);

-- Things done at most once. Receipts carry no time: each belongs to an age, an age ends with the
-- first upkeep that sees it, and thirty days later its receipts are forgotten.
CREATE TABLE once (
    city    int NOT NULL,
    key     uuid NOT NULL,
    age     bigint NOT NULL,
    receipt bytea NOT NULL,
    PRIMARY KEY (city, key)
);
CREATE INDEX once_age ON once (city, age) WHERE age >= 0;
CREATE TABLE age (
    city  int NOT NULL,
    age   bigint NOT NULL,
    ended bigint NOT NULL,
    PRIMARY KEY (city, age)
);

-- What was counted in which window, both in seconds.
CREATE TABLE quota (
    city    int NOT NULL,
    key     uuid NOT NULL,
    seconds bigint NOT NULL,
    begins  bigint NOT NULL,
    used    bigint NOT NULL,
    PRIMARY KEY (city, key, seconds, begins)
) WITH (fillfactor = 80);
CREATE INDEX quota_ends ON quota (city, (begins + seconds)) WHERE used > 0;

-- The queues. `seq` is the order in which rows were added.
CREATE TABLE queued (
    city     int NOT NULL,
    id       uuid NOT NULL,
    seq      bigint GENERATED ALWAYS AS IDENTITY,
    queue    text COLLATE "C" NOT NULL,
    lane     uuid NOT NULL,
    due      bigint NOT NULL,
    version  bigint NOT NULL,
    replaces uuid,
    buried   bytea,
    body     bytea NOT NULL,
    PRIMARY KEY (city, id)
) WITH (fillfactor = 80);
CREATE INDEX queued_lane ON queued (city, queue, lane, due) WHERE buried IS NULL;
CREATE INDEX queued_order ON queued (city, queue, lane, seq) WHERE buried IS NULL;
CREATE INDEX queued_replaces ON queued (city, queue, lane, replaces, seq)
    WHERE buried IS NULL AND replaces IS NOT NULL;
CREATE INDEX queued_buried ON queued (city, queue, seq) WHERE buried IS NOT NULL;
-- One row a lane: `due` and `head` are the least of its waiting rows, and nobody may claim it before
-- `closed`, be it leased or resting. Whoever changes a row of a lane holds the lane.
CREATE TABLE lane (
    city   int NOT NULL,
    queue  text COLLATE "C" NOT NULL,
    lane   uuid NOT NULL,
    due    bigint NOT NULL,
    head   bigint NOT NULL,
    closed bigint NOT NULL,
    PRIMARY KEY (city, queue, lane)
) WITH (fillfactor = 70);
CREATE INDEX lane_due ON lane (city, queue, due, head, closed) WHERE due < 9223372036854775807;

-- What is known of words, for the suggestion of a category. A batch adds to `learned_lately` only,
-- for else all filings of a category would wait for each other; the sealer folds it into the rest.
CREATE TABLE learned_lately (
    city     int NOT NULL,
    seq      bigint GENERATED ALWAYS AS IDENTITY,
    category text COLLATE "C" NOT NULL,
    words    bytea[] NOT NULL,
    step     smallint NOT NULL, -- by how much: 1 or -1
    PRIMARY KEY (city, seq)
);
CREATE TABLE learned (
    city     int NOT NULL,
    word     bytea NOT NULL,
    category text COLLATE "C" NOT NULL,
    count    bigint NOT NULL,
    PRIMARY KEY (city, word, category)
) WITH (fillfactor = 70);
CREATE TABLE learned_total (
    city       int NOT NULL,
    category   text COLLATE "C" NOT NULL,
    complaints bigint NOT NULL,
    words      bigint NOT NULL,
    PRIMARY KEY (city, category)
) WITH (fillfactor = 50);

-- The one log. Batches write to `unsealed`, in the order of `batch` and `nth`; one sealer at a time
-- moves what is committed to `log`, where it has its position and is linked to the entry before.
CREATE SEQUENCE batch_order;
CREATE TABLE unsealed (
    city   int NOT NULL,
    batch  bigint NOT NULL,
    nth    int NOT NULL,
    about  uuid,
    digest bytea NOT NULL,
    body   bytea NOT NULL,
    PRIMARY KEY (city, batch, nth)
);
CREATE TABLE log (
    city     int NOT NULL,
    position bigint NOT NULL,
    about    uuid,
    digest   bytea NOT NULL,
    link     bytea NOT NULL,
    body     bytea NOT NULL,
    PRIMARY KEY (city, position)
);
CREATE INDEX log_about ON log (city, about, position) WHERE about IS NOT NULL;

-- What became of the last batch a process sent on each of its slots, so that it can find out when
-- the connection broke before the answer came. `number` only rises; `void` says that the batch of
-- that number was not applied and never will be.
CREATE TABLE batch (
    process uuid NOT NULL,
    slot    int NOT NULL,
    number  bigint NOT NULL,
    void    boolean NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (process, slot)
) WITH (fillfactor = 50);
