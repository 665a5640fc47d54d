"""A database that cannot be used is said in a sentence by every command that needs it."""

from pathlib import Path

import pytest

from bot import cli

COMMANDS = (["db", "upgrade"], ["audit", "verify"], ["run"])


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("KAIZEN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_postgresql_that_is_away_is_one_line_without_its_password(command, unused_tcp_port, monkeypatch, capsys):
    monkeypatch.setenv("KAIZEN_DATABASE_URL", f"postgresql://me:passw0rd@127.0.0.1:{unused_tcp_port}/kaizen")

    code = cli.main(command)

    said = capsys.readouterr().err
    assert code == 2
    assert len(said.splitlines()) == 1
    assert "Connection refused" in said
    assert "KAIZEN_DATABASE_URL" in said
    assert "passw0rd" not in said


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_no_database_is_named(command, tmp_path: Path, monkeypatch, capsys):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear database, " * 20)
    monkeypatch.setenv("KAIZEN_DATABASE_URL", f"sqlite:///{letter}")

    code = cli.main(command)

    assert code == 2
    assert capsys.readouterr().err == (
        f"The database {letter} cannot be used: file is not a database. See KAIZEN_DATABASE_URL and KAIZEN_DATA_DIR.\n"
    )


def test_a_data_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KAIZEN_DATA_DIR", str(tmp_path / "file" / "below"))

    codes = [cli.main(command) for command in COMMANDS]

    assert codes == [2, 2, 2]
    assert len(capsys.readouterr().err.splitlines()) == 3
