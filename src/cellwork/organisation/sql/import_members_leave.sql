-- Whoever goes to another cell belonged to the old one until then.
-- Run by: imports of members.
update organisation_membership as membership
set until = change.starts
from import_change as change
where change.goes and change.old_since is not null
  and membership.body_id = change.old_cell_id and membership.person_id = change.person_id and membership.since = change.old_since
