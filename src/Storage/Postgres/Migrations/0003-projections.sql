-- What the journal tells, as tables to query. Each is made of the journal alone and can be made again: coinpilot journal project --rebuild.
CREATE TABLE coinpilot.projection (
    name     text   NOT NULL PRIMARY KEY,
    position bigint NOT NULL
);

CREATE TABLE coinpilot.orders (
    client_order_id text        NOT NULL PRIMARY KEY,
    number          bigint      NOT NULL,
    symbol          text        NOT NULL,
    strategy        text        NOT NULL,
    side            text        NOT NULL,
    type            text        NOT NULL,
    time_in_force   text        NOT NULL,
    quantity        numeric     NOT NULL,
    price           numeric     NOT NULL,
    funds           numeric     NOT NULL,
    reference_price numeric     NOT NULL,
    reason          text        NOT NULL,
    intended_at     timestamptz NOT NULL,
    status          text        NOT NULL,
    venue_order_id  text        NOT NULL DEFAULT '',
    filled          numeric     NOT NULL DEFAULT 0,
    filled_funds    numeric     NOT NULL DEFAULT 0,
    fees            numeric     NOT NULL DEFAULT 0,
    problem         text        NOT NULL DEFAULT '',
    changed_at      timestamptz NOT NULL
);
CREATE INDEX orders_symbol_intended_at ON coinpilot.orders (symbol, intended_at);

CREATE TABLE coinpilot.fills (
    client_order_id text        NOT NULL REFERENCES coinpilot.orders,
    trade_id        text        NOT NULL,
    price           numeric     NOT NULL,
    quantity        numeric     NOT NULL,
    funds           numeric     NOT NULL,
    fee             numeric     NOT NULL,
    liquidity       text        NOT NULL,
    venue_time      timestamptz NOT NULL,
    PRIMARY KEY (client_order_id, trade_id)
);

CREATE TABLE coinpilot.risk_decisions (
    ordering bigint      NOT NULL PRIMARY KEY,
    at       timestamptz NOT NULL,
    decision text        NOT NULL,
    detail   text        NOT NULL
);

-- What is held counts at its cost: the journal has no marks.
CREATE TABLE coinpilot.equity (
    ordering bigint      NOT NULL PRIMARY KEY,
    at       timestamptz NOT NULL,
    cash     numeric     NOT NULL,
    held     numeric     NOT NULL,
    equity   numeric     NOT NULL GENERATED ALWAYS AS (cash + held) STORED
);
CREATE INDEX equity_at ON coinpilot.equity (at);

-- Only signals that became orders are journaled; what risk denied is not.
CREATE VIEW coinpilot.signals AS
SELECT client_order_id, symbol, strategy, CASE side WHEN 'Buy' THEN 'Entry' ELSE 'Exit' END AS kind, reference_price, reason, intended_at AS at
FROM coinpilot.orders;

CREATE VIEW coinpilot.orders_kst AS
SELECT *, intended_at AT TIME ZONE 'Asia/Seoul' AS intended_at_kst, changed_at AT TIME ZONE 'Asia/Seoul' AS changed_at_kst FROM coinpilot.orders;
CREATE VIEW coinpilot.fills_kst AS
SELECT *, venue_time AT TIME ZONE 'Asia/Seoul' AS venue_time_kst FROM coinpilot.fills;
CREATE VIEW coinpilot.equity_kst AS
SELECT *, at AT TIME ZONE 'Asia/Seoul' AS at_kst FROM coinpilot.equity;
