-- The tables of Akka.Persistence.Sql 1.5 (mapping "default", tag mode "TagTable"), column for column, so that both engines can run on
-- one database. What it has no column for stands in the message: see docs/adr/0008-journal-in-postgresql.md.
CREATE TABLE IF NOT EXISTS journal (
    ordering        bigserial    NOT NULL PRIMARY KEY,
    deleted         boolean      NOT NULL,
    persistence_id  varchar(255) NOT NULL,
    sequence_number bigint       NOT NULL,
    created         bigint       NOT NULL,
    tags            varchar(100),
    message         bytea        NOT NULL,
    identifier      integer,
    manifest        varchar(500),
    writer_uuid     varchar(128),
    CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number)
);

CREATE TABLE IF NOT EXISTS tags (
    ordering_id    bigint       NOT NULL,
    tag            varchar(64)  NOT NULL,
    persistence_id varchar(255) NOT NULL,
    sequence_nr    bigint       NOT NULL,
    PRIMARY KEY (ordering_id, tag)
);

CREATE TABLE IF NOT EXISTS snapshot (
    persistence_id  varchar(255) NOT NULL,
    sequence_number bigint       NOT NULL,
    created         bigint       NOT NULL,
    manifest        varchar(500),
    snapshot        bytea,
    serializer_id   integer,
    PRIMARY KEY (persistence_id, sequence_number)
);
