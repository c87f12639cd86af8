-- Bodies that no way from the top leads to, each with the body above it: they stand in a circle, or below one.
-- Run by: imports of bodies, when not every body was reached. One row per body.
create unlogged table import_jump as
select world.code, world.parent_code as far
from import_world as world
where not exists (select from import_verdict as verdict where verdict.code = world.code)
