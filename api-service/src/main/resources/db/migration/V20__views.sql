-- What the query side shows. A rebuild makes the same tables in another schema and renames it to this one, so nothing
-- may refer to these tables but by name.
create schema views;

-- One row per stream, also when its resource is gone (listed is false then): the version must not be forgotten, or a
-- repeated event would bring the resource back. What is shown is the body; the other columns are for finding it.
create table views.organization (
  id uuid primary key,
  version bigint not null,
  listed boolean not null,
  organization_id uuid,
  project_id uuid,
  namespace_id uuid,
  name text collate "C",
  created_at timestamptz,
  updated_at timestamptz,
  body text
) with (fillfactor = 80);

create table views.project (like views.organization including all);
create table views.api_key (like views.organization including all);
create table views.namespace (like views.organization including all);
create table views.container (like views.organization including all);

create index organization_by_created on views.organization (created_at, id) where listed;
create index organization_by_name on views.organization (name, id) where listed;
create index project_by_created on views.project (organization_id, created_at, id) include (project_id) where listed;
create index project_by_name on views.project (organization_id, name, id) include (project_id) where listed;
create index api_key_by_created on views.api_key (organization_id, created_at, id) include (project_id) where listed;

create index namespace_by_created on views.namespace (organization_id, created_at, id) include (project_id) where listed;
create index namespace_by_name on views.namespace (organization_id, name, id) include (project_id) where listed;
create index namespace_of_project_by_created on views.namespace (project_id, created_at, id) include (organization_id) where listed;
create index namespace_of_project_by_name on views.namespace (project_id, name, id) include (organization_id) where listed;

create index container_by_created on views.container (organization_id, created_at, id) include (project_id, namespace_id) where listed;
create index container_by_name on views.container (organization_id, name, id) include (project_id, namespace_id) where listed;
create index container_of_project_by_created on views.container (project_id, created_at, id) include (organization_id, namespace_id) where listed;
create index container_of_project_by_name on views.container (project_id, name, id) include (organization_id, namespace_id) where listed;
create index container_of_namespace_by_created on views.container (namespace_id, created_at, id) include (organization_id, project_id) where listed;
create index container_of_namespace_by_name on views.container (namespace_id, name, id) include (organization_id, project_id) where listed;

-- How many are listed, so that a list need not count them.
create table views.counter (
  kind text not null,
  organization_id uuid,
  project_id uuid,
  namespace_id uuid,
  n bigint not null,
  unique nulls not distinct (kind, organization_id, project_id, namespace_id)
) with (fillfactor = 50);

-- Streams whose next event cannot be projected, and why.
create table views.stuck (
  kind text not null,
  id uuid not null,
  version bigint not null,
  problem text not null,
  since timestamptz not null,
  primary key (kind, id)
);
