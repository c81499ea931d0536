-- One call commits one batch, so a commit is one round trip.
--
-- All that could make two batches wait for each other is locked in one order: what must stay absent,
-- lanes, records, queued rows, tallies, and then, already writing, receipts, quotas and names; each
-- sorted. Guards are checked under these locks and nothing is written before all of them hold, so a
-- batch that fails has nothing to take back. What can only be seen by writing (somebody inserted the
-- same key at the same time) raises 40001, and the caller begins again.

CREATE TYPE batch_guard AS (
    nth      int,    -- its place among the guards of the batch; the first that fails decides
    what     text,   -- version, once, quota, tally
    kind     text,   -- the kind of the record, or the set
    id       uuid,   -- the record, the key, or the complaint
    n        bigint, -- the version, the limit, or the size
    writes   boolean, -- whether the batch writes that record
    earlier  bigint, -- how many guards before it count in the same window
    seconds  bigint,
    begins   bigint,
    receipt  bytea
);
CREATE TYPE batch_put AS (
    kind         text,
    id           uuid,
    erases       boolean,
    names        text[],
    stage        text,
    category     text,
    department   text,
    owner        uuid,
    filed        bigint,
    urgency      bigint,
    latitude     double precision,
    longitude    double precision,
    published    boolean,
    reporter     uuid,
    public_words bytea[],
    staff_words  bytea[],
    body         bytea
);
CREATE TYPE batch_member AS (complaint uuid, kind text, who uuid, joins boolean, day int, body bytea);
CREATE TYPE batch_task AS (
    what     text, -- enqueue, finish, retry, bury, release
    id       uuid,
    queue    text,
    lane     uuid,
    time     bigint, -- when it is due, or until when the lane rests
    replaces uuid,
    body     bytea -- what is to be done, or why it is buried
);
CREATE TYPE batch_lane AS (queue text, lane uuid);
CREATE TYPE batch_learned AS (category text, words bytea[], step smallint);
CREATE TYPE batch_entry AS (about uuid, digest bytea, body bytea);
CREATE TYPE batch_moved AS (complaint uuid, kind text, step int);

CREATE FUNCTION batch_race() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'another batch was first' USING ERRCODE = 'serialization_failure';
END $$;

-- Locks every lane the batch touches, and says which.
CREATE FUNCTION batch_lanes(of_city int, guards batch_guard[], tasks batch_task[])
RETURNS batch_lane[] LANGUAGE plpgsql AS $$
DECLARE
    of    batch_lane;
    lanes batch_lane[];
BEGIN
    SELECT array_agg(DISTINCT ROW (t.queue, t.lane)::batch_lane ORDER BY ROW (t.queue, t.lane)::batch_lane)
    INTO lanes FROM (
        SELECT t.queue, t.lane FROM unnest(tasks) t WHERE t.lane IS NOT NULL
        UNION ALL
        SELECT q.queue, q.lane FROM unnest(guards) g JOIN queued q ON q.city = of_city AND q.id = g.id
        WHERE g.what = 'version' AND g.kind = 'queued'
    ) t;
    FOREACH of IN ARRAY coalesce(lanes, '{}') LOOP
        LOOP
            PERFORM 1 FROM lane l
            WHERE l.city = of_city AND l.queue = of.queue AND l.lane = of.lane FOR UPDATE;
            EXIT WHEN FOUND;
            INSERT INTO lane VALUES
                (of_city, of.queue, of.lane, 9223372036854775807, 9223372036854775807, 0)
            ON CONFLICT DO NOTHING;
            EXIT WHEN FOUND;
        END LOOP;
    END LOOP;
    RETURN lanes;
END $$;

-- The version of a record, which then stays until this batch is over; 0 if there is none.
CREATE FUNCTION batch_version(of_city int, g batch_guard) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    seen bigint;
BEGIN
    IF g.kind = 'queued' THEN
        SELECT version INTO seen FROM queued WHERE city = of_city AND id = g.id FOR UPDATE;
    ELSIF g.kind = 'complaint' AND g.writes THEN
        SELECT version INTO seen FROM complaint WHERE city = of_city AND id = g.id FOR UPDATE;
    ELSIF g.kind = 'complaint' THEN
        SELECT version INTO seen FROM complaint WHERE city = of_city AND id = g.id FOR SHARE;
    ELSIF g.writes THEN
        SELECT version INTO seen FROM record WHERE city = of_city AND kind = g.kind AND id = g.id
        FOR UPDATE;
    ELSE
        SELECT version INTO seen FROM record WHERE city = of_city AND kind = g.kind AND id = g.id
        FOR SHARE;
    END IF;
    RETURN coalesce(seen, 0);
