"""What can go wrong with a backup or a restore, each with its name, its words and what to do next."""

from pathlib import Path

from cellwork.kernel.embedded.trouble import EmbeddedTrouble


class BackupTrouble(EmbeddedTrouble):
    """A backup or restore that was refused or failed; the database is as it was before."""


class BackupExists(BackupTrouble):
    """A backup is never written over another file."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"There is a file {file} already.", "Choose another name; it was not overwritten.")


class BackupFailed(BackupTrouble):
    """No backup was written, for the reason PostgreSQL or the system gave."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No backup was written: {reason}", "Mend the cause named above and take the backup again.")


class NotABackup(BackupTrouble):
    """The file is something else."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is not a backup of Cellwork.", "Choose a file that “cellwork backup” has written.")


class BackupTruncated(BackupTrouble):
    """The seal at the end is missing."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The backup {file} is not complete: its end is missing.",
            "Nothing was restored. Copy the file again from where it was first stored, or use another backup.",
        )


class BackupDamaged(BackupTrouble):
    """The content is not what the seal says."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The backup {file} is not what was written: its content has changed since.",
            "Nothing was restored. Copy the file again from where it was first stored, or use another backup.",
        )


class BackupNewer(BackupTrouble):
    """Written by a later version than the one that shall read it."""

    def __init__(self, file: Path, *, made_by: str, here: str) -> None:
        super().__init__(
            f"The backup {file} was made by {made_by}; here is {here}.",
            "Nothing was restored. Update Cellwork (and the database server) first, then restore.",
        )


class DatabaseNotEmpty(BackupTrouble):
    """There is something in the database, and nobody said to replace it."""

    def __init__(self, database: str) -> None:
        super().__init__(
            f"The database {database} is not empty.",
            "Nothing was changed. Restore into a new database, or say that everything in this one shall be replaced.",
        )


class DatabaseInUse(BackupTrouble):
    """Others hold what would have to be dropped."""

    def __init__(self, database: str) -> None:
        super().__init__(
            f"The database {database} is being used by others and could not be replaced.",
            "Nothing was changed. Stop Cellwork and all its workers, then restore again.",
        )


class RestoreFailed(BackupTrouble):
    """The server refused something; the transaction was rolled back."""

    def __init__(self, file: Path, *, reason: str) -> None:
        super().__init__(
            f"The backup {file} could not be restored: {reason}",
            "The database is as it was before. Mend the cause named above and restore again.",
        )
