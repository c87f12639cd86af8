-- Let climb calls for help that nobody answered in time: one body higher, with a new day. At the top they stay.
-- Run by: the clock. One row per call. Cost: the open calls.
update shortcomings_help as call
set with_id = body.parent_id, passed = call.passed + 1, answer_by = %(today)s::date + %(help_days)s
from organisation_body as body
where body.id = call.with_id and body.parent_id is not null
  and call.given_at is null and call.answer_by < %(today)s
