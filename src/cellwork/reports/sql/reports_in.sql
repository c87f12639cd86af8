-- Which bodies below a path stand where with one asking?
-- Asked by: the list of every single report. One row per report, along the paths of when it was asked.
-- Cost: reads along the index until the page is full.
select report.body_id, body.name, above.name as above, report.path, report.state, report.late, report.sent_at
from reports_report as report
join organisation_body as body on body.id = report.body_id
left join organisation_body as above on above.id = body.parent_id
where report.asking_id = %(asking_id)s and report.path > %(after)s and report.path < %(end)s
  and report.state = any(%(states)s::text[])
order by report.path
limit %(limit)s
