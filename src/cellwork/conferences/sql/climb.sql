-- Let lines of plans climb that are late: first to whoever leads the body, then with every so many days one level higher.
-- Run by: the clock, over everything at once. One row per line whose level changed. Cost: the open lines of plans.
-- The arithmetic is that of calendar.levels_late; nothing is higher than the top.
with late as (
    select item.conference_id, item.key, body.path,
           least(length(body.path) / 4, 1 + (%(today)s::date - item.due_on - 1) / %(climb_days)s) as level
    from conferences_planitem as item
    join conferences_conference as conference on conference.id = item.conference_id
    join organisation_body as body on body.id = item.body_id
    where item.state = 'open' and item.due_on < %(today)s and conference.phase not in ('published', 'cancelled')
), climbed as (
    update conferences_planitem as item
    set climbed = late.level, climbed_path = left(late.path, length(late.path) - 4 * (late.level - 1))
    from late
    where item.conference_id = late.conference_id and item.key = late.key
      and item.state = 'open' and item.due_on < %(today)s
      and (item.climbed <> late.level
           or item.climbed_path <> left(late.path, length(late.path) - 4 * (late.level - 1)))
    returning item.conference_id, item.key, item.due_on, item.climbed
)
insert into conferences_planstep (conference_id, id, key, sort, due_on, at, by, words)
select conference_id, uuidv7(), key, 'climbed', due_on, %(at)s, '',
       'Late by ' || %(today)s::date - due_on || case %(today)s::date - due_on when 1 then ' day' else ' days' end
       || case climbed when 1 then ': whoever leads the body sees it too.' else ': it lies a level higher too.' end
from climbed
