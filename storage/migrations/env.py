"""Alembic's entrance: runs migrations on the connection it is given, or (for developers) on ``-x url=…``."""

import importlib
import pkgutil

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import storage
from storage import engines


def run(connection: Connection) -> None:
    """Run the migrations that were asked for."""
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if not module.name.startswith("storage.migrations"):
            importlib.import_module(module.name)  # its tables join the metadata
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
    )
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engines.builder(engines.address(context.get_x_argument(as_dictionary=True)["url"])).begin() as own:
        run(own)
