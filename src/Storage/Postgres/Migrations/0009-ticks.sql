-- Every trade that the market data brought, where storage.ticks is true. A reconnect's repetition has the same number and time.
CREATE TABLE coinpilot.ticks (
    symbol        text        NOT NULL,
    sequential_id bigint      NOT NULL,
    time          timestamptz NOT NULL,
    price         numeric     NOT NULL,
    quantity      numeric     NOT NULL,
    taker         text        NOT NULL,
    PRIMARY KEY (symbol, sequential_id, time)
);
CREATE INDEX ticks_symbol_time ON coinpilot.ticks (symbol, time);

CREATE VIEW coinpilot.ticks_kst AS
SELECT *, time AT TIME ZONE 'Asia/Seoul' AS time_kst FROM coinpilot.ticks;

DO $body$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM create_hypertable('coinpilot.ticks', 'time', chunk_time_interval => interval '1 day');
        -- Every column of the key is one of segment or order, which compression asks of a unique key.
        ALTER TABLE coinpilot.ticks SET (timescaledb.compress, timescaledb.compress_segmentby = 'symbol', timescaledb.compress_orderby = 'time, sequential_id');
        PERFORM add_compression_policy('coinpilot.ticks', interval '7 days');
        PERFORM add_retention_policy('coinpilot.ticks', interval '1 year');
    END IF;
END
$body$;
