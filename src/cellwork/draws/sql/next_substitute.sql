-- Who comes in when the seat of one drawn person becomes free? Asked by whoever takes a withdrawal in, inside the act.
-- One row at most: of the same type the next in order; where none is left, of the same unit and sector whoever differs least.
-- Those who were called up, withdrew or were drawn are no substitutes. Cost: the key of the type's order, then an index of
-- the candidates of one unit and sector.
with gone as (
    select candidate.type_no, candidate.unit_id, candidate.sector, type.values
    from draws_drawcandidate as candidate
    join draws_drawtype as type
        on type.conference_id = candidate.conference_id and type.draw_id = candidate.draw_id
        and type.number = candidate.type_no
    where candidate.conference_id = %(conference_id)s and candidate.draw_id = %(draw_id)s
        and candidate.person_id = %(of_person)s and candidate.result <> ''
),
waiting as (
    select candidate.person_id, candidate.unit_id, candidate.sector, candidate.rank, candidate.token, candidate.type_no
    from draws_drawcandidate as candidate
    where candidate.conference_id = %(conference_id)s and candidate.draw_id = %(draw_id)s
        and candidate.result = 'substitute' and candidate.called_up_for is null
        and not exists (
            select from draws_withdrawal as withdrawal
            where withdrawal.conference_id = candidate.conference_id and withdrawal.category = %(category)s
                and withdrawal.person_id = candidate.person_id
        )
),
alike as (
    select waiting.*, '{}'::text[] as differs
    from gone
    join waiting on waiting.type_no = gone.type_no
    order by waiting.rank
    limit 1
),
nearby as (
    select
        waiting.*,
        array(
            select feature.name
            from unnest(%(features)s::text[], type.values, gone.values) with ordinality as feature (name, has, had, place)
            where feature.has is distinct from feature.had
            order by feature.place
        ) as differs
    from gone
    join waiting on waiting.unit_id = gone.unit_id and waiting.sector = gone.sector
    join draws_drawtype as type
        on type.conference_id = %(conference_id)s and type.draw_id = %(draw_id)s and type.number = waiting.type_no
    where not exists (select from alike)
),
near as (
    select * from nearby order by cardinality(differs), rank, token limit 1
)
select person_id, unit_id, sector, rank, differs from alike
union all
select person_id, unit_id, sector, rank, differs from near
