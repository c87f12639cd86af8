-- May this role make schemas of its own in this database?
-- Run by: imports of a large file. One row.
select has_database_privilege(current_database(), 'create') as may
