"""What each template about teams looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.choices import Choice
from message_templates.teams import views

RETRO: Final = datetime(2026, 12, 1, tzinfo=UTC)
DIGEST: Final = datetime(2026, 11, 30, 9, tzinfo=UTC)
LONG: Final = "The team that looks after every model which decides about money "
ZONES: Final = tuple(
    Choice(zone, f"{zone.split('/')[-1].replace('_', ' ')} ({zone})")
    for zone in ("America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Asia/Tokyo")
)
DAYS: Final = tuple(
    Choice(day.lower(), day) for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
MANY: Final = tuple(f"U0{number:05}" for number in range(400))

_FORM: Final = views.TeamForm(
    channel="C0FRAUD",
    name="Fraud ML",
    members=("U0AMARA", "U0BEN", "U0CHIYO", "U0DEV"),
    data_science=("U0AMARA",),
    mlops=("U0BEN",),
    compliance=("U0CHIYO",),
    business=("U0DEV",),
    facilitators=("U0AMARA", "U0BEN"),
    zone="Europe/London",
    zones=ZONES,
    day_starts="09:00",
    day_ends="17:00",
)
_GUESSED_NOTHING: Final = replace(
    _FORM, members=("U0AMARA",), data_science=(), mlops=(), compliance=(), business=(), facilitators=()
)
_LARGE: Final = replace(
    _FORM,
    name=LONG * 10,
    members=MANY,
    data_science=MANY,
    mlops=MANY,
    compliance=MANY,
    business=MANY,
    facilitators=MANY,
    zones=tuple(Choice(f"Area/Place{number}", LONG * 3, LONG * 3) for number in range(130)),
)
_HOSTILE: Final = replace(_FORM, name=HOSTILE, zones=(Choice("Europe/London", HOSTILE, HOSTILE),))
_SET_UP: Final = views.SetUp(_FORM, retro_every=2, retro_at=RETRO, digest_at=DIGEST)

_PREVIEW: Final = views.Preview("Fraud ML", "C0FRAUD", DIGEST, RETRO, facilitator="U0AMARA")
_AMARA: Final = views.MemberShown("U0AMARA", "Europe/London", "10:04", "09:00", "17:00", facilitates=True, working=True)
_CHIYO: Final = views.MemberShown("U0CHIYO", "Asia/Tokyo", "19:04", "09:00", "17:00")
_CRAFTS: Final = (
    views.CraftShown("Data science", ("U0AMARA",)),
    views.CraftShown("MLOps", ("U0BEN",)),
    views.CraftShown("Compliance", ("U0CHIYO",)),
    views.CraftShown("Business", ("U0DEV", "U0AMARA")),
)
_SHOWN: Final = views.Shown(
    id=3,
    team="Fraud ML",
    channel="C0FRAUD",
    lead="U0AMARA",
    zone="Europe/London",
    crafts=_CRAFTS,
    members=(_AMARA, _CHIYO),
    retro_at=RETRO,
    digest_at=DIGEST,
    may_change=True,
    group="kaizen-facilitator-fraud",
)
_EVERY: Final = views.SettingShown(
    "retro.every", "Retro: every", "whole", "2", "twice a month is the practice", unit="weeks", lowest=1, highest=8
)
_AT: Final = views.SettingShown("digest.time", "Digest: time", "time", "09:00", "read in working hours")
_ON: Final = views.SettingShown(
    "digest.day", "Digest: day", "day", "tuesday", "read as the week begins", default="Monday"
)
_RULE: Final = views.FixedShown(
    "An alert: one point beyond", "3 sigma", "a false one every 370 points of a stable process"
)
_SETTINGS: Final = views.Settings("Fraud ML", (_EVERY, _ON, _AT), (_RULE,), DAYS)
_OWN_VOTES: Final = views.SettingSettled("Votes each", "5 votes")
_SETTLED: Final = views.Settled(
    "Fraud ML", (_OWN_VOTES, views.SettingSettled("Digest: day", "Monday", default=True)), DIGEST, RETRO
)
_OUTSIDE: Final = views.Outside("C0FRAUD", ("U0CHIYO",))
_ALL_OUTSIDE: Final = views.Outside("C0FRAUD", MANY, private=True)
_LEFT_CHANNEL: Final = views.LeftChannel("Fraud ML", "C0FRAUD", "U0BEN")
_EVERY_CRAFT: Final = ("data_science", "mlops", "compliance", "business")
_HOURS: Final = views.MemberHours("U0CHIYO", "Asia/Tokyo", ZONES, "09:00", "17:00", from_slack="Asia/Tokyo")

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "teams/set_up": {
        "typical": _SET_UP,
        "empty": replace(_SET_UP, form=_GUESSED_NOTHING, invited=False),
        "maximal": replace(_SET_UP, form=_LARGE, retro_every=8, invited=False),
        "hostile": replace(_SET_UP, form=_HOSTILE, kept=True),
    },
    "teams/change": {
        "typical": views.Change(
            _FORM, lead="U0AMARA", deputy="U0CHIYO", group=Choice("S0FACIL", "@kaizen-facilitator")
        ),
        "empty": views.Change(_GUESSED_NOTHING, lead="U0AMARA"),
        "maximal": views.Change(_LARGE, lead="U0AMARA", group=Choice("S0FACIL", LONG * 3, LONG * 3)),
        "hostile": views.Change(_HOSTILE, lead="U0AMARA", group=Choice("S0FACIL", HOSTILE, HOSTILE)),
    },
    "teams/outside": {
        "typical": _OUTSIDE,
        "empty": replace(_OUTSIDE, private=True),
        "maximal": _ALL_OUTSIDE,
        "hostile": replace(_OUTSIDE, users=("U0CHIYO", "U0DEV")),
    },
    "teams/left_channel": {
        "typical": _LEFT_CHANNEL,
        "empty": replace(_LEFT_CHANNEL, led=True),
        "maximal": replace(_LEFT_CHANNEL, team=LONG * 60, led=True, may_change=False),
        "hostile": replace(_LEFT_CHANNEL, team=HOSTILE),
    },
    "teams/welcome": {
        "typical": views.Welcome("Fraud ML", 9, 4, RETRO, DIGEST, beginning=False),
        "empty": views.Welcome("Me", 1, 1, RETRO, DIGEST),
        "maximal": views.Welcome(LONG * 60, 12345, 24, RETRO, DIGEST),
        "hostile": views.Welcome(HOSTILE, 9, 4, RETRO, DIGEST),
    },
    "teams/preview": {
        "typical": replace(_PREVIEW, models=("fraud-scorer",), outside=_OUTSIDE),
        "empty": replace(_PREVIEW, facilitator=""),
        "maximal": replace(
            _PREVIEW, team=LONG * 60, ideas=(LONG * 60,) * 80, models=(LONG,) * 80, outside=_ALL_OUTSIDE, opened_from=20
        ),
        "hostile": replace(_PREVIEW, team=HOSTILE, ideas=(HOSTILE,), models=(HOSTILE,)),
    },
    "teams/shown": {
        "typical": _SHOWN,
        "empty": replace(
            _SHOWN,
            crafts=tuple(replace(craft, users=()) for craft in _CRAFTS),
            members=(_CHIYO,),
            may_change=False,
            group="",
        ),
        "maximal": replace(
            _SHOWN,
            team=LONG * 60,
            crafts=tuple(replace(craft, users=MANY) for craft in _CRAFTS),
            members=tuple(replace(_AMARA, user=user) for user in MANY),
        ),
        "hostile": replace(_SHOWN, team=HOSTILE, zone=HOSTILE, group=HOSTILE, members=(replace(_AMARA, zone=HOSTILE),)),
    },
    "teams/settings": {
        "typical": _SETTINGS,
        "empty": replace(_SETTINGS, fixed=(), may_change=False),
        "maximal": views.Settings(
            LONG * 60,
            tuple(replace(_EVERY, name=f"retro.{n}", label=LONG * 60, why=LONG * 60, unit=LONG) for n in range(60)),
            (replace(_RULE, label=LONG * 60, value=LONG * 60, why=LONG * 60),) * 60,
            DAYS,
        ),
        "hostile": views.Settings(
            HOSTILE,
            (replace(_EVERY, label=HOSTILE, unit=HOSTILE, why=HOSTILE, default=HOSTILE),),
            (views.FixedShown(HOSTILE, HOSTILE, HOSTILE),),
            DAYS,
        ),
    },
    "teams/settled": {
        "typical": _SETTLED,
        "empty": replace(_SETTLED, changes=()),
        "maximal": replace(_SETTLED, team=LONG * 60, changes=(_OWN_VOTES,) * 60),
        "hostile": replace(_SETTLED, team=HOSTILE, changes=(views.SettingSettled(HOSTILE, HOSTILE),)),
    },
    "teams/members_zones": {
        "typical": _HOURS,
        "empty": replace(_HOURS, zone="", from_slack="nothing"),
        "maximal": replace(_HOURS, own=False, zones=_LARGE.zones, from_slack=LONG * 60),
        "hostile": replace(_HOURS, zones=_HOSTILE.zones, from_slack=HOSTILE, own=False),
    },
    "teams/already_here": same({"channel": "C0FRAUD"}),
    "teams/craft_missing": {
        "typical": {"craft": "compliance"},
        "empty": {"craft": "mlops"},
        "maximal": {"craft": LONG * 60},
        "hostile": {"craft": HOSTILE},
    },
    "teams/day_without_hours": same({"starts": "09:00"}) | {"hostile": {"starts": HOSTILE}},
    "teams/facilitators_missing": same({}),
    "teams/from_elsewhere": {
        "typical": {"name": "Eve of Elsewhere"},
        "empty": {"name": "E"},
        "maximal": {"name": LONG * 60},
        "hostile": {"name": HOSTILE},
    },
    "teams/decided_before_looked_at": same({"days": 5}),
    "teams/more_than_all_votes": same({"votes": 2}) | {"empty": {"votes": 1}},
    "teams/name_missing": same({}),
    "teams/name_too_long": same({"longest": 60}),
    "teams/left_out": {
        "typical": {"people": [views.LeftOut("Grace", ("compliance",), facilitates=True)]},
        "empty": {"people": [views.LeftOut("U0AMARA", leads=True)]},
        "maximal": {"people": [views.LeftOut(LONG, _EVERY_CRAFT, leads=True, facilitates=True)] * 40},
        "hostile": {"people": [views.LeftOut(HOSTILE, ("business",))]},
    },
    "teams/no_team_here": same({"may_set_up": True}) | {"empty": {"may_set_up": False}},
    "teams/not_a_channel": same({"verb": "team"}),
    "teams/not_a_day": same({}),
    "teams/deputy_leads": same({}),
    "teams/more_writers_than_members": same({"members": 8}),
    "teams/not_a_person": {
        "typical": {"name": "Build bot"},
        "empty": {"name": "B"},
        "maximal": {"name": LONG * 60},
        "hostile": {"name": HOSTILE},
    },
    "teams/not_a_time": same({}),
    "teams/not_invited": same({"channel": "C0FRAUD"}),
    "teams/retros_overlap": same({"hours": 336, "weeks": 2}) | {"empty": {"hours": 169, "weeks": 2}},
    "teams/setting_out_of_range": same({"lowest": 1, "highest": 8}),
    "teams/zone_unknown": {
        "typical": {"zone": "Mars/Olympus"},
        "empty": {"zone": "-"},
        "maximal": {"zone": LONG * 60},
        "hostile": {"zone": HOSTILE},
    },
}
