-- The path of every body that gets a new one: its parent's path and its own segment, from the top down.
-- Run by: imports of bodies. One row per new, moved or following body.
create unlogged table import_path as
with recursive placed (code, id, parent_id, path, fresh, line) as (
    select plan.code, plan.id, upper.id, (coalesce(upper.path, '') || plan.segment) collate "C", plan.fresh, plan.line
    from import_plan as plan
    left join organisation_body as upper on upper.code = plan.parent_code
    where not exists (select from import_plan as above where above.code = plan.parent_code)
    union all
    select plan.code, plan.id, placed.id, (placed.path || plan.segment) collate "C", plan.fresh, plan.line
    from placed
    join import_plan as plan on plan.parent_code = placed.code
)
select * from placed
