-- How many bodies does a branch have, and how many were founded and dissolved since a day?
-- Asked by: the review. One row per body directly below (the body's own path: itself), sector and kind. Cost: one range of paths.
select left(body.path, %(width)s) as unit, body.sector, body.kind, body.is_cell,
       count(*) filter (where body.dissolved_on is null)::int as living,
       count(*) filter (where body.founded_on >= %(since)s)::int as founded,
       count(*) filter (where body.dissolved_on >= %(since)s)::int as dissolved
from organisation_body as body
where body.path >= %(path)s and body.path < %(end)s
  and (body.dissolved_on is null or body.dissolved_on >= %(since)s)
group by unit, body.sector, body.kind, body.is_cell
