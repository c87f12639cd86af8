-- The committees: the centre, provinces and their equals, cities, counties and complexes, primary committees.
-- Run by: build_world. One row of demo_body each. A body's number of children follows from weights, so that totals are exact:
-- the i-th child of all falls to the parent in whose share of the added-up weights it lies.
insert into demo_body (n, level, kind, parent, k, path, code, name, short, place, sector, founded_on, weight)
values (1, 0, 'central_committee', null, 0, '0000', 'C', 'Central Committee', 'Central Committee', '', '', %(today)s::date - 21000, 1);

insert into demo_body (n, level, kind, parent, k, path, code, name, short, place, sector, founded_on, weight, top)
select 1 + k, 1, kind, 1, k - 1, '0000' || organisation_segment(k::int - 1),
       case kind when 'ministry_committee' then 'E' else 'P' end || lpad(k::text, 2, '0'),
       case kind when 'ministry_committee' then 'Committee of the ' || word else word || ' Provincial Committee' end,
       word, case kind when 'ministry_committee' then '' else word end, sector,
       %(today)s::date - 9000 - floor(11000 * pg_temp.chance(k, 11))::int,
       case kind when 'ministry_committee' then 0.2 else 0.7 + pg_temp.chance(k, 12) end, 1 + k
from unnest(%(top_names)s::text[], %(top_kinds)s::text[], %(top_sectors)s::text[]) with ordinality as given (word, kind, sector, k);

with share as (
    select *, sum(weight) over (order by n) / sum(weight) over () as high, (sum(weight) over (order by n) - weight) / sum(weight) over () as low
    from demo_body where level = 1
), child as (
    select share.*, floor(%(mids)s * low + 1e-9)::int as first, series.i
    from share
    cross join lateral generate_series(0, floor(%(mids)s * high + 1e-9)::int - floor(%(mids)s * low + 1e-9)::int - 1) as series (i)
), drawn as (
    select 2 + %(tops)s + first + i as n, child.i as k, child.n as parent, path, code as above, child.kind as above_kind, child.sector as above_sector,
           (%(places)s::text[])[1 + first + i] as place,
           case when child.kind = 'ministry_committee' then 'complex_committee'
                when child.i = 0 or pg_temp.chance(first + i, 21) < 0.44 then 'city_committee'
                when pg_temp.chance(first + i, 21) < 0.84 then 'county_committee' else 'complex_committee' end as kind
    from child
)
insert into demo_body (n, level, kind, parent, k, path, code, name, short, place, sector, founded_on, weight, top, mid)
select n, 2, kind, parent, k, path || organisation_segment(k), above || '-' || lpad((k + 1)::text, 2, '0'),
       place || case kind when 'city_committee' then ' City Committee' when 'county_committee' then ' County Committee'
                else ' ' || (%(complexes)s::text[])[pg_temp.place_in(cardinality(%(complexes)s::text[]), n, 22)] || ' Complex Committee' end,
       place, place, case when kind = 'complex_committee' then 'industry' else '' end,
       %(today)s::date - 3000 - floor(14000 * pg_temp.chance(n, 23))::int,
       case kind when 'city_committee' then 1.3 + 0.8 * pg_temp.chance(n, 24)
                 when 'county_committee' then 0.8 + 0.5 * pg_temp.chance(n, 24) else 0.7 + 0.5 * pg_temp.chance(n, 24) end,
       parent, n
from drawn;

with share as (
    select *, sum(weight) over in_turn / sum(weight) over () as high, (sum(weight) over in_turn - weight) / sum(weight) over () as low
    from demo_body where level = 2 or kind = 'ministry_committee'
    -- Cities first: the first primary committee of all stands below the first of them.
    window in_turn as (order by level desc, n)
), child as (
    select share.*, floor(%(primaries)s * low + 1e-9)::int as first, series.i
    from share
    cross join lateral generate_series(0, floor(%(primaries)s * high + 1e-9)::int - floor(%(primaries)s * low + 1e-9)::int - 1) as series (i)
), drawn as (
    select 2 + %(tops)s + %(mids)s + child.first + child.i as n,
           child.n as parent, child.level as above_level, child.path, child.code as above, child.top, child.mid,
           case when child.kind = 'ministry_committee'
                then (%(places)s::text[])[pg_temp.place_in(cardinality(%(places)s::text[]), child.first + child.i, 35)] else child.place end as place,
           case when child.kind = 'ministry_committee' then child.sector
                when child.n = %(leading_city)s and child.i = 0 then 'industry' else mix.sector end as sector,
           -- Below a ministry stand its complexes first.
           child.i + coalesce(complexes.many, 0) as k, child.i as ordinal
    from child
    left join lateral (select count(*)::int as many from demo_body as sibling where sibling.parent = child.n) as complexes on true
    left join demo_mix as mix on mix.kind = child.kind
        and pg_temp.chance(%(mids)s + child.first + child.i, 31) >= mix.low and pg_temp.chance(%(mids)s + child.first + child.i, 31) < mix.high
), named as (
    select drawn.*, work.words, row_number() over (partition by drawn.parent, drawn.sector, work.k order by drawn.n) as again
    from drawn
    join demo_work as work on work.sector = drawn.sector
        and work.k = 1 + mod(pg_temp.place_in(100, drawn.parent, 32) + drawn.ordinal, work.many)
)
insert into demo_body (n, level, kind, parent, k, path, code, name, short, place, sector, production_site, founded_on, weight, top, mid)
select n, 3, 'primary_committee', parent, k, path || organisation_segment(k), above || '-' || lpad((k + 1)::text, 3, '0'),
       'Primary Committee of the ' || called, called, place, sector, false,
       %(today)s::date - 1500 - floor(9000 * pg_temp.chance(n, 33))::int, 0.7 + 0.6 * pg_temp.chance(n, 34), top, mid
from named
cross join lateral (select place || ' ' || words || case when again > 1 then ' No. ' || again else '' end as called) as title;

-- The cells count the children of every body above them.
create index demo_body_parent on demo_body (parent);
analyze demo_body
