"""How long a phase lasts: as settled, or as much longer as somebody needs to have enough of their own working hours."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from kaizen.teams import defaults
from kaizen.teams.hours import Worker
from kaizen.teams.settings import Changeable, Chosen, Fixed
from storage.retros import Phase

LONGEST_STRETCH: Final = timedelta(days=7)
"""Nobody is waited for longer, also whoever facilitates."""


@dataclass(frozen=True)
class Need:
    """What a phase takes: so long at least, and so many of everybody's own working hours."""

    lasts: timedelta
    own: timedelta
    of_one: bool = False
    """Whether one person alone has something to do in it: it is about them, so it waits until they are back."""

    def ends(self, begin: datetime, workers: Collection[Worker]) -> datetime:
        """When a phase that begins then may end."""
        worked = (worker.have_worked(self.own, begin, self._patience(worker, begin)) for worker in workers)
        return max([begin + self.lasts, *(moment for moment in worked if moment)])

    def _patience(self, worker: Worker, begin: datetime) -> datetime:
        """Until when it waits for somebody: zones and working days lengthen a phase for all, an absence does not."""
        longest = begin + LONGEST_STRETCH
        if self.of_one:
            return longest
        if_there = replace(worker, away=()).have_worked(self.own, begin, longest)
        return max(begin + self.lasts, if_there or begin)


CHOICE: Final = Need(timedelta(hours=48), timedelta(hours=defaults.OWN_HOURS_GROUP.value), of_one=True)
"""How long a retro with too few cards waits for its facilitator to choose, before it is cancelled."""

MORE_TIME: Final = Need(timedelta(hours=24), timedelta(hours=defaults.OWN_HOURS_COLLECT.value))
"""What a retro with too few cards is extended by."""

WORKING_BLOCK: Final = Need(timedelta(hours=8), timedelta(hours=defaults.OWN_HOURS_VOTE.value))
"""What a vote without its quorum is extended by."""

OF_THE_FACILITATOR: Final = (Phase.GROUP, Phase.TOO_FEW)
"""Phases in which only they have something to do."""

_PHASES: Final[Mapping[Phase, tuple[Changeable[int], Fixed]]] = {
    Phase.COLLECT: (defaults.COLLECT_HOURS, defaults.OWN_HOURS_COLLECT),
    Phase.GROUP: (defaults.GROUP_HOURS, defaults.OWN_HOURS_GROUP),
    Phase.VOTE: (defaults.VOTE_HOURS, defaults.OWN_HOURS_VOTE),
    Phase.DISCUSS: (defaults.DISCUSS_HOURS, defaults.OWN_HOURS_DISCUSS),
}


def need(phase: Phase, chosen: Chosen) -> Need:
    """What a phase takes in a team that settled so."""
    lasts, own = _PHASES[phase]
    return Need(timedelta(hours=chosen[lasts]), timedelta(hours=own.value), of_one=phase in OF_THE_FACILITATOR)


def waited_for(phase: Phase, workers: Mapping[str, Worker], facilitator: str) -> Collection[Worker]:
    """Whose hours count: the facilitator groups and chooses alone, everything else is everybody's."""
    if phase in OF_THE_FACILITATOR:
        return [worker for user, worker in workers.items() if user == facilitator]
    return workers.values()


def plan(begin: datetime, chosen: Chosen, workers: Mapping[str, Worker], facilitator: str) -> Mapping[Phase, datetime]:
    """When each phase of a retro ends, if nobody closes one earlier."""
    ends: dict[Phase, datetime] = {}
    for phase in _PHASES:
        begin = need(phase, chosen).ends(begin, waited_for(phase, workers, facilitator))
        ends[phase] = begin
    return ends
