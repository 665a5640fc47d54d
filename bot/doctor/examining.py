"""The whole examination: time zones, database, tokens, Slack, sources."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from bot import tokens, upgrading
from bot.doctor import in_slack, sources
from bot.doctor.findings import Finding
from bot.settings import Settings, SettingsWrong
from bot.tokens import Token
from storage.database import Database
from storage.monitors import Monitor
from storage.teams import Team
from storage.user_groups import UserGroup


@dataclass(frozen=True)
class Kept:
    """What the database knows of that must be in place elsewhere."""

    teams: Sequence[Team] = ()
    monitors: Sequence[Monitor] = ()
    groups: Sequence[UserGroup] = ()


async def examine(settings: Settings) -> int:
    """Print every finding; 1 if something that must be in place is not."""
    bad = False
    async for finding in _findings(settings):
        print(finding)  # noqa: T201  -- the command's answer
        bad |= finding.must and not finding.well
    return int(bad)


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield _zones()
    finding, kept = await _database(settings)
    yield finding
    for token in (tokens.BOT, tokens.APP, tokens.SIGNING):
        yield _token(token, settings)
    async for finding in in_slack.examined(settings, kept.teams, kept.groups):
        yield finding
    async for finding in sources.examined(settings, kept.monitors):
        yield finding


def _zones() -> Finding:
    known = len(available_timezones())
    return Finding("time zones", known > 300, f"{known} known" if known > 300 else "install the package tzdata")


async def _database(settings: Settings) -> tuple[Finding, Kept]:
    database = Database(settings.database)
    try:
        upgrading.upgrade(database)
        kept = await database.read(_kept)
    except SettingsWrong as wrong:
        return Finding("database", well=False, words=str(wrong)), Kept()
    except SQLAlchemyError as error:
        words = (
            f"{database.shown} cannot be read: {upgrading.reason(error)}. See KAIZEN_DATABASE_URL and KAIZEN_DATA_DIR."
        )
        return Finding("database", well=False, words=words), Kept()
    finally:
        await database.close()
    return Finding("database", well=True, words=f"{database.shown}, up to date, {len(kept.teams)} team(s)"), kept


def _kept(session: Session) -> Kept:
    teams = session.exec(select(Team).order_by(Team.name)).all()
    monitors = session.exec(select(Monitor).where(col(Monitor.stopped_at).is_(None)).order_by(Monitor.key)).all()
    in_use = select(UserGroup).where(col(UserGroup.team_id).is_not(None)).order_by(UserGroup.handle)
    return Kept(teams, monitors, session.exec(in_use).all())


def _token(token: Token, settings: Settings) -> Finding:
    """What can be seen without asking Slack: only the bot token is needed in every installation."""
    must = token is tokens.BOT or bool(token.of(settings))
    fault = token.fault(settings)
    return Finding(token.setting, well=not fault, words=fault or "set", must=must)
