-- Every line of a file of bodies as we understand it, beside the body that already bears its code, with what is wrong in the
-- line itself. Run by: imports of bodies. One row per line that is not blank. Cost: one pass and three joins.
create unlogged table import_body as
select row.line, row.code, row.name, kind.code as kind, row.parent as parent_code,
       coalesce(sector.code, '') as sector, coalesce(row.place, '') as place,
       coalesce(site.code, 'no') = 'yes' as production_site,
       pg_temp.as_day(row.founded_on) as founded_on, pg_temp.as_day(row.dissolved_on) as dissolved_on,
       old.id as old_id, old.kind as old_kind, upper.code as old_parent_code, old.dissolved_on as old_dissolved_on,
       nullif(concat_ws(chr(30),
           case when row.code is null then 'No code: fill in the body''s own code.' end,
           case when length(row.code) > 100 then 'The code is longer than 100 characters: shorten it.' end,
           case when row.name is null then 'No name: fill in the body''s name.' end,
           case when length(row.name) > 300 then 'The name is longer than 300 characters: shorten it.' end,
           case when row.kind is null then 'No kind: fill in one of ' || %(kinds)s || '.'
                when kind.code is null
                then 'The statutes know no kind "' || left(row.kind, 40) || '": write one of ' || %(kinds)s || '.' end,
           case when row.sector is not null and sector.code is null
                then 'The statutes know no sector "' || left(row.sector, 40) || '": '
                     || case when %(sectors)s = '' then 'they have no sectors; leave it empty.'
                             else 'write one of ' || %(sectors)s || '.' end end,
           case when row.production_site is not null and site.code is null
                then '"' || left(row.production_site, 40) || '" does not say whether it is a production site: write yes or no.' end,
           case when row.founded_on is not null and pg_temp.as_day(row.founded_on) is null
                then pg_temp.day_fault('Founded on', row.founded_on) end,
           case when row.dissolved_on is not null and pg_temp.as_day(row.dissolved_on) is null
                then pg_temp.day_fault('Dissolved on', row.dissolved_on) end,
           case when pg_temp.as_day(row.dissolved_on) < coalesce(pg_temp.as_day(row.founded_on),
                                                                 case when not %(has_founded_on)s then old.founded_on end)
                then 'It was dissolved before it was founded: correct one of the dates.' end,
           case when pg_temp.as_day(row.dissolved_on) > %(today)s::date
                then 'Dissolved on ' || pg_temp.as_day(row.dissolved_on)
                     || ' lies in the future: leave it empty, and dissolve the body when the day has come.' end,
           case when old.dissolved_on is not null and %(has_dissolved_on)s
                     and pg_temp.as_day(row.dissolved_on) is distinct from old.dissolved_on
                then 'This body was dissolved on ' || old.dissolved_on
                     || ' and is not brought back by an import: leave it out, or found it anew under another code.' end,
           case when kind.code = %(top_kind)s and row.parent is not null
                then 'This kind, ' || %(top_title)s || ', stands at the top: leave the code of the body above it empty.' end,
           case when kind.code <> %(top_kind)s and row.parent is null
                then 'No body above: fill in the code of the body it stands under. Only the kind ' || %(top_title)s || ' has none.' end,
           case when row.parent = row.code
                then 'It would stand below itself: ' || left(row.code, 40) || ' → ' || left(row.code, 40)
                     || '. Correct the code of the body above.' end,
           case when old.is_cell and old.id is not null
                     and (word_cell.code is distinct from 'yes' or pg_temp.as_day(row.dissolved_on) is not null)
                     and exists (select from organisation_membership as member
                                 where member.body_id = old.id and member.until is null)
                then 'This ' || %(cell)s || ' still has members: import them into another one first.' end
       ), '') as faults
from import_rows as row
left join import_word as kind on kind.sort = 'kind' and kind.word = lower(row.kind)
left join import_word as word_cell on word_cell.sort = 'cell' and word_cell.word = kind.code
left join import_word as sector on sector.sort = 'sector' and sector.word = lower(row.sector)
left join import_word as site on site.sort = 'yes' and site.word = lower(row.production_site)
left join organisation_body as old on old.code = row.code
left join organisation_body as upper on upper.id = old.parent_id
where not row.blank
