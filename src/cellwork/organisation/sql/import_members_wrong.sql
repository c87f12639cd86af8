-- What is wrong in the lines that could not be taken as they stand.
-- Run by: imports of members. One row per line at fault, all its reasons together. Cost: one pass over the lines as they
-- were written, shared.
create unlogged table import_wrong as
select row.line, member.person_id,
       nullif(concat_ws(chr(30),
           case when row.number is null then 'No number: fill in the number by which the person is known.' end,
           case when length(row.number) > 100 then 'The number is longer than 100 characters: shorten it.' end,
           case when row.given_name is null then 'No name: fill in the given name.' end,
           case when length(row.given_name) + length(member.family_name) > 300
                then 'The name is longer than 300 characters: shorten it.' end,
           case when row.cell is null then 'No ' || %(cell)s || ': fill in the code of the one the person belongs to.'
                when body.id is null
                then 'There is no body with the code ' || left(row.cell, 40) || ': correct the code, or import that body first.'
                when not body.is_cell
                then left(body.name, 60) || ' (' || left(row.cell, 40) || ') is no ' || %(cell)s
                     || ': fill in the code of the ' || %(cell)s || ' the person belongs to.'
                when body.dissolved_on is not null
                then left(body.name, 60) || ' (' || left(row.cell, 40) || ') was dissolved on ' || body.dissolved_on
                     || ': fill in the code of the ' || %(cell)s || ' the person belongs to now.' end,
           case when row.since is null then 'Since when is missing: fill in the day.'
                when member.since = 'infinity' then pg_temp.day_fault('Since', row.since)
                when member.since > %(today)s::date
                then 'Since ' || member.since || ' lies in the future: correct the day, or import the line then.' end,
           case when member.born_on = 'infinity' then pg_temp.day_fault('Born on', row.born_on)
                when member.born_on > %(today)s::date then 'Born on ' || member.born_on || ' lies in the future: correct the day.'
                when member.born_on < %(today)s::date - 47482
                then 'Born on ' || member.born_on || ' is more than 130 years ago: correct the day.'
                when member.since < member.born_on
                then 'The person would have come before being born: correct one of the days.' end,
           case when member.standing is null
                then 'There is no standing "' || left(row.standing, 40) || '": write member, candidate or around.' end
       ), '') as faults
from import_suspect as member
join import_rows as row on row.line = member.line
left join organisation_body as body on body.code = row.cell
