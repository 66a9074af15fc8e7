-- What changed a holding other than our own orders: transfers between strategies, and corrections to what the venue says.
CREATE TABLE coinpilot.holding_changes (
    ordering bigint      NOT NULL PRIMARY KEY,
    symbol   text        NOT NULL,
    at       timestamptz NOT NULL,
    change   text        NOT NULL,
    source   text        NOT NULL,
    target   text        NOT NULL,
    quantity numeric     NOT NULL,
    cost     numeric     NOT NULL,
    reason   text        NOT NULL
);
