-- Which bodies directly below sent a report and wait for it to be taken?
-- Asked by: "what waits on you" of a committee. One row per report, the oldest first.
-- Cost: a key read in the partial index of reports that wait, per body directly below.
select report.asking_id, asking.title, asking.starts_on, asking.ends_on, body.id as body_id, body.name as body_name, report.sent_at
from organisation_body as body
join reports_report as report on report.body_id = body.id and report.state = 'sent'
join reports_asking as asking on asking.id = report.asking_id
where body.parent_id = %(body_id)s
order by report.sent_at, body.path
limit %(limit)s
