"""Alembic runs this for every command; the connection, in a transaction, is given."""

from alembic import context

from bot.adapters.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA
)
with context.begin_transaction():
    context.run_migrations()
