"""Pictures of charts: complete, legible, and saying in words what they show."""

import io
import itertools
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PIL import Image

from message_templates import charts
from message_templates.charts import drawing, scales, style, two_windows


def a_chart(count=60, seed=1, **changes):
    values = np.random.default_rng(seed).normal(100, 5, count)
    shown = {
        "title": "Checkout ranking: p95 latency",
        "verdict": "i-mr chart, limits from 30 days · no signal",
        "points": values.tolist(),
        "centre": [100.0] * count,
        "lower": [85.0] * count,
        "upper": [115.0] * count,
        "unit": " ms",
    }
    return charts.ChartData(**(shown | changes))


def texts(data):
    """Words of the picture with their boxes, and the picture's own box; empty ones left out."""
    with style.letters():
        figure = drawing.drawn(data)
        figure.draw_without_rendering()
        found = list(figure.texts)
        for axes in figure.axes:
            found += [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
        boxes = [(text.get_text(), text.get_window_extent()) for text in found if text.get_text().strip()]
        return boxes, figure.bbox


DAYS = [datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day) for day in range(60)]
SHIFTED = [*np.random.default_rng(2).normal(100, 5, 45), *np.random.default_rng(3).normal(121, 3, 15)]
CASES = {
    "quiet": a_chart(),
    "times": a_chart(times=DAYS),
    "a signal in the corner": a_chart(count=30, signals=[charts.Signal(29, "one side"), charts.Signal(0)]),
    "many signals": a_chart(
        points=SHIFTED,
        signals=[charts.Signal(index) for index in range(45, 60)],
        change=charts.Change(45, 43, 46),
        flags=[charts.Flag(44, "deploy 4.2"), charts.Flag(46, "rollback"), charts.Flag(10, "snooze")],
        baseline=30,
        times=DAYS,
    ),
    "limits close together": a_chart(lower=[99.5] * 60, upper=[100.5] * 60),
    "long words": a_chart(title="Title " * 30, verdict="a verdict that goes on " * 30),
    "one point": a_chart(count=1),
    "constant": a_chart(count=5, points=[7.0] * 5, centre=[7.0] * 5, lower=[7.0] * 5, upper=[7.0] * 5),
    "no limits": a_chart(lower=(), upper=()),
    "a flag at the end": a_chart(count=20, flags=[charts.Flag(18, "off the scale"), charts.Flag(19, "rollback")]),
    "a second chart below": a_chart(
        times=DAYS, baseline=30, below=a_chart(title="ranges", signals=[charts.Signal(59)], times=DAYS, baseline=30)
    ),
    "proportions": charts.ChartData(
        title="Accuracy", verdict="p chart", points=[0.8, 0.85, 0.6, 0.82], centre=[0.82] * 4,
        lower=[0.7, 0.72, 0.7, 0.6], upper=[0.94, 0.92, 0.94, 1.0], style="percent", signals=[charts.Signal(2)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_no_words_touch_each_other_and_none_leave_the_picture(case):
    boxes, frame = texts(CASES[case])

    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        assert not first.overlaps(second), (one, other)
    for words, box in boxes:
        assert frame.x0 <= box.x0, words
        assert box.x1 <= frame.x1, words
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1, words


@pytest.mark.parametrize("case", CASES)
def test_pictures_have_the_size_that_slack_shows_well_and_the_same_bytes_each_time(case):
    first, second = charts.png(CASES[case]), charts.png(CASES[case])

    with Image.open(io.BytesIO(first)) as picture:
        assert picture.size == (1600, 800 if CASES[case].below is None else 1220)
    assert first == second


def test_words_stay_legible_on_a_phone():
    boxes, _frame = texts(CASES["quiet"])

    heights = [box.height / (1 + words.count("\n")) * 360 / 1600 for words, box in boxes]

    assert min(heights) > 5.5


def test_signals_are_warm_and_a_quiet_picture_has_nothing_warm():
    def warm(data):
        with Image.open(io.BytesIO(charts.png(data))) as picture:
            pixels = np.asarray(picture.convert("RGB")).astype(int)
        return ((pixels[..., 0] > 170) & (pixels[..., 1] < 90) & (pixels[..., 2] < 70)).sum()

    assert warm(CASES["quiet"]) == 0
    assert warm(CASES["a signal in the corner"]) > 200


def test_the_value_of_a_single_signal_is_written_and_differs_from_its_limit():
    shown = a_chart(count=20, points=[100.0] * 19 + [115.02], signals=[charts.Signal(19)])

    words = [words for words, _box in texts(shown)[0]]

    assert "115.02 ms" in words
    assert "upper limit\n115.00 ms" in words


FALLEN = {
    "a hook at the end": [0.70, 0.66, 0.64, 0.50, 0.63, 0.51, 0.535],
    "a peak before the end": [0.52, 0.51, 0.50, 0.52, 0.63, 0.51, 0.535],
    "alike at the end": [0.70, 0.66, 0.64, 0.63, 0.64, 0.635],
    "a fall": [0.70, 0.72, 0.69, 0.63, 0.62, 0.535],
    "two": [0.63, 0.80, 0.535],
}


@pytest.mark.parametrize("case", FALLEN)
def test_a_value_stands_nearest_to_its_own_signal_and_the_newest_has_one(case):
    points = [0.84, *([0.85, 0.83] * 32), *FALLEN[case]]
    signals = [index for index, value in enumerate(points) if value < 0.79]
    shown = a_chart(
        count=len(points), points=points, centre=[0.84] * len(points), lower=[0.79] * len(points),
        upper=[0.89] * len(points), signals=[charts.Signal(index) for index in signals], style="percent", unit="",
    )  # fmt: skip
    with style.letters():
        figure = drawing.drawn(shown)
        figure.draw_without_rendering()
        [axes] = figure.axes
        boxes = {text.get_text(): text.get_window_extent() for text in axes.texts if text.get_color() == style.WARM}
        diamonds = {index: axes.transData.transform((index + 1, points[index])) for index in signals}

    def apart(words, index):
        (x, y), box = diamonds[index], boxes[words]
        return np.hypot(max(box.x0 - x, x - box.x1, 0), max(box.y0 - y, y - box.y1, 0))

    nearest = {words: min(signals, key=lambda index: apart(words, index)) for words in boxes}

    assert len(points) - 1 in nearest.values()
    assert {words: f"{points[index]:.1%}" for words, index in nearest.items()} == {words: words for words in nearest}


def test_an_excluded_point_is_hollow_and_no_signal():
    shown = a_chart(excluded=[5], signals=[charts.Signal(5)])

    assert shown.judged() == []
    assert "No point signals" in charts.alt_text(shown)


@pytest.mark.parametrize(("count", "dashed"), [(100, 2), (800, 0)])
def test_limits_that_change_at_every_one_of_many_points_do_not_hide_them(count, dashed):
    season = np.sin(np.arange(count)).tolist()
    lines = {"centre": season, "lower": [level - 1 for level in season], "upper": [level + 1 for level in season]}

    axes = drawing.drawn(a_chart(count=count, points=season, **lines)).axes[0]

    assert sum(line.get_linestyle() == "--" and line.get_color() == style.LINE for line in axes.lines) == dashed


def test_the_words_say_what_the_picture_shows():
    said = charts.alt_text(CASES["many signals"])

    assert said.startswith("Checkout ranking: p95 latency: i-mr chart, limits from 30 days · no signal.")
    assert "upper limit 115.0 ms" in said
    assert "15 points signal: " in said
    assert "at 2026-04-30" in said
    assert "A lasting change began at 2026-04-16." in said


def test_the_words_say_what_the_chart_below_shows():
    said = charts.alt_text(CASES["a second chart below"])

    assert "No point signals. Below, ranges: Chart of 60 points: centre 100.0 ms" in said
    assert said.endswith("at 2026-04-30.")


@pytest.mark.parametrize(
    "span", [timedelta(minutes=40), timedelta(hours=30), timedelta(days=20), timedelta(days=400), timedelta(days=3000)]
)
def test_times_are_round_few_and_different(span):
    times = [DAYS[0] + timedelta(hours=7) + span / 39 * step for step in range(40)]

    with style.letters():
        axes = drawing.drawn(a_chart(count=40, times=times)).axes[0]
    labels = [text.get_text() for text in axes.get_xticklabels()]

    assert 2 <= len(labels) <= scales.MOST_MOMENTS + 1
    assert all(one != other for one, other in itertools.pairwise(labels))


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="at least one point"):
        a_chart(count=2, points=[float("nan")] * 2)
    with pytest.raises(ValueError, match="60 points but 3 figures of upper"):
        a_chart(upper=[1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="no point 60 among 60"):
        a_chart(signals=[charts.Signal(60)])


@pytest.mark.filterwarnings("error:Glyph")
def test_no_empty_box_stands_for_a_character_that_the_font_lacks():
    name = "p95 \N{ROCKET} latency \N{FIRE}\N{VARIATION SELECTOR-16}"
    shown = a_chart(title=name, verdict=f"of {name}")
    windows = {"edges": (), "categories": (name, "b"), "before": (0.5, 0.5), "now": (0.4, 0.6)}

    charts.sparklines([shown])
    two_windows.png(two_windows.TwoWindows(title=name, verdict=name, column=name, **windows))
    charts.png(shown)

    assert [words for words, _box in texts(shown)[0]][:2] == ["p95 latency", "of p95 latency"]
    assert "\N{ROCKET}" in charts.alt_text(shown), "words have every character"


def test_a_dollar_sign_in_a_name_begins_no_formula():
    shown = a_chart(title=r"Cost in $\unknown$")

    assert charts.png(shown) != charts.png(a_chart(title="Cost in"))
    assert charts.sparklines([shown]).startswith(b"\x89PNG")


def test_small_charts_share_one_image_a_row_each():
    shown = charts.sparklines([CASES["quiet"], CASES["many signals"], CASES["proportions"], CASES["no limits"]])

    with Image.open(io.BytesIO(shown)) as picture:
        assert picture.size == (1600, 4 * 112 + 48)
    with pytest.raises(ValueError, match="1 to 20 small charts"):
        charts.sparklines([])
