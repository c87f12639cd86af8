-- Close reports that nobody can send any more: of dissolved bodies in a branch, or of an asking that was dropped.
-- Run by: dissolution and import (inside that act), and dropping an extra question. What was sent stays counted.
-- One row closed per report; each writes its delta. Cost: along the partial index of reports that wait.
with closed as (
    update reports_report as report
    set state = 'closed', remark = %(because)s
    from organisation_body as body
    where body.id = report.body_id and report.state in ('open', 'returned')
      and (report.asking_id = %(asking_id)s::uuid
           or (%(asking_id)s::uuid is null and body.dissolved_on is not null and body.path >= %(path)s and body.path < %(end)s))
    returning report.asking_id, report.body_id, report.path, old.state as was
)
insert into reports_delta (body_id, id, asking_id, path, slots)
select closed.body_id, gen_random_uuid(), closed.asking_id, closed.path,
       array[-(was = 'open')::int, 0, -(was = 'returned')::int, 0, 1, 0]::bigint[] || array_fill(0::bigint, array[asking.width - 6])
from closed
join reports_asking as asking on asking.id = closed.asking_id
