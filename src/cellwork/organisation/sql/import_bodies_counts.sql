-- What came of the lines. One row.
select (select count(*) from import_body where faults is null)::int as taken,
       (select count(*) from import_path where fresh)::int as new,
       (select count(*) from import_plan where not fresh and line is not null)::int as moved,
       (select count(*) from import_change where line is not null
          and not exists (select from import_plan where import_plan.line = import_change.line))::int as changed
