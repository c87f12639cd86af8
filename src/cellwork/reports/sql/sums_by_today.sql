-- What do the reports of these bodies add up to by today's borders: where the bodies stand now?
-- Asked by: a roll-up, when somebody wants to compare with later periods. One row per asking, for the path and for each path
-- directly below it (there the body itself is counted too).
-- Cost: one pass over the branch, about a second for 300,000 bodies. {counts} stands for one count or sum a slot.
select report.asking_id, seen.path, array[{counts}] as slots
from organisation_body as body
join reports_report as report on report.body_id = body.id and report.asking_id = any(%(askings)s::uuid[])
cross join lateral (values (%(path)s), (left(body.path, length(%(path)s) + 4))) as seen (path)
where body.path > %(path)s and body.path < %(end)s
group by report.asking_id, seen.path
