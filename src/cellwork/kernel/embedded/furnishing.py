"""What a new cluster is furnished with: two roles, what the one may do with the other's tables, and the database."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
OWNER = "cellwork_owner"
APPLICATION = "cellwork"
DATABASE = "cellwork"
ROLES = (OWNER, APPLICATION)

_ROLE_EXISTS = "select exists (select from pg_roles where rolname = %s)"
_DATABASE_EXISTS = "select exists (select from pg_database where datname = %s)"
_CREATE_OWNER = f"create role {OWNER} login createdb"
_CREATE_APPLICATION = f"create role {APPLICATION} login"
_CREATE_DATABASE = f"create database {DATABASE} owner {OWNER}"
# Building the indexes of millions of imported rows spends half its time on compressing the log: the owner may switch it off.
_MAY_NOT_COMPRESS = f"grant set on parameter wal_compression to {OWNER}"
# What people say, and the codes by which they come back, stand in statements. A log of statements would keep both, with the
# time: whoever then knows who was there at that moment knows who it was. So what the application says is never logged,
# whatever the server's own settings are; of a mistake only its name is. See docs/decisions/0013-the-mixing-box.md.
SILENT: Mapping[str, str] = {
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
    "auto_explain.log_min_duration": "-1",
}
_RIGHTS = (
    f"alter default privileges for role {OWNER} grant select, insert, update, delete on tables to {APPLICATION}",
    f"alter default privileges for role {OWNER} grant usage, select on sequences to {APPLICATION}",
    f"alter default privileges for role {OWNER} grant execute on functions to {APPLICATION}",
)


def furnish(conninfo: Mapping[str, str], *, password: str | None) -> None:
    """Create what is absent; may be repeated. `conninfo` is the superuser's; `password` is set for both roles."""
    with _connect(conninfo, SUPERUSER) as connection:
        _ensure_role(connection, OWNER, _CREATE_OWNER)
        _ensure_role(connection, APPLICATION, _CREATE_APPLICATION)
        connection.execute(_MAY_NOT_COMPRESS)
        for name, value in SILENT.items():
            connection.execute(f"alter role {APPLICATION} set {name} = '{value}'".encode())
        if password is not None:
            _set_passwords(connection, password)
        if _exists(connection, _DATABASE_EXISTS, DATABASE):
            return
    # Rights by default belong to one database and are copied with it: set in template1, they are also in every
    # database that the owner makes later, such as those of tests.
    with _connect(conninfo, "template1") as connection:
        for statement in _RIGHTS:
            connection.execute(statement)
    with _connect(conninfo, SUPERUSER) as connection:
        connection.execute(_CREATE_DATABASE)


def _connect(conninfo: Mapping[str, str], database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(psycopg.conninfo.make_conninfo("", **{**conninfo, "dbname": database}), autocommit=True)


def _ensure_role(connection: psycopg.Connection[tuple[object, ...]], role: str, create: str) -> None:
    if not _exists(connection, _ROLE_EXISTS, role):
        connection.execute(create.encode())


def _exists(connection: psycopg.Connection[tuple[object, ...]], question: str, name: str) -> bool:
    row = connection.execute(question.encode(), [name]).fetchone()
    return row is not None and bool(row[0])


def _set_passwords(connection: psycopg.Connection[tuple[object, ...]], password: str) -> None:
    for role in ROLES:
        # Hashed here, so that the password itself can appear in no log of the server.
        hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(hashed)))
