-- The key that a project's secrets are sealed with, itself sealed by the key-encryption key.
-- The row of a deleted project stays, without its key, so that it can never get another.
create table data_key (
    project_id   uuid primary key,
    wrapped      text,
    made_at      timestamptz not null default now(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
);
