-- Take the deltas of one asking away and add them to the sums of every body above, in one statement.
-- Run by: the worker, alone (it holds the lock of folding). A delta that commits meanwhile is not seen and stays.
-- Cost: one pass over the deltas, grouped by the body directly above first. {sums} stands for one sum a slot.
with taken as (
    delete from reports_delta where asking_id = %(asking_id)s returning path, slots
), by_parent as (
    select left(path, -4) as path, array[{sums}] as slots
    from taken
    group by 1
), flow as (
    select left(by_parent.path, level.depth * 4) as path, array[{sums}] as slots
    from by_parent
    cross join lateral generate_series(1, length(by_parent.path) / 4) as level (depth)
    group by 1
)
insert into reports_sum (asking_id, path, slots)
select %(asking_id)s, path, slots from flow
on conflict (asking_id, path) do update set slots = (
    select array_agg(kept + added order by place)
    from unnest(reports_sum.slots, excluded.slots) with ordinality as slot (kept, added, place)
)
