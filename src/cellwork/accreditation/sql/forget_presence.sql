-- What was worked out about these people before; it is worked out anew.
-- Run by: taking scans, with the people held.
delete from accreditation_presence where conference_id = %(conference_id)s and person_id = any(%(people)s)
