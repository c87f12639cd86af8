-- Let climb what is late: with every so many days one more level above whoever's turn it is.
-- Run by: the clock, over everything at once. One row per shortcoming whose level changed. Cost: the open ones.
-- The arithmetic is that of states.lateness: day 1 after the date is level 1; nothing is higher than the top.
with late as (
    select body_id, id,
           least(length(turn_path) / 4 - 1, 1 + (%(today)s::date - turn_by - 1) / %(climb_days)s) as level
    from shortcomings_shortcoming
    where turn_id is not null and turn_by < %(today)s
), climbed as (
    update shortcomings_shortcoming as one
    set climbed = late.level, climbed_path = left(one.turn_path, length(one.turn_path) - 4 * late.level)
    from late
    where one.body_id = late.body_id and one.id = late.id and late.level > 0 and one.climbed <> late.level
      and one.turn_id is not null and one.turn_by < %(today)s
    returning one.body_id, one.id, one.state, one.turn_by
)
insert into shortcomings_shortcomingstep (body_id, id, shortcoming_id, was, became, at, words)
select body_id, uuidv7(), id, state, state, %(at)s,
       'Late by ' || %(today)s::date - turn_by || case %(today)s::date - turn_by when 1 then ' day' else ' days' end
       || ': it lies a level higher too.'
from climbed
