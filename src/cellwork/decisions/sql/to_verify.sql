-- Which reports wait for the answer of a body, and may be answered by this person?
-- Asked by: "what waits on you" of a committee. One row per report, the oldest first: those of the bodies directly below, and those
-- that somebody of a body directly below made in place of a vacant post further down. Nobody is shown a report of their own.
-- Cost: a key read per decision in force and body directly below, and an index probe per body directly below.
select waits.decision_id, decision.title, waits.body_id, body.name as body_name, waits.reported_at
from (
    select directive.decision_id, directive.body_id, directive.reported_at
    from organisation_body as child
    join decisions_directive as directive on directive.body_id = child.id
    where child.parent_id = %(body_id)s and directive.decision_id = any(%(decisions)s::uuid[]) and directive.state = 'reported'
      and not exists (
        select from decisions_reportfromabove as own
        where own.decision_id = directive.decision_id and own.body_id = directive.body_id and own.person_id = %(person_id)s)
    union
    select directive.decision_id, directive.body_id, directive.reported_at
    from organisation_body as child
    join decisions_reportfromabove as made on made.from_id = child.id and made.person_id <> %(person_id)s
    join decisions_directive as directive on directive.decision_id = made.decision_id and directive.body_id = made.body_id
    where child.parent_id = %(body_id)s and directive.state = 'reported'
) as waits
join organisation_body as body on body.id = waits.body_id
join decisions_decision as decision on decision.id = waits.decision_id
where decision.stage = 'adopted'
order by waits.reported_at, waits.body_id
limit %(limit)s
