-- Every line of a file of members as we understand it. A day that cannot be read is "infinity", a cell or standing that
-- cannot be taken is null: why, is asked afterwards, of those few lines alone.
-- The person's id is people_person_id written out (a test compares them), so that the digest is taken once and not three
-- times: what comes out of a union is worked out before it is used. Days written the usual way are looked up in the
-- calendar, which costs half of what reading each of them does; only what stands in none is read as somebody may have meant it.
-- Run by: imports of members. One row per line that is not blank. Cost: one pass, shared by the processors there are.
create unlogged table import_member as
with digested as (
    select *, substr(sha256(convert_to('cellwork.person:' || number, 'UTF8')), 1, 16) as digest from import_rows
    union all
    select *, null from import_rows where false
)
select row.line,
       encode(set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex')::uuid
           as person_id,
       row.number, row.given_name, coalesce(row.family_name, '') as family_name, cell.id as cell_id,
       case when row.since is not null then coalesce(came.day, pg_temp.as_day(row.since), 'infinity') end as since,
       case when row.born_on is not null then coalesce(born.day, pg_temp.as_day(row.born_on), 'infinity') end as born_on,
       case when row.standing is null then 'member'
            else coalesce(standing.code, (select code from import_word where sort = 'standing' and word = lower(row.standing)))
            end as standing
from digested as row
left join organisation_body as cell on cell.code = row.cell and cell.is_cell and cell.dissolved_on is null
left join import_word as standing on standing.sort = 'standing' and standing.word = row.standing
left join import_day as came on came.written = row.since
left join import_day as born on born.written = row.born_on
where not row.blank
