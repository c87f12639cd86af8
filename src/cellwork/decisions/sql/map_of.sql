-- Where does every single body of a branch, or each one of a sector in it, stand, in the order of the organisation?
-- Asked by: the map. One row per body directly below: a letter for itself and for each body below it that is addressed.
-- Whoever asked before names the snapshot of that answer (`known`, `started`) and the branches it has (`has`): those in which nothing
-- stepped since are not counted again. What they have and what is counted here is of one moment all the same: this snapshot's.
-- Cost: what stepped since, 20,000 steps at most, beyond which all is counted; then one pass over the directives of the branches to
-- count, along (decision, path): 0.1 s for 300,000. Each branch is gathered by itself along the index, in order already; grouped in one
-- go, all rows would be sorted first, which takes as long again.
with recursive since as materialized (
    select decision_id, path from decisions_step where xact >= %(known)s::xid8 order by xact limit 20000
), stale as (
    select %(known)s::text is null or %(started)s::timestamptz is distinct from pg_postmaster_start_time()
           or (select count(*) from since) = 20000 as all_of_it,
           array(select distinct left(path, length(%(path)s) + 4) from since
                 where decision_id = %(decision_id)s and path > %(path)s and path < %(end)s) as paths
), branch (path) as (
    select min(left(path, length(%(path)s) + 4)) from (
        select path from decisions_directive
        where decision_id = %(decision_id)s and path > %(path)s and path < %(end)s
        order by path limit 1
    ) as first
    union all
    select (
        select left(directive.path, length(%(path)s) + 4)
        from decisions_directive as directive
        where directive.decision_id = %(decision_id)s and directive.path > branch.path || '~' and directive.path < %(end)s
        order by directive.path limit 1
    )
    from branch
    where branch.path is not null
)
select branch.path as branch, stale.all_of_it or branch.path = any(stale.paths) or branch.path <> all(%(has)s::text[]) as counted,
       there.letters, pg_snapshot_xmin(pg_current_snapshot())::text as below, pg_postmaster_start_time() as started
from branch
cross join stale
cross join lateral (
    select string_agg(case state when 'verified' then 'h' when 'accepted' then 'd' when 'under_way' then 'e' when 'reported' then 'f'
                                 when 'received' then case when coalesce(answer_by, %(answer_by)s::date) < %(today)s::date then 'j' else 'a' end
                                 when 'read' then case when coalesce(answer_by, %(answer_by)s::date) < %(today)s::date then 'j' else 'b' end
                                 when 'objected' then 'c' when 'returned' then 'g' else 'i' end, '' order by path) as letters
    from decisions_directive
    where (stale.all_of_it or branch.path = any(stale.paths) or branch.path <> all(%(has)s::text[]))
      and decision_id = %(decision_id)s and path >= branch.path and path < branch.path || '~'
      and (%(sector)s::text is null or sector = %(sector)s)
) as there
where branch.path is not null
order by 1
