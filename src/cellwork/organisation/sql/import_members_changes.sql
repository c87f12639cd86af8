-- Persons of the register whom the file changes, and how. What a file has no column for stays as it is.
-- Run by: imports of members. One row per person that changes.
-- `goes`: to another cell, from `starts` on: the day the file says when that is later than the last one, else today. `dates`: the
-- day of joining is corrected, only where there is no earlier cell whose time it could run into.
create unlogged table import_change as
with known as (
    select member.line, member.person_id, member.cell_id, member.since, member.standing, person.cell_id as old_cell_id,
           now_in.since as old_since,
           member.given_name <> person.given_name or (%(has_family_name)s and member.family_name <> person.family_name)
           or (%(has_born_on)s and member.born_on is distinct from person.born_on) as other_person,
           now_in.since is null or person.cell_id is distinct from member.cell_id as goes,
           now_in.since <> member.since as dates,
           %(has_standing)s and now_in.standing <> member.standing as stands_otherwise
    from import_member as member
    join people_person as person on person.id = member.person_id
    left join organisation_membership as now_in
           on now_in.body_id = person.cell_id and now_in.person_id = person.id and now_in.until is null
    where not exists (select from import_fault as fault where fault.line = member.line)
)
select line, person_id, cell_id, old_cell_id, old_since, other_person, goes,
       case when goes and (old_since is null or since > old_since) then since
            when goes then greatest(%(today)s::date, old_since)
            when dates then since else old_since end as starts,
       coalesce(not goes and dates, false) as dates, coalesce(not goes and stands_otherwise, false) as stands_otherwise
from (
    select known.*
    from known
    where other_person or goes or stands_otherwise
       or dates and not exists (select from organisation_membership as earlier
                                where earlier.person_id = known.person_id
                                  and (earlier.body_id, earlier.since) <> (known.old_cell_id, known.old_since))
) as differing
