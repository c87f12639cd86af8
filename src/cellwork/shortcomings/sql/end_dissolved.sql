-- End what is open at dissolved bodies, with the reason.
-- Run by: reconciling. One row per shortcoming that ends.
with ended as (
    update shortcomings_shortcoming as one
    set state = 'ended', state_since = %(at)s, turn_id = null, turn_path = '', turn_office = '', turn_by = null,
        turn_up = 0, climbed = 0, climbed_path = ''
    from organisation_body as body
    where body.id = one.body_id and body.dissolved_on is not null and one.turn_id is not null
      and body.path >= %(path)s and body.path < %(end)s
    returning one.body_id, one.id, old.state as was
)
insert into shortcomings_shortcomingstep (body_id, id, shortcoming_id, was, became, at, words)
select body_id, uuidv7(), id, was, 'ended', %(at)s, %(because)s
from ended
