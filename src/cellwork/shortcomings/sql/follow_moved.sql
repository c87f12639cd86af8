-- Shortcomings follow their bodies to a new path and kind, and whose turn it is follows the levels.
-- Run by: reconciling, after bodies moved. One row per shortcoming of a moved body. `offices`: kind -> office that answers.
-- What waits for a matter keeps waiting for it, wherever its body stands now.
with moved as (
    select one.body_id, one.id, body.path as path, body.kind as kind, owner.id as owner_id, owner.office as owner_office,
           coalesce(waits.id, next.id) as turn_id, coalesce(waits.path, next.path) as turn_path,
           case when waits.id is null then next.office else one.turn_office end as turn_office
    from organisation_body as body
    join shortcomings_shortcoming as one on one.body_id = body.id
    left join organisation_body as waits on waits.id = one.turn_id and one.state = 'gathered'
    cross join lateral (
        select above.id, above.path, %(offices)s::jsonb ->> above.kind as office
        from organisation_body as above
        where %(offices)s::jsonb ? above.kind
          and above.path = any(array(select left(body.path, 4 * depth) from generate_series(1, length(body.path) / 4) as depth))
          and length(above.path) <= greatest(length(body.path) - 4 * one.owner_up, 4)
        order by length(above.path) desc
        limit 1
    ) as owner
    cross join lateral (
        select above.id, above.path, %(offices)s::jsonb ->> above.kind as office
        from organisation_body as above
        where %(offices)s::jsonb ? above.kind
          and above.path = any(array(select left(body.path, 4 * depth) from generate_series(1, length(body.path) / 4) as depth))
          and length(above.path) <= greatest(length(body.path) - 4 * one.turn_up, 4)
        order by length(above.path) desc
        limit 1
    ) as next
    where body.path >= %(path)s and body.path < %(end)s
      and (one.path <> body.path or one.kind <> body.kind or (waits.id is not null and waits.path <> one.turn_path))
)
update shortcomings_shortcoming as one
set path = moved.path, kind = moved.kind, owner_id = moved.owner_id, owner_office = moved.owner_office,
    turn_id = case when one.turn_id is null then null else moved.turn_id end,
    turn_path = case when one.turn_id is null then '' else moved.turn_path end,
    turn_office = case when one.turn_id is null then '' else moved.turn_office end,
    turn_up = case when one.state = 'gathered' then greatest((length(moved.path) - length(moved.turn_path)) / 4, 0)
                   else one.turn_up end,
    climbed = 0, climbed_path = ''
from moved
where one.body_id = moved.body_id and one.id = moved.id
