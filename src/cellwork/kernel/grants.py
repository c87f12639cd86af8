"""What the application's role may do: read and write rows, except in the journal, where it may only add and read.

Run by the owner after every migration. Where the application signs in as the owner itself, nothing protects the journal
but its seals: `cellwork doctor` says so.
"""

from __future__ import annotations

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
    return True


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
