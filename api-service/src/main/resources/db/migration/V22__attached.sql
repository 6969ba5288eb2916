-- What is attached to containers and namespaces: domains, tokens and triggers.
alter table views.organization add column container_id uuid, add column variant text;
alter table views.project add column container_id uuid, add column variant text;
alter table views.api_key add column container_id uuid, add column variant text;
alter table views.namespace add column container_id uuid, add column variant text;
alter table views.container add column container_id uuid, add column variant text;

create table views.domain (like views.organization including all);
create table views.token (like views.organization including all);
create table views.trigger (like views.organization including all);

create index domain_of_project_by_created on views.domain (project_id, created_at, id) where listed;
create index domain_of_container_by_created on views.domain (container_id, created_at, id) where listed;
create index token_of_namespace_by_created on views.token (namespace_id, created_at, id) where listed;
create index token_of_container_by_created on views.token (container_id, created_at, id) where listed;
create index trigger_of_project_by_created on views.trigger (project_id, created_at, id) where listed;
create index trigger_of_container_by_created on views.trigger (container_id, created_at, id) where listed;
