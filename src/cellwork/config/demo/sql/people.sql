-- The persons, and their memberships. Run by: build_world. One row per person in each; cost: about 10 µs a person.
-- Positions in a cell: 1 secretary, 2 deputy, the last ones candidates, after them people around who are no members.
create temporary table demo_person on commit drop as
-- The rule of people_person_id(number), spelled out: PostgreSQL does not inline that function, and a call costs five times this.
-- A test compares the two.
select encode(set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex')::uuid as id, drawn.*
from (
    select placed.*, substr(sha256(convert_to('cellwork.person:' || number, 'UTF8')), 1, 16) as digest
    from (
        select cell.rank, seat.k::int as position, cell.first_person + seat.k as m, cell.id as cell_id,
               'M' || lpad((cell.first_person + seat.k)::text, 7, '0') as number,
               given.word as given, family.word as family,
               case when seat.k > cell.members then 'around'
                    when seat.k > 5 and pg_temp.chance(cell.first_person + seat.k, 61) < 0.12 then 'candidate' else 'member' end as standing,
               cell.founded_on
        from demo_cell as cell
        cross join lateral generate_series(1, cell.members + cell.around) as seat (k)
        join demo_given as given
            on given.k = 1 + floor(%(givens)s * power(pg_temp.chance(cell.first_person + seat.k, 62), 1.35))::int
        join demo_family as family
            on family.k = 1 + floor(%(families)s * pg_temp.chance(cell.first_person + seat.k, 63))::int
        -- So that the members of one cell lie together in both tables.
        order by m
    ) as placed
    offset 0
) as drawn;

insert into people_person (id, number, given_name, family_name, born_on, cell_id)
select id, number, given, family,
       %(today)s::date - (365.25 * (case standing when 'candidate' then 18 + 16 * pg_temp.chance(m, 64) else 20 + 58 * pg_temp.chance(m, 64) end))::int,
       cell_id
from demo_person;

insert into organisation_membership (body_id, person_id, since, standing, name)
select cell_id, id,
       case standing
           when 'candidate' then %(today)s::date - 20 - floor(600 * pg_temp.chance(m, 65))::int
           else greatest(founded_on, %(today)s::date - 90 - floor(9000 * power(pg_temp.chance(m, 65), 1.6))::int) end,
       standing, given || ' ' || family
from demo_person
