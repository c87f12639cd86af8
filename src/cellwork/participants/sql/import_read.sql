-- Every line of a file of participants as we understand it, with what is wrong in the line itself. Whoever is from outside is
-- known by category, name and origin: their id follows from these and from the conference.
-- Run by: imports of participants. One row per line that is not blank.
create unlogged table import_place as
select row.line, category.code as category,
       coalesce(person.id, md5(%(conference_id)s::text || chr(31) || coalesce(category.code, '') || chr(31)
                               || lower(row.name) || chr(31) || lower(coalesce(row.origin, '')))::uuid) as person_id,
       left(coalesce(nullif(btrim(person.given_name || ' ' || person.family_name), ''), row.name), 200) as name,
       left(coalesce(row.origin, cell.name, ''), 200) as origin, cell.id as body_id, coalesce(cell.path, '') as path,
       left(coalesce(row.because, ''), 1000) as because, false as known, null::bigint as place,
       nullif(concat_ws(chr(30),
           case when row.category is null then 'No category: fill in as what they come.'
                when category.code is null
                then 'Nobody is invited by hand as "' || left(row.category, 40) || '": write one of '
                     || coalesce((select string_agg(distinct code, ', ') from import_word where sort = 'category'), 'none') || '.'
           end,
           case when row.number is null and row.name is null then 'Neither a number nor a name: fill in one of them.'
                when row.number is not null and person.id is null
                then 'There is no person with the number ' || left(row.number, 40) || ': correct it, or leave it empty.'
                when person.id is not null and row.name is not null
                     and lower(row.name) <> lower(btrim(person.given_name || ' ' || person.family_name))
                then 'The number ' || left(row.number, 40) || ' is not that of ' || left(row.name, 60)
                     || ': correct one of them, or leave the name empty.'
                when length(row.name) > 200 then 'The name is longer than 200 letters.' end,
           case when length(row.origin) > 200 then 'Where they come from is longer than 200 letters.' end,
           case when length(row.because) > 1000 then 'Why they are invited is longer than 1000 letters.' end
       ), '') as faults
from import_rows as row
left join import_word as category on category.sort = 'category' and category.word = lower(row.category)
left join people_person as person on person.id = people_person_id(row.number)
left join organisation_body as cell on cell.id = person.cell_id
where not row.blank
