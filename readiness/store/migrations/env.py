"""How Alembic finds the file: it is given the open connection, whose transaction is the caller's."""

from alembic import context

from readiness.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
