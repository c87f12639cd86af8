-- Present memberships of known persons with the standing, the day and the name that the file has.
-- Run by: imports of members.
update organisation_membership as membership
set since = change.starts,
    standing = case when change.stands_otherwise then member.standing else membership.standing end,
    name = case when change.other_person
                then btrim(member.given_name || ' ' || case when %(has_family_name)s then member.family_name
                                                            else person.family_name end)
                else membership.name end
from import_change as change
join import_member as member on member.line = change.line
join people_person as person on person.id = change.person_id
where not change.goes
  and membership.body_id = change.cell_id and membership.person_id = change.person_id and membership.since = change.old_since
