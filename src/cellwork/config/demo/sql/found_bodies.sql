-- The bodies themselves. Run by: build_world. One row per body, parents first.
-- Ids are spelled from the body's number: the same in every demo, and in the order of the tree.
insert into organisation_body (id, code, name, kind, is_cell, parent_id, path, sector, place, production_site, founded_on, since, segments_given)
select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, code, name, kind, level = 4,
       case when parent is not null then ('01900000-0000-7000-8000-' || lpad(to_hex(parent), 12, '0'))::uuid end,
       path, sector, place, coalesce(production_site, false), founded_on, founded_on::timestamp at time zone %(zone)s, below
from demo_body
order by n;

-- Cells in the order of their paths, with how many members and people around, and the number of the first person.
create temporary table demo_cell on commit drop as
select rank, n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, path, founded_on, members,
       floor(3 * pg_temp.chance(n, 51))::int as around,
       (sum(members + floor(3 * pg_temp.chance(n, 51))::int) over (order by rank) - members - floor(3 * pg_temp.chance(n, 51))::int)::int as first_person
from (
    select sized.*, (floor(%(members)s * high + 1e-6) - floor(%(members)s * low + 1e-6))::int as members
    from (
        select row_number() over by_path as rank, n, path, founded_on,
               sum(size) over by_path / sum(size) over () as high, (sum(size) over by_path - size) / sum(size) over () as low
        from (select n, path, founded_on, %(least)s + (%(most)s - %(least)s) * pg_temp.chance(n, 52) as size from demo_body where level = 4) as cells
        window by_path as (order by path)
    ) as sized
) as counted;
analyze demo_cell;

-- Which cells lie below a committee: a run of ranks.
create temporary table demo_range on commit drop as
select left(cell.path, depth * 4) collate "C" as path, min(cell.rank) as first, count(*)::int as cells
from demo_cell as cell
cross join generate_series(1, 4) as depth
where length(cell.path) > depth * 4
group by 1;
create index on demo_range (path);
analyze demo_range
