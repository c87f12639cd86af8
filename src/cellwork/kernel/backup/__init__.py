"""Backups: one file with everything the database holds, and the way back, each whole or not at all.

    back_up(conninfo, file, progress=…)                  writes and seals a new file
    inspect(file, progress=…)                            reads it from end to end and gives its seal
    restore(conninfo, file, replace=False, progress=…)   brings everything back in one transaction

The file is PostgreSQL's own custom format, which `pg_restore` reads without Cellwork, followed by one line, the seal:
the versions that wrote it, its length and its SHA-256. That line is written last. A file without it, or that differs
from it by a single byte, is refused before the database is touched.

Rights come back as they were, also those that were taken away: the journal stays append-only. All that can go wrong has
a name and a remedy in `trouble`.
"""

from cellwork.kernel.backup.restoring import restore
from cellwork.kernel.backup.seal import Progress, Seal, inspect
from cellwork.kernel.backup.trouble import BackupTrouble
from cellwork.kernel.backup.writing import back_up

__all__ = ["BackupTrouble", "Progress", "Seal", "back_up", "inspect", "restore"]
