-- By the transaction that wrote an event, a question can tell what was written before it from what came later.
alter table unseen add column tx xid8 not null default pg_current_xact_id();
create index unseen_in_scope on unseen (organization_id, project_id, namespace_id);
