"""Figures about a team's actions, its next retro, and what the bot spent of its attention."""

from collections.abc import Sequence
from typing import Final

from kaizen.digests.behind import Behind
from kaizen.digests.definitions.defining import Definition, Values
from message_templates.digests.views import DigestRetro, Weekly

ACTIONS: Final = "What the team's retros decided"
RETROS: Final = "The team's retros and what they decided"
OUTBOX: Final = "The outbox: what Slack took of the bot's messages"


def _noise(week: Weekly) -> Values:
    if week.noise is None or not (week.noise.posts or week.noise.exempt):
        return None
    spent = week.noise
    return [spent.posts, spent.budget, *([spent.over] if spent.over else []), *(kind.count for kind in spent.kinds)]


def _of_retro(retro: DigestRetro) -> Sequence[int]:
    """The figures that the digest tells of one retro."""
    if retro.cancelled:
        return [retro.number, *([retro.wrote, retro.members] if retro.wrote else [])]
    unowned = [retro.unowned] if retro.unowned else []
    return [retro.number, retro.wrote, retro.members, retro.voted, retro.agreed, *unowned]


OF_THE_TEAM: Final = (
    Definition(
        "Retros",
        "Those that ended in the week. Who wrote and voted is out of those who were not away for all of Collect. "
        "Agreed is what its owner accepted; without an owner, what was handed back or waits for an answer.",
        RETROS,
        lambda week: [figure for one in week.retros for figure in _of_retro(one)] or None,
        Behind.retros,
    ),
    Definition(
        "Retro under way",
        "The one that runs at the moment.",
        RETROS,
        lambda week: [week.under_way] if week.under_way else None,
        lambda behind: 1 if behind.week.under_way else 0,
    ),
    Definition(
        "Actions",
        "Proposed or accepted, and not done. Late is one whose due date has passed in the team's zone.",
        ACTIONS,
        lambda week: () if week.actions else None,
        Behind.unfinished,
    ),
    Definition(
        "Next retro",
        "From the team's rhythm; who facilitates is whose last turn is longest ago and who is not away.",
        "The rhythm and rota of the team",
        lambda week: () if week.retro_at else None,
        lambda _: 0,
    ),
    Definition(
        "My messages",
        "New messages in the channel in the seven days, the budget of a week, and how many of each kind. Threads, "
        "edits and direct messages are not counted.",
        OUTBOX,
        _noise,
        lambda behind: len(behind.posted),
    ),
    Definition(
        "Not counted",
        "Alerts of severity 1, which may always be said.",
        OUTBOX,
        lambda week: [week.noise.exempt] if week.noise and week.noise.exempt else None,
        lambda behind: behind.week.noise.exempt if behind.week.noise else 0,
    ),
)
