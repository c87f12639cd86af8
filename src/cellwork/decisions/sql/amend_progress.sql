-- What bodies told of the clauses of an amended decision: what is struck or no longer for them closes, what is to be done anew
-- or is theirs again is under way, all else stays.
-- Run by: amendment, after amend_directives. One step per touched clause that turns. Cost: the touched clauses of the decision.
with turned as (
    update decisions_progress as progress
    set state = case when directive.clauses >> (progress.clause - 1) & 1 = 1 then 'under_way' else 'closed' end
    from decisions_directive as directive
    where progress.decision_id = %(decision_id)s and directive.decision_id = progress.decision_id
      and directive.body_id = progress.body_id and directive.state <> 'closed'
      and case when directive.clauses >> (progress.clause - 1) & 1 = 1
               then progress.state = 'closed' or progress.state in ('reported', 'verified') and %(again)s >> (progress.clause - 1) & 1 = 1
               else progress.state in ('under_way', 'reported', 'returned') end
    returning progress.decision_id, progress.body_id, directive.path, directive.sector, progress.clause, old.state as was, new.state as became
)
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, path, sector, clause, 0, was, became, %(at)s, %(day)s, '', %(words)s
from turned
