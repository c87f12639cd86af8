-- Bodies of the register that the file changes: in how they stand (remembered), or in something else.
-- Run by: imports of bodies, after placing. One row per body that changes. What a file has no column for stays as it is.
create unlogged table import_change as
select old.id, body.line, path.id is not null as goes,
       coalesce(path.id is not null or body.name <> old.name or body.kind <> old.kind
                or (%(has_dissolved_on)s and body.dissolved_on is distinct from old.dissolved_on), true) as stands_otherwise
from organisation_body as old
left join import_body as body on body.old_id = old.id and body.faults is null
left join import_path as path on path.id = old.id and not path.fresh
where path.id is not null
   or body.name <> old.name or body.kind <> old.kind
   or (%(has_dissolved_on)s and body.dissolved_on is distinct from old.dissolved_on)
   or (%(has_founded_on)s and body.founded_on is distinct from old.founded_on)
   or (%(has_sector)s and body.sector <> old.sector)
   or (%(has_place)s and body.place <> old.place)
   or (%(has_production_site)s and body.production_site <> old.production_site)
