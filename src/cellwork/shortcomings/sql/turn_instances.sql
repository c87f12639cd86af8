-- Take the instances of a matter that stand in one state to another, with whoever's turn that makes it.
-- Run by: gathering, when the matter is corrected, reopened, or was none. One row per instance.
-- Back with the matter: the matter's office. To be checked: the body above the owner, or the nearest higher with an office.
-- Released: the owner.
with turned as (
    update shortcomings_shortcoming as one
    set state = %(became)s, state_since = %(at)s, turn_id = next.id, turn_path = next.path, turn_office = next.office,
        turn_by = %(by)s, turn_up = (length(one.path) - length(next.path)) / 4, climbed = 0, climbed_path = '',
        due_on = case %(became)s when 'open' then %(by)s else one.due_on end,
        matter_id = case %(became)s when 'open' then null else one.matter_id end,
        matter_body_id = case %(became)s when 'open' then null else one.matter_body_id end
    from shortcomings_shortcoming as same
    cross join lateral (
        select body.id, body.path, %(offices)s::jsonb ->> body.kind as office
        from organisation_body as body
        where %(offices)s::jsonb ? body.kind
          and body.path = any(array(select left(same.path, length(same.path) - 4 * up)
                                    from generate_series(
                                        case %(became)s when 'gathered' then (length(same.path) - length(%(matter_path)s)) / 4
                                                        when 'open' then same.owner_up
                                                        else least(same.owner_up + 1, length(same.path) / 4 - 1) end,
                                        length(same.path) / 4 - 1) as up))
        order by length(body.path) desc
        limit 1
    ) as next
    where one.body_id = same.body_id and one.id = same.id
      and same.matter_id = %(matter_id)s and same.state = %(was)s
      and one.matter_id = %(matter_id)s and one.state = %(was)s
    returning one.body_id, one.id
)
insert into shortcomings_shortcomingstep (body_id, id, shortcoming_id, was, became, at, words)
select body_id, uuidv7(), id, %(was)s, %(became)s, %(at)s, %(words)s
from turned
