import importlib
import pkgutil
import re
from collections.abc import Mapping

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect
from sqlmodel import SQLModel

import storage
from storage import engines, upgrading


@pytest.fixture
def connection(database_url):
    """A migrated database, opened as the migrations open it, with every table's module imported."""
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if not module.name.startswith("storage.migrations"):
            importlib.import_module(module.name)
    engine = engines.builder(engines.address(database_url))
    with engine.begin() as open_connection:
        yield open_connection
    engine.dispose()


def test_all_migrations_together_equal_the_tables(connection: Connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

    differences = compare_metadata(context, SQLModel.metadata)

    assert differences == []


def test_the_checks_of_the_tables_stand_in_the_database(connection: Connection):
    inspector = inspect(connection)

    for table in SQLModel.metadata.sorted_tables:
        wanted = {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
        standing = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert standing == wanted, table.name


def test_an_index_over_some_rows_has_the_condition_of_its_table_in_either_database(connection: Connection):
    inspector, dialect = inspect(connection), connection.dialect.name

    for table in SQLModel.metadata.sorted_tables:
        wanted = {str(index.name): index.dialect_options["sqlite"]["where"] for index in table.indexes}
        standing = {
            str(index["name"]): index.get("dialect_options", {}).get(f"{dialect}_where")
            for index in inspector.get_indexes(table.name)
        }
        assert _conditions(standing) == _conditions(wanted), table.name


def _conditions(indexes: Mapping[str, object]) -> dict[str, str]:
    """Those that have one, without the brackets and types that PostgreSQL writes."""
    return {name: re.sub(r"[()]|::text", "", str(where)) for name, where in indexes.items() if where is not None}


def test_every_migration_goes_back_and_forward_again(connection: Connection):
    configuration = upgrading.configuration(connection)

    command.downgrade(configuration, "base")

    assert inspect(connection).get_table_names() == ["alembic_version"]
    command.upgrade(configuration, "head")
    assert set(SQLModel.metadata.tables) <= set(inspect(connection).get_table_names())
