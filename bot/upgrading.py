"""The database at the start of a command: brought up to date, or a sentence that says why it cannot be used."""

from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.settings import SettingsWrong
from storage.database import Database
from storage.upgrading import CannotUpgradeError


def upgrade(database: Database) -> None:
    """Bring the tables up to date.

    Raises
    ------
    SettingsWrong
        If the database is not reached, is none, or was made by a newer version; the cause stays attached.
    """
    try:
        database.upgrade()
    except (SQLAlchemyError, CannotUpgradeError, OSError) as error:
        where = "See KAIZEN_DATABASE_URL and KAIZEN_DATA_DIR."
        raise SettingsWrong(f"The database {database.shown} cannot be used: {reason(error)}. {where}") from error


def require(database: Database) -> None:
    """Look at a log only where there is one: a database made on the spot would hold, and prove nothing.

    Raises
    ------
    SettingsWrong
        If there is no file of the database.
    """
    if database.is_sqlite and not Path(database.shown).is_file():
        raise SettingsWrong(f"There is no database {database.shown}. See KAIZEN_DATABASE_URL and KAIZEN_DATA_DIR.")


def reason(error: Exception) -> str:
    """What the database itself says, in one line; SQLAlchemy's wrapping would add the statement and a link."""
    told = str(error.orig if isinstance(error, DBAPIError) else error)
    return told.strip().partition("\n")[0].rstrip(".")
