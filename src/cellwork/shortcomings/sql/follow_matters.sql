-- What waits for a matter of a body that moved has its turn where that body stands now, also where it is itself of another branch.
-- Run by: reconciling, after bodies moved. One row per instance left behind.
update shortcomings_shortcoming as one
set turn_path = waits.path, turn_up = greatest((length(one.path) - length(waits.path)) / 4, 0), climbed = 0, climbed_path = ''
from organisation_body as waits
where waits.path >= %(path)s and waits.path < %(end)s
  and one.turn_id = waits.id and one.state = 'gathered' and one.turn_path <> waits.path
