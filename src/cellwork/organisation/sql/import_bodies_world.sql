-- The organisation as it would stand after the import: lines without fault, and what the register holds around them.
-- Run by: imports of bodies, once per round of judging. One row per code.
-- `whole`: bodies of the register change their standing, so all of it must be looked at; otherwise new bodies only hang on it.
-- `ground`: where judging begins. `lost`: a line that was rejected and is in no register: what stands under it is rejected too.
create unlogged table import_world as
with taken as (
    select line, code, kind, parent_code, old_id as id,
           case when %(has_dissolved_on)s then dissolved_on else old_dissolved_on end as dissolved_on,
           parent_code is null as ground, false as lost, old_id is null or parent_code is distinct from old_parent_code as hangs_anew
    from import_body where faults is null
), around as (
    select null::bigint as line, body.code, body.kind, upper.code as parent_code, body.id, body.dissolved_on,
           not %(whole)s or body.parent_id is null as ground, false as lost, false as hangs_anew
    from organisation_body as body
    left join organisation_body as upper on upper.id = body.parent_id
    where not exists (select from taken where taken.code = body.code)
      and (%(whole)s or exists (select from taken where taken.parent_code = body.code))
), gone as (
    select min(line) as line, code, min(kind) as kind, null::text as parent_code, null::uuid as id, null::date as dissolved_on,
           true as ground, true as lost, false as hangs_anew
    from import_body
    where faults is not null and code is not null and old_id is null
      and not exists (select from taken where taken.code = import_body.code)
    group by code
)
select * from taken union all select * from around union all select * from gone
