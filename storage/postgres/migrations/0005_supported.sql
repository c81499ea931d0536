-- What lists need to know of a complaint, beside how many support it, so that the most supported of a stage
-- or of a department are read in the order of an index. It stands with the tally since whoever votes holds
-- that row, and never the complaint's, which an officer may hold. Triggers keep it right whatever writes, a
-- process of the release before this one too; every complaint has a tally from its beginning.
ALTER TABLE tally
    ADD COLUMN stage      text COLLATE "C", -- null, and so in no list, without a complaint that has facets
    ADD COLUMN department text COLLATE "C",
    ADD COLUMN filed      bigint,
    ADD COLUMN seq        bigint;

CREATE FUNCTION tally_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally (city, complaint, stage, department, filed, seq)
    VALUES (NEW.city, NEW.id, NEW.stage, NEW.department, NEW.filed, NEW.seq)
    ON CONFLICT (city, complaint) DO UPDATE
    SET stage = NEW.stage, department = NEW.department, filed = NEW.filed, seq = NEW.seq;
    RETURN NULL;
END $$;
CREATE FUNCTION tally_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tally SET stage = NULL, department = NULL, filed = NULL, seq = NULL
    WHERE city = OLD.city AND complaint = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER complaint_begins AFTER INSERT ON complaint
    FOR EACH ROW EXECUTE FUNCTION tally_begin();
CREATE TRIGGER complaint_moves AFTER UPDATE OF stage, department, filed ON complaint FOR EACH ROW
    WHEN ((OLD.stage, OLD.department, OLD.filed) IS DISTINCT FROM (NEW.stage, NEW.department, NEW.filed))
    EXECUTE FUNCTION tally_begin();
CREATE TRIGGER complaint_ends AFTER DELETE ON complaint
    FOR EACH ROW EXECUTE FUNCTION tally_end();

INSERT INTO tally (city, complaint, stage, department, filed, seq)
SELECT city, id, stage, department, filed, seq FROM complaint
ON CONFLICT (city, complaint) DO UPDATE SET stage = excluded.stage, department = excluded.department,
    filed = excluded.filed, seq = excluded.seq;
CREATE INDEX tally_supported ON tally (city, stage, supports, filed, seq) WHERE stage <> '';
CREATE INDEX tally_department_supported ON tally (city, department, stage, supports, filed, seq)
    WHERE department IS NOT NULL;
