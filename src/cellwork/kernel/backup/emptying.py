"""What stands in a database before a restore: whether anything does, how it is dropped, which rights come by default.

Nothing here touches what the user does not own: extensions of the administrator and rights granted by others stay.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql

_ANYTHING_THERE = """
    select exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
          and not exists (select from pg_depend d
                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
"""

# The names are gathered before each round, since dropping one thing may take others along.
EMPTY_IT = b"""
set client_min_messages = error;
do $$
declare
    doomed text;
begin
    foreach doomed in array array(
        select format('drop schema %I cascade', nspname) from pg_namespace
        where nspowner = current_user::regrole and nspname <> 'public' and nspname !~ '^pg_')
    loop
        execute doomed;
    end loop;
    foreach doomed in array array(
        select format('drop %s if exists %s cascade', kind, c.oid::regclass)
        from pg_class c
        join (values ('r', 'table'), ('p', 'table'), ('f', 'foreign table'), ('v', 'view'), ('m', 'materialized view'),
                     ('S', 'sequence'), ('c', 'type')) as kinds(relkind, kind) on kinds.relkind = c.relkind::text
        where c.relowner = current_user::regrole and c.relnamespace <> 'pg_catalog'::regnamespace
          and not exists (select from pg_depend d
                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        order by c.relkind = 'S')  -- those that number a table's rows go with the table, and only with it
    loop
        execute doomed;
    end loop;
    foreach doomed in array array(
        select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
        where p.proowner = current_user::regrole
          and not exists (select from pg_depend d
                          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
        || array(
        select format('drop type if exists %s cascade', t.oid::regtype) from pg_type t
        where t.typowner = current_user::regrole and t.typtype in ('e', 'd', 'r')
          and not exists (select from pg_depend d
                          where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype in ('e', 'i')))
    loop
        execute doomed;
    end loop;
end $$;
reset client_min_messages;
"""

# Rights on things of ours not yet made, given beforehand to others (0 is everybody, and has its own rules).
_DEFAULT_RIGHTS = """
    select case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                              when 'T' then 'types' when 'n' then 'schemas' end,
           pg_get_userbyid(grantee), string_agg(privilege_type, ', ')
    from pg_default_acl, aclexplode(defaclacl)
    where defaclrole = current_user::regrole and defaclnamespace = 0
      and defaclobjtype in ('r', 'S', 'f', 'T', 'n') and grantee not in (0, defaclrole)
    group by defaclobjtype, grantee
"""


def anything_there(conninfo: Mapping[str, str]) -> bool:
    """Whether there is any table, view or sequence."""
    with psycopg.connect(psycopg.conninfo.make_conninfo("", **conninfo)) as connection:
        row = connection.execute(_ANYTHING_THERE).fetchone()
    return row is not None and bool(row[0])


def default_rights(conninfo: Mapping[str, str]) -> tuple[bytes, bytes]:
    """The statements that take away the rights that come by default, and those that give them back.

    A backup tells which rights were granted, not which were absent. In a database where tables are born with more
    rights, a restored table would keep them, and what nobody may change could be changed. So while tables come back,
    they must be born with none.
    """
    with psycopg.connect(psycopg.conninfo.make_conninfo("", **conninfo)) as connection:
        rights = connection.execute(_DEFAULT_RIGHTS).fetchall()
        return tuple(  # type: ignore[return-value]
            b"".join(_statement(verb, *right).as_bytes(connection) for right in rights) for verb in ("revoke", "grant")
        )


def _statement(verb: str, things: str, role: str, privileges: str) -> sql.Composed:
    preposition = "from" if verb == "revoke" else "to"
    words = f"alter default privileges {verb} {privileges} on {things} {preposition} {{}};\n"
    return sql.SQL(words).format(sql.Identifier(role))
