"""Moving the team's clock: directly, or through the app that stops at every due instant on the way."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp

from local_slack.acting.wishes import Wish, deed
from local_slack.clock import BackwardsError
from local_slack.refusals import MemberRefusedError
from local_slack.slack import Slack
from local_slack.workspace import Json

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEXT = re.compile(rf"next-({'|'.join(DAYS)})-([01]\d|2[0-3]):([0-5]\d)")
LONGEST_MOVE_SECONDS = 3600


def described(slack: Slack) -> Json:
    now = slack.clock.now()
    return {
        "now": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "moved_seconds": round(slack.clock.moved_seconds),
        "driver": slack.moving["driver"] is not None,
        "moving": slack.moving["moving"],
        "last_move": slack.moving["last_move"],
    }


@deed("GET", "/local/clock")
async def clock(wish: Wish) -> Json:
    """The team's time."""
    return described(wish.slack)


@deed("PUT", "/local/clock")
async def set_clock(wish: Wish) -> Json:
    """Jump forward; the app does this while it goes from one due instant to the next."""
    jump(wish.slack, instant(wish.required("now")))
    return described(wish.slack)


@deed("PUT", "/local/clock/driver")
async def drive(wish: Wish) -> Json:
    """The app wants to be asked before the clock moves."""
    wish.slack.moving["driver"] = wish.text("url") or None
    wish.slack.changed("clock")
    return described(wish.slack)


@deed("POST", "/local/clock/move")
async def move(wish: Wish) -> Json:
    """Wish the clock forward; with a driver the way there goes on in the background."""
    slack = wish.slack
    to = _destination(wish)
    if to < slack.clock.now():
        raise MemberRefusedError("backwards", "The clock only goes forward.")
    if slack.moving["moving"]:
        raise MemberRefusedError(
            "already_moving", "The clock is moving already; wait until it has arrived.", status=409
        )
    if slack.moving["driver"] is None:
        jump(slack, to)
        return described(slack)
    slack.moving |= {"moving": True, "last_move": []}
    slack.changed("clock")
    slack.in_background(_driven(slack, to))
    return described(slack) | {"accepted": True}


async def _driven(slack: Slack, to: datetime) -> None:
    """Let the app move the clock to *to*; whatever it did not move, is moved in the end."""
    try:
        stops = await _asked(slack.moving["driver"], to)
        if to > slack.clock.now():
            slack.clock.move_to(to)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        stops = [{"at": slack.clock.now().isoformat(), "what": f"The app could not move the clock: {error}"}]
    finally:
        slack.moving["moving"] = False
    slack.moving["last_move"] = stops
    slack.changed("clock")


async def _asked(driver: str, to: datetime) -> list[Any]:
    patience = aiohttp.ClientTimeout(total=LONGEST_MOVE_SECONDS)
    async with (
        aiohttp.ClientSession(timeout=patience) as session,
        session.post(driver, json={"to": to.isoformat()}, raise_for_status=True) as answer,
    ):
        return list((await answer.json()).get("stops", []))


def jump(slack: Slack, to: datetime) -> None:
    try:
        slack.clock.move_to(to)
    except BackwardsError as error:
        raise MemberRefusedError("backwards", str(error)) from error
    slack.changed("clock")


def instant(text: str) -> datetime:
    """An ISO 8601 instant; without a zone it is UTC."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise MemberRefusedError("invalid_time", f"{text!r} is no ISO 8601 time.") from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _destination(wish: Wish) -> datetime:
    now = wish.slack.clock.now()
    if "to" in wish.fields:
        return instant(wish.text("to"))
    if "by_seconds" in wish.fields:
        return now + timedelta(seconds=wish.number("by_seconds"))
    return _next(wish.required("until"), wish.text("zone", "UTC"), now)


def _next(words: str, zone: str, now: datetime) -> datetime:
    """``next-monday-08:00`` in *zone*: the first such instant after *now*."""
    found = NEXT.fullmatch(words)
    if found is None:
        raise MemberRefusedError("invalid_time", "Say it like next-monday-08:00.")
    try:
        local = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MemberRefusedError("invalid_zone", f"{zone!r} is no IANA time zone.") from error
    days = (DAYS.index(found[1]) - local.weekday()) % 7
    wanted = local.replace(hour=int(found[2]), minute=int(found[3]), second=0, microsecond=0) + timedelta(days=days)
    return wanted if wanted > local else wanted + timedelta(days=7)
