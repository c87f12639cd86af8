-- Persons whom the register does not know yet.
-- Run by: imports of members, last.
-- `first`: the register knows nobody; it is not searched while it fills, where every row would be met again and again.
insert into people_person (id, number, given_name, family_name, born_on, cell_id)
select person_id, number, given_name, family_name, born_on, cell_id
from import_member as member
where not exists (select from import_fault as fault where fault.line = member.line)
  and (%(first)s or not exists (select from people_person as person where person.id = member.person_id))
