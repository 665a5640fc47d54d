"""Cards, themes and dots."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.choices import Choice
from message_templates.retros import views
from message_templates.retros.examples.matter import DUE, LONG

_CARD: Final = views.CardShown("problem", "The nightly job failed three times.", id=5, link="https://example.invalid/4")
_SIGNED: Final = views.CardShown("thanks", "Grace found the leak.", "U0AUTHOR", id=6)
_TRY: Final = views.CardShown("try", "Run the nightly job in the morning once.", id=7)
_THEME: Final = views.ThemeShown("The nightly job failed three times", "nightly, job", (_CARD, _TRY), 5)
_LONG_CARD: Final = replace(_CARD, text=LONG, author="U0AUTHOR")
_LONG_THEME: Final = views.ThemeShown(LONG, LONG, (_LONG_CARD,) * 40, 12345)
_HOSTILE_CARD: Final = replace(_CARD, text=HOSTILE)
_HOSTILE_THEME: Final = views.ThemeShown(HOSTILE, HOSTILE, (_HOSTILE_CARD,), 1)
_KINDS: Final = tuple(
    Choice(kind, words)
    for kind, words in (
        ("keep", "Keep: worked, so let us do it again"),
        ("problem", "Problem: hurt or slowed us down"),
        ("try", "Try: an experiment for the next weeks"),
        ("thanks", "Thanks: somebody made a difference"),
    )
)
_NAMES: Final = (Choice("hidden", "Without my name"), Choice("shown", "With my name"))
_FORM: Final = views.CardForm(_KINDS, _NAMES, 3, DUE)
_CHANGED: Final = replace(_FORM, kind="problem", change=True, gone=(Choice("gone", "Remove this card"),))
_CANDIDATE: Final = views.Candidate("theme_3", "The nightly job", 4, "2")
_OFFERED: Final = (Choice("0", "no dot"), Choice("1", "● 1 dot"), Choice("2", "● ● 2 dots"))
_VOTE: Final = views.Vote(18, 3, 2, DUE, (_CANDIDATE, views.Candidate("theme_4", "Review times", 2)), _OFFERED)
_OTHERS: Final = (Choice("stays", "stays a theme of its own"), Choice("4", "Review times"))
_MANY: Final = (_OTHERS[0], *(Choice(str(number), LONG) for number in range(1000, 1150)))
_REVIEWED: Final = views.ReviewedTheme("3", "The nightly job", (_CARD, _TRY), _OTHERS)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "retros/themes": {
        "typical": views.Themes(18, (_THEME,), (_SIGNED,)),
        "empty": views.Themes(18, ()),
        "maximal": views.Themes(18, (_LONG_THEME,) * 60, (_LONG_CARD,) * 60, reviewed=True),
        "hostile": views.Themes(18, (_HOSTILE_THEME,), (_HOSTILE_CARD,)),
    },
    "retros/discussed": {
        "typical": views.Discussed(18, 18, 1, _THEME, 5),
        "empty": views.Discussed(18, 18, 3, replace(_THEME, words="", cards=(), dots=0), 0, open=False),
        "maximal": views.Discussed(18, 18, 1, _LONG_THEME, 12345),
        "hostile": views.Discussed(18, 18, 2, _HOSTILE_THEME, 5),
    },
    "retros/card": {
        "typical": replace(_FORM, written=2, small_team=4),
        "empty": _FORM,
        "maximal": replace(_CHANGED, text=LONG, written=12345, small_team=5),
        "hostile": replace(_CHANGED, text=HOSTILE),
    },
    "retros/my_cards": {
        "typical": views.MyCards(18, (_CARD, _TRY)),
        "empty": views.MyCards(18),
        "maximal": views.MyCards(18, (_LONG_CARD,) * 150),
        "hostile": views.MyCards(18, (_HOSTILE_CARD,)),
    },
    "retros/names": {
        "typical": views.Names(3),
        "empty": views.Names(3),
        "maximal": views.Names(20, 5),
        "hostile": views.Names(3, 4),
    },
    "retros/vote": {
        "typical": _VOTE,
        "empty": replace(_VOTE, candidates=(replace(_CANDIDATE, dots="0"),)),
        "maximal": replace(
            _VOTE,
            dots=10,
            candidates=tuple(
                replace(_CANDIDATE, field=f"theme_{number}", title=LONG, cards=12345) for number in range(150)
            ),
        ),
        "hostile": replace(_VOTE, candidates=(replace(_CANDIDATE, title=HOSTILE),)),
    },
    "retros/review": {
        "typical": views.Review(18, (_REVIEWED, replace(_REVIEWED, field="4", title="Review times"))),
        "empty": views.Review(18, (replace(_REVIEWED, others=_OTHERS[:1]),)),
        "maximal": views.Review(
            18,
            tuple(
                replace(_REVIEWED, field=str(number), title=LONG, cards=(_LONG_CARD,) * 40, others=_MANY)
                for number in range(60)
            ),
        ),
        "hostile": views.Review(
            18, (replace(_REVIEWED, title=HOSTILE, cards=(_HOSTILE_CARD,), others=(_OTHERS[0], Choice("4", HOSTILE))),)
        ),
    },
}
