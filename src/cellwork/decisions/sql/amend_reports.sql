-- Nobody's report stands any more where the whole is to be reported anew.
-- Run by: amendment, after amend_directives. One row per report that somebody made in place of the body. Cost: such reports of the decision.
delete from decisions_reportfromabove as made
using decisions_directive as directive
where made.decision_id = %(decision_id)s and directive.decision_id = made.decision_id and directive.body_id = made.body_id
  and directive.state = 'under_way'
