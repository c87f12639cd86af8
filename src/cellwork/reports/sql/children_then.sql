-- Which bodies stood directly below a body just before a past moment, when these reports were asked?
-- Asked by: every roll-up. One row per body, also those dissolved since. Cost: the children of one body, past and present.
with stood as (
    select body.id, body.code, body.name, body.kind, body.is_cell, body.path
    from organisation_body as body
    where body.parent_id = %(body_id)s and body.since < %(at)s
      and (body.dissolved_on is null or body.dissolved_on >= %(at)s::date)
    union all
    select body.id, body.code, past.name, past.kind, body.is_cell, past.path
    from organisation_position as past
    join organisation_body as body on body.id = past.body_id
    where past.path > %(path)s and past.path < %(end)s and past.parent_id = %(body_id)s
      and past.since < %(at)s and past.until >= %(at)s and body.since >= %(at)s
)
select id, code, name, kind, is_cell, path from stood order by path
