-- How far Kafka is known to be complete: every event up to (tx, position) lies before the ends, as of those topics.
create table relay_checkpoint (
    only_one boolean primary key default true check (only_one),
    tx       bigint not null,
    position bigint not null,
    topics   text   not null -- JSON
);
