-- The log. A position is taken before its transaction commits, so positions alone may appear out of order;
-- (tx, position) below pg_snapshot_xmin() never does.
create table event (
    tx              xid8        not null default pg_current_xact_id(),
    position        bigint      not null generated always as identity,
    event_id        uuid        not null,
    stream_kind     text        not null,
    stream_id       uuid        not null,
    version         bigint      not null,
    organization_id uuid        not null,
    project_id      uuid,
    time            timestamptz not null,
    type            text        not null,
    actor           text        not null,
    correlation     text        not null,
    causation       text,
    traceparent     text,
    body            text        not null, -- JSON as the codec wrote it: the relay passes it on unread
    primary key (tx, position),
    unique (stream_id, version, stream_kind)
);

-- Where each stream is.
create table stream (
    kind            text        not null,
    id              uuid        not null,
    version         bigint      not null,
    organization_id uuid        not null,
    project_id      uuid,
    namespace_id    uuid,
    changed_at      timestamptz not null,
    primary key (id, kind)
) with (fillfactor = 80);

create table unique_name (
    scope text not null,
    name  text not null,
    kind  text not null,
    id    uuid not null,
    primary key (scope, name)
);

-- Keys that were used, and the transaction that wrote what they stood for.
create table idempotency (
    key     text        primary key,
    tx      xid8        not null,
    used_at timestamptz not null default now()
);

-- What the views have not reached: each append adds a row per stream, the projector takes it away with its own write.
create table unseen (
    stream_kind     text   not null,
    stream_id       uuid   not null,
    version         bigint not null,
    organization_id uuid   not null,
    project_id      uuid,
    namespace_id    uuid,
    primary key (stream_id, version, stream_kind)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000);
