-- Known persons as the file has them.
-- Run by: imports of members.
update people_person as person
set given_name = member.given_name,
    family_name = case when %(has_family_name)s then member.family_name else person.family_name end,
    born_on = case when %(has_born_on)s then member.born_on else person.born_on end,
    cell_id = member.cell_id
from import_change as change
join import_member as member on member.line = change.line
where person.id = change.person_id and (change.other_person or change.goes)
