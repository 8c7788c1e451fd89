"""How Alembic reaches the database: by the connection that it is handed, never by an address of its own."""

from alembic import context

from bot.adapters.store.tables import METADATA

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    # Two processes that start together: the second waits, and finds the work done.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(5046723)")
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
