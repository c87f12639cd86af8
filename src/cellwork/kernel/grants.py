"""What the application's role may do: read and write rows, except in the journal, where it may only add and read.

A model that says `kept` loses no row either: "rows" may be changed but not deleted, "as written" not even changed. Run by
the owner after every migration. Where the application signs in as the owner itself, nothing protects the journal but its
seals: `cellwork doctor` says so.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from cellwork.kernel.embedded import APPLICATION

APPEND_ONLY = ("kernel_entry", "kernel_seal")


def grant_application_rights() -> bool:
    """Give the application its rights; False when the server has no such role."""
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [APPLICATION])
        if cursor.fetchone() is None:
            return False
        cursor.execute(f"grant usage on schema public to {APPLICATION}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {APPLICATION}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {APPLICATION}")
        for table in APPEND_ONLY:
            cursor.execute(f"revoke update, delete, truncate on {table} from {APPLICATION}")
        for table, kept in kept_tables().items():
            ways = "delete, truncate" if kept == "rows" else "update, delete, truncate"
            cursor.execute(f"revoke {ways} on {table} from {APPLICATION}")
    return True


def kept_tables() -> dict[str, str]:
    """Tables of models that say `kept`, and how: "rows" or "as written"."""
    kept = {model._meta.db_table: getattr(model, "kept", "") for model in apps.get_models()}
    return {table: how for table, how in kept.items() if how}


def journal_is_append_only() -> bool:
    """May the role of this connection only add to the journal?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "select bool_or(has_table_privilege(current_user, name, way))"
            " from unnest(%s::text[]) as name, unnest(array['update', 'delete', 'truncate']) as way",
            [list(APPEND_ONLY)],
        )
        row = cursor.fetchone()
    return row is not None and not row[0]
