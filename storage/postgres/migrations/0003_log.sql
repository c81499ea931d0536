-- The work of the sealer, and of whoever wants to read what is not sealed yet.

-- Gives committed entries their positions and links them, at least `most` of them if there are so
-- many, and never half a batch. One at a time: who cannot wait gets null if somebody else does it.
CREATE FUNCTION log_seal(of_city int, waits boolean, most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    e      record;
    at     bigint;
    last   bytea;
    sealed int := 0;
BEGIN
    IF waits THEN PERFORM pg_advisory_xact_lock(of_city, -1);
    ELSIF NOT pg_try_advisory_xact_lock(of_city, -1) THEN RETURN NULL;
    END IF;
    SELECT position, link INTO at, last FROM log WHERE city = of_city
    ORDER BY position DESC LIMIT 1;
    at := coalesce(at, 0);
    last := coalesce(last, decode(repeat('00', 32), 'hex'));
    FOR e IN
        WITH gone AS (
            DELETE FROM unsealed WHERE city = of_city AND batch <= (
                SELECT max(f.batch) FROM (SELECT u.batch FROM unsealed u WHERE u.city = of_city
                ORDER BY u.batch, u.nth LIMIT most) f)
            RETURNING batch, nth, about, digest, body)
        SELECT * FROM gone ORDER BY batch, nth
    LOOP
        at := at + 1;
        last := sha256(last || e.digest);
        INSERT INTO log (city, position, about, digest, link, body)
        VALUES (of_city, at, e.about, e.digest, last, e.body);
        sealed := sealed + 1;
    END LOOP;
    RETURN sealed;
END $$;

-- The last position of the log, after sealing whatever was committed before the call; but in steps, so
-- that a long backlog is not one transaction. `upto` is null in the first call. Where it comes back,
-- batches up to that one are still unsealed, and it is given to the next call.
CREATE FUNCTION log_last(of_city int, INOUT upto bigint, OUT at bigint) LANGUAGE plpgsql AS $$
BEGIN
    IF upto IS NULL THEN
        SELECT max(batch) INTO upto FROM unsealed WHERE city = of_city;
    END IF;
    FOR round IN 1..20 LOOP
        EXIT WHEN upto IS NULL;
        PERFORM log_seal(of_city, true, 500);
        IF NOT EXISTS (SELECT 1 FROM unsealed WHERE city = of_city AND batch <= upto) THEN
            upto := NULL;
        END IF;
    END LOOP;
    SELECT coalesce(max(position), 0) INTO at FROM log WHERE city = of_city;
END $$;

-- Folds what was learned lately into the counts and says how much of it. Nothing falls below zero, so
-- if something is taken back the order matters, and each lesson is folded by itself; else all at once.
CREATE FUNCTION learned_fold(of_city int, most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    l      record;
    folded int := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(of_city, -2) THEN RETURN 0; END IF;
    IF NOT EXISTS (SELECT 1 FROM learned_lately WHERE city = of_city AND step < 0) THEN
        WITH gone AS (
            DELETE FROM learned_lately WHERE city = of_city AND seq IN (
                SELECT seq FROM learned_lately WHERE city = of_city ORDER BY seq LIMIT most)
            RETURNING category, words, step),
        one AS (
            INSERT INTO learned AS k (city, word, category, count)
            SELECT of_city, w, g.category, greatest(sum(g.step), 0) FROM gone g, unnest(g.words) w
            GROUP BY w, g.category
            ON CONFLICT (city, word, category) DO UPDATE
            SET count = greatest(k.count + excluded.count, 0)),
        total AS (
            INSERT INTO learned_total AS t (city, category, complaints, words)
            SELECT of_city, g.category, greatest(sum(g.step), 0),
                greatest(sum(g.step * cardinality(g.words)), 0) FROM gone g GROUP BY g.category
            ON CONFLICT (city, category) DO UPDATE SET
                complaints = t.complaints + excluded.complaints, words = t.words + excluded.words)
        SELECT count(*) INTO folded FROM gone;
        RETURN folded;
    END IF;
    FOR l IN
        WITH gone AS (
            DELETE FROM learned_lately WHERE city = of_city AND seq IN (
                SELECT seq FROM learned_lately WHERE city = of_city ORDER BY seq LIMIT most)
            RETURNING seq, category, words, step)
        SELECT * FROM gone ORDER BY seq
    LOOP
        INSERT INTO learned AS k (city, word, category, count)
        SELECT of_city, w, l.category, greatest(count(*) * l.step, 0) FROM unnest(l.words) w GROUP BY w
        ON CONFLICT (city, word, category) DO UPDATE SET count =
            greatest(k.count + l.step * (SELECT count(*) FROM unnest(l.words) o WHERE o = k.word), 0);
        INSERT INTO learned_total AS t (city, category, complaints, words)
        VALUES (of_city, l.category, greatest(l.step, 0), greatest(l.step * cardinality(l.words), 0))
        ON CONFLICT (city, category) DO UPDATE SET complaints = greatest(t.complaints + l.step, 0),
            words = greatest(t.words + l.step * cardinality(l.words), 0);
        folded := folded + 1;
    END LOOP;
    RETURN folded;
END $$;
