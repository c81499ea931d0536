-- Folds all that was learned and committed before the call, so that it can be listed. Waits for
-- whoever folds now.
CREATE FUNCTION learned_settle(of_city int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(of_city, -2);
    LOOP
        EXIT WHEN NOT EXISTS (SELECT 1 FROM learned_lately WHERE city = of_city);
        PERFORM learned_fold(of_city, 500);
    END LOOP;
END $$;
