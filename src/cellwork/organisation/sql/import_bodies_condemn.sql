-- The verdicts as faults of lines. Where a body that is not in the file would no longer fit, the line above it is to blame.
-- Run by: imports of bodies, once per round. One row per line newly at fault.
with found as (
    select verdict.line,
           case verdict.verdict
           when 1 then 'The body above it, ' || left(verdict.above_code, 40) || ' (' || pg_temp.spot(verdict.above_line)
                       || '), was not taken: correct that line first.'
           when 2 then case when above.code = 'yes'
                            then 'Nothing can stand under ' || left(verdict.above_code, 40) || ' (' || above_title.code
                                 || '): correct the code of the body above, or its kind.'
                            else 'By the statutes, this kind, ' || title.code || ', may not stand under ' || left(verdict.above_code, 40)
                                 || ' (' || above_title.code || '): correct the kind, or the code of the body above.' end
           when 3 then 'The body above it, ' || left(verdict.above_code, 40)
                       || ', is dissolved: name another body above, or give a day for "dissolved on" here too.' end as reason
    from import_verdict as verdict
    left join import_word as title on title.sort = 'title' and title.word = verdict.kind
    left join import_word as above_title on above_title.sort = 'title' and above_title.word = verdict.above_kind
    left join import_word as above on above.sort = 'cell' and above.word = verdict.above_kind
    where verdict.verdict > 0 and verdict.line is not null and verdict.above_code is not null
    union all
    select verdict.above_line,
           case verdict.verdict when 2 then 'Bodies below it could not stand under this kind, ' || above_title.code || ', such as '
                else 'Living bodies stand below it, such as ' end
           || left(min(verdict.code), 40) || ': move or dissolve them first.'
    from import_verdict as verdict
    left join import_word as above_title on above_title.sort = 'title' and above_title.word = verdict.above_kind
    where verdict.verdict in (2, 3) and verdict.line is null and verdict.above_line is not null
    group by verdict.above_line, verdict.verdict, above_title.code
), gathered as (
    select line, string_agg(reason, chr(30)) as reasons from found group by line
)
update import_body as body
set faults = concat_ws(chr(30), body.faults, gathered.reasons)
from gathered
where gathered.line = body.line and body.faults is null
returning body.old_id is not null as known, body.line
