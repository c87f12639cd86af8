-- Which decisions in force ask something of bodies of a kind in a branch, now?
-- Asked by: the burden of a branch. One row per decision of a body above the branch, at its top, or in it.
-- `tasks` is what a body of this kind can be asked at most: sectors and named bodies are not told apart.
-- Cost: a key range of the tallies per decision in force.
select decision.id as decision_id, decision.title, decider.path,
       coalesce(sum(tally.received + tally.read), 0) > 0 as unanswered,
       addressed.tasks
from decisions_decision as decision
join organisation_body as decider on decider.id = decision.body_id
cross join lateral (
    select count(*) as clauses, count(*) filter (where clause.kind = 'task')::int as tasks
    from decisions_clause as clause
    where clause.decision_id = decision.id
      and (clause.audience in ('cells', 'sectors') and %(is_cell)s
           or clause.audience = 'kinds' and %(kind)s = any(clause.codes))
) as addressed
join decisions_tally as tally on tally.decision_id = decision.id and tally.clause = 0
    and tally.path = case when decider.path > %(path)s then decider.path else %(path)s end
where decision.stage = 'adopted' and addressed.clauses > 0
  and (decider.path = any(%(above)s::text[]) or decider.path >= %(path)s and decider.path < %(end)s)
group by decision.id, decision.title, decider.path, addressed.tasks
having sum(tally.received + tally.read + tally.objected + tally.accepted + tally.under_way + tally.returned) > 0
order by decision.title, decision.id
