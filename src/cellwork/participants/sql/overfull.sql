-- Parts of a category in which more people have a place than there are seats: by its allotment, or in all where there is none.
-- Asked by: taking in, before it is committed. One row per part, none if all is well.
with made as (
    select dimension from seats_allotment where conference_id = %(conference_id)s and category = %(category)s
), held as (
    select case when made.dimension in ('unit', 'both') then place.unit_id end as unit_id,
           case when made.dimension in ('sector', 'both') then place.sector else '' end as sector, count(*) as held
    from participants_place as place
    left join made on true
    where place.conference_id = %(conference_id)s and place.category = %(category)s
      and place.state in ('chosen', 'invited', 'accepted')
    group by 1, 2
), there as (
    select case when made.dimension in ('unit', 'both') then seats.unit_id end as unit_id,
           case when made.dimension in ('sector', 'both') then seats.sector else '' end as sector, seats.seats
    from made
    join seats_allottedseats as seats on seats.conference_id = %(conference_id)s and seats.category = %(category)s
    union all
    select null, '', category.seats from seats_category as category
    where category.conference_id = %(conference_id)s and category.key = %(category)s and category.seats is not null
      and not exists (select from made)
), compared as (
    select held.unit_id, held.sector, held.held, coalesce(there.seats, 0) as seats
    from held
    left join there on there.unit_id is not distinct from held.unit_id and there.sector = held.sector
    where exists (select from there)
)
select unit_id, sector, held, seats from compared where held > seats order by held - seats desc, sector
