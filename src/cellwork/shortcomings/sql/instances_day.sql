-- Those who wait for a matter wait until its new day.
-- Run by: giving a matter more time. One row per instance that waits for it.
update shortcomings_shortcoming
set turn_by = %(by)s, climbed = 0, climbed_path = ''
where matter_id = %(matter_id)s and state = 'gathered' and turn_by < %(by)s
