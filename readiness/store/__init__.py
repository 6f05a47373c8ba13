"""The workspace file: private tables, migrations, lock and undo log; only `Store` and `Step` leave it."""

from readiness.store.store import Past, Step, Store

__all__ = ["Past", "Step", "Store"]
