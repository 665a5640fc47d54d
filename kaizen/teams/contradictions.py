"""Settings that lie within their bounds one by one, and yet do not go together."""

from collections.abc import Iterator
from typing import Final

from kaizen.refusals import Refusal
from kaizen.teams import defaults
from kaizen.teams.settings import Chosen

PHASES: Final = (defaults.COLLECT_HOURS, defaults.GROUP_HOURS, defaults.VOTE_HOURS, defaults.DISCUSS_HOURS)
WEEK: Final = 7 * 24


def among(chosen: Chosen, *, members: int) -> Iterator[Refusal]:
    """What has to be mended in a team of so many *members*, each at the field where that is easiest."""
    votes, triage = chosen[defaults.VOTES], chosen[defaults.TRIAGE_WITHIN]
    if chosen[defaults.VOTES_ON_ONE] > votes:
        yield Refusal("teams/more_than_all_votes", field=defaults.VOTES_ON_ONE.name, votes=votes)
    if chosen[defaults.OPENED_FROM] > max(members, defaults.OPENED_FROM.lowest):
        yield Refusal("teams/more_writers_than_members", field=defaults.OPENED_FROM.name, members=members)
    if chosen[defaults.DECIDED_WITHIN] < triage:
        yield Refusal("teams/decided_before_looked_at", field=defaults.DECIDED_WITHIN.name, days=triage)
    hours = sum(chosen[phase] for phase in PHASES)
    if hours > WEEK * chosen[defaults.RETRO_EVERY]:
        weeks = -(-hours // WEEK)
        yield Refusal("teams/retros_overlap", field=defaults.RETRO_EVERY.name, hours=hours, weeks=weeks)
