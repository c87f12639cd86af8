-- New bodies, in the order of their paths: a branch lies together on the disk.
-- Run by: imports of bodies, last.
insert into organisation_body (id, code, name, kind, is_cell, parent_id, path, sector, place, production_site, founded_on,
                               dissolved_on, since, segments_given)
select path.id, body.code, body.name, body.kind, cell.code is not null, path.parent_id, path.path, body.sector, body.place,
       body.production_site, body.founded_on, body.dissolved_on, %(at)s, coalesce(children.given, 0)
from import_path as path
join import_body as body on body.line = path.line
left join import_word as cell on cell.sort = 'cell' and cell.word = body.kind
left join (select parent_code, max(given) as given from import_plan group by parent_code) as children
       on children.parent_code = body.code
where path.fresh
order by path.path
