-- Which body answers a voice from each of these cells about each of these subjects?
-- Asked by: the opening of a batch of anonymous voices; reorganisation. One row per question, in its order.
-- Cost: one key read per cell and one per body above it.
with asked as (
    select question.cell_id, question.subject, question.number - 1 as number
    from unnest(%(cells)s::uuid[], %(subjects)s::text[]) with ordinality as question(cell_id, subject, number)
),
standing as (
    select key as kind, value::int as level from jsonb_each_text(%(levels)s::jsonb)
),
lowest as (
    select subject, sector, level from jsonb_to_recordset(%(lowest)s::jsonb) as rule(subject text, sector text, level int)
)
select asked.number::int as number, coalesce(answering.id, top.id) as body_id, coalesce(answering.path, top.path) as path
from asked
join organisation_body as cell on cell.id = asked.cell_id
left join lateral (
    select rule.level from lowest as rule
    where rule.subject = asked.subject and rule.sector in (cell.sector, '')
    order by rule.sector = '' limit 1
) as rule on true
left join lateral (
    select body.id, body.path
    from generate_series(4, length(cell.path), 4) as ends
    join organisation_body as body on body.path = left(cell.path, ends) and body.dissolved_on is null
    left join standing on standing.kind = body.kind
    where case when rule.level is null then body.id <> cell.id else standing.level <= rule.level end
    order by ends desc limit 1
) as answering on true
cross join (select id, path from organisation_body where parent_id is null and dissolved_on is null limit 1) as top
order by asked.number
