-- How many bodies had come late, had not answered by the end of a past day, and still had time then?
-- Asked by: overviews of a past day. One row per path directly below and sector. Cost: the directives with a date of their own.
with late as (
    select body_id
    from decisions_directive
    where decision_id = %(decision_id)s and answer_by >= %(day)s
), stood as (
    select distinct on (step.body_id) step.path, step.sector, step.became
    from late
    join decisions_step as step using (body_id)
    where step.decision_id = %(decision_id)s and step.clause = 0 and step.became <> '' and step.at < %(moment)s
    order by step.body_id, step.at desc, step.id desc
)
select left(path, length(%(path)s) + 4) as branch, sector, count(*)::int as bodies
from stood
where path > %(path)s and path < %(end)s and became in ('received', 'read')
group by 1, 2
