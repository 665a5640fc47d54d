"""Every setting is documented, and no secret shows."""

import logging
import stat
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr, ValidationError

from bot import logs
from bot.settings import Settings

DOCUMENTED = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


def names() -> list[str]:
    """Every environment variable that the settings read."""
    found = []
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        if alias is None:
            found.append(f"KAIZEN_{name.upper()}")
        else:
            found += [alias] if isinstance(alias, str) else [str(choice) for choice in alias.choices]
    return found


@pytest.mark.parametrize("name", names())
def test_every_setting_is_documented(name: str):
    assert f"`{name}`" in DOCUMENTED.read_text()


def test_no_setting_is_documented_that_does_not_exist():
    rows = [line.split("|")[1].strip().strip("`") for line in DOCUMENTED.read_text().splitlines() if line[:3] == "| `"]

    assert set(rows) <= set(names())


def test_an_address_that_is_no_api_is_refused_with_what_is_wrong(tmp_path: Path):
    with pytest.raises(ValidationError, match="must end in /api/"):
        Settings(_env_file=None, slack_api_url="http://127.0.0.1:1", data_dir=tmp_path)


def test_no_secret_shows_in_a_repr(tmp_path: Path):
    settings = Settings(
        _env_file=None,
        SLACK_BOT_TOKEN="xoxb-1-secret",
        SLACK_SIGNING_SECRET="s1gned",
        secret_key=SecretStr("k3y"),
        database_url=SecretStr("postgresql://me:passw0rd@host/name"),
        data_dir=tmp_path,
    )

    assert not any(secret in repr(settings) for secret in ("xoxb-1-secret", "s1gned", "k3y", "passw0rd"))


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path):
    first, second = (Settings(_env_file=None, data_dir=tmp_path / "new").key for _ in range(2))

    assert first == second
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [
        "token xoxb-123-abc refused",
        "app token xapp-1-A1-2-abcdef",
        "postgresql://me:passw0rd@host/name",
        "Authorization: Bearer abc.def",
    ],
)
def test_no_secret_reaches_a_log(line: str):
    cleaned = logs.without_secrets(None, "info", {"event": line})["event"]

    assert "[secret]" in cleaned
    assert not any(secret in cleaned for secret in ("123-abc", "A1-2", "passw0rd", "abc.def"))


async def test_a_lost_connection_is_one_line_and_other_errors_keep_their_trace(unused_tcp_port: int):
    lost = a_record(await raised(f"http://127.0.0.1:{unused_tcp_port}/"))
    mistake = a_record(ValueError("ours"))

    for record in (lost, mistake):
        logs._a_lost_connection_in_one_line(record)

    assert lost.exc_info is None
    assert lost.getMessage() == "Failed to connect; Retrying... [ClientConnectorError]"
    assert mistake.exc_info is not None


def a_record(error: BaseException) -> logging.LogRecord:
    caught = (type(error), error, error.__traceback__)
    return logging.LogRecord(
        "slack_bolt", logging.ERROR, __file__, 1, "Failed to %s; Retrying...", ("connect",), caught
    )


async def raised(url: str) -> BaseException:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError) as caught:
            await session.get(url)
    return caught.value
