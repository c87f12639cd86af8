-- What do these people's scans leave open? In at one desk while in at another; out without having come in.
-- Run by: taking scans. One row per contradiction; what was settled stays settled.
with told as (
    select person_id, at, id, what, desk_id,
           lag(what) over w as before, lag(desk_id) over w as desk_before, lag(id) over w as id_before
    from accreditation_scan
    where conference_id = %(conference_id)s and person_id = any(%(people)s) and verdict = 'good'
    window w as (partition by person_id order by at, id)
)
insert into accreditation_flag (conference_id, sort, scan_id, other_id, person_id, raised_at, settled_by, words)
select %(conference_id)s, case when what = 'in' then 'twice' else 'out first' end, id, id_before, person_id, %(at)s, '', ''
from told
where (what = 'in' and before = 'in' and desk_before <> desk_id) or (what = 'out' and before is null)
on conflict do nothing
