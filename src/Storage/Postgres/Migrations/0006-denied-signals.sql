-- Every signal: those that risk allowed became orders, those that it denied stand here. One that repeats within an hour is one row.
CREATE TABLE coinpilot.denied_signals (
    ordering       bigint      NOT NULL PRIMARY KEY,
    at             timestamptz NOT NULL,
    symbol         text        NOT NULL,
    strategy       text        NOT NULL,
    kind           text        NOT NULL,
    reason         text        NOT NULL,
    code           text        NOT NULL,
    detail         text        NOT NULL,
    limits_version integer     NOT NULL,
    times          bigint      NOT NULL DEFAULT 1
);
CREATE INDEX denied_signals_of_a_strategy ON coinpilot.denied_signals (symbol, strategy, code, ordering);

ALTER TABLE coinpilot.risk_decisions ADD COLUMN symbol text NOT NULL DEFAULT '', ADD COLUMN client_order_id text NOT NULL DEFAULT '';
CREATE INDEX risk_decisions_of_an_order ON coinpilot.risk_decisions (client_order_id) WHERE client_order_id <> '';

CREATE OR REPLACE VIEW coinpilot.signals AS
SELECT client_order_id, symbol, strategy, CASE side WHEN 'Buy' THEN 'Entry' ELSE 'Exit' END AS kind, reference_price, reason, intended_at AS at,
    '' AS denied_by, 1::bigint AS times
FROM coinpilot.orders
UNION ALL
SELECT '', symbol, strategy, kind, NULL, reason, at, code, times FROM coinpilot.denied_signals;
