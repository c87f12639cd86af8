-- The desks of a conference, and what each did.
-- Read by: the page of the door. One row per desk. Cost: one index range per desk.
select desk.id, desk.name, desk.opened_at, desk.opened_by, desk.closed_at, coalesce(did.scans, 0)::int as scans, did.last_at
from accreditation_desk as desk
left join lateral (
    select count(*) as scans, max(at) as last_at
    from accreditation_scan as scan
    where scan.conference_id = desk.conference_id and scan.desk_id = desk.id
) as did on true
where desk.conference_id = %(conference_id)s
order by desk.closed_at is not null, desk.name, desk.id
