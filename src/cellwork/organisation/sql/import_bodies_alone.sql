-- What is wrong with a line beside the other lines: its code stands in an earlier one, or the body above is nowhere.
-- Run by: imports of bodies. One row per fault.
with doubled as (
    select code, min(line) as first from import_body where code is not null group by code having count(*) > 1
), found as (
    select body.line, 'The code ' || left(body.code, 40) || ' stands in ' || pg_temp.spot(doubled.first)
           || ' already: the first was taken. Remove one of them, or correct the code.' as reason
    from doubled join import_body as body on body.code = doubled.code and body.line > doubled.first
    union all
    select body.line, 'There is no body with the code ' || left(body.parent_code, 40)
           || ', neither in this file nor in the register: correct the code of the body above, or import that body too.'
    from import_body as body
    where body.parent_code is not null
      and not exists (select from import_body as upper where upper.code = body.parent_code)
      and not exists (select from organisation_body as upper where upper.code = body.parent_code)
), gathered as (
    select line, string_agg(reason, chr(30)) as reasons from found group by line
)
update import_body as body
set faults = concat_ws(chr(30), body.faults, gathered.reasons)
from gathered
where gathered.line = body.line
