-- Count a fresh asking for every body above those asked.
-- Run by: whoever asks, in the same act. One row per body above.
-- Cost: one pass over the new reports, grouped by the body directly above first.
with by_parent as (
    select left(path, -4) as path, count(*) as bodies
    from reports_report
    where asking_id = %(asking_id)s
    group by 1
), counted as (
    select left(by_parent.path, level.depth * 4) as path, sum(by_parent.bodies)::bigint as bodies
    from by_parent
    cross join lateral generate_series(1, length(by_parent.path) / 4) as level (depth)
    group by 1
)
insert into reports_sum (asking_id, path, slots)
select %(asking_id)s, path, array[bodies] || array_fill(0::bigint, array[%(width)s - 1])
from counted
