"""The PostgreSQL that Cellwork brings along and looks after itself: one folder, one server, nobody else let in.

A `Cluster` is a folder. `ensure_running` makes what is missing (the data, the server, the roles, the database) and
waits as long as a recovery after a crash takes; `stop` ends it and leaves no process behind. `in_use` does both around
a block, and lets several commands share the server: the last one out stops it.

    <folder>/settings/  the three configuration files, rewritten at every start; the server may read, not change them
    <folder>/data/      PostgreSQL's own files; appears only when complete, by one rename
    <folder>/run/       the socket (in /tmp when the path would be too long for one)
    <folder>/log/       one log a weekday, each overwritten after a week; start.log beside it
    <folder>/starting   held locked by whoever starts or stops
    <folder>/users      held locked, together, by all who have it `in_use`
    <folder>/alive      held locked by the server and all its processes: free means that none is left

Who gets in: only operating system users named in `settings/pg_ident.conf`, by the kernel's word (`peer`), through the
socket. There is no `trust` line. A cluster with `TcpAccess` also listens on 127.0.0.1 and asks for a password.

Roles: `cellwork_owner` owns the schema and may make databases; `cellwork` is the application and may only read and
write rows. The server never runs as root: see `account`. All that can go wrong has a name and a remedy in `trouble`.
"""

from cellwork.kernel.embedded.cluster import Cluster
from cellwork.kernel.embedded.furnishing import APPLICATION, DATABASE, OWNER
from cellwork.kernel.embedded.places import TcpAccess
from cellwork.kernel.embedded.trouble import EmbeddedTrouble

__all__ = ["APPLICATION", "DATABASE", "OWNER", "Cluster", "EmbeddedTrouble", "TcpAccess"]
