-- Who may write, where several processes share the journal: a lease for each symbol and one for the portfolio. The journal's own lease says
-- which of the two holds: one process for all, or one node for each name. See docs/adr/0031-a-lease-per-symbol.md.
CREATE SEQUENCE coinpilot.node_number;

-- What may end a right to write is part of a key, and expires is not: a renewal waits for no commit, a change of hands waits for every one.
CREATE TABLE coinpilot.symbol_lease (
    name       text        NOT NULL PRIMARY KEY,
    token      bigint      NOT NULL,
    node       bigint      NOT NULL,
    process_id integer     NOT NULL,
    host       text        NOT NULL,
    since      timestamptz NOT NULL,
    expires    timestamptz NOT NULL,
    UNIQUE (name, token, node)
);

ALTER TABLE coinpilot.lease ADD COLUMN is_shared boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX lease_token ON coinpilot.lease (token);

-- position/KRW-BTC and strategy/KRW-BTC/NAME belong to KRW-BTC, portfolio to itself.
CREATE FUNCTION coinpilot.lease_of(persistence_id text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT CASE WHEN strpos(persistence_id, '/') > 0 THEN split_part(persistence_id, '/', 2) ELSE persistence_id END
$body$;

-- The one place where a writer's right is checked, whatever program writes: the rows of the leases are locked until the commit, so that a
-- change of hands comes before it, and nothing is written, or after it. A node says which it is in its session, coinpilot.node; the
-- number is given to one process and never again, and a process that has lost a lease ends.
CREATE FUNCTION coinpilot.check_writer() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    journal_lease record;
    fenced text;
BEGIN
    SELECT token, is_shared INTO journal_lease FROM coinpilot.lease FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nobody holds the journal' USING ERRCODE = 'CP001';
    END IF;
    IF NOT journal_lease.is_shared THEN
        SELECT persistence_id INTO fenced FROM added WHERE writer_uuid IS DISTINCT FROM 'coinpilot/' || journal_lease.token LIMIT 1;
    ELSE
        PERFORM FROM coinpilot.symbol_lease WHERE name IN (SELECT coinpilot.lease_of(persistence_id) FROM added) ORDER BY name FOR KEY SHARE;
        SELECT added.persistence_id INTO fenced FROM added
        LEFT JOIN coinpilot.symbol_lease AS held ON held.name = coinpilot.lease_of(added.persistence_id)
        WHERE held.node::text IS DISTINCT FROM current_setting('coinpilot.node', true) OR held.node = 0 LIMIT 1;
    END IF;
    IF fenced IS NOT NULL THEN
        RAISE EXCEPTION '% is written by another', fenced USING ERRCODE = 'CP001';
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER journal_writer AFTER INSERT ON journal REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION coinpilot.check_writer();
