-- Does a line at fault share its number with another line? Such a number is not met again among the persons written.
-- Asked by: first imports of members. One row. Cost: one pass, shared.
select exists (
    select from import_member as member
    join import_wrong as wrong on wrong.person_id = member.person_id and wrong.line <> member.line
) as shared
