-- Which lanes are closed because somebody works on them, and not because they rest: whoever opens the
-- file alone knows that those who did are dead.
ALTER TABLE lane ADD COLUMN leased INTEGER NOT NULL DEFAULT 0;
CREATE INDEX lane_leased ON lane (city) WHERE leased;
