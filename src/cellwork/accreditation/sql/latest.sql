-- What a desk scanned last.
-- Read by: that desk. One row per scan. Cost: the end of one index range.
select scan.at, scan.what, scan.verdict, scan.number, coalesce(place.name, '') as name, scan.said
from accreditation_scan as scan
left join participants_place as place on place.conference_id = scan.conference_id and place.person_id = scan.person_id
where scan.conference_id = %(conference_id)s and scan.desk_id = %(desk_id)s
order by scan.at desc, scan.id
limit %(limit)s
