import pytest
from markupsafe import Markup

from message_templates import marks


@pytest.mark.parametrize("words", ["A *bold* quote", "*", "** **", "a `b` c", "~all~ of it", "_so_", "x*"])
def test_bold_words_have_two_asterisks_and_no_other_mark(words):
    said = marks.strong(words)

    assert said.startswith("*")
    assert said.endswith("*")
    assert not set(said[1:-1]) & set("*`~")
    assert "_" not in said


@pytest.mark.parametrize("name", ["fraud_scores", "p95_latency_ms", "demand_v2", "2026-11"])
def test_a_name_within_bold_can_still_be_copied(name):
    assert marks.strong(name) == f"*{name}*"


def test_a_backtick_in_a_name_does_not_end_the_code():
    assert marks.code("a`b *c*") == "`a\u02cbb *c*`"


def test_dates_and_mentions_within_bold_stay_what_they_are():
    said = marks.strong(Markup("<@U0A> by <!date^0^{date_short_pretty}|1 Jan 1970> *now*"))

    assert said == "*<@U0A> by <!date^0^{date_short_pretty}|1 Jan 1970> \u2217now\u2217*"


def test_bold_words_of_several_lines_stand_on_one_since_a_mark_ends_with_its_line():
    assert marks.strong(" one\ntwo ") == "*one two*"
    assert marks.code("one\r\n two") == "`one two`"


def test_nothing_is_neither_bold_nor_code():
    assert marks.strong(" ") == ""
    assert marks.code("") == ""


def test_what_a_person_typed_is_escaped_within_our_marks():
    assert marks.strong("<!here>") == "*&lt;!here&gt;*"


@pytest.mark.parametrize(
    "words", ["2*3*4", "a_b_c", "__init__", "* one * two", "~5 and ~6", "<!date^0^{date_short}|x>"]
)
def test_signs_that_slack_would_show_are_heard(words):
    assert marks.aloud(Markup(words)) == words


def test_signs_that_slack_would_not_show_are_not_heard():
    assert marks.aloud(Markup("*No data*: _so_ `a*b*` ~gone~ *0.8211*")) == "No data: so a*b* gone 0.8211"
