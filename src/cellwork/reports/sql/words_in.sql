-- What was written in answer to one question below a path?
-- Asked by: the page of words beside the numbers. One row per report that is counted and has words there.
-- `length` keeps to the bodies directly below where the words go no further. Cost: along the index until the page is full.
select report.body_id, body.name, report.path, report.answers ->> %(code)s as words
from reports_report as report
join organisation_body as body on body.id = report.body_id
where report.asking_id = %(asking_id)s and report.path > %(after)s and report.path < %(end)s
  and report.state in ('sent', 'accepted') and report.answers ? %(code)s
  and (%(length)s::int is null or length(report.path) = %(length)s)
order by report.path
limit %(limit)s
