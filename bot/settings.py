"""What an installation may set, read once from the environment and ``.env``; nobody else touches `os.environ`."""

import os
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from sources import fetching
from storage import engines

KEY_BYTES = 32


class SettingsWrong(Exception):
    """An installation cannot start with these settings; the words say what to change."""


def data_folder() -> Path:
    """Where the bot keeps its own files unless told otherwise: the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415  -- only here, and only when nothing is set

    return user_data_path("kaizen-bot", appauthor=False)


class Settings(BaseSettings):
    """Every setting with its default. ``docs/reference/settings.md`` explains each, and a test holds it to that."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="KAIZEN_", extra="ignore", frozen=True)

    slack_bot_token: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("SLACK_BOT_TOKEN", "SLACK_CLI_XOXB")
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("SLACK_APP_TOKEN", "SLACK_CLI_XAPP")
    )
    slack_signing_secret: SecretStr = Field(default=SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = "https://slack.com/api/"
    slack_timeout: int = Field(default=30, ge=1, le=120)
    data_dir: Path = Field(default_factory=data_folder)
    database_url: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")
    team_clock_url: str = ""
    files_dir: Path | None = None
    files_hosts: str = ""
    prometheus_url: str = ""
    prometheus_token: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_api(cls, url: str) -> str:
        if not url.endswith("/api/"):
            raise ValueError(f"it must end in /api/, but is {url!r}")
        return url

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: SecretStr) -> SecretStr:
        try:
            engines.address(url.get_secret_value() or "sqlite:///a-file")
        except ArgumentError as error:  # its words would repeat the password
            raise ValueError("it must be sqlite:////path/to/a/file or postgresql://user:password@host/name") from error
        return url

    @field_validator("files_hosts")
    @classmethod
    def _are_hosts(cls, named: str) -> str:
        fetching.origins(named)
        return named

    @cached_property
    def database(self) -> str:
        """The database's address; a file in the data folder unless set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'kaizen.sqlite3'}"

    @cached_property
    def key(self) -> bytes:
        """The key of this installation's seals, made at the first start; replicas share it by setting it."""
        if given := self.secret_key.get_secret_value():
            return given.encode()
        try:
            return _kept(self.data_dir / "secret.key")
        except OSError as error:
            raise SettingsWrong(
                f"The key of this installation cannot be kept: {error}. See KAIZEN_DATA_DIR and KAIZEN_SECRET_KEY."
            ) from error


def _kept(file: Path) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), open(file, "x", opener=_for_us_only) as fresh:
        fresh.write(secrets.token_urlsafe(KEY_BYTES))
    return file.read_bytes()


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
