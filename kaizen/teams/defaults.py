"""What a team gets without configuring anything: each default once, with the reason that `/kaizen settings` shows."""

from typing import Any, Final

from analysis import conventions
from kaizen.teams.settings import Day, DayOfWeek, Fixed, Setting, TimeOfDay, Whole

DAY_STARTS: Final = "09:00"
DAY_ENDS: Final = "17:00"
"""Direct messages reach people from nine to five in their own zone, on weekdays; each may settle their own hours."""

DIGEST_DAY: Final = DayOfWeek("digest.day", "Digest: day", Day.MONDAY, "read as the week begins")
DIGEST_TIME: Final = TimeOfDay("digest.time", "Digest: time", "09:00", "read in working hours")
WIDE_SPAN: Final = Fixed(
    "digest.wide_span", "Zones far apart", 8, "wider than a working day, no Monday morning is everybody's", unit="hours"
)
WIDE_DAY_WHY: Final = "your people live more than 8 hours apart; at 00:00 UTC on Tuesday nobody still has a weekend"
WIDE_TIME_WHY: Final = (
    "00:00 UTC is morning in Asia and late in the day in America; in between it is there when work begins"
)
WIDE_DIGEST_DAY: Final = Day.TUESDAY
WIDE_DIGEST_TIME: Final = "00:00"
WIDE_DIGEST_ZONE: Final = "UTC"
"""It is still Monday in America and already Tuesday in Asia: everybody's week has begun, wherever they live."""

RETRO_EVERY: Final = Whole(
    "retro.every", "Retro: every", 2, "twice a month is the practice", unit="weeks", lowest=1, highest=8
)
RETRO_DAY: Final = DayOfWeek("retro.day", "Retro: day", Day.TUESDAY, "nobody works at the weekend, in any zone")
RETRO_TIME: Final = TimeOfDay(
    "retro.time", "Retro: time", "00:00", "Tuesday has begun in the east, Monday not ended in the west", unit="UTC"
)
COLLECT_HOURS: Final = Whole(
    "retro.collect",
    "Collect",
    25,
    "everybody has a working day of their own in it",
    unit="hours",
    lowest=1,
    highest=168,
)
GROUP_HOURS: Final = Whole(
    "retro.group",
    "Group",
    5,
    "only one person does it, and it is moved into their day",
    unit="hours",
    lowest=1,
    highest=72,
)
VOTE_HOURS: Final = Whole("retro.vote", "Vote", 19, "every zone is awake once", unit="hours", lowest=1, highest=168)
DISCUSS_HOURS: Final = Whole(
    "retro.discuss", "Discuss and commit", 24, "everybody can answer an answer", unit="hours", lowest=1, highest=168
)
OWN_HOURS_COLLECT: Final = Fixed(
    "retro.own_hours_collect", "Own working hours to collect", 4, "time to think, not a race", unit="hours at least"
)
OWN_HOURS_GROUP: Final = Fixed(
    "retro.own_hours_group", "The facilitator's hours to group", 2, "only they do it", unit="hours at least"
)
OWN_HOURS_VOTE: Final = Fixed(
    "retro.own_hours_vote", "Own working hours to vote", 2, "reading takes longer than voting", unit="hours at least"
)
OWN_HOURS_DISCUSS: Final = Fixed(
    "retro.own_hours_discuss", "Own working hours to discuss", 4, "time to think, not a race", unit="hours at least"
)
REMINDER_AT: Final = Fixed(
    "retro.reminder_at", "One reminder to add a card", 50, "a nudge, not a nag", unit="% of one's own hours left"
)
OPENED_FROM: Final = Whole(
    "retro.opened_from", "Cards open from", 3, "with fewer, names can be guessed", unit="writers", lowest=3, highest=20
)
SMALL_TEAM: Final = Fixed(
    "retro.small_team", "Told that names can be guessed", 5, "an honest floor for hidden cards", unit="members or fewer"
)
VOTES: Final = Whole("retro.votes", "Votes each", 3, "forces a choice", unit="votes", lowest=1, highest=10)
VOTES_ON_ONE: Final = Whole(
    "retro.votes_on_one",
    "On one theme",
    2,
    "one strong wish may weigh more",
    unit="votes at most",
    lowest=1,
    highest=10,
)
QUORUM: Final = Whole(
    "retro.quorum",
    "Quorum",
    50,
    "missed, the vote is extended once; then the team moves on",
    unit="%",
    lowest=0,
    highest=100,
)
EXTENSIONS: Final = Fixed(
    "retro.extensions", "Extensions of a vote", 1, "a second one would hold up those who voted", unit="at most"
)
ACTIONS: Final = Whole(
    "retro.actions", "Actions of one retro", 2, "what is begun shall be finished", unit="at most", lowest=1, highest=10
)
ACCEPTED_WITHIN: Final = Fixed(
    "retro.accepted_within", "An action is accepted within", 1, "silence is not consent", unit="working day"
)

FACILITATOR_NOTICE: Final = Whole(
    "facilitators.notice", "Notice to the facilitator", 3, "time to swap", unit="working days", lowest=1, highest=10
)
FACILITATOR_FALLBACK: Final = Fixed(
    "facilitators.fallback", "The next one is asked", 24, "somebody has to be ready", unit="hours before"
)

