from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from message_templates import phrasing
from message_templates.catalogue import HOSTILE

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZoneInfo("Europe/London"))


def test_a_moment_is_shown_in_each_readers_zone_with_utc_for_those_who_cannot():
    assert phrasing.moment(MONDAY) == ("<!date^1796029200^{date_short_pretty} at {time}|Mon 30 Nov 2026, 09:00 UTC>")
    assert phrasing.clock_time(MONDAY) == "<!date^1796029200^{time}|09:00 UTC>"
    assert phrasing.day(MONDAY) == "<!date^1796029200^{date_short_pretty}|Mon 30 Nov 2026>"


def test_the_fallback_is_utc_wherever_the_moment_was_written():
    in_tokyo = datetime(2026, 12, 1, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo"))

    assert "Mon 30 Nov 2026, 23:30 UTC" in phrasing.moment(in_tokyo)


def test_a_calendar_day_is_the_same_in_every_zone():
    assert phrasing.day(date(2026, 12, 1)) == "Tue 1 Dec 2026"


def test_the_last_day_of_a_range_is_not_the_next_one_for_readers_further_east():
    last = datetime(2021, 9, 6, 23, 59, 59, tzinfo=UTC)

    assert phrasing.plain_day(last) == "Mon 6 Sep 2021"


def test_a_reading_has_the_day_or_the_moment_at_which_it_was_taken():
    assert phrasing.taken(date(2021, 5, 28)) == "Fri 28 May 2021"
    assert phrasing.taken(MONDAY) == phrasing.moment(MONDAY)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        phrasing.moment(datetime(2026, 11, 30, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize("wrong", ["", "u0", "U0> <!here>", "U0|x", "here", HOSTILE])
def test_only_an_id_can_be_mentioned(wrong):
    with pytest.raises(ValueError, match="not an id"):
        phrasing.mention(wrong)
    with pytest.raises(ValueError, match="not an id"):
        phrasing.channel(wrong)


def test_where_something_is_said_may_be_a_channel_a_person_or_a_direct_message():
    assert [phrasing.place(each) for each in ("C0A", "U0A", "D0A")] == ["<#C0A>", "<@U0A>", "a direct message"]


def test_a_link_cannot_be_broken_out_of():
    assert phrasing.link("https://a.example/x|y> <!here>", "a|b>c<d") == (
        "<https://a.example/x%7Cy%3E%20%3C!here%3E|a¦b&gt;c&lt;d>"
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "slack://x", "//x", "a.example", HOSTILE, ""])
def test_what_is_no_address_of_the_web_is_only_words(address):
    assert phrasing.link(address, "the plan") == "the plan"


def test_every_line_of_a_quotation_is_quoted():
    assert phrasing.quoted("It is slow.\n\n<!here> help\n") == "> It is slow.\n> \n> &lt;!here&gt; help"


def test_names_are_listed_as_one_says_them():
    assert phrasing.listed([]) == ""
    assert phrasing.listed(["A"]) == "A"
    assert phrasing.listed(["A", "B & C", Markup("<@U1>")]) == "A, B &amp; C and <@U1>"


def test_counts_know_one_many_and_none():
    assert [phrasing.counted(n, "idea") for n in (0, 1, 2, 12345)] == ["no ideas", "1 idea", "2 ideas", "12,345 ideas"]
    assert phrasing.counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.1 + 0.2, "", "0.3"),
        (0.82109, "", "0.821"),
        (-74.26, "ms", "−74.3 ms"),
        (61.0, "%", "61%"),
        (18432.4, "EUR", "18,432 EUR"),
        (3912, "cases", "3,912 cases"),
        (99.96, "ms", "100 ms"),
        (0.0004567, "s", "0.000457 s"),
        (0.0, "ms", "0 ms"),
    ],
)
def test_a_figure_has_as_many_digits_as_are_known_and_its_unit(value, unit, said):
    assert phrasing.number(value, unit) == said


def test_a_change_says_its_direction():
    assert phrasing.number(3.0, "ms", signed=True) == "+3 ms"
    assert phrasing.number(0.0, "ms", signed=True) == "0 ms"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_figure_is_not_said(value):
    with pytest.raises(ValueError, match="no figure"):
        phrasing.number(value)


@pytest.mark.parametrize("silent", [None, True, 0.5, datetime(2026, 1, 1, tzinfo=UTC), ["a"]])
def test_what_nobody_would_say_aloud_is_refused_before_a_team_reads_it(silent):
    with pytest.raises(TypeError, match="no words of its own"):
        phrasing.spoken(silent)


def test_a_value_is_one_line_of_escaped_words():
    assert phrasing.spoken("a\n\n<b> & c") == "a &lt;b&gt; &amp; c"
    assert phrasing.spoken(214) == "214"
