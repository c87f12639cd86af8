-- Which decisions in force ask something of bodies of these kinds in a branch, now?
-- Asked by: the burden of a branch. One row per kind and decision of a body above the branch, at its top, or in it.
-- `tasks` is what a body of a kind can be asked at most: sectors and named bodies are not told apart.
-- Cost: a key range of the tallies per decision in force, read once however many kinds.
with standing as (
    select decision.id, decision.title, decider.path,
           coalesce(sum(tally.received + tally.read), 0) > 0 as unanswered
    from decisions_decision as decision
    join organisation_body as decider on decider.id = decision.body_id
    join decisions_tally as tally on tally.decision_id = decision.id and tally.clause = 0
        and tally.path = case when decider.path > %(path)s then decider.path else %(path)s end
    where decision.stage = 'adopted'
      and (decider.path = any(%(above)s::text[]) or decider.path >= %(path)s and decider.path < %(end)s)
    group by decision.id, decision.title, decider.path
    having sum(tally.received + tally.read + tally.objected + tally.accepted + tally.under_way + tally.returned) > 0
)
select standing.id as decision_id, standing.title, standing.path, standing.unanswered, addressed.tasks, asked.kind
from standing
cross join unnest(%(kinds)s::text[]) as asked(kind)
cross join lateral (
    select count(*) as clauses, count(*) filter (where clause.kind = 'task')::int as tasks
    from decisions_clause as clause
    where clause.decision_id = standing.id
      and (clause.audience in ('cells', 'sectors') and asked.kind = any(%(cells)s::text[])
           or clause.audience = 'kinds' and asked.kind = any(clause.codes))
) as addressed
where addressed.clauses > 0
order by standing.title, standing.id, asked.kind
