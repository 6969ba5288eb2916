-- How many of a kind its owner has: projects in an organization, namespaces and containers in a project. Each append
-- counts along, in one of several rows, so that those who create at once do not wait for each other; the sum is exact.
create table tally (
    owner_id uuid     not null,
    kind     text     not null,
    stripe   smallint not null,
    n        bigint   not null,
    primary key (owner_id, kind, stripe)
) with (fillfactor = 50);

insert into tally (owner_id, kind, stripe, n)
select case kind when 'project' then organization_id else project_id end, kind, 0, count(*)
from stream s
where kind in ('project', 'namespace', 'container')
  and not exists (select from event e where e.stream_id = s.id and e.stream_kind = s.kind
                                        and e.type = 'dev.berth.' || s.kind || '.deleted.v1')
group by 1, 2;
