"""What Alembic runs: the migrations, over the connection that it is handed."""

from __future__ import annotations

from alembic import context

from pipeline.store.tables import metadata
from pipeline.store.versions import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    version_table=VERSION_TABLE,
    transactional_ddl=False,
)
context.run_migrations()
