CREATE TABLE coinpilot.candles (
    symbol           text        NOT NULL,
    interval_minutes integer     NOT NULL,
    open_time        timestamptz NOT NULL,
    open             numeric     NOT NULL,
    high             numeric     NOT NULL,
    low              numeric     NOT NULL,
    close            numeric     NOT NULL,
    volume           numeric     NOT NULL,
    PRIMARY KEY (symbol, interval_minutes, open_time)
);

CREATE VIEW coinpilot.candles_kst AS
SELECT *, open_time AT TIME ZONE 'Asia/Seoul' AS open_time_kst FROM coinpilot.candles;

-- Longer candles, from those of one minute: kept up to date by TimescaleDB where it is installed, else computed when asked for.
-- Bars open on UTC boundaries; a minute without trades has no candle.
DO $body$
DECLARE
    bar record;
    is_timescale boolean := EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'timescaledb');
    select_bars text := 'SELECT symbol, %1$s(interval %2$L, open_time) AS open_time,
        %3$s AS open, max(high) AS high, min(low) AS low, %4$s AS close, sum(volume) AS volume
        FROM coinpilot.candles WHERE interval_minutes = 1 GROUP BY symbol, %1$s(interval %2$L, open_time)';
BEGIN
    IF is_timescale THEN
        PERFORM create_hypertable('coinpilot.candles', 'open_time', chunk_time_interval => interval '7 days');
        ALTER TABLE coinpilot.candles SET (timescaledb.compress, timescaledb.compress_segmentby = 'symbol, interval_minutes');
        PERFORM add_compression_policy('coinpilot.candles', interval '30 days');
        PERFORM add_retention_policy('coinpilot.candles', interval '5 years');
    END IF;
    FOR bar IN SELECT * FROM (VALUES ('5m', '5 minutes'), ('15m', '15 minutes'), ('1h', '1 hour'), ('4h', '4 hours'), ('1d', '1 day')) AS b (name, length)
    LOOP
        IF is_timescale THEN
            EXECUTE format('CREATE MATERIALIZED VIEW coinpilot.candles_%s WITH (timescaledb.continuous) AS ', bar.name)
                || format(select_bars, 'time_bucket', bar.length, 'first(open, open_time)', 'last(close, open_time)') || ' WITH NO DATA';
            PERFORM add_continuous_aggregate_policy(format('coinpilot.candles_%s', bar.name), NULL, interval '1 minute', interval '1 minute');
        ELSE
            EXECUTE format('CREATE VIEW coinpilot.candles_%s AS ', bar.name)
                || replace(replace(format(select_bars, 'BIN', bar.length, '(array_agg(open ORDER BY open_time))[1]',
                    '(array_agg(close ORDER BY open_time DESC))[1]'), 'BIN(interval', 'date_bin(interval'), ', open_time)', ', open_time, timestamptz ''2000-01-01 00:00+00'')');
        END IF;
    END LOOP;
END
$body$;
