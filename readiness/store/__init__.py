"""The workspace file: private tables, migrations, lock and undo log; only `Store` and `Step` leave it."""

from readiness.store.store import Step, Store

__all__ = ["Step", "Store"]
