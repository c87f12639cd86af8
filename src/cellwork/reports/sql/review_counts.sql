-- Which reports were owed and sent in a branch, of some askings, and how many told of something that went well?
-- Asked by: the review. One row per asking, body directly below and sector. `wells`: for each asking the codes of its
-- questions about successes; an answer that was left empty is not kept. Where the bodies stand today.
-- Cost: one pass over the reports of these askings.
with wanted as materialized (
    select (said ->> 'asking')::uuid as asking_id, array(select jsonb_array_elements_text(said -> 'codes')) as codes
    from jsonb_array_elements(%(wells)s::jsonb) as said
)
select report.asking_id, left(body.path, %(width)s) as unit, body.sector,
       (count(*) filter (where report.state <> 'closed'))::int as asked,
       (count(*) filter (where report.state in ('sent', 'accepted')))::int as reported,
       (count(*) filter (where report.state in ('sent', 'accepted') and report.late))::int as late,
       (count(*) filter (where report.state in ('open', 'returned') and report.due_at <= %(at)s))::int as missing,
       (count(*) filter (where report.state in ('open', 'returned') and report.due_at > %(at)s))::int as not_due,
       (count(*) filter (where report.state = 'closed'))::int as closed,
       (count(*) filter (where report.state in ('sent', 'accepted') and report.answers ?| wanted.codes))::int as successes
from wanted
join reports_report as report on report.asking_id = wanted.asking_id
join organisation_body as body on body.id = report.body_id
where body.path >= %(path)s and body.path < %(end)s
group by report.asking_id, unit, body.sector
