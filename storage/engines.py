"""SQLite in a file or PostgreSQL: how each is opened, so that the rest need not know which one it is."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

BUSY_SECONDS = 10
"""How long SQLite waits for another process's write before it gives up."""

SYNCHRONOUS = "FULL"
"""What was acknowledged survives a power cut, at the price of one wait for the disk per transaction (1 to 10 ms).

``?synchronous=NORMAL`` in the address saves that wait, as the tests do: a killed process still loses nothing, but after
a power cut the last moments may be missing, and what was posted in them is posted again.
"""

POOLED = 8
"""Connections to PostgreSQL per door; a transaction takes milliseconds, so more would only queue in the server."""

READING = 3
"""Connections that read from SQLite: our own process does the work, and each keeps pages of the file in memory."""

KEPT_PAGES = 250
"""Kilobytes of the file that each connection keeps; the system's own cache, which all of them share, has the rest."""

HIDE_PARAMETERS = True
"""An error names its statement without the values: people's words and ids have no place in a log."""

CONNECT_SECONDS = 10
"""How long a PostgreSQL that does not answer is waited for, unless the address says ``?connect_timeout=``."""


def address(url: str) -> URL:
    """The address with the driver that this project uses."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if str(parsed.query.get("synchronous", SYNCHRONOUS)).upper() not in {"FULL", "NORMAL"}:
        raise ValueError("?synchronous= is FULL or NORMAL.")
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        raise ValueError(
            f"The database is sqlite:///path/to/a/file or postgresql://…; {parsed.render_as_string()!r} is neither."
        )
    return parsed


def writer(url: URL) -> Engine:
    """For transactions that change something: on SQLite one connection that takes the write lock at once."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0)
    return _postgres(url, pool_size=POOLED, max_overflow=0, pool_pre_ping=True)


def reader(url: URL) -> Engine:
    """For questions: they see one moment of the database and can change nothing."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN", "PRAGMA query_only=ON", pool_size=READING, max_overflow=0)
    engine = _postgres(url, pool_size=POOLED, max_overflow=0, pool_pre_ping=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def builder(url: URL) -> Engine:
    """For migrations: SQLite rebuilds tables, which foreign keys would forbid halfway."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", "PRAGMA foreign_keys=OFF", poolclass=NullPool)
    return _postgres(url, poolclass=NullPool)


def scrub(engine: Engine) -> None:
    """Drop the copies of deleted rows that the database keeps for its own ease."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
        return
    raw = engine.raw_connection()  # a checkpoint runs outside every transaction
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _postgres(url: URL, **options: Any) -> Engine:
    patient = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    return create_engine(url, connect_args=patient, hide_parameters=HIDE_PARAMETERS, **options)


def _sqlite(url: URL, begin: str, *pragmas: str, **options: Any) -> Engine:
    # SQLAlchemy's own BEGIN is deferred: two that read and then write lose updates, or fail as "locked".
    synchronous = url.query.get("synchronous", SYNCHRONOUS)
    bare = url.difference_update_query(["synchronous"])
    waiting = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(bare, connect_args=waiting, hide_parameters=HIDE_PARAMETERS, **options)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
            "PRAGMA journal_mode=WAL",
            f"PRAGMA synchronous={synchronous}",
            "PRAGMA foreign_keys=ON",
            "PRAGMA secure_delete=ON",  # an erased person is gone from the file too
            f"PRAGMA cache_size=-{KEPT_PAGES}",
            *pragmas,
        ):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
