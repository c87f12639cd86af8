-- What does the house itself know about a body, now and in a period?
-- Asked by: the form of a report, and sending it. One row. Cost: a few key ranges of one body.
-- `tasks` and `tasks_done` count the tasks of directives that are not closed; a share of nothing stays empty.
with membership as (
    select standing, since, until
    from organisation_membership
    where body_id = %(body_id)s
), step as (
    select distinct became, decision_id
    from decisions_step
    where body_id = %(body_id)s and clause = 0 and day between %(starts_on)s and %(ends_on)s
      and became in ('accepted', 'reported', 'verified')
), task as (
    select progress.state
    from decisions_directive as directive
    join decisions_decision as decision on decision.id = directive.decision_id and decision.stage = 'adopted'
    join decisions_clause as clause on clause.decision_id = directive.decision_id and clause.kind = 'task'
        and (directive.clauses >> (clause.number - 1)::int) & 1 = 1
    left join decisions_progress as progress on progress.decision_id = directive.decision_id
        and progress.body_id = directive.body_id and progress.clause = clause.number
    where directive.decision_id = any(%(decisions)s::uuid[]) and directive.body_id = %(body_id)s and directive.state <> 'closed'
), meeting as (
    select present, members, resolved <> '' as written_down
    from meetings_meeting
    where body_id = %(body_id)s and state = 'held' and day between %(starts_on)s and %(ends_on)s
)
select (select count(*) from membership where standing = 'member' and until is null)::int as members,
       (select count(*) from membership where standing = 'candidate' and until is null)::int as candidates,
       (select count(*) from membership where standing <> 'around' and since between %(starts_on)s and %(ends_on)s)::int as joined,
       (select count(*) from membership where standing <> 'around' and until between %(starts_on)s and %(ends_on)s)::int as "left",
       (select count(*) from step where became = 'accepted')::int as decisions_accepted,
       (select count(*) from step where became = 'reported')::int as decisions_done,
       (select count(*) from step where became = 'verified')::int as decisions_verified,
       (select count(*) from task)::int as tasks,
       (select count(*) from task where state in ('reported', 'verified'))::int as tasks_done,
       (select count(*) from decisions_helpcall where body_id = %(body_id)s and closed_at is null)::int as obstacles_open,
       (select count(*) from meeting)::int as meetings_held,
       (select count(*) from meeting where written_down)::int as written_down,
       (select coalesce(sum(present), 0) from meeting where present is not null and members is not null)::int as present,
       (select coalesce(sum(members), 0) from meeting where present is not null and members is not null)::int as could_come
