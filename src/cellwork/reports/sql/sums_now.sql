-- What do the reports of all bodies strictly below each of these paths add up to, for each asking?
-- Asked by: every roll-up. One row per pair of asking and path below which anybody was asked.
-- Folded and not yet folded in one statement, hence one snapshot: exact at every moment, also with late reports.
-- Cost: two key reads a pair, plus the freshest deltas. {sums} stands for one sum a slot.
with wanted as (
    select asking_id, path from unnest(%(askings)s::uuid[], %(paths)s::text[]) as wanted (asking_id, path)
)
select asking_id, path, array[{sums}] as slots
from (
    select folded.asking_id, folded.path, folded.slots
    from wanted
    join reports_sum as folded on folded.asking_id = wanted.asking_id and folded.path = wanted.path
    union all
    select wanted.asking_id, wanted.path, delta.slots
    from wanted
    join reports_delta as delta on delta.asking_id = wanted.asking_id
        and delta.path > wanted.path and delta.path < wanted.path || '~'
) as found
group by asking_id, path
