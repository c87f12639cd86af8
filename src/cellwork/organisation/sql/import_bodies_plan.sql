-- Which bodies get a new place, and the segment of each: the next ones that its parent has not given yet.
-- Run by: imports of bodies, after judging. One row per new or moved body. Segment null: the parent has given all it has.
create unlogged table import_plan as
with placed_anew as (
    select line, code, parent_code, old_id, row_number() over (partition by parent_code order by line) as number
    from import_body
    where faults is null and (old_id is null or parent_code is distinct from old_parent_code)
), tops as (
    select count(*) as given from (
        select path from organisation_body where length(path) = 4 union select path from organisation_position where length(path) = 4
    ) as ever
), numbered as (
    select anew.*, number + case when anew.parent_code is null then tops.given else coalesce(upper.segments_given, 0) end as given
    from placed_anew as anew
    cross join tops
    left join organisation_body as upper on upper.code = anew.parent_code
)
select line, code, parent_code, coalesce(old_id, pg_temp.new_id(%(moment)s, %(seed)s, line, %(lines)s)) as id, old_id is null as fresh, given::int as given,
       organisation_segment(given::int - 1) as segment
from numbered
