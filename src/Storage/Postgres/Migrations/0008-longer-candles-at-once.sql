-- In TimescaleDB too a longer candle is seen as soon as its minutes are there, as in the plain views, and not only after the next refresh:
-- the one that still grows would else never be seen.
DO $body$
DECLARE
    longer name;
BEGIN
    IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') THEN
        FOR longer IN SELECT view_name FROM timescaledb_information.continuous_aggregates WHERE view_schema = 'coinpilot'
        LOOP
            EXECUTE format('ALTER MATERIALIZED VIEW coinpilot.%I SET (timescaledb.materialized_only = false)', longer);
        END LOOP;
    END IF;
END
$body$;
