-- What desks seemed to contradict each other about, and nobody has settled: it is looked at anew.
-- Run by: taking scans, with the people held.
delete from accreditation_flag
where conference_id = %(conference_id)s and person_id = any(%(people)s) and sort in ('twice', 'out first')
  and settled_at is null
