import re

from hypothesis import given
from hypothesis import strategies as st

from message_templates import escaping
from message_templates.escaping import ours
from message_templates.shortening import shortened, shortened_mrkdwn

WHOLE = re.compile(r"(?:<[^<>]*>|&(?:amp|lt|gt);|[^<>&])*")
PIECES = st.sampled_from(
    ["&amp;", "&lt;", "&gt;", "<@U0A>", "<!date^1^{date}|1 Jan 1970, 00:00 UTC>", "a", "word ", "\n", "é"]
)


@given(st.text(), st.integers(1, 80))
def test_it_fits_and_says_that_something_is_missing(raw, limit):
    short = shortened(raw, limit)

    assert len(short) <= limit
    assert short == raw or short.endswith("…")


@given(st.lists(PIECES).map("".join), st.integers(1, 60))
def test_mrkdwn_is_never_cut_inside_an_entity_or_a_token(words, limit):
    short = shortened_mrkdwn(ours(words), limit)

    assert len(short) <= limit
    assert WHOLE.fullmatch(short)
    assert short == words or words.startswith(short[:-1])


def test_what_is_exactly_as_long_as_allowed_is_left_alone():
    assert shortened("x" * 75, 75) == "x" * 75
    assert shortened_mrkdwn(escaping.escaped("<" * 10), 40) == "&lt;" * 10


def test_the_cut_falls_between_words_where_it_can():
    assert shortened("Cache the feature lookups in fraud scoring", 30) == "Cache the feature lookups in…"
    assert shortened_mrkdwn(ours("Ask <@U0AMARA> about the cache"), 20) == "Ask <@U0AMARA>…"


def test_a_face_of_several_characters_is_kept_or_left_out_whole():
    scientist = "👩🏽‍🔬"

    assert shortened(scientist * 5, 9) == scientist * 2 + "…"
    assert shortened(scientist * 5, 8) == scientist + "…"
    assert shortened_mrkdwn(ours("e\u0301" * 5), 4) == "e\u0301…"


def test_one_endless_word_is_cut_where_it_must_be():
    assert shortened("x" * 100, 10) == "x" * 9 + "…"
