-- Lines for which no seat of their category is left: the first ones of the file have the seats there are.
-- Run by: imports of participants, with the conference locked. One row per line too many.
with held as (
    select category, count(*) as held from participants_place
    where conference_id = %(conference_id)s and state in ('chosen', 'invited', 'accepted')
    group by category
), numbered as (
    select line.line, category.seats, row_number() over (partition by line.category order by line.line) as nth,
           coalesce(held.held, 0) as held
    from import_place as line
    join seats_category as category on category.conference_id = %(conference_id)s and category.key = line.category
    left join held on held.category = line.category
    where line.faults is null and not line.known
)
update import_place as line
set faults = 'All ' || numbered.seats || ' seats of this category have somebody: leave the line out, or ask for more seats.'
from numbered
where line.line = numbered.line and numbered.held + numbered.nth > numbered.seats
