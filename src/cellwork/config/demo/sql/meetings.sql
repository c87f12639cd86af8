-- When bodies met, how many were there, and what they resolved.
-- Run by: the story, once. Three meetings of each body that somebody leads, in the rhythm of the statutes; some let it slip, more
-- of them in the province that lags. Bodies whose people can be played are left out: their meetings are real acts.
with rule as (
    select kind, every_days, percent
    from jsonb_to_recordset(%(rules)s::jsonb) as said (kind text, every_days int, percent int)
), drawn as (
    select body.n, actor.body_id, actor.person_name, rule.every_days, rule.percent, body.founded_on,
           greatest(coalesce(cell.members, seats.held), 1) as members,
           1 + floor(rule.every_days * (0.9 * pg_temp.chance(body.n, 301)
               + case when pg_temp.chance(body.n, 302) < case when body.top = %(lagging)s then 0.24 else 0.06 end
                      then 0.5 + pg_temp.chance(body.n, 303) else 0 end))::int as last_ago
    from demo_body as body
    join rule on rule.kind = body.kind
    join demo_actor as actor on actor.body_id = ('01900000-0000-7000-8000-' || lpad(to_hex(body.n), 12, '0'))::uuid
    left join demo_cell as cell on cell.n = body.n
    left join lateral (
        select count(*)::int as held from offices_term as term
        where body.level < 4 and term.body_id = actor.body_id and term.since <= %(at)s and (term.until is null or term.until > %(at)s)
    ) as seats on true
    where actor.body_id <> all(%(avoid)s::uuid[])
), met as (
    select drawn.*, k, %(today)s::date - last_ago - k * (every_days - 3) - floor(3 * pg_temp.chance(n * 8 + k, 304))::int as day,
           greatest(1, round(members * (0.42 + 0.56 * pg_temp.chance(n * 8 + k, 305))))::int as present
    from drawn
    cross join generate_series(0, 2) as times (k)
), entered as (
    insert into meetings_meeting (body_id, id, day, state, place, agenda, resolved, present, members, quorum_percent, reason,
                                  corrections, entered_at, entered_by)
    select body_id, md5('meeting ' || n || ' ' || k)::uuid, day, 'held', '', '',
           coalesce((%(resolved)s::text[])[1 + floor(2 * cardinality(%(resolved)s::text[]) * pg_temp.chance(n * 8 + k, 306))::int], ''),
           least(present, members), members, percent, '', 0, (day + time '20:40') at time zone %(zone)s, person_name
    from met
    where day >= founded_on
    returning body_id, day, present, members, quorum_percent
)
insert into meetings_lastmeeting (body_id, path, kind, founded_on, since, lives, day, quorate)
select body.id, body.path, body.kind, body.founded_on, body.since, body.dissolved_on is null, last.day, coalesce(last.quorate, false)
from organisation_body as body
left join (
    select distinct on (body_id) body_id, day, present * 100 >= members * quorum_percent as quorate
    from entered
    order by body_id, day desc
) as last on last.body_id = body.id
-- The founding has left a row for every body already.
on conflict (body_id) do update set day = excluded.day, quorate = excluded.quorate where excluded.day is not null;
