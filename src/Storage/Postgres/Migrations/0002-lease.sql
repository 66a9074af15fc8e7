-- One row: the journal's own id, and who may write it. Every commit holds the row against a change of hands.
CREATE TABLE coinpilot.lease (
    only_row   boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    journal_id text        NOT NULL,
    token      bigint      NOT NULL,
    process_id integer     NOT NULL,
    host       text        NOT NULL,
    since      timestamptz NOT NULL,
    expires    timestamptz NOT NULL
);
