-- What can be put down and built again: foreign keys, indexes, keys to which no other table points.
-- Asked by: first imports. One row per part, in the order of putting down (foreign keys before keys).
select conname as name, true as is_constraint, pg_get_constraintdef(oid) as definition
from pg_constraint
where conrelid = %(table)s::regclass and contype in ('f', 'p', 'u', 'x')
  and not exists (select from pg_constraint as other where other.contype = 'f' and other.conindid = pg_constraint.conindid
                  and other.oid <> pg_constraint.oid and pg_constraint.contype in ('p', 'u'))
union all
select class.relname, false, pg_get_indexdef(indexrelid)
from pg_index
join pg_class as class on class.oid = indexrelid
where indrelid = %(table)s::regclass
  and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
order by is_constraint desc, definition
