"""``kaizen audit verify`` says what a chain proves, and where it breaks."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot import verifying
from bot.settings import Settings, SettingsWrong
from kaizen import audit
from storage.database import Database

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def deeds(session: Session) -> None:
    for number in range(3):
        audit.record(session, workspace="T1", actor="U1", action="ideas.submit", subject=f"idea:{number}", now=NOW)
    session.flush()
    audit.seal(session, "T1")


async def test_a_whole_chain_holds_and_says_what_it_does_not_prove(database: Database, tmp_path: Path, capsys):
    await database.transact(deeds)

    code = await verifying.verify(_settings(database, tmp_path))

    assert code == 0
    said = capsys.readouterr().out
    assert "T1: 3 links hold" in said
    assert "cut off" in said


async def test_a_link_that_was_changed_is_named(database: Database, tmp_path: Path, capsys):
    await database.transact(deeds)
    drop = "DROP TRIGGER %s" + ("" if database.is_sqlite else " ON audit_events")
    triggers = await database.read(_triggers)
    for trigger in triggers:
        await database.transact(lambda session, name=trigger: session.connection().execute(text(drop % name)))
    await database.transact(
        lambda session: session.connection().execute(text("UPDATE audit_events SET subject = 'idea:9' WHERE seq = 2"))
    )

    code = await verifying.verify(_settings(database, tmp_path))

    assert code == 1
    assert "BROKEN at link 2" in capsys.readouterr().out


async def test_nothing_recorded_is_said(database: Database, tmp_path: Path, capsys):
    assert await verifying.verify(_settings(database, tmp_path)) == 0
    assert "Nothing has been recorded yet." in capsys.readouterr().out


async def test_where_there_is_no_database_none_is_made_that_would_hold(tmp_path: Path):
    nowhere = Database(f"sqlite:///{tmp_path}/typo/kaizen.sqlite3")

    with pytest.raises(SettingsWrong, match="There is no database"):
        await verifying.verify(_settings(nowhere, tmp_path))

    assert not (tmp_path / "typo").exists()


def _triggers(session: Session) -> list[str]:
    if session.get_bind().dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'"
    else:
        asked = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_events'::regclass AND NOT tgisinternal"
    return [row[0] for row in session.connection().execute(text(asked))]


def _settings(database: Database, folder: Path) -> Settings:
    url = database.url.render_as_string(hide_password=False)
    return Settings(_env_file=None, database_url=url, data_dir=folder)
