-- The same sums, counted afresh from the reports themselves, for every body above a report.
-- Asked by: `cellwork doctor`, the tests and the bench; slow on purpose. One row per path.
-- {counts} stands for one count or sum a slot, {sums} for the sums of those.
with by_parent as (
    select left(path, -4) as path, array[{counts}] as slots
    from reports_report
    where asking_id = %(asking_id)s
    group by 1
)
select left(by_parent.path, level.depth * 4) as path, array[{sums}] as slots
from by_parent
cross join lateral generate_series(1, length(by_parent.path) / 4) as level (depth)
group by 1
