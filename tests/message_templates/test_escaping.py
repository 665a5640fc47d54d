import re

from hypothesis import given
from hypothesis import strategies as st

from message_templates import escaping
from message_templates.catalogue import HOSTILE
from message_templates.escaping import ours


@given(st.text())
def test_no_word_of_a_person_opens_a_token(raw):
    mrkdwn = escaping.escaped(raw)

    assert "<" not in mrkdwn
    assert ">" not in mrkdwn
    assert "&" not in re.sub("&(?:amp|lt|gt);", "", mrkdwn)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_what_is_escaped_comes_back_to_the_letter_where_slack_does_not_parse(raw):
    there_and_back = escaping.plain(escaping.escaped(raw))

    assert there_and_back.split() == escaping.cleaned(raw).split()


def test_an_entity_that_somebody_typed_is_shown_as_typed():
    assert escaping.escaped("&lt;!here&gt; &#34;") == "&amp;lt;!here&amp;gt; &amp;#34;"


def test_control_characters_and_turned_directions_are_gone_and_line_ends_are_one():
    assert escaping.cleaned("a\x00b\x1b[31m\u202ec\r\nd\u2028e\ud83d") == "ab[31mc\nd\ne"


def test_letters_and_faces_of_every_language_stay():
    words = "Ποιότητα 品質 गुणवत्ता 👩🏽‍🔬 naïve"

    assert escaping.cleaned(words) == words


def test_our_own_tokens_become_words_where_slack_does_not_parse():
    ours_only = ours("<@U1> wrote in <#C1>, due <!date^0^{date}|1 Jan 1970>, see <https://a.example/x|the plan>")

    assert (
        escaping.plain(ours_only) == "somebody wrote in the channel, due 1 Jan 1970, see the plan (https://a.example/x)"
    )


def test_quotes_that_jinja_escaped_for_html_are_quotes_again():
    assert escaping.mrkdwn(ours("it&#39;s &#34;so&#34;")) == 'it\'s "so"'


def test_the_hostile_words_are_harmless_and_still_readable():
    assert escaping.plain(escaping.escaped(HOSTILE)) == HOSTILE
