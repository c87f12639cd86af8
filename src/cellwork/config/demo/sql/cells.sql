-- The cells, under primary committees and some directly under cities, counties and complexes.
-- Run by: build_world. One row of demo_body each; the same sharing-out by weights as above.
with share as (
    select n, level, kind, path, code, top, mid, short, place, sector, children, sum(weight) over in_turn / sum(weight) over () as high,
           (sum(weight) over in_turn - weight) / sum(weight) over () as low
    from (
        select body.*, (select count(*)::int from demo_body as child where child.parent = body.n) as children
        from demo_body as body
        where level = 3
        union all
        select body.n, level, kind, parent, k, path, code, name, short, place, sector, production_site, founded_on, 0.6, top, mid, below,
               (select count(*)::int from demo_body as child where child.parent = body.n)
        from demo_body as body
        where level = 2
    ) as parents
    -- Primary committees first: the first of all cells lies below the first of them.
    window in_turn as (order by level desc, n)
), child as (
    select share.*, floor(%(cells)s * low + 1e-9)::int as first, series.ordinal
    from share
    cross join lateral generate_series(0, floor(%(cells)s * high + 1e-9)::int - floor(%(cells)s * low + 1e-9)::int - 1) as series (ordinal)
), drawn as (
    select 1000000 + first + ordinal as n, child.n as parent, child.path, child.code as above, child.top, child.mid, short, place, ordinal,
           level, children + ordinal as k, coalesce(nullif(case when level = 3 then child.sector end, ''), mix.sector) as sector
    from child
    left join demo_mix as mix on level = 2 and mix.kind = child.kind
        and pg_temp.chance(first + ordinal, 41) >= mix.low and pg_temp.chance(first + ordinal, 41) < mix.high
)
insert into demo_body (n, level, kind, parent, k, path, code, name, short, place, sector, production_site, founded_on, weight, top, mid)
select drawn.n, 4, 'cell', parent, drawn.k, path || organisation_segment(drawn.k), above || '-' || lpad((drawn.k + 1)::text, 3, '0'),
       case when drawn.sector = 'neighbourhood' then 'Cell No. ' || (ordinal + 1) || ', ' || unit.words
            else 'Cell ' || unit.words || case when ordinal >= unit.many then ' ' || (ordinal / unit.many + 1) else '' end
                 || case when level = 2 then ', ' || place else ', ' || short end end,
       '', place, drawn.sector,
       drawn.sector = any(%(at_work)s::text[]) and pg_temp.chance(drawn.n, 42) < 0.82,
       greatest(%(today)s::date - 120 - floor(11000 * power(pg_temp.chance(drawn.n, 43), 1.4))::int, date '1950-01-01'), 1, top, mid
from drawn
join demo_unit as unit on unit.sector = drawn.sector and unit.k = 1 + mod(pg_temp.place_in(100, parent, 44) + ordinal, unit.many);

analyze demo_body;

update demo_body as body
set below = counted.many
from (select parent, count(*)::int as many from demo_body where parent is not null group by parent) as counted
where counted.parent = body.n
