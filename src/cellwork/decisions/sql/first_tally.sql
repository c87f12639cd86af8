-- Count a fresh cascade for every body above, as of its day.
-- Run by: adoption, in the same act. One row per body above, sector and set of clauses.
-- Cost: one pass over the new directives, grouped by the body directly above first: that is a tenth of the rows.
with by_parent as (
    select left(path, -4) as path, sector, clauses, count(*)::int as bodies
    from decisions_directive
    where decision_id = %(decision_id)s
    group by 1, 2, 3
), counted as (
    select left(by_parent.path, level.depth * 4) as path, by_parent.sector, by_parent.clauses, sum(by_parent.bodies)::int as bodies
    from by_parent
    cross join lateral generate_series(1, length(by_parent.path) / 4) as level (depth)
    group by 1, 2, 3
), by_day as (
    insert into decisions_tallyday (decision_id, path, day, sector, clause, clauses, received)
    select %(decision_id)s, path, %(day)s, sector, 0, clauses, bodies from counted
)
insert into decisions_tally (decision_id, path, sector, clause, clauses, received)
select %(decision_id)s, path, sector, 0, clauses, bodies from counted
