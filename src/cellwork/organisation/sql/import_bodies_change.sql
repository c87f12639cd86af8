-- The register's own bodies as the file has them now.
-- Run by: imports of bodies. A path is never given twice, so that no order of these rows can collide.
update organisation_body as old
set name = coalesce(body.name, old.name),
    kind = coalesce(body.kind, old.kind),
    is_cell = coalesce(cell.code = 'yes', body.line is null and old.is_cell),
    parent_id = case when change.goes then path.parent_id else old.parent_id end,
    path = coalesce(path.path, old.path),
    sector = case when body.line is not null and %(has_sector)s then body.sector else old.sector end,
    place = case when body.line is not null and %(has_place)s then body.place else old.place end,
    production_site = case when body.line is not null and %(has_production_site)s then body.production_site
                           else old.production_site end,
    founded_on = case when body.line is not null and %(has_founded_on)s then body.founded_on else old.founded_on end,
    dissolved_on = case when body.line is not null and %(has_dissolved_on)s then body.dissolved_on else old.dissolved_on end,
    since = case when change.stands_otherwise then %(at)s else old.since end
from import_change as change
left join import_body as body on body.line = change.line
left join import_path as path on path.id = change.id
left join import_word as cell on cell.sort = 'cell' and cell.word = body.kind
where change.id = old.id
