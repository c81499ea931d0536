-- How many support a complaint, beside what else it is listed by: negated, so that the most supported
-- comes first as the nearest deadline does. Triggers move it with the tally, so that it is right whatever
-- writes, the release before this one too.
ALTER TABLE complaint ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
UPDATE complaint SET rank = -t.supports FROM tally t
    WHERE t.city = complaint.city AND t.complaint = complaint.id AND t.supports <> 0;
CREATE TRIGGER tally_begins AFTER INSERT ON tally WHEN NEW.supports <> 0 BEGIN
    UPDATE complaint SET rank = -NEW.supports WHERE city = NEW.city AND id = NEW.complaint;
END;
CREATE TRIGGER tally_moves AFTER UPDATE OF supports ON tally WHEN NEW.supports <> OLD.supports BEGIN
    UPDATE complaint SET rank = -NEW.supports WHERE city = NEW.city AND id = NEW.complaint;
END;
-- Its sets stay when a complaint is erased, or takes another place since it was filed at another time.
CREATE TRIGGER complaint_begins AFTER INSERT ON complaint BEGIN
    UPDATE complaint SET rank = -t.supports FROM tally t
    WHERE complaint.seq = NEW.seq AND t.city = NEW.city AND t.complaint = NEW.id AND t.supports <> 0;
END;
-- Read backwards, as those by deadline.
CREATE INDEX complaint_supported ON complaint (city, stage, rank DESC);
CREATE INDEX complaint_department_supported ON complaint (city, department, stage, rank DESC)
    WHERE department IS NOT NULL;
