-- The list of a draw is frozen: types and candidates are written in one statement, hence of one moment, around the
-- question `candidates`. Tokens are made by chance and lead back to nobody. Types are numbered in the order of the lot, by
-- their values, code point by code point. One row per candidate is written. Cost: that of the question, and as many inserts.
with found as materialized (
    {candidates}
),
placed as materialized (
    select found.*, dense_rank() over (order by found.values collate "C") - 1 as type_no
    from found
),
types as (
    insert into draws_drawtype (conference_id, draw_id, number, values, people, chance)
    select
        %(conference_id)s, %(draw_id)s, placed.type_no,
        array(select placed.values[place] from unnest(%(places)s::int[]) as place),
        count(*), 0
    from placed
    group by placed.type_no, placed.values
)
insert into draws_drawcandidate (conference_id, draw_id, person_id, token, unit_id, sector, type_no, result)
select %(conference_id)s, %(draw_id)s, person_id, gen_random_uuid(), unit_id, sector, type_no, ''
from placed