TRIAGE_WITHIN: Final = Whole(
    "ideas.triage_within",
    "Ideas are looked at within",
    5,
    "whoever had an idea hears of it within a week",
    unit="working days",
    lowest=1,
    highest=30,
)
DECIDED_WITHIN: Final = Whole(
    "ideas.decided_within",
    "Ideas are decided within",
    15,
    "three weeks are enough to find out; longer is a no that nobody says",
    unit="working days",
    lowest=1,
    highest=90,
)

ALERT_SIGMA: Final = Fixed(
    "monitors.alert_sigma",
    "An alert, unless the monitor names other rules: one point beyond",
    conventions.WIDTH,
    "a false one every 370 points of a stable process",
    unit="sigma",
)
RUN_OF: Final = Fixed(
    "monitors.run_of",
    "In the digest only, unless the monitor names other rules: a run of",
    conventions.SIDE,
    "a small shift seldom needs waking anyone",
    unit="points on one side",
)
NO_ALERTS_BELOW: Final = Fixed(
    "monitors.no_alerts_below",
    "No alerts from a baseline of fewer than",
    conventions.ALERTING,
    "limits would be guesses",
    unit="points",
)
PROVISIONAL_BELOW: Final = Fixed(
    "monitors.provisional_below",
    "Limits are provisional below",
    conventions.ROUGH,
    "from so few points they may lie far from where more would put them",
    unit="points",
)
ROUGH_BELOW: Final = Fixed(
    "monitors.rough_below",
    "Limits are rough below",
    conventions.SETTLED,
    "limits from 30 points give 0 to 11 false alarms a year where 1 is expected",
    unit="points",
)
AUTOCORRELATION: Final = Fixed(
    "monitors.autocorrelation",
    "Limits are widened above",
    conventions.ALIKE,
    "0.3 multiplies false alarms by 4.5; only where chance does not explain it",
    unit="lag-1 correlation",
)
MISSED_INTERVALS: Final = Whole(
    "monitors.missed_intervals",
    "No data is said after",
    2,
    "tolerate one hiccup",
    unit="missed intervals",
    lowest=1,
    highest=24,
)
FALSE_ALARM_BUDGET: Final = Whole(
    "monitors.false_alarm_budget",
    "False alarms",
    2,
    "with more of them people stop reading alerts; saving a monitor warns of it",
    unit="a month",
    lowest=1,
    highest=50,
)
DRIFT_Q: Final = Fixed(
    "drift.q", "Drift is significant at", 0.01, "many columns are tested at once", unit="BH q or less"
)
DRIFT_SHARE: Final = Fixed(
    "drift.share",
    "Drift matters from",
    10,
    "of many rows every trifle is significant; in two windows",
    unit="% of the rows",
)
DRIFT_DISTANCE: Final = Fixed(
    "drift.distance", "Or, of numbers, from", 0.25, "half of a medium effect (Cohen 1988)", unit="sigma on average"
)
DRIFT_PSI: Final = Fixed(
    "drift.psi",
    "Or, of categories, from",
    0.2,
    "between a small shift (0.1) and a major one (0.25) of Siddiqi (2006)",
    unit="PSI",
)
DRIFT_ROWS: Final = Fixed(
    "drift.rows",
    "These sizes hold from",
    conventions.ENOUGH_ROWS,
    "fewer rows differ by chance alone; what chance does at their number is worked out then",
    unit="rows",
)
ACKNOWLEDGE_SEV_1: Final = Fixed(
    "alerts.acknowledge_1", "Acknowledge severity 1 within", 30, "it harms somebody now", unit="minutes"
)
ACKNOWLEDGE_SEV_2: Final = Fixed(
    "alerts.acknowledge_2",
    "Acknowledge severity 2 within",
    2,
    "30 minutes on a daily metric breeds fatigue",
    unit="working hours",
)
ACKNOWLEDGE_SEV_3: Final = Fixed(
    "alerts.acknowledge_3", "Acknowledge severity 3 within", 1, "it can wait for the morning", unit="working day"
)
SNOOZE_HOURS: Final = Whole(
    "alerts.snooze",
    "Snooze, unless one says otherwise",
    24,
    "a day's quiet; tomorrow it is asked again",
    unit="hours",
    lowest=1,
    highest=168,
)
LONGEST_SNOOZE: Final = Fixed(
    "alerts.longest_snooze", "Longest snooze", 7, "longer would be switching it off unseen", unit="days"
)
STORM: Final = Fixed(
    "alerts.storm",
    "One message for a storm of more than",
    5,
    "they often have one cause, and one message can be read",
    unit="cases in 10 minutes",
)

POSTS_A_WEEK: Final = Fixed(
    "noise.posts",
    "A budget for posts in the channel",
    5,
    "attention is scarce; the digest tells what was spent of it, severity 1 apart",
    unit="a week",
)

ALL: Final[dict[str, Setting[Any]]] = {
    setting.name: setting for setting in list(globals().values()) if isinstance(setting, Setting)
}
"""Every setting by its name, in the order above."""
