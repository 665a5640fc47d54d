"""What the arithmetic says of a monitor's readings."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from analysis import run_rules
from kaizen.monitors import calculating, cells, counting
from kaizen.monitors.judgements import Asked, Small

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def quiet(size: int = 400, days: int = 140, seed: int = 5) -> list[float]:
    draw = random.Random(seed)
    return [sum(draw.random() < 0.842 for _ in range(size)) / size for _ in range(days)]


def asked(values: list[float], *, sizes: float | None = 400.0, chart: str = "auto", baseline: int = 100) -> Asked:
    return Asked(
        title="Precision",
        chart=chart,
        times=tuple(MONDAY + number * DAY for number in range(len(values))),
        values=tuple(values),
        sizes=None if sizes is None else (sizes,) * len(values),
        baseline=baseline,
        every=DAY,
        rules=("limits",),
        watched=("nelson-2",),
    )


def test_the_rules_that_may_be_asked_for_are_the_rules_that_there_are():
    whole_series = {rule.name for rule in run_rules.SETS["anhoej"]}

    assert set(cells.RULES) == set(run_rules.RULES) - whole_series


def test_a_set_of_rules_is_asked_for_by_its_name():
    for name in cells.SETS:
        asked_for = cells.READERS["rules"](name)

        assert asked_for == tuple(rule.name for rule in run_rules.SETS[name])


def test_rules_that_the_chart_cannot_bear_are_named_as_not_used():
    found = calculating.judged(replace(asked(quiet()), rules=("limits", "we-2")))

    assert found.reason.endswith("; without we-2: not for a p chart")


def test_a_quiet_proportion_gets_a_p_chart_and_no_signal_and_says_what_it_would_have_seen():
    found = calculating.judged(asked(quiet()))

    assert found.standing == "settled"
    assert found.reason == "p chart, limits (100 points, 2 Mar 2026 to 9 Jun 2026, frozen)"
    assert found.signals == ()
    assert found.power.startswith("a lasting shift of 0.03")
    assert found.expected_a_month == pytest.approx(0.08, abs=0.03)
    assert found.picture is None


def test_a_point_beyond_the_limits_is_found_with_its_lines_and_a_picture_that_says_it():
    found = calculating.judged(asked([*quiet(), 0.75]))

    [signal] = found.signals
    assert signal.rule == "limits"
    assert signal.sides.words == "below its lower limit"
    assert 0.75 < signal.lower < signal.centre < signal.upper
    assert found.picture is not None
    assert found.picture.png.startswith(b"\x89PNG")
    assert "1 signal since; about 0.1" in found.picture.alt_text


def test_the_frozen_baseline_does_not_follow_what_comes_after_it():
    before = calculating.judged(asked([*quiet(), 0.75])).signals[0]
    after = calculating.judged(asked([*quiet(), 0.75, *([0.76] * 60)])).signals[0]

    assert (before.centre, before.lower, before.upper) == (after.centre, after.lower, after.upper)


def test_what_was_found_before_needs_no_new_picture():
    values = [*quiet(), 0.75]
    known = frozenset({("limits", MONDAY + (len(values) - 1) * DAY)})
    again = replace(asked(values), known=known)

    assert calculating.judged(again).picture is None


def test_more_variation_than_counting_explains_gets_laneys_chart():
    draw = random.Random(3)
    values = [min(1.0, max(0.0, value + draw.gauss(0, 0.03))) for value in quiet(size=3000)]

    found = calculating.judged(asked(values, sizes=3000.0))

    assert found.reason.startswith("Laney p' chart")
    assert found.signals == ()


def test_single_readings_get_an_individuals_chart_and_rough_limits_are_called_rough():
    draw = random.Random(11)
    found = calculating.judged(asked([draw.gauss(410, 12) for _ in range(60)], sizes=None, baseline=40))

    assert found.standing == "rough"
    assert found.reason.startswith("I-MR chart, limits still rough (40 points")


def test_neighbours_that_resemble_each_other_widen_the_limits_and_it_is_said():
    draw, level, values = random.Random(4), 0.0, []
    for _ in range(400):
        level = 0.45 * level + draw.gauss(0, 1)
        values.append(level)

    found = calculating.judged(asked(values, sizes=None, baseline=120))

    assert found.alerts
    assert "limits widened for a lag-1 autocorrelation" in found.reason


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda values: [v - (0.1 if i > 50 else 0) for i, v in enumerate(values)], "the level steps from"),
        (lambda values: [v - 0.002 * i for i, v in enumerate(values)], "neighbouring points are alike"),
        (lambda values: [v - (0.2 if i % 9 == 0 else 0) for i, v in enumerate(values)], "lie beyond the limits"),
    ],
)
def test_an_unstable_baseline_is_said_and_nothing_is_called_a_signal(
    spoil: Callable[[list[float]], list[float]], said: str
):
    found = calculating.judged(asked([*spoil(quiet()), 0.1], chart="p"))

    assert found.standing == "unstable"
    assert not found.alerts
    assert found.signals == ()
    assert found.reason.startswith("no stable baseline")
    assert said in found.reason


def test_below_fifteen_points_nothing_is_judged():
    found = calculating.judged(asked([*quiet()[:13], 0.1]))

    assert (found.standing, found.signals) == ("too few", ())
    assert found.reason == "14 of 100 baseline points so far; no alerts below 15"


def test_a_baseline_that_is_not_complete_is_not_called_frozen_and_its_limits_are_nobodys():
    learning = calculating.judged(asked(quiet(days=140), baseline=141))
    complete = calculating.judged(asked(quiet(days=140), baseline=140))

    assert (learning.standing, learning.alerts, learning.expected_a_month) == ("too few", False, None)
    assert learning.reason == "140 of 141 baseline points so far; no alerts before it is complete"
    assert complete.reason == "p chart, limits (140 points, 2 Mar 2026 to 19 Jul 2026, frozen)"


def test_a_baseline_of_dates_is_complete_once_no_reading_can_belong_to_it():
    def judged(days: int):
        dates = (MONDAY, MONDAY + 90 * DAY - timedelta(seconds=1))
        return calculating.judged(replace(asked(quiet(days=days)), baseline=dates))

    assert judged(89).reason == "89 of 90 baseline points so far; no alerts before it is complete"
    assert judged(90).reason.endswith("(90 points, 2 Mar 2026 to 30 May 2026, frozen)")


def test_a_baseline_that_is_not_complete_is_drawn_without_limits_in_the_digest():
    short, whole = (Small(asked(quiet(days=140), baseline=points), None) for points in (141, 140))

    assert "no limits to believe" in calculating.small([short]).alt_text
    assert "no limits to believe" not in calculating.small([whole]).alt_text


def test_a_shift_is_seen_by_the_run_rule_that_only_the_digest_tells():
    found = calculating.judged(asked([*quiet(), *([0.81] * 12)]))

    assert {signal.rule for signal in found.signals} == {"nelson-2"}


def test_the_picture_tells_the_signals_of_every_rule_beside_what_chance_brings_by_all_of_them():
    values = [*quiet(), 0.75]

    found = calculating.judged(asked(values))

    expected = (found.expected_a_month + found.expected_watched) * (len(values) - 100) / 30
    assert f"1 signal since; about {expected:.2g} expected by chance" in found.picture.alt_text


def test_a_run_that_goes_on_is_one_signal_in_the_picture_as_chance_counts_it():
    shifted = calculating.judged(replace(asked([*quiet(), *([0.855] * 12)]), pictured=True))

    assert len([signal for signal in shifted.signals if signal.rule == "nelson-2"]) > 1
    assert "1 signal since" in shifted.picture.alt_text


def test_a_gap_in_the_readings_makes_no_second_signal_of_a_run():
    given = asked([*quiet(days=100), *([0.85] * 12)], baseline=100)
    whole = replace(given, rules=(), pictured=True)
    gap = replace(whole, times=tuple(at + (place > 110) * 3 * DAY for place, at in enumerate(whole.times)))

    said = [calculating.judged(one).picture.alt_text for one in (whole, gap)]

    assert [words.count("1 signal since") for words in said] == [1, 1]


def test_chance_is_told_for_the_sizes_of_the_points_that_are_judged():
    plain = asked([*quiet(), 0.84])
    small_before = replace(plain, sizes=(30.0,) * 100 + (400.0,) * (len(plain.values) - 100), chart="p")

    found = calculating.judged(small_before)

    assert found.expected_a_month == pytest.approx(0.08, abs=0.03)


def test_the_rules_of_one_point_are_those_that_look_at_one_point():
    assert {rule.name for rule in run_rules.RULES.values() if rule.pattern == "limits"} == counting.OF_ONE_POINT


OF = "write of=… in place of size=…"
DIVIDE = "Percents have to be divided by 100"


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ([93.9, 92.1], [DIVIDE]),
        ([512.0, 498.0], [OF]),
        ([50.0, 60.0], [DIVIDE, OF]),
        ([512.5, 498.0], []),
        ([-0.2, 0.9], []),
    ],
)
def test_what_is_no_share_is_refused_with_what_to_write_if_it_is_a_percent_or_a_count(
    values: list[float], advice: list[str]
):
    with pytest.raises(ValueError, match=f"between 0 and 1; {values[0]:g} is none") as refused:
        calculating.judged(asked(values * 60, sizes=1000.0))

    assert [words for words in (DIVIDE, OF) if words in str(refused.value)] == advice
