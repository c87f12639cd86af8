-- Close open calls for help about clauses that an amendment struck, or that are no longer for the body that called.
-- Run by: amendment, after amend_directives. One row per call. Cost: the calls of the decision.
update decisions_helpcall as call
set answer = %(words)s, closed_at = %(at)s, closed_by = %(by)s
from decisions_directive as directive
where call.decision_id = %(decision_id)s and call.closed_at is null
  and directive.decision_id = call.decision_id and directive.body_id = call.body_id
  and (directive.state = 'closed' or directive.clauses >> (call.clause - 1) & 1 = 0)
