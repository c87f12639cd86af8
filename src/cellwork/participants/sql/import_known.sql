-- Lines whose person has a place already, or had one: the same category is the same place; another one is a fault.
-- Run by: imports of participants. One row per such line.
update import_place as line
set known = place.category = line.category,
    faults = case when place.category <> line.category
                  then line.name || ' has or had place number ' || place.number || ' as ' || place.category
                       || ': one person has one place. Leave the line out.' end
from participants_place as place
where place.conference_id = %(conference_id)s and place.person_id = line.person_id and line.faults is null
