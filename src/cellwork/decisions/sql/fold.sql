-- Add all steps that are certain to be complete to the tallies of every body above, by day and for now.
-- Run by: the worker, alone (it holds the lock on the watermark). Cost: about 60,000 steps a second.
-- A step is complete when its transaction is older than the oldest one still running: [from, below).
with change as (
    select step.decision_id, left(step.path, level.depth * 4) as path, step.day, step.clause, step.clauses,
           way.state, way.n
    from decisions_step as step
    cross join lateral generate_series(1, length(step.path) / 4 - 1) as level (depth)
    cross join lateral (values (step.became, 1), (step.was, -1)) as way (state, n)
    where step.xact >= %(from)s::xid8 and step.xact < %(below)s::xid8 and way.state <> ''
), flow as (
    select decision_id, path, day, clause, clauses,
           coalesce(sum(n) filter (where state = 'received'), 0)::int as received,
           coalesce(sum(n) filter (where state = 'read'), 0)::int as read,
           coalesce(sum(n) filter (where state = 'objected'), 0)::int as objected,
           coalesce(sum(n) filter (where state = 'accepted'), 0)::int as accepted,
           coalesce(sum(n) filter (where state = 'under_way'), 0)::int as under_way,
           coalesce(sum(n) filter (where state = 'reported'), 0)::int as reported,
           coalesce(sum(n) filter (where state = 'returned'), 0)::int as returned,
           coalesce(sum(n) filter (where state = 'verified'), 0)::int as verified,
           coalesce(sum(n) filter (where state = 'closed'), 0)::int as closed
    from change
    group by decision_id, path, day, clause, clauses
), by_day as (
    insert into decisions_tallyday (decision_id, path, day, clause, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed)
    select decision_id, path, day, clause, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed
    from flow
    on conflict (decision_id, path, day, clause, clauses) do update set
    received = decisions_tallyday.received + excluded.received,
    read = decisions_tallyday.read + excluded.read,
    objected = decisions_tallyday.objected + excluded.objected,
    accepted = decisions_tallyday.accepted + excluded.accepted,
    under_way = decisions_tallyday.under_way + excluded.under_way,
    reported = decisions_tallyday.reported + excluded.reported,
    returned = decisions_tallyday.returned + excluded.returned,
    verified = decisions_tallyday.verified + excluded.verified,
    closed = decisions_tallyday.closed + excluded.closed
)
insert into decisions_tally (decision_id, path, clause, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed)
select decision_id, path, clause, clauses,
       sum(received), sum(read), sum(objected), sum(accepted), sum(under_way), sum(reported), sum(returned), sum(verified), sum(closed)
from flow
group by decision_id, path, clause, clauses
on conflict (decision_id, path, clause, clauses) do update set
    received = decisions_tally.received + excluded.received,
    read = decisions_tally.read + excluded.read,
    objected = decisions_tally.objected + excluded.objected,
    accepted = decisions_tally.accepted + excluded.accepted,
    under_way = decisions_tally.under_way + excluded.under_way,
    reported = decisions_tally.reported + excluded.reported,
    returned = decisions_tally.returned + excluded.returned,
    verified = decisions_tally.verified + excluded.verified,
    closed = decisions_tally.closed + excluded.closed
