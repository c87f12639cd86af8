-- What do reports of a branch say went well, as far as those above may read it?
-- Asked by: the review. The latest ones first, `most` of each body directly below. `near`: codes read from the body directly above
-- alone, `far`: codes that the question opens to all above. Cost: one pass over the reports of these askings in the branch.
select unit, body_id, body_name, asking_id, words
from (
    select left(body.path, %(width)s) as unit, body.id as body_id, body.name as body_name, report.asking_id,
           report.answers ->> said.code as words,
           row_number() over (partition by left(body.path, %(width)s) order by report.sent_at desc, body.path) as place
    from reports_report as report
    join organisation_body as body on body.id = report.body_id
    cross join lateral unnest(%(near)s::text[] || %(far)s::text[]) as said (code)
    where report.asking_id = any(%(askings)s::uuid[]) and body.path >= %(path)s and body.path < %(end)s
      and report.state in ('sent', 'accepted') and coalesce(report.answers ->> said.code, '') <> ''
      and (said.code = any(%(far)s) or length(body.path) <= %(width)s)
) as told
where place <= %(most)s
order by unit, place