END $$;

-- The size of a set, which then stays until this batch is over.
CREATE FUNCTION batch_tally(of_city int, of_complaint uuid) RETURNS tally LANGUAGE plpgsql AS $$
DECLARE
    found_tally tally;
BEGIN
    LOOP
        SELECT * INTO found_tally FROM tally
        WHERE city = of_city AND complaint = of_complaint FOR UPDATE;
        IF FOUND THEN RETURN found_tally; END IF;
        INSERT INTO tally (city, complaint) VALUES (of_city, of_complaint) ON CONFLICT DO NOTHING;
    END LOOP;
END $$;

-- Gives a record the names `new` instead of `old`. A name that belongs to another raises AD001.
CREATE FUNCTION batch_rename(of_city int, of_kind text, of_id uuid, old text[], new text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF old IS NOT NULL AND old <> new THEN
        DELETE FROM name WHERE city = of_city AND name = ANY (old) AND name <> ALL (new);
    END IF;
    IF cardinality(new) = 0 OR old = new THEN RETURN; END IF;
    INSERT INTO name (city, name, kind, id)
    SELECT of_city, n, of_kind, of_id FROM unnest(new) n ORDER BY n COLLATE "C"
    ON CONFLICT DO NOTHING;
    PERFORM 1 FROM name
    WHERE city = of_city AND name = ANY (new) AND (kind, id) <> (of_kind, of_id);
    IF FOUND THEN
        RAISE EXCEPTION 'a name belongs to another record' USING ERRCODE = 'AD001';
    END IF;
END $$;

-- A word as the index has it: itself, or its digest if it is too long for a key.
CREATE FUNCTION word_token(word bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(word) > 64 THEN sha256(word) ELSE word END;

CREATE FUNCTION batch_words(of_city int, of_staff boolean, of_seq bigint,
    old_filed bigint, old bytea[], new_filed bigint, new bytea[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF old = new AND old_filed = new_filed THEN RETURN; END IF;
    IF cardinality(old) > 0 THEN
        DELETE FROM word USING unnest(old) o
        WHERE city = of_city AND staff = of_staff AND token = word_token(o) AND filed = old_filed
        AND seq = of_seq AND (old_filed <> new_filed OR o <> ALL (new));
    END IF;
    INSERT INTO word (city, staff, token, filed, seq)
    SELECT of_city, of_staff, word_token(n), new_filed, of_seq FROM unnest(new) n
    ON CONFLICT DO NOTHING;
END $$;

-- A record that was absent when its guard was checked cannot be locked: if it is there when it is
-- written, and this batch did not make it, another batch was first. `maker` is who made it.
CREATE FUNCTION batch_fresh(absent boolean, maker xid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF absent AND maker <> pg_current_xact_id()::xid THEN PERFORM batch_race(); END IF;
END $$;

CREATE FUNCTION batch_complaint(of_city int, p batch_put, absent boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old   complaint;
    maker xid;
BEGIN
    SELECT * INTO old FROM complaint WHERE city = of_city AND id = p.id;
    SELECT xmin INTO maker FROM complaint WHERE seq = old.seq;
    PERFORM batch_fresh(absent, maker);
    PERFORM batch_rename(of_city, p.kind, p.id, old.names, p.names);
    IF p.erases THEN
        DELETE FROM complaint WHERE seq = old.seq;
    ELSIF old.seq IS NULL THEN
        INSERT INTO complaint (city, id, version, stage, category, department, owner, filed, urgency,
            latitude, longitude, published, reporter, names, public_words, staff_words, body)
        VALUES (of_city, p.id, 1, p.stage, p.category, p.department, p.owner, p.filed, p.urgency,
            p.latitude, p.longitude, p.published, p.reporter, p.names, p.public_words, p.staff_words,
            p.body)
        ON CONFLICT DO NOTHING RETURNING seq INTO old.seq;
        IF NOT FOUND THEN PERFORM batch_race(); END IF;
        old.filed := p.filed;
    ELSE
        UPDATE complaint SET version = version + 1, stage = p.stage, category = p.category,
            department = p.department, owner = p.owner, filed = p.filed, urgency = p.urgency,
            latitude = p.latitude, longitude = p.longitude, published = p.published,
            reporter = p.reporter, names = p.names, public_words = p.public_words,
            staff_words = p.staff_words, body = p.body
        WHERE seq = old.seq;
    END IF;
    IF old.seq IS NOT NULL THEN
        PERFORM batch_words(of_city, false, old.seq, coalesce(old.filed, 0),
            coalesce(old.public_words, '{}'), coalesce(p.filed, 0), p.public_words);
        PERFORM batch_words(of_city, true, old.seq, coalesce(old.filed, 0),
            coalesce(old.staff_words, '{}'), coalesce(p.filed, 0), p.staff_words);
    END IF;
END $$;

CREATE FUNCTION batch_record(of_city int, p batch_put, absent boolean)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old   text[];
    maker xid;
BEGIN
    SELECT names, xmin INTO old, maker FROM record
    WHERE city = of_city AND kind = p.kind AND id = p.id;
    PERFORM batch_fresh(absent, maker);
    PERFORM batch_rename(of_city, p.kind, p.id, old, p.names);
    IF p.erases THEN
        DELETE FROM record WHERE city = of_city AND kind = p.kind AND id = p.id;
    ELSIF old IS NULL THEN
        INSERT INTO record (city, kind, id, version, names, body)
        VALUES (of_city, p.kind, p.id, 1, p.names, p.body) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN PERFORM batch_race(); END IF;
    ELSE
        UPDATE record SET version = version + 1, names = p.names, body = p.body
        WHERE city = of_city AND kind = p.kind AND id = p.id;
    END IF;
END $$;

-- Members come and go; tallies move by the rows really inserted or removed.
CREATE FUNCTION batch_members(of_city int, members batch_member[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m     batch_member;
    moved batch_moved[];
BEGIN
    FOREACH m IN ARRAY members LOOP
        IF m.joins THEN
            INSERT INTO member (city, complaint, kind, who, day, body)
            VALUES (of_city, m.complaint, m.kind, m.who, m.day, m.body) ON CONFLICT DO NOTHING;
        ELSE
            DELETE FROM member WHERE city = of_city AND complaint = m.complaint AND kind = m.kind
            AND who = m.who;
        END IF;
        IF FOUND THEN
            moved := moved
                || ROW (m.complaint, m.kind, CASE WHEN m.joins THEN 1 ELSE -1 END)::batch_moved;
        END IF;
    END LOOP;
    IF moved IS NULL THEN RETURN; END IF;
    UPDATE tally t SET supports = t.supports + d.supports, follows = t.follows + d.follows,
        comments = t.comments + d.comments, confirmations = t.confirmations + d.confirmations
    FROM (
        SELECT complaint, coalesce(sum(step) FILTER (WHERE kind = 'supports'), 0) AS supports,
            coalesce(sum(step) FILTER (WHERE kind = 'follows'), 0) AS follows,
            coalesce(sum(step) FILTER (WHERE kind = 'comments'), 0) AS comments,
            coalesce(sum(step) FILTER (WHERE kind = 'confirmations'), 0) AS confirmations
        FROM unnest(moved) GROUP BY complaint
    ) d WHERE t.city = of_city AND t.complaint = d.complaint;
END $$;

CREATE FUNCTION batch_tasks(of_city int, tasks batch_task[], lanes batch_lane[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t  batch_task;
    of batch_lane;
BEGIN
    FOREACH t IN ARRAY tasks LOOP
        CASE t.what
        WHEN 'enqueue' THEN
            IF t.replaces IS NOT NULL THEN
                DELETE FROM queued WHERE city = of_city AND id = (
                    SELECT q.id FROM queued q
                    WHERE q.city = of_city AND q.queue = t.queue AND q.lane = t.lane
                    AND q.replaces = t.replaces AND q.buried IS NULL ORDER BY q.seq LIMIT 1);
            END IF;
            INSERT INTO queued (city, id, queue, lane, due, version, replaces, body)
            VALUES (of_city, t.id, t.queue, t.lane, t.time, 1, t.replaces, t.body);
        WHEN 'finish' THEN DELETE FROM queued WHERE city = of_city AND id = t.id;
        WHEN 'retry' THEN UPDATE queued SET version = version + 1 WHERE city = of_city AND id = t.id;
        WHEN 'bury' THEN UPDATE queued SET buried = t.body WHERE city = of_city AND id = t.id;
        WHEN 'release' THEN
            UPDATE lane l SET closed = t.time
            WHERE l.city = of_city AND l.queue = t.queue AND l.lane = t.lane;
        END CASE;
    END LOOP;
    FOREACH of IN ARRAY coalesce(lanes, '{}') LOOP
        UPDATE lane l SET
            due = coalesce((SELECT min(q.due) FROM queued q WHERE q.city = of_city
                AND q.queue = of.queue AND q.lane = of.lane AND q.buried IS NULL), 9223372036854775807),
            head = coalesce((SELECT min(q.seq) FROM queued q WHERE q.city = of_city
                AND q.queue = of.queue AND q.lane = of.lane AND q.buried IS NULL), 9223372036854775807)
        WHERE l.city = of_city AND l.queue = of.queue AND l.lane = of.lane;
    END LOOP;
END $$;

-- Commits a batch. `failed` is the place of the guard that decided, null if all held.
--
-- `absences` are the absent records it leans on, by a hash: twice the hash to keep others from
-- making such a record, one more to be kept from making it while somebody leans on its absence.
CREATE FUNCTION batch_commit(of_city int, of_process uuid, of_slot int, of_number bigint,
    absences int[], guards batch_guard[], tallies uuid[], puts batch_put[], members batch_member[],
    tasks batch_task[], learns batch_learned[], entries batch_entry[],
    OUT failed int, OUT receipt bytea)
LANGUAGE plpgsql AS $$
DECLARE
    absence int;
    g       batch_guard;
    p       batch_put;
    lanes   batch_lane[];
    of      uuid;
    counts  tally;
    kept    bytea;
    holds   boolean;
    wanted  bigint;
    ordinal bigint;
BEGIN
    FOREACH absence IN ARRAY absences LOOP
        IF absence % 2 = 0 THEN PERFORM pg_advisory_xact_lock(of_city, absence / 2);
        ELSE PERFORM pg_advisory_xact_lock_shared(of_city, absence / 2);
        END IF;
    END LOOP;
    IF cardinality(tasks) > 0 OR EXISTS (SELECT 1 FROM unnest(guards) q WHERE q.kind = 'queued') THEN
        lanes := batch_lanes(of_city, guards, tasks);
    END IF;
    FOREACH g IN ARRAY guards LOOP
        CASE g.what
        WHEN 'version' THEN holds := batch_version(of_city, g) = g.n;
        WHEN 'once' THEN
            SELECT o.receipt INTO kept FROM once o WHERE o.city = of_city AND o.key = g.id;
            holds := NOT FOUND;
        WHEN 'quota' THEN
            SELECT used INTO wanted FROM quota WHERE city = of_city AND key = g.id
            AND seconds = g.seconds AND begins = g.begins;
            holds := coalesce(wanted, 0) + g.earlier < g.n;
        ELSE CONTINUE;
        END CASE;
        IF NOT holds AND (failed IS NULL OR g.nth < failed) THEN
            failed := g.nth;
            receipt := CASE g.what WHEN 'once' THEN kept END;
        END IF;
    END LOOP;
    FOREACH of IN ARRAY tallies LOOP
        counts := batch_tally(of_city, of);
        FOREACH g IN ARRAY guards LOOP
            CONTINUE WHEN g.what <> 'tally' OR g.id <> of;
            holds := g.n = CASE g.kind WHEN 'supports' THEN counts.supports
                WHEN 'follows' THEN counts.follows WHEN 'comments' THEN counts.comments
                ELSE counts.confirmations END;
            IF NOT holds AND (failed IS NULL OR g.nth < failed) THEN
                failed := g.nth;
                receipt := NULL;
            END IF;
        END LOOP;
    END LOOP;
    IF failed IS NOT NULL THEN RETURN; END IF;

    INSERT INTO batch (process, slot, number, void) VALUES (of_process, of_slot, of_number, false)
    ON CONFLICT (process, slot) DO UPDATE SET number = of_number, void = false, at = now()
    WHERE batch.number < of_number;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this batch was given up' USING ERRCODE = 'AD002';
    END IF;

    FOREACH g IN ARRAY guards LOOP
        IF g.what = 'once' THEN
            INSERT INTO once (city, key, age, receipt)
            SELECT of_city, g.id, c.age, g.receipt FROM city c WHERE c.city = of_city
            ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN PERFORM batch_race(); END IF;
        ELSIF g.what = 'quota' THEN
            INSERT INTO quota (city, key, seconds, begins, used)
            VALUES (of_city, g.id, g.seconds, g.begins, 1)
            ON CONFLICT (city, key, seconds, begins) DO UPDATE SET used = quota.used + 1
            WHERE quota.used < g.n;
            IF NOT FOUND THEN PERFORM batch_race(); END IF;
        END IF;
    END LOOP;

    IF cardinality(puts) > 1 THEN -- all names at once and sorted, each for the first who wants it
        INSERT INTO name (city, name, kind, id)
        SELECT DISTINCT ON (n COLLATE "C") of_city, n, u.kind, u.id
        FROM unnest(puts) WITH ORDINALITY AS u (kind, id, erases, names), unnest(u.names) n
        ORDER BY n COLLATE "C", ordinality ON CONFLICT DO NOTHING;
    END IF;
    FOREACH p IN ARRAY puts LOOP
        holds := EXISTS (SELECT 1 FROM unnest(guards) q
            WHERE q.what = 'version' AND q.kind = p.kind AND q.id = p.id AND q.n = 0);
        IF p.kind = 'complaint' THEN PERFORM batch_complaint(of_city, p, holds);
        ELSE PERFORM batch_record(of_city, p, holds);
        END IF;
    END LOOP;
    IF cardinality(members) > 0 THEN PERFORM batch_members(of_city, members); END IF;
    IF cardinality(tasks) > 0 THEN PERFORM batch_tasks(of_city, tasks, lanes); END IF;
    IF cardinality(learns) > 0 THEN
        INSERT INTO learned_lately (city, category, words, step)
        SELECT of_city, l.category, l.words, l.step FROM unnest(learns) l;
    END IF;
    IF cardinality(entries) > 0 THEN
        ordinal := nextval('batch_order');
        INSERT INTO unsealed (city, batch, nth, about, digest, body)
        SELECT of_city, ordinal, e.ordinality, e.about, e.digest, e.body
        FROM unnest(entries) WITH ORDINALITY AS e;
    END IF;
END $$;

-- Whether the batch of that number was applied. If it was not, it never will be.
CREATE FUNCTION batch_applied(of_process uuid, of_slot int, of_number bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    applied boolean;
BEGIN
    INSERT INTO batch (process, slot, number, void) VALUES (of_process, of_slot, of_number, true)
    ON CONFLICT (process, slot) DO UPDATE SET number = of_number, void = true, at = now()
    WHERE batch.number < of_number;
    SELECT number = of_number AND NOT void INTO applied FROM batch
    WHERE process = of_process AND slot = of_slot;
    RETURN applied;
END $$;

-- Leases lanes that have work due, those whose work waited longest first, and reads their rows in a
-- second statement, which sees all that the one who held a lane before did.
CREATE FUNCTION lanes_claim(of_city int, of_queue text, of_lane uuid, now bigint, until bigint,
    most_lanes bigint, most_rows bigint)
RETURNS TABLE (lane uuid, id uuid, due bigint, version bigint, replaces uuid, buried bytea, body bytea)
LANGUAGE plpgsql AS $$
DECLARE
    leased uuid[];
    of     uuid;
BEGIN
    IF of_lane IS NULL THEN
        SELECT array_agg(l.lane ORDER BY l.due, l.head) INTO leased FROM (
            SELECT l.lane, l.due, l.head FROM lane l WHERE l.city = of_city AND l.queue = of_queue
            AND l.due < 9223372036854775807 AND l.due <= now AND l.closed <= now
            ORDER BY l.due, l.head LIMIT most_lanes FOR UPDATE SKIP LOCKED) l;
    ELSE
        SELECT array_agg(l.lane) INTO leased FROM (
            SELECT l.lane FROM lane l WHERE l.city = of_city AND l.queue = of_queue
            AND l.due <= now AND l.closed <= now AND l.lane = of_lane LIMIT most_lanes FOR UPDATE) l;
    END IF;
    IF leased IS NULL THEN RETURN; END IF;
    FOREACH of IN ARRAY leased LOOP
        UPDATE lane l SET closed = until
        WHERE l.city = of_city AND l.queue = of_queue AND l.lane = of;
    END LOOP;
    RETURN QUERY SELECT o.lane, q.id, q.due, q.version, q.replaces, q.buried, q.body
    FROM unnest(leased) WITH ORDINALITY AS o (lane, nth) CROSS JOIN LATERAL (
        SELECT * FROM queued q WHERE q.city = of_city AND q.queue = of_queue AND q.lane = o.lane
        AND q.buried IS NULL AND q.due <= now ORDER BY q.seq LIMIT most_rows) q
    ORDER BY o.nth, q.seq;
END $$;
