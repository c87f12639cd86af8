-- Close open calls for help of bodies whose directive is closed, with the reason.
-- Run by: withdrawal; dissolution; moves out of the branch that decided; after close_open. One row per call.
-- Cost: the open calls, a key read each.
update decisions_helpcall as call
set answer = %(because)s, closed_at = %(at)s, closed_by = ''
from decisions_directive as directive
where call.closed_at is null and call.decision_id = any(%(decisions)s::uuid[])
  and directive.decision_id = call.decision_id and directive.body_id = call.body_id and directive.state = 'closed'
