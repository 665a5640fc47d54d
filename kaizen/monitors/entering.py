"""The form of one monitor: filled with what is kept, and read with every mistake at its field."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen import permissions, taken
from kaizen.monitors import cells, finding, offering, pasting, spelling
from kaizen.monitors.pasting import MonitorForm
from kaizen.people import Person
from kaizen.refusals import Refusal, Refusals
from message_templates.choices import Choice
from message_templates.monitors import views
from sources.base import Source
from storage import monitors as stored
from storage.monitors import Monitor

OPTION: Final = 75
"""Letters that an option of a menu holds."""


@dataclass(frozen=True)
class Entered:
    """What was typed and chosen, by the names of the fields."""

    name: str
    source: str
    question: str
    every: str
    points: str
    first: str
    last: str
    chart: str
    rules: tuple[str, ...]
    watched: tuple[str, ...]
    model: str
    severity: str
    label_delay: str
    owner: str
    channel: str


@dataclass(frozen=True)
class Reach:
    """Whether what was chosen can be reached, as far as Slack tells."""

    in_channel: bool = True
    """Whether the bot is in the channel."""
    owner_gone: bool = False
    owner_is_app: bool = False


def form(session: Session, person: Person, monitor_id: int, *, sources: Mapping[str, Source]) -> views.Form:
    """One monitor as it is, to be changed."""
    monitor = finding.monitor(session, person, monitor_id)
    permissions.require(person, "monitors.change", also=finding.roles_for(session, person, monitor))
    first, last = spelling.dates(monitor)
    kept = stored.readings(session, monitor_id)
    return views.Form(
        id=monitor_id,
        version=monitor.version,
        name=monitor.name,
        source=monitor.source,
        sources=offering.sources(sources, current=monitor.source),
        question=monitor.question,
        every=spelling.length(monitor.every_seconds),
        points=str(monitor.baseline_points or ""),
        first=first,
        last=last,
        chart=monitor.chart,
        charts=offering.CHARTS,
        rules=tuple(monitor.rules.split()),
        watched=tuple(monitor.watched.split()),
        all_rules=offering.rules(),
        model=Choice(monitor.model[:OPTION], monitor.model[:OPTION]) if monitor.model else None,
        severity=str(monitor.severity),
        severities=offering.SEVERITIES,
        label_delay=spelling.length(monitor.label_delay_seconds),
        owner=monitor.owner,
        channel=monitor.channel,
        readings=len(kept),
        since=taken.told(monitor, kept[0].at) if kept else None,
        newest_at=taken.told(monitor, kept[-1].at) if kept else None,
        cases=tuple(finding.open_cases(session, monitor)),
        stopped=monitor.stopped_at is not None,
    )


def columns(monitor: Monitor, entered: Entered, sources: Mapping[str, Source], reach: Reach) -> dict[str, Any]:
    """What was entered as the columns of a monitor; every mistake stands at its field."""
    understood = _read(monitor, entered, sources, _unreachable(reach))
    dated = None if isinstance(understood.baseline, int) else understood.baseline
    return {
        "name": understood.name,
        "key": pasting.key(understood.name),
        "source": understood.source,
        "question": understood.question,
        "chart": str(understood.chart),
        "every_seconds": understood.every // timedelta(seconds=1),
        "baseline_points": understood.baseline if isinstance(understood.baseline, int) else None,
        "baseline_first": dated[0] if dated else None,
        "baseline_last": dated[1] if dated else None,
        "rules": " ".join(understood.rules),
        "watched": " ".join(understood.watched),
        "model": monitor.model if understood.model == monitor.model[:OPTION] else understood.model,
        "severity": understood.severity,
        "label_delay_seconds": understood.label_delay // timedelta(seconds=1),
        "owner": entered.owner or monitor.owner,
        "channel": entered.channel or monitor.channel,
    }


def _unreachable(reach: Reach) -> list[Refusal]:
    wrong = []
    if reach.owner_gone or reach.owner_is_app:
        wrong.append(Refusal("monitors/owner_gone", field="owner", is_app=reach.owner_is_app))
    if not reach.in_channel:
        wrong.append(Refusal("monitors/not_in_channel", field="channel"))
    return wrong


def _read(monitor: Monitor, entered: Entered, sources: Mapping[str, Source], wrong: list[Refusal]) -> MonitorForm:
    typed = _cells(monitor, entered)
    found: dict[str, Any] = {}
    baselines = _baselines(entered)
    wrong = [*wrong, *baselines]
    readable = [column for column in cells.READERS if column != "baseline" or not baselines]
    for column in readable:
        try:
            found[column] = cells.READERS[column](typed[column])
        except cells.CellWrong as mistake:
            wrong.append(_at(entered, column, str(mistake)))
    if len(found) == len(cells.READERS):
        mistakes = pasting.asked_wrongly(MonitorForm(**found), sources)
        wrong += [_at(entered, column, said) for column, said in mistakes]
    if wrong:
        raise Refusals(wrong)
    return MonitorForm(**found)


def _cells(monitor: Monitor, entered: Entered) -> dict[str, str]:
    """The fields as the cells of a table, in which many people have written monitors before."""
    typed = {name: value.strip() for name, value in asdict(entered).items() if isinstance(value, str)}
    return typed | {
        "baseline": spelling.baseline(monitor, points=typed["points"], first=typed["first"], last=typed["last"]),
        "rules": " ".join(entered.rules),
        "watched": " ".join(entered.watched) or "none",
    }


def _baselines(entered: Entered) -> list[Refusal]:
    dated = entered.first or entered.last
    if entered.points.strip() and dated:
        return [Refusal("monitors/two_baselines", field="points")]
    if not entered.points.strip() and not dated:
        return [Refusal("monitors/no_baseline", field="points")]
    if dated and not (entered.first and entered.last):
        return [Refusal("monitors/half_a_baseline", field="last" if entered.first else "first")]
    return []


def _at(entered: Entered, column: str, said: str) -> Refusal:
    field = column if column != "baseline" else "points" if entered.points.strip() else "last"
    return Refusal("monitors/cell_wrong", field=field, said=said[:1].upper() + said[1:])
