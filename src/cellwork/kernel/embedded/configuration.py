"""The three files by which the server knows its settings and whom to admit; written by us, read by it."""

import os
from collections.abc import Mapping
from pathlib import Path

from cellwork.kernel.embedded.account import Account, user_name
from cellwork.kernel.embedded.places import Places, TcpAccess

MB = 1 << 20
_MAP = "cellwork"


def write_configuration(
    places: Places,
    account: Account,
    *,
    roles: tuple[str, ...],
    superuser: str,
    tcp: TcpAccess | None,
    overrides: Mapping[str, str],
) -> None:
    """Write the files anew; each appears whole or not at all."""
    files = {
        "postgresql.conf": _settings_text(_places_settings(places, tcp) | _sizes() | _OTHER | dict(overrides)),
        "pg_hba.conf": _admission_text(roles=roles, superuser=superuser, tcp=tcp),
        "pg_ident.conf": _users_text(account, roles=(superuser, *roles)),
    }
    for name, text in files.items():
        _write(places.settings / name, text, account)


def _places_settings(places: Places, tcp: TcpAccess | None) -> dict[str, str]:
    return {
        "hba_file": str(places.settings / "pg_hba.conf"),
        "ident_file": str(places.settings / "pg_ident.conf"),
        "unix_socket_directories": '"' + str(places.socket_folder).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "listen_addresses": "127.0.0.1" if tcp else "",
        "port": str(places.port),
        "log_directory": str(places.log),
    }


_OTHER = {
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    "idle_in_transaction_session_timeout": "10min",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_compression": "pglz",
    "max_wal_size": "8GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "cluster_name": "cellwork",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}


def _sizes() -> dict[str, str]:
    memory = _memory_bytes()
    return {
        "shared_buffers": f"{max(128, min(2048, memory // 4 // MB))}MB",
        "work_mem": "64MB",
        "maintenance_work_mem": "512MB",
        "effective_cache_size": f"{max(256, memory // 2 // MB)}MB",
        "dynamic_shared_memory_type": "posix" if _shared_memory_is_ample() else "mmap",
    }


def _memory_bytes() -> int:
    computer = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    granted = Path("/sys/fs/cgroup/memory.max")  # a container may have been granted less than the computer has
    if not granted.exists() or (words := granted.read_text().strip()) == "max":
        return computer
    return min(computer, int(words))


def _shared_memory_is_ample() -> bool:
    # Containers often have 64 MB of it, and a parallel query then fails in the middle; files in the folder do not.
    place = Path("/dev/shm")  # noqa: S108 -- only measured
    if not place.exists():
        return not Path("/proc").exists()  # macOS has shared memory, but no such folder
    size = os.statvfs(place)
    return size.f_blocks * size.f_frsize >= 256 * MB


def _settings_text(settings: Mapping[str, str]) -> str:
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'"


def _admission_text(*, roles: tuple[str, ...], superuser: str, tcp: TcpAccess | None) -> str:
    if tcp is None:
        return f"local all {','.join((superuser, *roles))} peer map={_MAP}\n"
    return f"local all {superuser} peer map={_MAP}\nhost all {','.join(roles)} 127.0.0.1/32 scram-sha-256\n"


def _users_text(account: Account, *, roles: tuple[str, ...]) -> str:
    users = sorted({user_name(os.geteuid()), account.name})
    return "".join(f'{_MAP} "{user}" {role}\n' for user in users for role in roles)


def _write(file: Path, text: str, account: Account) -> None:
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(text)
    if not account.is_us:
        os.chown(draft, os.geteuid(), account.gid)
        draft.chmod(0o640)
    draft.rename(file)
