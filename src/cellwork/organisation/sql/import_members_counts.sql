-- What came of the lines of known persons. One row.
select (select count(*) from import_change where goes)::int as moved,
       (select count(*) from import_change where not goes)::int as changed
