-- Who is in the list of a category, and what of each counts in the quotas? Asked when chances are weighed, and once more when
-- the list is frozen. One row per person who fits the category and has not withdrawn; `values` are those of all features in
-- their order (age, experience, nominated, production_site, sector, sex, size, unit), empty where a feature is not in `kept`.
-- What people say of themselves counts where `least_alike` agree in everything else: first the age, then, with it, the sex.
-- Cost: one range of the frozen list, each person by key; about two seconds for 320,000.
with told as (
    select
        eligible.person_id, eligible.unit_id, eligible.sector,
        case when 'experience' = any(%(kept)s::text[]) then coalesce(eligible.features ->> 'experience', '') else '' end
            as experience_value,
        case when 'nominated' = any(%(kept)s::text[]) then coalesce(eligible.features ->> 'nominated', '') else '' end
            as nominated_value,
        case
            when 'production_site' = any(%(kept)s::text[]) then coalesce(eligible.features ->> 'production_site', '') else ''
        end as site_value,
        case when 'sector' = any(%(kept)s::text[]) then eligible.sector else '' end as sector_value,
        case when 'size' = any(%(kept)s::text[]) then coalesce(eligible.features ->> 'size', '') else '' end as size_value,
        case when 'unit' = any(%(kept)s::text[]) then unit.code else '' end as unit_value,
        case
            when 'age' = any(%(kept)s::text[]) and person.born_on is not null
                then (%(bands)s::text[])[
                    1 + width_bucket(extract(year from age(%(on)s::date, person.born_on))::int, %(thresholds)s::int[])
                ]
            else ''
        end as age_said,
        case when 'sex' = any(%(kept)s::text[]) and said.sex = any(%(sexes)s::text[]) then said.sex else '' end as sex_said
    from seats_eligible as eligible
    join organisation_body as unit on unit.id = eligible.unit_id
    left join people_person as person on person.id = eligible.person_id
    left join people_saidofself as said on said.id = eligible.person_id
    where eligible.conference_id = %(conference_id)s and eligible.category = %(category)s
        and not exists (
            select from draws_withdrawal as withdrawal
            where withdrawal.conference_id = eligible.conference_id and withdrawal.category = eligible.category
                and withdrawal.person_id = eligible.person_id
        )
),
aged as (
    select
        told.*,
        case
            when count(*) over (
                partition by experience_value, nominated_value, site_value, sector_value, size_value, unit_value
            ) >= %(least_alike)s then age_said
            else ''
        end as age_value
    from told
),
sexed as (
    select
        aged.*,
        case
            when count(*) over (
                partition by experience_value, nominated_value, site_value, sector_value, size_value, unit_value, age_value
            ) >= %(least_alike)s then sex_said
            else ''
        end as sex_value
    from aged
)
select
    person_id, unit_id, sector,
    array[
        age_value, experience_value, nominated_value, site_value, sector_value, sex_value, size_value, unit_value
    ] collate "C" as values
from sexed
