-- What an officer owns is asked for by its stage, of which few are not over.
DROP INDEX complaint_owner;
CREATE INDEX complaint_owner ON complaint (city, owner, stage) WHERE owner IS NOT NULL;
-- How many of a category are in each of her lists is read from this alone.
CREATE INDEX complaint_counted ON complaint (city, category, stage, department, due);
