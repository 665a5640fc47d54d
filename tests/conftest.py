"""Databases for the tests: fresh and migrated, SQLite in a file and PostgreSQL, each test on both."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from sqlmodel import Session

from storage import engines, upgrading
from storage.database import Database
from tests import postgres

hypothesis.settings.register_profile("kaizen", deadline=None)  # a busy machine is no counterexample
hypothesis.settings.load_profile("kaizen")

ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


class Sqlite:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite3"
        upgrading.upgrade(engines.address(f"sqlite:///{self._template}"))

    def make(self) -> str:
        copy = self._folder / f"{uuid4().hex}.sqlite3"
        shutil.copyfile(self._template, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        Path(str(engines.address(url).database)).unlink()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgres_or_reason() -> Iterator[postgres.Server | postgres.NoPostgres]:
    server = postgres.started()
    if isinstance(server, postgres.Server):
        url = server.make_empty()
        upgrading.upgrade(engines.address(url))
        server.template = server.name(url)
    yield server
    if isinstance(server, postgres.Server):
        server.stop()


@pytest.fixture(params=ENGINES)
def server(request: pytest.FixtureRequest) -> Sqlite | postgres.Server:
    """What makes migrated databases; a test that takes it runs once on each engine."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite")
    found = request.getfixturevalue("postgres_or_reason")
    return pytest.skip(str(found)) if isinstance(found, postgres.NoPostgres) else found


@pytest.fixture
def database_url(server: Sqlite | postgres.Server) -> Iterator[str]:
    """The address of a fresh database with all tables, also for other processes."""
    try:
        url = server.make()
    except postgres.NoPostgres as reason:
        pytest.skip(str(reason))
    yield url
    server.drop(url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    # A killed process loses nothing; power cuts are not tested, and a busy disk makes their safety slow.
    found = Database(f"{database_url}?synchronous=NORMAL" if database_url.startswith("sqlite") else database_url)
    yield found
    await found.close()


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """An open session for functions that take one; nothing of it is kept."""
    engine = engines.writer(engines.address(database_url))
    with Session(engine, expire_on_commit=False) as open_session:
        yield open_session
        open_session.rollback()
    engine.dispose()
