-- How many reports of bodies directly below are late?
-- Asked by: "what waits on you" of a committee. One row per asking with late ones, the oldest date first.
-- Cost: a key read in the partial index of reports that wait, per body directly below.
select report.asking_id, asking.title, asking.starts_on, asking.ends_on, asking.due_on, count(*)::int as bodies
from organisation_body as body
join reports_report as report on report.body_id = body.id and report.state in ('open', 'returned') and report.due_at <= %(at)s
join reports_asking as asking on asking.id = report.asking_id
where body.parent_id = %(body_id)s and body.dissolved_on is null
group by report.asking_id, asking.title, asking.starts_on, asking.ends_on, asking.due_on
order by asking.due_on, report.asking_id
limit %(limit)s
