-- Which reports does a body still have to send, or to correct?
-- Asked by: "what waits on you". One row per report, the oldest date first. Cost: a key range in the partial index of reports that
-- wait, a key read per row.
select report.asking_id, asking.title, asking.starts_on, asking.ends_on, asking.due_on, asking.minutes, report.state, report.remark
from reports_report as report
join reports_asking as asking on asking.id = report.asking_id
where report.body_id = %(body_id)s and report.state in ('open', 'returned')
order by asking.due_on, asking.title, asking.id
limit %(limit)s
