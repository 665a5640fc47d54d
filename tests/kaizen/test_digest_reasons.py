"""Why these numbers: no figure of a digest goes without its definition, its source and the rows behind it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from kaizen.digests import behind, definitions, reasons, weekly
from kaizen.digests.behind import Behind
from kaizen.ideas import moving
from kaizen.refusals import Refusal
from message_templates import render
from message_templates.digests.examples import EXAMPLES
from message_templates.digests.views import Case, Need, Unstable, Weekly
from storage.monitors import Finding
from tests.builders import A_GUEST, ANA, BEN, NOON, WORKSPACE, a_monitor, a_team, an_alert, an_idea, in_team, team

DAY, WEEK = timedelta(days=1), timedelta(days=7)
STRANGE = 7919
NOT_FIGURES = {"number", "numbers", "id", "team_id"}
"""What a thing is called, not how many there are."""

A_FULL_WEEK = EXAMPLES["digests/weekly"]["typical"]
assert isinstance(A_FULL_WEEK, Weekly)


def figures_in(thing: Any, path: str = "") -> Iterator[str]:
    """Where the numbers of a view are: ``flow.new``, ``wanted[0].votes``."""
    if is_dataclass(thing):
        for field in fields(thing):
            if field.name not in NOT_FIGURES:
                yield from figures_in(getattr(thing, field.name), f"{path}.{field.name}" if path else field.name)
    elif isinstance(thing, tuple):
        for place, one in enumerate(thing):
            yield from figures_in(one, f"{path}[{place}]")
    elif isinstance(thing, int | float) and not isinstance(thing, bool):
        yield path


def with_strange(thing: Any, path: str, at: str = "") -> Any:
    """The same with another number at one place."""
    if at == path:
        return STRANGE
    if is_dataclass(thing) and not isinstance(thing, type):
        inside = {f.name: f"{at}.{f.name}" if at else f.name for f in fields(thing)}
        changed = {name: with_strange(getattr(thing, name), path, here) for name, here in inside.items()}
        return replace(thing, **changed) if path.startswith(at) else thing
    if isinstance(thing, tuple):
        return tuple(with_strange(one, path, f"{at}[{place}]") for place, one in enumerate(thing))
    return thing


def said(week: Weekly) -> str:
    return render.message("digests/weekly", week).text.replace(",", "")


def explained(week: Weekly) -> list[float]:
    nothing = Behind(week, [], [], [], [], {}, [], [], [])
    return [value for figure in reasons.figures(week, nothing) for value in figure.values]


@pytest.mark.parametrize("path", sorted(set(figures_in(A_FULL_WEEK))))
def test_each_number_that_the_digest_prints_has_its_row(path: str):
    changed = with_strange(A_FULL_WEEK, path)

    assert str(STRANGE) in said(changed), "this number is never printed, so nobody can ask for it: leave it out"
    assert STRANGE in explained(changed)


def test_counts_that_the_digest_makes_itself_have_their_rows_too():
    cases = tuple(Case(number, f"Case {number}", "open") for number in range(90, 113))
    needs = tuple(Need("idea", "An idea", days=16) for _ in range(17)) + tuple(Need("alert", "A") for _ in range(6))
    quiet = replace(A_FULL_WEEK.models, cases=cases, unstable=(Unstable("A", "restless"),) * 31, other=("B",) * 37)
    needs = (Need("triage", "", numbers=tuple(range(43))), *needs[1:])
    many = replace(A_FULL_WEEK, needs=needs, models=replace(quiet, uncharted=("C",) * 41))

    assert "23 things need you" in said(many)
    assert "And 18 more: 12 ideas (/kaizen ideas) 6 alerts (/kaizen alerts)." in said(many)
    assert "43 ideas were to be triaged by now and are still new: K-0 K-1 K-2 K-3 K-4 and 38 more" in said(many)
    assert "and 15 more cases" in said(many)
    assert "31 without a stable baseline" in said(many)
    assert "37 not looked at yet" in said(many)
    assert "Not drawn: 41 more metrics" in said(many)
    assert {23, 18, 12, 6, 15, 31, 37, 41, 43, 38} <= set(explained(many))


def test_what_a_digest_leaves_out_needs_no_reason():
    quiet = EXAMPLES["digests/weekly"]["empty"]
    assert isinstance(quiet, Weekly)

    assert explained(quiet) == []


def test_each_figure_says_what_it_means_and_where_it_comes_from():
    for one in definitions.ALL:
        assert one.meaning.endswith("."), one.name
        assert one.source, one.name
    assert len({one.name for one in definitions.ALL}) == len(definitions.ALL)


def why(session: Session, team_id: int, *, until: datetime = NOON + WEEK, person=ANA):
    shown = reasons.why(session, person, team_id, until=until, now=until)
    return {figure.name: figure for figure in shown.figures}


def test_figures_of_ideas_name_the_ideas(session: Session):
    team_id = a_team(session)
    done, _ = an_idea(session, **in_team(team_id)), an_idea(session, **in_team(team_id))
    for to in ("approved", "in_progress", "done"):
        moving.move(session, ANA, done, to=to, reason="Easy.", now=NOON + DAY)

    found = why(session, team_id)

    assert (found["New ideas"].values, found["New ideas"].rows) == ((2,), ("K-1", "K-2"))
    assert (found["Done"].values, found["Done"].rows) == ((1,), ("K-1",))
    assert found["Finished: median lead time"].rows == ("K-1",)
    assert found["Open: median age"].rows == ("K-2",)


def test_figures_of_monitors_name_the_points_and_when_they_were_looked_at(session: Session):
    team_id = a_team(session)
    before = {"created_at": NOON - DAY}
    loud, _ = a_monitor(session, team_id, "Latency", **before), a_monitor(session, team_id, "Accuracy", **before)
    a_monitor(session, team_id, "Volume", standing="too few", swept_at=NOON + 6 * DAY)
    for rule in ("limits", "nelson-2"):
        session.add(
            Finding(workspace=WORKSPACE, monitor_id=loud.id, rule=rule, at=NOON + DAY, found_at=NOON + DAY, value=1.0)
        )
    session.flush()

    found = why(session, team_id)

    assert found["Signals"].values == (1,), "one point that breaks two rules is one signal"
    assert found["Signals"].rows == ("Latency at 2026-11-24 12:00 UTC",)
    assert found["No signal"].rows == ("Accuracy",)
    assert found["Expected by chance"].values == (pytest.approx(0.3 * 2 * 7 / 30),)
    assert found["Expected by chance"].n == 2
    assert found["Still learning"].rows == ("Volume",)
    assert found["Signals"].as_of == NOON + 6 * DAY, "the oldest look counts"


def test_people_are_counted_and_never_listed(session: Session):
    team_id = a_team(session, members=[ANA, BEN])
    an_idea(session, ANA, **in_team(team_id))
    an_idea(session, BEN, **in_team(team_id))

    people = why(session, team_id)["People"]

    assert (people.values, people.n, people.rows) == ((2,), 2, ())


def test_an_older_digest_is_explained_by_its_own_week(session: Session):
    team_id = a_team(session)
    an_idea(session, **in_team(team_id))
    later = NOON + 3 * WEEK
    reference = weekly.week(session, team(session, team_id), until=NOON + WEEK, now=NOON + WEEK).reference

    asked, until = reasons.opened(reference, now=later)

    assert (asked, until) == (team_id, NOON + WEEK)
    assert why(session, asked, until=until)["New ideas"].rows == ("K-1",)
    assert why(session, team_id, until=later)["New ideas"].values == (0,)


def test_a_button_of_an_older_digest_names_the_team_alone():
    assert reasons.opened("team:3", now=NOON) == (3, NOON)


@pytest.mark.parametrize("broken", ["digest:3", "digest:x.1", "team:", "idea:3", ""])
def test_what_names_no_digest_is_refused(broken: str):
    with pytest.raises(Refusal, match="refusals/broken_seal"):
        reasons.opened(broken, now=NOON)


def test_whoever_may_not_see_the_team_is_told_no_figures(session: Session):
    team_id = a_team(session, private=True)

    with pytest.raises(Refusal, match="refusals/not_a_guests"):
        reasons.why(session, A_GUEST, team_id, until=NOON, now=NOON)


def test_cases_are_counted_as_the_digest_counts_them(session: Session):
    team_id = a_team(session)
    monitor = a_monitor(session, team_id, "Latency")
    an_alert(session, monitor, number=7)

    found = why(session, team_id)["Alerts"]

    assert (found.values, found.rows) == ((), ("A-7",)), "named, not counted"


def test_the_rows_are_those_of_the_team_alone(session: Session):
    team_id = a_team(session)
    an_idea(session, **in_team(a_team(session, channel="C0OTHER")))
    found = team(session, team_id)
    week = weekly.week(session, found, until=NOON + WEEK, now=datetime(2026, 12, 1, tzinfo=UTC))

    assert behind.read(session, found, week).ideas == []
