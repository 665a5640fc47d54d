"""The rows behind the figures of a digest, by the names that people know them by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kaizen.digests.weekly import DECIDED
from kaizen.ideas import lifecycle
from kaizen.monitors import weekly as models
from kaizen.monitors.counting import Points
from message_templates.digests.views import Need, Weekly
from storage import actions, alerts, ideas, messages, monitors
from storage.actions import Action
from storage.alerts import Alert
from storage.ideas import Idea, IdeaState, Move
from storage.monitors import Finding, Monitor
from storage.teams import Team


@dataclass(frozen=True)
class Behind:
    """What was read to make a digest; each method names the rows of one figure."""

    week: Weekly
    ideas: Sequence[Idea]
    moves: Sequence[Move]
    monitors: Sequence[Monitor]
    findings: Sequence[Finding]
    points: Mapping[int, Points]
    cases: Sequence[Alert]
    actions: Sequence[Action]
    posted: Sequence[str]

    @property
    def looked_at(self) -> datetime | None:
        """The oldest last look at a monitor."""
        return min((monitor.swept_at for monitor in self.monitors if monitor.swept_at), default=None)

    def new(self) -> Sequence[str]:
        return _numbers(idea for idea in self.ideas if idea.submitted_at >= self.week.first_day)

    def moved_to(self, *states: str) -> Sequence[str]:
        moved = {move.idea_id for move in self.moves if move.after in states}
        return _numbers(idea for idea in self.ideas if idea.id in moved)

    def decided(self) -> Sequence[str]:
        return self.moved_to(*DECIDED)

    def done(self) -> Sequence[str]:
        return self.moved_to(IdeaState.DONE)

    def finished(self) -> Sequence[str]:
        return _numbers(idea for idea in self.ideas if idea.state == IdeaState.DONE)

    def open_ideas(self) -> Sequence[str]:
        return _numbers(idea for idea in self.ideas if lifecycle.is_open(idea.state))

    def needs(self) -> Sequence[str]:
        return [name for need in self.week.needs for name in _called(need)]

    def oldest(self) -> Sequence[str]:
        oldest = self.week.flow.oldest_undecided if self.week.flow else None
        return [f"K-{oldest.number}"] if oldest else []

    def wanted(self) -> Sequence[str]:
        return [f"K-{idea.number}" for idea in self.week.wanted]

    def believed(self) -> Sequence[str]:
        return [monitor.name for monitor in models.believed(self.monitors)]

    def signals(self) -> Sequence[str]:
        return self._signals(models.believed(self.monitors))

    def cut_short(self) -> Sequence[str]:
        known = {monitor.id for monitor in models.judged(self.monitors, self.cases, self.week.until)}
        return self._signals([monitor for monitor in models.believed(self.monitors) if monitor.id not in known])

    def _signals(self, of: Sequence[Monitor]) -> Sequence[str]:
        names = {monitor.id: monitor.name for monitor in of}
        found = sorted(self._found(of), key=lambda one: one[1])
        return [f"{names[monitor]} at {at:%Y-%m-%d %H:%M} UTC" for monitor, at in found]

    def quiet(self) -> Sequence[str]:
        known = models.judged(self.monitors, self.cases, self.week.until)
        loud = {monitor for monitor, _ in self._found(known)}
        return [monitor.name for monitor in known if monitor.id not in loud]

    def _found(self, of: Sequence[Monitor]) -> Collection[tuple[int, datetime]]:
        return models.signals(self.findings, {one.id or 0: self.points[one.id or 0] for one in of})

    def watched(self) -> Sequence[str]:
        return [monitor.name for monitor in self.monitors]

    def learning(self) -> Sequence[str]:
        return [monitor.name for monitor in models.learning(self.monitors, self.cases, self.week.until)]

    def alerts(self) -> Sequence[str]:
        return [f"A-{case.number}" for case in self.week.models.cases] if self.week.models else []

    def retros(self) -> Sequence[str]:
        return [f"Retro {one.number}" for one in self.week.retros]

    def unfinished(self) -> Sequence[str]:
        return [f"{action.text} (retro {action.retro_number})" for action in self.actions]


def read(session: Session, team: Team, week: Weekly) -> Behind:
    """Everything that the digest of *week* was made of, as it is now."""
    workspace, team_id = team.workspace, team.id or 0
    span = {"since": week.first_day, "until": week.until}
    watched = monitors.of_team(session, workspace, team_id)
    findings = monitors.found_in_team(session, workspace, team_id, **span)
    return Behind(
        week=week,
        ideas=[idea for idea in ideas.of_team(session, workspace, team_id) if idea.submitted_at < week.until],
        moves=ideas.moves_of_team(session, workspace, team_id, **span),
        monitors=watched,
        findings=findings,
        points=models.points(session, watched, findings),
        cases=alerts.of_team(session, workspace, team_id),
        actions=actions.unfinished(session, workspace, team_id),
        posted=messages.posted_in_channel(session, workspace, team.channel, **span),
    )


def _called(need: Need) -> Sequence[str]:
    if need.kind in {"left", "action"}:
        return [need.title]
    if need.kind == "triage":
        return [f"K-{number}" for number in need.numbers]
    return [f"{'K' if need.kind == 'idea' else 'A'}-{need.number}"]


def _numbers(found: Iterable[Idea]) -> Sequence[str]:
    return [f"K-{number}" for number in sorted(idea.number for idea in found)]
