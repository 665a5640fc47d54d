"""Bring the tables up to date with the migrations that are installed beside this file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection

from storage import engines

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x6B61697A656E
""""kaizen" in ASCII: the advisory lock under which one process upgrades PostgreSQL while the others wait."""


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for work on *connection*, without any file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: URL) -> None:
    """Run every migration that has not run, in one transaction that holds the others off."""
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = engines.builder(url)
    with engine.begin() as connection:  # on SQLite this alone takes the write lock
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        command.upgrade(configuration(connection), "head")
    engine.dispose()
