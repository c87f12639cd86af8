-- Add all steps that are certain to be complete to the tallies of every body above, by day and for now.
-- Run by: the worker, alone (it holds the lock on the watermark). Cost: about 60,000 steps a second.
-- A step is complete when its transaction is older than the oldest one still running: [from, below).
-- What a step changes is worked out once, and then counted for each body above: that is four or five rows a step.
with change as materialized (
    select decision_id, path, day, sector, clause, clauses,
           (became = 'received')::int - (was = 'received')::int as received,
           (became = 'read')::int - (was = 'read')::int as read,
           (became = 'objected')::int - (was = 'objected')::int as objected,
           (became = 'accepted')::int - (was = 'accepted')::int as accepted,
           (became = 'under_way')::int - (was = 'under_way')::int as under_way,
           (became = 'reported')::int - (was = 'reported')::int as reported,
           (became = 'returned')::int - (was = 'returned')::int as returned,
           (became = 'verified')::int - (was = 'verified')::int as verified,
           (became = 'closed')::int - (was = 'closed')::int as closed
    from decisions_step
    where xact >= %(from)s::xid8 and xact < %(below)s::xid8
), flow as (
    select decision_id, left(path, level.depth * 4) as path, day, sector, clause, clauses,
           sum(received)::int as received,
           sum(read)::int as read,
           sum(objected)::int as objected,
           sum(accepted)::int as accepted,
           sum(under_way)::int as under_way,
           sum(reported)::int as reported,
           sum(returned)::int as returned,
           sum(verified)::int as verified,
           sum(closed)::int as closed
    from change
    join generate_series(1, (select max(length(path)) / 4 - 1 from change)) as level (depth) on level.depth < length(path) / 4
    group by 1, 2, 3, 4, 5, 6
), by_day as (
    insert into decisions_tallyday (decision_id, path, day, sector, clause, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed)
    select decision_id, path, day, sector, clause, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed
    from flow
    on conflict (decision_id, path, day, sector, clause, clauses) do update set
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
insert into decisions_tally (decision_id, path, sector, clause, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed)
select decision_id, path, sector, clause, clauses,
       sum(received), sum(read), sum(objected), sum(accepted), sum(under_way), sum(reported), sum(returned), sum(verified), sum(closed)
from flow
group by decision_id, path, sector, clause, clauses
on conflict (decision_id, path, sector, clause, clauses) do update set
    received = decisions_tally.received + excluded.received,
    read = decisions_tally.read + excluded.read,
    objected = decisions_tally.objected + excluded.objected,
    accepted = decisions_tally.accepted + excluded.accepted,
    under_way = decisions_tally.under_way + excluded.under_way,
    reported = decisions_tally.reported + excluded.reported,
    returned = decisions_tally.returned + excluded.returned,
    verified = decisions_tally.verified + excluded.verified,
    closed = decisions_tally.closed + excluded.closed
