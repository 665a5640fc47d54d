"""What the templates about teams show."""

from dataclasses import dataclass
from datetime import datetime

from message_templates.choices import Choice


@dataclass(frozen=True)
class TeamForm:
    """A team as entered so far: at set-up what could be guessed, later what holds.

    The fields carry the names of their inputs; the crafts are lists of user ids.
    """

    channel: str
    name: str
    members: tuple[str, ...]
    data_science: tuple[str, ...]
    mlops: tuple[str, ...]
    compliance: tuple[str, ...]
    business: tuple[str, ...]
    facilitators: tuple[str, ...]
    zone: str
    zones: tuple[Choice, ...]
    day_starts: str
    day_ends: str


@dataclass(frozen=True)
class SetUp:
    """The one modal in which a team begins; the times are those of the defaults."""

    form: TeamForm
    retro_every: int
    """Weeks from one retro to the next."""
    retro_at: datetime
    digest_at: datetime
    invited: bool = True
    """Whether the bot is in the channel or can join it; if not, the modal says how to invite it."""
    kept: bool = False
    """Whether it shows what the person entered last time, instead of guesses."""


@dataclass(frozen=True)
class Change:
    """The same form for a team that exists."""

    form: TeamForm
    lead: str
    """Who leads it, as a user id."""
    deputy: str = ""
    group: Choice | None = None
    """The user group of Slack in which its facilitator is found."""


@dataclass(frozen=True)
class LeftOut:
    """Somebody who is not chosen as a member, and what the same form names them for; *crafts* by their keys."""

    name: str
    crafts: tuple[str, ...] = ()
    leads: bool = False
    facilitates: bool = False
    deputises: bool = False


@dataclass(frozen=True)
class Welcome:
    """What the channel hears, once; edited when the team changes."""

    team: str
    members: int
    zones: int
    """How many time zones the members live in."""
    retro_at: datetime
    digest_at: datetime
    beginning: bool = True
    """Whether these are the team's first."""


@dataclass(frozen=True)
class Outside:
    """Who is in a team and not in its channel, as user ids."""

    channel: str
    users: tuple[str, ...]
    private: bool = False


@dataclass(frozen=True)
class LeftChannel:
    """Somebody who is not in a team's private channel any more, as whoever answers for the team hears of it."""

    team: str
    channel: str
    user: str
    led: bool = False
    """Whether they are the lead, so that the team needs another."""
    may_change: bool = True
    """Whether the reader may name another lead."""


@dataclass(frozen=True)
class Preview:
    """What Monday's digest will look like: what there is to tell, and a next step where there is nothing."""

    team: str
    channel: str
    digest_at: datetime
    retro_at: datetime
    facilitator: str = ""
    """Who is next, as a user id; empty while nobody is."""
    ideas: tuple[str, ...] = ()
    """Titles of what was submitted."""
    models: tuple[str, ...] = ()
    """Names of what is registered."""
    outside: Outside | None = None
    """Who of the team is not in the channel, if anybody is not."""
    opened_from: int = 0
    """How many have to write before the cards of a retro open, where the team has fewer people; else nothing."""


@dataclass(frozen=True)
class MemberShown:
    """One member; *local_time* is the time of day where they are, as "15:04"."""

    user: str
    zone: str
    local_time: str
    day_starts: str
    day_ends: str
    facilitates: bool = False
    working: bool = False
    """Whether the moment lies in their own hours."""
    gone: bool = False
    """Whether they have left Slack; then nothing waits for them."""


@dataclass(frozen=True)
class CraftShown:
    """One of the four points of view, and who speaks for it."""

    label: str
    users: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """What ``/kaizen team`` answers."""

    id: int
    team: str
    channel: str
    lead: str
    zone: str
    crafts: tuple[CraftShown, ...]
    members: tuple[MemberShown, ...]
    retro_at: datetime
    digest_at: datetime
    may_change: bool = False
    member: bool = True
    """Whether the asker is in the team, and so has hours of their own."""
    group: str = ""
    """The handle of the user group in which its facilitator is found."""
    deputy: str = ""
    """Who stands in for the lead, as a user id."""


@dataclass(frozen=True)
class SettingShown:
    """One default or what replaced it. *kind* is whole, time or day; *value* is written as it is kept."""

    name: str
    label: str
    kind: str
    value: str
    why: str
    unit: str = ""
    lowest: int = 0
    highest: int = 0
    default: str = ""
    """The default, where the team replaced it; empty where it holds."""


@dataclass(frozen=True)
class FixedShown:
    """One default that nobody needs to change; *value* with its unit."""

    label: str
    value: str
    why: str


@dataclass(frozen=True)
class Settings:
    """Every default with its reason: those that a team may change, then those that hold for all."""

    team: str
    editable: tuple[SettingShown, ...]
    fixed: tuple[FixedShown, ...]
    days: tuple[Choice, ...]
    may_change: bool = True


@dataclass(frozen=True)
class SettingSettled:
    """One setting that somebody has just changed; *value* with its unit."""

    label: str
    value: str
    default: bool = False
    """Whether it is what every team gets."""


@dataclass(frozen=True)
class Settled:
    """What came of saving the settings, and what they mean for the next time."""

    team: str
    changes: tuple[SettingSettled, ...]
    digest_at: datetime
    retro_at: datetime


@dataclass(frozen=True)
class MemberHours:
    """The modal in which somebody's zone and hours are corrected."""

    user: str
    zone: str
    zones: tuple[Choice, ...]
    day_starts: str
    day_ends: str
    from_slack: str
    """The zone that Slack says."""
    own: bool = True
    """Whether they are the asker's own."""
