-- Lines that close a circle, each named by its first steps. Those that stood in the register so before are not to blame.
-- Run by: imports of bodies, after the jumps. One row per line newly at fault.
with recursive circled as (
    select distinct far as code from import_jump
), walk (start, code, words, steps) as (
    select world.code, world.parent_code, left(world.code, 40) || ' → ' || left(world.parent_code, 40), 1
    from circled join import_world as world using (code)
    where world.line is not null and world.hangs_anew
    union all
    select walk.start, world.parent_code,
           walk.words || ' → ' || case when walk.steps < 6 then left(world.parent_code, 40) else '…' end, walk.steps + 1
    from walk join import_world as world on world.code = walk.code
    where walk.code <> walk.start and walk.steps < 7
), longest as (
    select distinct on (start) start, words from walk order by start, steps desc
)
update import_body as body
set faults = 'It stands in a circle: ' || longest.words || '. Correct the code of the body above in one of them.'
from longest
where longest.start = body.code and body.faults is null
