-- Memberships of persons whom the register does not know yet.
-- Run by: imports of members, before the persons themselves go in.
-- `first`: the register knows nobody; it is not searched while it fills, where every row would be met again and again.
insert into organisation_membership (body_id, person_id, since, until, standing, name)
select cell_id, person_id, since, null, standing, case when family_name = '' then given_name else given_name || ' ' || family_name end
from import_member as member
where not exists (select from import_fault as fault where fault.line = member.line)
  and (%(first)s or not exists (select from people_person as person where person.id = member.person_id))
