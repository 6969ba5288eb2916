-- From where on, in the same topics, whatever Kafka has of later events is to be looked for.
alter table relay_checkpoint add column later text; -- JSON
update relay_checkpoint set later = topics;
alter table relay_checkpoint alter column later set not null;
