-- From the top down: may every body stand where it would stand? Verdicts: 0 it may, 1 the body above was not taken, 2 not a kind
-- that may stand under that kind, 3 it lives under a dissolved body.
-- Run by: imports of bodies, once per round. One row per body that was reached; a body in a circle is never reached.
-- A register's own body whose line fails is looked at again as it was, in the next round: nothing below it is judged in this one.
create unlogged table import_verdict as
with recursive standing (line, code, kind, dissolved_on, id, verdict, above_line, above_code, above_kind, hangs_anew) as (
    select line, code, kind, dissolved_on, id, case when lost then 1 else 0 end, null::bigint, null::text, null::text, hangs_anew
    from import_world where ground
    union all
    select world.line, world.code, world.kind, world.dissolved_on, world.id,
           case when above.verdict > 0 then 1
                when not (world.kind || ' under ' || above.kind) = any(%(allowed)s::text[]) then 2
                when above.dissolved_on is not null and world.dissolved_on is null then 3
                else 0 end,
           above.line, above.code, above.kind, world.hangs_anew
    from standing as above
    join import_world as world on world.parent_code = above.code and not world.ground
    where above.verdict = 0 or above.id is null
)
select * from standing
