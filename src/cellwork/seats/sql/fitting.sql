-- Who fits which category of a conference at this moment, and what is known of them that a draw may balance?
-- Asked by: fixing the list (it is inserted as it comes), and the preview, which counts it. One row per person who fits.
-- `categories` are the rules in JSON, `nth` their order: a person fits the first. `unit`: letters of the path down to the bodies
-- directly below the one whose conference it is.
-- Cost: a pass over the terms of the branch, one over memberships for the sizes of cells; about three seconds for 320,000 offices.
with category as materialized (
    select * from jsonb_to_recordset(%(categories)s::jsonb)
        as rule (key text, nth int, fits_by text, offices text[], kinds text[], sectors text[], production_sites boolean)
), place as (
    select category.key, category.nth, category.fits_by, category.offices, body.id, body.path, body.sector, body.is_cell,
           body.production_site
    from category
    join organisation_body as body on body.kind = any(category.kinds)
    where body.path >= %(path)s and body.path < %(end)s and body.dissolved_on is null
      and (category.sectors = '{}' or body.sector = any(category.sectors))
      and (body.production_site or not category.production_sites)
), candidate as (
    select term.person_id, term.person_name as name, place.*
    from place
    join offices_term as term on term.body_id = place.id and term.office = any(place.offices)
    where place.fits_by = 'offices' and term.since <= %(at)s and (term.until is null or term.until > %(at)s)
    union all
    select member.person_id, member.name, place.*
    from place
    join organisation_membership as member on member.body_id = place.id
    where place.fits_by = 'cells' and member.standing = 'member' and member.since <= %(today)s
      and (member.until is null or member.until > %(today)s)
), fits as (
    select distinct on (person_id) * from candidate order by person_id, nth, path
), size as (
    select body_id, count(*) as members
    from organisation_membership
    where standing = 'member' and until is null
    group by body_id
), served as (
    select fits.person_id, extract(epoch from sum(least(term.until, %(at)s) - term.since)) / 86400 as days
    from fits
    join offices_term as term on term.person_id = fits.person_id and term.office = any(fits.offices) and term.since < %(at)s
    where fits.fits_by = 'offices'
    group by fits.person_id
)
select fits.person_id, fits.name, fits.key as category, fits.id as body_id, fits.path, unit.id as unit_id, fits.sector,
       jsonb_build_object(
           'production_site', case when fits.production_site then 'yes' else 'no' end,
           'experience', case when served.days is null then '' when served.days < %(new_days)s then 'new' else 'experienced' end,
           'size', case when not fits.is_cell then ''
                        when coalesce(size.members, 0) <= %(small_up_to)s then 'small'
                        when size.members >= %(large_from)s then 'large' else 'middle' end,
           'nominated', 'no'
       ) as features
from fits
join organisation_body as unit on unit.path = left(fits.path, %(unit)s)
left join size on size.body_id = fits.id
left join served on served.person_id = fits.person_id
