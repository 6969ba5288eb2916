-- Takes the place of whatever function of this name there is: data that exists has V1 as it was, so it stays as it is, and
-- nobody may write past this one.
do $$
declare
    earlier regprocedure;
begin
    for earlier in
        select oid from pg_proc where proname = 'append_events' and pronamespace = current_schema()::regnamespace
    loop
        execute 'drop function ' || earlier;
    end loop;
end $$;

-- Writes everything or raises: BE001 with {"stream", "expected", "actual"}, BE002 with {"scope", "name", "holder"}, or
-- BE003 with {"owner", "kind", "most", "current"}.
-- Answers null, or the transaction that used the key before.
--
-- The order of the steps matters. Streams are locked before the transaction has a number, so that the numbers rise
-- along each stream; locks are advisory because row locks would let a stream of guards starve a writer; they are taken
-- in the caller's order, which is the same for all.
create or replace function append_events(
    locked text[], exclusively boolean[],
    guard_kind text[], guard_id uuid[], guard_version bigint[],
    write_kind text[], write_id uuid[], write_expected bigint[], write_version bigint[],
    write_organization uuid[], write_project uuid[], write_namespace uuid[], write_time timestamptz[],
    event_ids uuid[], event_kind text[], event_stream uuid[], event_version bigint[],
    event_organization uuid[], event_project uuid[], event_type text[], event_body text[], event_time timestamptz[],
    event_actor text[], event_correlation text[], event_causation text[], event_traceparent text[],
    free_scope text[], free_name text[], free_kind text[], free_id uuid[],
    claim_scope text[], claim_name text[], claim_kind text[], claim_id uuid[],
    count_owner uuid[], count_kind text[], count_by bigint[], count_most bigint[],
    idempotency_key text
) returns xid8 language plpgsql
    -- plans are made while there are few rows, and kept when there are many
    set enable_seqscan = off
as $$
declare
    earlier xid8;
    wrong   record;
    claimed bigint;
    ignored boolean;
begin
    -- an expression is evaluated at a fifth of the cost of a statement
    for i in 1 .. cardinality(locked) loop
        if exclusively[i] then
            ignored := pg_advisory_xact_lock(hashtextextended(locked[i], 0)) is null;
        else
            ignored := pg_advisory_xact_lock_shared(hashtextextended(locked[i], 0)) is null;
        end if;
    end loop;

    if idempotency_key is not null then
        insert into idempotency (key, tx) values (idempotency_key, pg_current_xact_id()) on conflict do nothing;
        if not found then
            select tx into strict earlier from idempotency where key = idempotency_key;
            return earlier;
        end if;
    end if;

    select w.kind || '/' || w.id as stream, w.expected, s.actual into wrong
    from unnest(write_kind || guard_kind, write_id || guard_id, write_expected || guard_version) as w(kind, id, expected)
    cross join lateral (
        select coalesce((select version from stream where id = w.id and kind = w.kind), 0) as actual) s
    where s.actual <> w.expected limit 1;
    if found then
        raise exception 'a stream is at another version' using errcode = 'BE001', detail = row_to_json(wrong);
    end if;

    -- who counts towards a limit has locked the count above: what others have counted is committed, and seen
    for i in 1 .. cardinality(count_owner) loop
        if count_most[i] is not null then
            select count_owner[i] as owner, count_kind[i] as kind, count_most[i] as most,
                   coalesce(sum(n), 0)::bigint as current into wrong
            from tally where owner_id = count_owner[i] and kind = count_kind[i];
            if wrong.current + count_by[i] > wrong.most then
                raise exception 'a limit is reached' using errcode = 'BE003', detail = row_to_json(wrong);
            end if;
        end if;
    end loop;

    if cardinality(free_name) > 0 then
        delete from unique_name n using unnest(free_scope, free_name, free_kind, free_id) as f(scope, name, kind, id)
        where n.scope = f.scope and n.name = f.name and n.kind = f.kind and n.id = f.id;
    end if;

    with claims as (
        insert into unique_name (scope, name, kind, id)
        select * from unnest(claim_scope, claim_name, claim_kind, claim_id)
        on conflict do nothing returning 1
    ), moved as (
        insert into stream (kind, id, version, organization_id, project_id, namespace_id, changed_at)
        select *
        from unnest(write_kind, write_id, write_version, write_organization, write_project, write_namespace, write_time)
        on conflict (id, kind) do update set version = excluded.version, changed_at = excluded.changed_at
    ), marked as (
        insert into unseen (stream_kind, stream_id, version, organization_id, project_id, namespace_id)
        select * from unnest(write_kind, write_id, write_version, write_organization, write_project, write_namespace)
    ), logged as (
        insert into event (event_id, stream_kind, stream_id, version, organization_id, project_id, type, body, time,
                           actor, correlation, causation, traceparent)
        select *
        from unnest(event_ids, event_kind, event_stream, event_version, event_organization, event_project, event_type,
                    event_body, event_time, event_actor, event_correlation, event_causation, event_traceparent)
    )
    select count(*) into claimed from claims;

    if claimed < cardinality(claim_name) then
        select n.scope, n.name, n.kind || '/' || n.id as holder into wrong
        from unnest(claim_scope, claim_name, claim_kind, claim_id) as c(scope, name, kind, id)
        join unique_name n on n.scope = c.scope and n.name = c.name
        where n.kind <> c.kind or n.id <> c.id limit 1;
        if found then
            raise exception 'a name is taken' using errcode = 'BE002', detail = row_to_json(wrong);
        end if;
        select count(*) into claimed
        from unnest(claim_scope, claim_name, claim_kind, claim_id) as c(scope, name, kind, id)
        join unique_name n on n.scope = c.scope and n.name = c.name;
        if claimed < cardinality(claim_name) then
            raise exception 'a name was freed just now' using errcode = 'serialization_failure';
        end if;
    end if;

    -- last, as it may wait for others: whoever holds a row of the tally waits for nobody any more
    for i in 1 .. cardinality(count_owner) loop
        insert into tally as t (owner_id, kind, stripe, n)
        values (count_owner[i], count_kind[i], pg_backend_pid() % 16, count_by[i])
        on conflict (owner_id, kind, stripe) do update set n = t.n + excluded.n;
    end loop;
    return null;
end $$;
