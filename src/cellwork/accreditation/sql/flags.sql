-- What people have to look at, or did.
-- Read by: the page of the door. One row per flag.
select flag.sort, flag.scan_id, scan.number, scan.said, coalesce(place.name, '') as name, scan.what, scan.at,
       coalesce(desk.name, '') as desk, other.at as other_at, coalesce(other_desk.name, '') as other_desk,
       flag.settled_at, flag.settled_by, flag.words
from accreditation_flag as flag
join accreditation_scan as scan on scan.conference_id = flag.conference_id and scan.id = flag.scan_id
left join accreditation_desk as desk on desk.conference_id = flag.conference_id and desk.id = scan.desk_id
left join accreditation_scan as other on other.conference_id = flag.conference_id and other.id = flag.other_id
left join accreditation_desk as other_desk on other_desk.conference_id = flag.conference_id and other_desk.id = other.desk_id
left join participants_place as place on place.conference_id = flag.conference_id and place.person_id = flag.person_id
where flag.conference_id = %(conference_id)s and (flag.settled_at is not null) = %(settled)s
order by case when %(settled)s then flag.settled_at end desc, scan.at, flag.scan_id, flag.sort
limit %(limit)s
