-- Who fits which category of a conference at this moment, and what is known of them that a draw may balance?
-- Asked by: fixing the list (it is inserted as it comes), and the preview, which counts it. One row per person who fits, by id.
-- `categories` are the rules in JSON, `nth` their order: a person fits the first. `unit`: letters of the path down to the bodies
-- directly below the one whose conference it is.
-- Cost: a pass over terms and bodies, one over memberships for the sizes of cells; some seconds for 320,000 offices. The planner
-- cannot know how many rows rules in JSON select: whoever asks it of a large organisation turns its nested loops off.
with category as materialized (
    select * from jsonb_to_recordset(%(categories)s::jsonb)
        as rule (key text, nth int, fits_by text, offices text[], kinds text[], sectors text[], production_sites boolean)
), candidate as (
    select term.person_id, term.person_name as name, category.nth, body.id, body.path, body.sector, body.is_cell,
           body.production_site
    from offices_term as term
    join organisation_body as body on body.id = term.body_id
    join category on category.fits_by = 'offices' and term.office = any(category.offices) and body.kind = any(category.kinds)
        and (category.sectors = '{}' or body.sector = any(category.sectors))
        and (body.production_site or not category.production_sites)
    where body.path >= %(path)s and body.path < %(end)s and body.dissolved_on is null
      and term.since <= %(at)s and (term.until is null or term.until > %(at)s)
    union all
    select member.person_id, member.name, category.nth, body.id, body.path, body.sector, body.is_cell, body.production_site
    from category
    join organisation_body as body on category.fits_by = 'cells' and body.kind = any(category.kinds)
        and (category.sectors = '{}' or body.sector = any(category.sectors))
        and (body.production_site or not category.production_sites)
    join organisation_membership as member on member.body_id = body.id
    where body.path >= %(path)s and body.path < %(end)s and body.dissolved_on is null
      and member.standing = 'member' and member.since <= %(today)s and (member.until is null or member.until > %(today)s)
), fits as materialized (
    select distinct on (person_id) * from candidate order by person_id, nth, path
), size as (
    select body_id, count(*) as members
    from organisation_membership
    where standing = 'member' and until is null
    group by body_id
), served as (
    select fits.person_id, sum(extract(epoch from least(term.until, %(at)s) - term.since)) / 86400 as days
    from fits
    join category on category.nth = fits.nth and category.fits_by = 'offices'
    join offices_term as term on term.person_id = fits.person_id and term.office = any(category.offices)
    where term.since < %(at)s
    group by fits.person_id
)
select fits.person_id, fits.name, category.key as category, fits.id as body_id, fits.path, unit.id as unit_id, fits.sector,
       jsonb_build_object(
           'production_site', case when fits.production_site then 'yes' else 'no' end,
           'experience', case when served.days is null then '' when served.days < %(new_days)s then 'new' else 'experienced' end,
           'size', case when not fits.is_cell then ''
                        when coalesce(size.members, 0) <= %(small_up_to)s then 'small'
                        when size.members >= %(large_from)s then 'large' else 'middle' end,
           'nominated', 'no'
       ) as features
from fits
join category on category.nth = fits.nth
join organisation_body as unit on unit.path = left(fits.path, %(unit)s)
left join size on size.body_id = fits.id
left join served on served.person_id = fits.person_id
