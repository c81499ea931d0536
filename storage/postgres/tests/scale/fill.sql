-- A city that has grown: complaints FROM to TO, each with its reporter, receipt, tally, three
-- supporters, a notice that is owed, and two entries of the log. The first complaint is one that everybody supports
-- and talks about, and one lane of the inbox never ends. The city's area grows as its complaints do.
CREATE TEMPORARY TABLE filed AS
SELECT n, (SELECT coalesce(max(position), 0) FROM log) + 2 * nth AS position,
    md5('complaint' || n)::uuid AS id, md5('citizen' || n)::uuid AS citizen,
    1772438400000000000 + n * 600000000000 AS at,
    -- Seven of 5,000 words, and one that half of all complaints have, in every stage.
    ARRAY(SELECT convert_to(lpad(to_hex((n * 7 + k * k * 31) % 5000), 16, '0'), 'UTF8')
        FROM generate_series(1, 7) k)
    || CASE WHEN (n + n / 8) % 2 = 0 THEN ARRAY[convert_to('aaaaaaaaaaaaaaaa', 'UTF8')] ELSE '{}' END AS words
FROM generate_series(FROM, TO) WITH ORDINALITY g (n, nth);

-- Without the triggers that begin a tally: counted up afterwards, each would leave a dead row behind.
SET session_replication_role = replica;
INSERT INTO complaint (city, id, version, stage, category, department, owner, filed, urgency, latitude,
    longitude, published, reporter, names, public_words, staff_words, body)
SELECT CITY, id, 1,
    (ARRAY['submitted', 'assigned', 'in_progress', 'needs_info', 'resolved', 'closed', 'rejected',
        'merged'])[1 + n % 8],
    (ARRAY['lampu', 'jalan-rusak', 'sampah', 'banjir', 'air'])[1 + n % 5],
    (ARRAY['dlh', 'pupr', 'dishub', 'pju', 'bpbd', 'pdam', 'satpol'])[1 + n % 7],
    CASE WHEN n % 3 > 0 THEN md5('officer' || n % 200)::uuid END, at,
    -(at + 1209600000000000), -6.9 - n % 100 * 0.001, 106 + n / 100 * 0.001, n % 3 > 0, citizen,
    '{}', CASE WHEN n % 3 > 0 THEN words ELSE '{}' END, words,
    decode(repeat(md5(n::text), 40), 'hex')
FROM filed ORDER BY n;
SET session_replication_role = DEFAULT;
INSERT INTO tally (city, complaint, supports, stage, department, filed, seq)
SELECT city, id, 3 + n % 37, stage, department, filed, seq FROM filed JOIN complaint USING (id);
INSERT INTO word (city, staff, token, filed, seq)
SELECT c.city, false, word, c.filed, c.seq FROM filed f JOIN complaint c USING (id), unnest(public_words) word
UNION ALL
SELECT c.city, true, word, c.filed, c.seq FROM filed f JOIN complaint c USING (id), unnest(staff_words) word;
INSERT INTO record (city, kind, id, version, names, body)
SELECT CITY, 'citizen', citizen, 1, ARRAY['handle/' || md5('handle' || n)], decode(repeat(md5(n::text), 16), 'hex')
FROM filed ORDER BY n;
INSERT INTO record (city, kind, id, version, names, body)
SELECT CITY, 'officer', md5('officer' || n)::uuid, 1, '{}', 'officer'::bytea FROM generate_series(0, 199) n
ON CONFLICT DO NOTHING;
INSERT INTO name (city, name, kind, id)
SELECT CITY, 'handle/' || md5('handle' || n), 'citizen', citizen FROM filed;
INSERT INTO member (city, complaint, kind, who, day, body)
SELECT CITY, id, 'supports', md5('supporter' || n || '.' || k)::uuid, 20500, ''
FROM filed, generate_series(1, 3) k ORDER BY n, k;
INSERT INTO member (city, complaint, kind, who, day, body)
SELECT CITY, md5('complaint1')::uuid, 'supports', citizen, 20500, '' FROM filed ORDER BY n;
INSERT INTO once (city, key, age, receipt) SELECT CITY, md5('once' || n)::uuid, 0, 'receipt' FROM filed;
INSERT INTO quota (city, key, seconds, begins, used) SELECT CITY, citizen, 3600, 0, 1 FROM filed;
INSERT INTO queued (city, id, queue, lane, due, version, buried, body)
SELECT CITY, md5('notice' || n)::uuid, 'outbox', citizen, at, 1,
    CASE WHEN n % 50 = 0 THEN 'nobody is there'::bytea END, 'notice' FROM filed ORDER BY n;
INSERT INTO queued (city, id, queue, lane, due, version, body)
SELECT CITY, md5('inbox' || n)::uuid, 'inbox', md5('endless')::uuid, at, 1, 'message' FROM filed ORDER BY n;
INSERT INTO lane (city, queue, lane, due, head, closed)
SELECT city, queue, lane, min(due), min(seq), 0 FROM queued WHERE buried IS NULL GROUP BY 1, 2, 3
ON CONFLICT DO NOTHING;
INSERT INTO learned (city, word, category, count)
SELECT DISTINCT CITY, word, 'lampu', 1 FROM filed, unnest(words) word ON CONFLICT DO NOTHING;
INSERT INTO learned_total VALUES (CITY, 'lampu', 1, 1) ON CONFLICT DO NOTHING;
INSERT INTO log (city, position, about, digest, link, body)
SELECT CITY, position - 1, id, sha256(''), sha256(''), 'entry'::bytea FROM filed
UNION ALL
SELECT CITY, position, md5('complaint1')::uuid, sha256(''), sha256(''), 'entry'::bytea FROM filed;
DROP TABLE filed;
