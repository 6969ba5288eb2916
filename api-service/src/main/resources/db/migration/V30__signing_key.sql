-- The key pairs that the platform signs with, sealed by the key-encryption key; made once, when first needed.
create table signing_key (
    name    text        primary key,
    wrapped text        not null,
    made_at timestamptz not null default now()
);
