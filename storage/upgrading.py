"""Bring the tables up to date with the migrations that are installed beside this file.

Alembic is imported where it works, and works in a process of its own: it would stay in the bot's memory for good.
"""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, inspect, text

from storage import engines

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x6B61697A656E
""""kaizen" in ASCII: the advisory lock under which one process upgrades PostgreSQL while the others wait."""


class CannotUpgradeError(Exception):
    """The migrations that are installed do not lead on from where the database is."""


def upgrade_apart(url: URL) -> None:
    """The same as `upgrade`, in a process of its own, and only if there is something to do."""
    if is_current(url):
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        apart.submit(upgrade, url).result()


def is_current(url: URL) -> bool:
    """Whether the database has run the newest migration that is installed."""
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return False
    newest = max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    engine = engines.builder(url)
    try:
        with engine.connect() as connection:
            known = inspect(connection).has_table("alembic_version")
            found = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    finally:
        engine.dispose()
    return bool(found == newest)


def configuration(connection: Connection) -> "Config":
    """Alembic's configuration for work on *connection*, without any file."""
    from alembic.config import Config  # noqa: PLC0415  -- see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: URL) -> None:
    """Run every migration that has not run, in one transaction that holds the others off."""
    from alembic import command  # noqa: PLC0415  -- see above
    from alembic.util import CommandError  # noqa: PLC0415

    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = engines.builder(url)
    with engine.begin() as connection:  # on SQLite this alone takes the write lock
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        try:
            command.upgrade(configuration(connection), "head")
        except CommandError as error:
            raise CannotUpgradeError(str(error)) from error
    engine.dispose()
