-- Runs of backtests. Each event with its whole envelope, byte for byte as in the run's own journal; hash is the SHA-256 of it.
CREATE TABLE coinpilot.run_events (
    run_id   uuid        NOT NULL,
    sequence bigint      NOT NULL,
    at       timestamptz NOT NULL,
    manifest text        NOT NULL,
    hash     bytea       NOT NULL,
    message  bytea       NOT NULL,
    PRIMARY KEY (run_id, sequence)
);

-- How each run stands by its events. NaN and infinities of figures are null.
CREATE TABLE coinpilot.runs (
    run_id       uuid        NOT NULL PRIMARY KEY,
    state        text        NOT NULL,
    requested_at timestamptz NOT NULL,
    started_at   timestamptz,
    ended_at     timestamptz,
    engine       text        NOT NULL,
    data_hash    text        NOT NULL,
    result_hash  text        NOT NULL,
    reason       text        NOT NULL,
    rerun_of     text        NOT NULL,
    command      text        NOT NULL,
    strategies   text[]      NOT NULL,
    symbols      text[]      NOT NULL,
    figures      jsonb       NOT NULL
);
CREATE INDEX runs_requested_at ON coinpilot.runs (requested_at);

CREATE VIEW coinpilot.runs_kst AS
SELECT *, requested_at AT TIME ZONE 'Asia/Seoul' AS requested_at_kst, ended_at AT TIME ZONE 'Asia/Seoul' AS ended_at_kst FROM coinpilot.runs;
