-- What came in and went out by hand, accepted by an operator: positive for a deposit, negative for a withdrawal.
CREATE TABLE coinpilot.cash_transfers (
    ordering bigint      NOT NULL PRIMARY KEY,
    at       timestamptz NOT NULL,
    amount   numeric     NOT NULL,
    reason   text        NOT NULL
);
