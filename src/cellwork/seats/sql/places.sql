-- At how many bodies could somebody fit each category, by unit and sector, and how many members live in those that are cells?
-- Asked by: the preview and fixing the list; these numbers are what seats are allotted by. One row per category, unit, sector.
-- Bodies count whether the office is held or not: a vacant post must not cost its branch a seat.
-- Cost: a pass over the bodies of the branch and one over memberships; about two seconds for 320,000 cells with 6.5 million members.
with category as materialized (
    select * from jsonb_to_recordset(%(categories)s::jsonb)
        as rule (key text, nth int, fits_by text, offices text[], kinds text[], sectors text[], production_sites boolean)
), place as (
    select category.key, body.id, body.sector, left(body.path, %(unit)s) as unit_path
    from category
    join organisation_body as body on body.kind = any(category.kinds)
    where category.fits_by <> 'hand' and body.path >= %(path)s and body.path < %(end)s and body.dissolved_on is null
      and (category.sectors = '{}' or body.sector = any(category.sectors))
      and (body.production_site or not category.production_sites)
), size as (
    select body_id, count(*) as members
    from organisation_membership
    where %(with_members)s and standing = 'member' and until is null
    group by body_id
)
select place.key as category, unit.id as unit_id, place.sector, count(*)::int as bodies, coalesce(sum(size.members), 0)::int as members
from place
join organisation_body as unit on unit.path = place.unit_path
left join size on size.body_id = place.id
group by place.key, unit.id, place.sector
