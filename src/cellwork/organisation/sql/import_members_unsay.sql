-- Persons written more than once, because their number stands in several lines: all but the first line is taken back.
-- Run by: first imports of members, when the key of persons finds a number twice. Cost: a pass over the persons.
with every as (
    delete from people_person as person using import_doubled as doubled where person.id = doubled.person_id
)
insert into people_person (id, number, given_name, family_name, born_on, cell_id)
select member.person_id, number, given_name, family_name, born_on, cell_id
from import_doubled as doubled
join import_member as member on member.line = doubled.first
