"""The workspace file: private tables, migrations, lock, undo log, backups; no row leaves it."""

from readiness.store.host import Host
from readiness.store.keeping import Keeping, copy_of_open, rescue, restore
from readiness.store.recorded import Recorded
from readiness.store.store import Past, Store
from readiness.store.values import Backup, Erasure

__all__ = [
    "Backup",
    "Erasure",
    "Host",
    "Keeping",
    "Past",
    "Recorded",
    "Store",
    "copy_of_open",
    "rescue",
    "restore",
]
