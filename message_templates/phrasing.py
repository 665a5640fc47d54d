"""The filters of the templates. Only what stands here may write ``<…>``."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, overload
from urllib.parse import quote, urlsplit

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from message_templates.choices import Choice
from message_templates.escaping import cleaned, escaped, folded, mrkdwn, ours
from message_templates.marks import code, strong
from message_templates.shortening import shortened, shortened_mrkdwn

PERSON = re.compile(r"[UW][A-Z0-9]+")
CHANNEL = re.compile(r"[CGD][A-Z0-9]+")
KEPT_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


def spoken(value: object) -> Markup:
    """What ``{{ value }}`` writes: one line of escaped words.

    Whatever a person would not say aloud (None, True, 0.30000000000000004, a datetime's digits) is a mistake of the
    template, and raises here instead of reaching a team.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str | Undefined):
        return escaped(folded(str(value)))  # of what is not there, str() says what is missing
    if isinstance(value, int) and not isinstance(value, bool):
        return ours(str(value))
    raise TypeError(f"{value!r} has no words of its own: use a filter (number, day, moment), or leave the line out.")


def mention(user: str) -> Markup:
    return _token("@", user, PERSON)


def channel(channel_id: str) -> Markup:
    return _token("#", channel_id, CHANNEL)


def place(slack_id: str) -> Markup:
    """Where something is said: a person, a channel, or a conversation that has no name."""
    if PERSON.fullmatch(slack_id):
        return mention(slack_id)
    return escaped("a direct message") if slack_id.startswith("D") else channel(slack_id)


def _token(sign: str, slack_id: str, shape: re.Pattern[str]) -> Markup:
    if not shape.fullmatch(slack_id):
        raise ValueError(f"{slack_id!r} is not an id of Slack's for <{sign}…>.")
    return ours(f"<{sign}{slack_id}>")


def link(address: str, label: str) -> Markup:
    """The label, linked if the address is one of the web; a person's other words become no link."""
    words = label if isinstance(label, Markup) else escaped(folded(label).replace("|", "¦"))  # "|" ends the address
    parts = urlsplit(cleaned(address))
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return words
    target = escaped(quote(parts.geturl(), safe=KEPT_IN_ADDRESSES))
    return Markup("<") + target + Markup("|") + words + Markup(">")


def day(when: date | datetime) -> Markup:
    """A calendar day stays what it is in every zone; a moment is shown as the reader's own day."""
    if isinstance(when, datetime):
        return _date_token(when, "{date_short_pretty}", f"{_utc(when):%a} {_utc(when).day} {_utc(when):%b %Y}")
    return escaped(f"{when:%a} {when.day} {when:%b %Y}")


def plain_day(when: date | datetime) -> Markup:
    """A day within a range, in UTC for everybody: in the reader's own zone seven days would touch eight dates."""
    return day(_utc(when).date() if isinstance(when, datetime) else when)


def taken(when: date | datetime) -> Markup:
    """When a reading was taken: a day if it is one of a day or longer, else day and time of day."""
    return moment(when) if isinstance(when, datetime) else day(when)


def moment(when: datetime) -> Markup:
    """Day and time of day, in the reader's zone."""
    fallback = f"{_utc(when):%a} {_utc(when).day} {_utc(when):%b %Y, %H:%M} UTC"
    return _date_token(when, "{date_short_pretty} at {time}", fallback)


def clock_time(when: datetime) -> Markup:
    """Time of day, in the reader's zone."""
    return _date_token(when, "{time}", f"{_utc(when):%H:%M} UTC")


def _utc(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError(f"{when!r} has no zone; what people see is an aware moment.")
    return when.astimezone(UTC)


def _date_token(when: datetime, shape: str, fallback: str) -> Markup:
    return ours(f"<!date^{int(_utc(when).timestamp())}^{shape}|{fallback}>")


def quoted(words: str) -> Markup:
    """Words of several lines as Slack's quotation."""
    return Markup("\n").join(Markup("> ") + line.strip() for line in mrkdwn(words).strip().splitlines())


def lines(words: str) -> Markup:
    """Words of several lines, which stay lines."""
    return mrkdwn(words)


def shortened_to(words: str, limit: int) -> str:
    return shortened_mrkdwn(words, limit) if isinstance(words, Markup) else shortened(folded(words).strip(), limit)


def listed(names: Iterable[str]) -> Markup:
    """``A, B and C``."""
    words = [spoken(name) for name in names]
    if len(words) < 2:
        return Markup().join(words)
    return Markup(", ").join(words[:-1]) + Markup(" and ") + words[-1]


def sentence(words: str) -> Markup:
    """The words with a full stop, unless they end in one of the marks that end a sentence."""
    said = mrkdwn(words)
    return said if said.endswith((".", "!", "?", "…")) else said + Markup(".")


def counted(count: int, one: str, many: str = "") -> str:
    """``1 idea``, ``3 ideas``; nothing is a word, not a zero: ``no ideas``."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count:,} {noun}" if count else f"no {noun}"


def in_days(days: float) -> str:
    """A span, no finer than anybody remembers it: tenths of a day at most, and whole days from ten on.

    >>> in_days(6.61), in_days(12.4), in_days(7.0), in_days(0.02)
    ('6.6 d', '12 d', '7 d', 'less than 0.1 d')
    """
    shown = round(days, 1)
    return number(round(days) if shown >= 10 else shown, "d") if shown else "less than 0.1 d"


def number(value: float, unit: str = "", *, digits: int = 3, signed: bool = False) -> str:
    """A measured figure: *digits* significant digits, whole numbers as they are, a real minus sign, its unit.

    >>> number(0.82109, digits=4), number(-74.2, "ms"), number(18432), number(61.0, "%")
    ('0.8211', '−74.2 ms', '18,432', '61%')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} is no figure that anybody could read; leave the line out, or say why there is none.")
    if isinstance(value, int):
        figure = f"{abs(value):,}"
    elif abs(value) >= 10 ** (digits - 1):
        figure = f"{abs(value):,.0f}"  # more noughts than digits would pretend that they are known
    else:
        exact = Decimal(f"{abs(value):.{digits - 1}e}")
        figure = f"{exact:f}"
        figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + figure + ("" if not unit else unit if unit in {"%", "σ"} else f" {unit}")


@overload
def sealed(context: Context, reference: Choice) -> Choice: ...
@overload
def sealed(context: Context, reference: list[Choice] | tuple[Choice, ...]) -> list[Choice]: ...
@overload
def sealed(context: Context, reference: object) -> object: ...


@pass_context
def sealed(context: Context, reference: object) -> object:
    """A reference, signed, as it travels in a button's value; choices have theirs signed one by one."""
    seal: Callable[[object], str] = context["seal"]
    if isinstance(reference, Choice):
        return replace(reference, value=seal(reference.value))
    if isinstance(reference, list | tuple):
        return [replace(choice, value=seal(choice.value)) for choice in reference]
    return seal(reference)


FILTERS: dict[str, Callable[..., Any]] = {
    "mention": mention,
    "channel": channel,
    "place": place,
    "link": link,
    "day": day,
    "plain_day": plain_day,
    "taken": taken,
    "in_days": in_days,
    "moment": moment,
    "clock_time": clock_time,
    "quoted": quoted,
    "lines": lines,
    "shortened": shortened_to,
    "listed": listed,
    "strong": strong,
    "code": code,
    "sentence": sentence,
    "counted": counted,
    "number": number,
    "sealed": sealed,
}
