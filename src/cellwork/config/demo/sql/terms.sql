-- Who holds which office. Run by: build_world. One row per term, past ones included.
-- Committee officials are members of cells below: the seat says in which cell of the branch and at which place.
create temporary table demo_seat on commit drop as
select cell.n, cell.id as body_id, cell.founded_on, office.code as office, 1 as seat, 24 as months, cell.first_person + office.position as m,
       cell.first_person + office.position + 3 as m_before,
       case office.code when 'cell_secretary' then 0.955 else 0.87 end as filled
from demo_cell as cell
cross join (values ('cell_secretary', 1), ('deputy_cell_secretary', 2)) as office (code, position)
union all
select body.n, ('01900000-0000-7000-8000-' || lpad(to_hex(body.n), 12, '0'))::uuid, body.founded_on, office.code, seats.seat, office.months,
       cell.first_person + case body.level when 3 then 3 when 2 then 4 else 5 end,
       cell.first_person + case body.level when 3 then 4 else 3 end, office.filled
from demo_body as body
join (values
    ('central_committee', 'general_secretary', 1, 60, 1.0), ('central_committee', 'central_secretary', 9, 60, 1.0),
    ('central_committee', 'organiser', 2, 60, 1.0),
    ('provincial_committee', 'chief_secretary', 1, 60, 1.0), ('provincial_committee', 'organiser', 2, 60, 0.9),
    ('ministry_committee', 'chief_secretary', 1, 60, 1.0), ('ministry_committee', 'organiser', 1, 60, 0.9),
    ('city_committee', 'chief_secretary', 1, 60, 1.0), ('city_committee', 'organiser', 1, 60, 0.88),
    ('county_committee', 'chief_secretary', 1, 60, 1.0), ('county_committee', 'organiser', 1, 60, 0.88),
    ('complex_committee', 'chief_secretary', 1, 60, 1.0), ('complex_committee', 'organiser', 1, 60, 0.88),
    ('primary_committee', 'secretary', 1, 36, 0.97), ('primary_committee', 'deputy_secretary', 2, 36, 0.9)
) as office (kind, code, seats, months, filled) on office.kind = body.kind
cross join lateral generate_series(1, office.seats) as seats (seat)
join demo_range as range on range.path = body.path
join demo_cell as cell on cell.rank = range.first + mod(
    seats.seat - 1 + case office.code when 'organiser' then 3 when 'deputy_secretary' then 1 when 'central_secretary' then 60 when 'general_secretary' then 50 else 0 end
    + case body.level when 0 then 20 when 1 then 37 when 2 then 9 else 0 end,
    range.cells);

-- A filled seat: since some time within its length, so that a few end soon. A vacant one: since when varies.
with drawn as (
    select seat.*, length.days, hash.h,
           case when seat.filled = 1.0 then true
                when seat.body_id = any(%(never_vacant)s::uuid[]) then true
                else pg_temp.chance(hash.h, 71) < seat.filled end as held,
           -- Whoever can be played has been in office for as long as the story goes back.
           greatest(38 + floor((length.days - 42) * case when seat.filled = 1.0 then 0.85 * pg_temp.chance(hash.h, 72) else pg_temp.chance(hash.h, 72) end)::int,
                    case when seat.body_id = any(%(never_vacant)s::uuid[]) then 110 else 0 end) as ago,
           3 + floor(420 * power(pg_temp.chance(hash.h, 73), 1.8))::int as vacant_days
    from demo_seat as seat
    cross join lateral (select seat.months * 365 / 12 as days) as length
    cross join lateral (select seat.n * 64 + seat.seat * 8 + length(seat.office) as h) as hash
), term as (
    select body_id, office, seat, m, held, h,
           case when held then %(today)s::date - ago else %(today)s::date - vacant_days - days + floor(200 * pg_temp.chance(h, 74))::int end as since,
           case when held then %(today)s::date - ago + days else %(today)s::date - vacant_days end as until
    from drawn
    union all
    -- The one before, where there was one.
    select body_id, office, seat, m_before, true, h + 1000000000000, %(today)s::date - ago - days, %(today)s::date - ago
    from drawn
    where held and pg_temp.chance(h, 75) < 0.3 and founded_on < %(today)s::date - ago - days
)
insert into offices_term (id, body_id, office, seat, person_id, person_name, since, until, standing)
select ('01900000-' || lpad(to_hex(row_number() over (order by h) / 281474976710656 + 1), 4, '0') || '-7000-9000-' || lpad(to_hex(row_number() over (order by h)), 12, '0'))::uuid,
       term.body_id, term.office, term.seat, person.id, person.given || ' ' || person.family,
       (term.since + time '09:00') at time zone %(zone)s, (term.until + time '09:00') at time zone %(zone)s,
       case when pg_temp.chance(h, 76) < 0.025 then 'acting' else 'held' end
from term
join demo_person as person on person.m = term.m
