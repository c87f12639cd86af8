-- Close calls for help of shortcomings that ended with their body.
-- Run by: reconciling. One row per call.
update shortcomings_help as call
set given = %(because)s, given_at = %(at)s
from shortcomings_shortcoming as one
where one.body_id = call.body_id and one.id = call.shortcoming_id and one.state = 'ended'
  and one.path >= %(path)s and one.path < %(end)s and call.given_at is null
