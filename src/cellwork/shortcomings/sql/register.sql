-- Which shortcomings stand in the register of a body and its branch?
-- Asked by: the pages of the register. One row per shortcoming, along the paths, a page at a time.
-- Cost: reads along the path until the page is full; a rare sort in a large branch reads all of it.
-- `late`: the arithmetic of states.lateness.
select found.body_id, found.id, found.late, body.name as body_name, coalesce(parent.name, '') as above
from (
    select one.body_id, one.id, one.path,
           case when one.turn_by is null or one.turn_by >= %(today)s then 0
                else least(length(one.turn_path) / 4 - 1, 1 + (%(today)s::date - one.turn_by - 1) / %(climb_days)s::int) end as late
    from shortcomings_shortcoming as one
    where one.path >= greatest(%(path)s, %(after_path)s) and one.path < %(end)s
      and (%(after_id)s::uuid is null or (one.path, one.id) > (%(after_path)s, %(after_id)s::uuid))
      and one.state = any(%(states)s)
      and (%(cause)s = '' or one.cause = %(cause)s)
      and (%(source)s = '' or one.source = %(source)s)
      and (%(weight)s = '' or one.weight = %(weight)s)
      and (%(kind)s = '' or one.kind = %(kind)s)
      and (%(levels)s = 0 or one.turn_by < %(today)s::date - (%(levels)s::int - 1) * %(climb_days)s::int)
    order by one.path, one.id
    limit %(limit)s
) as found
join organisation_body as body on body.id = found.body_id
left join organisation_body as parent on parent.id = body.parent_id
order by found.path, found.id
