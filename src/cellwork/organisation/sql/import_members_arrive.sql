-- Memberships that begin by this file, of known persons who go to another cell.
-- Run by: imports of members, after they left.
insert into organisation_membership (body_id, person_id, since, until, standing, name)
select change.cell_id, change.person_id, change.starts, null, member.standing, btrim(member.given_name || ' ' || member.family_name)
from import_change as change
join import_member as member on member.line = change.line
where change.goes
on conflict (body_id, person_id, since) do update set until = null, standing = excluded.standing, name = excluded.name
