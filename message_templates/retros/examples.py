"""What each retro template looks like: as usual, with nothing, with too much, and with somebody's mischief."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.choices import Choice
from message_templates.retros import views

DUE: Final = datetime(2026, 12, 2, 1, tzinfo=UTC)
NEXT: Final = datetime(2026, 12, 15, tzinfo=UTC)
LONG: Final = "The nightly job fails while everybody who could mend it sleeps. " * 60

_DONE_BY: Final = date(2026, 12, 14)
_ACTION: Final = views.ActionLine(
    "Alert only after two points", "U0OWNER", _DONE_BY, "false alarms at most 1 a month", "accepted"
)
_LATE: Final = replace(_ACTION, text="Write the hand-off check", state="proposed", due=date(2026, 11, 20), late=True)
_LONG_ACTION: Final = replace(_ACTION, text=LONG, measure=LONG, late=True)
_MISCHIEF: Final = replace(_ACTION, text=HOSTILE, measure=HOSTILE)

_KICK_OFF: Final = views.KickOff(
    id=18,
    step=1,
    number=18,
    team="Fraud ML",
    phase="collect",
    due_at=DUE,
    members=9,
    facilitator="U0FACIL",
    wrote=4,
    counted_at=datetime(2026, 12, 1, 17, tzinfo=UTC),
    since_last=(_ACTION, _LATE),
    happened=views.SinceLast(date(2026, 11, 17), 3, 2, 1, 0.8, 4, 3, 1, 2, 1),
    next_at=NEXT,
)

_CARD: Final = views.CardShown("problem", "The nightly job failed three times.", id=5, link="https://example.invalid/4")
_SIGNED: Final = views.CardShown("thanks", "Grace found the leak.", "U0AUTHOR", id=6)
_TRY: Final = views.CardShown("try", "Run the nightly job in the morning once.", id=7)
_THEME: Final = views.ThemeShown("The nightly job failed three times", "nightly, job", (_CARD, _TRY), 5)
_LONG_CARD: Final = replace(_CARD, text=LONG, author="U0AUTHOR")
_LONG_THEME: Final = views.ThemeShown(LONG, LONG, (_LONG_CARD,) * 40, 12345)
_HOSTILE_CARD: Final = replace(_CARD, text=HOSTILE)
_HOSTILE_THEME: Final = views.ThemeShown(HOSTILE, HOSTILE, (_HOSTILE_CARD,), 1)

_ASKED: Final = views.ActionShown(
    7, 18, 18, "Fraud ML", replace(_ACTION, state="proposed"), "U0FACIL", answer_by=datetime(2026, 12, 4, 9, tzinfo=UTC)
)
_LONG_ASKED: Final = replace(_ASKED, team=LONG, action=replace(_LONG_ACTION, state="done"), evidence=LONG)
_HOSTILE_ASKED: Final = replace(_ASKED, team=HOSTILE, action=replace(_MISCHIEF, state="accepted"), evidence=HOSTILE)
_ABOUT_AN_ACTION: Final[dict[str, object]] = {
    "typical": _ASKED,
    "empty": replace(_ASKED, answer_by=None),
    "maximal": _LONG_ASKED,
    "hostile": _HOSTILE_ASKED,
}

_TO_DO: Final = views.ToDo(18, 18, "Fraud ML", "C0FRAUD", "collect", DUE)
_NOTE: Final = views.Handover(17, 17, "Fraud ML", "U0BEFORE", "Asking twice.", "Close the vote later.", "Yuki is away.")
_ABOUT_A_NOTE: Final[dict[str, object]] = {
    "typical": _NOTE,
    "empty": views.Handover(17, 17, "Fraud ML", "U0BEFORE"),
    "maximal": replace(_NOTE, number=12345, team=LONG, worked=LONG, change=LONG, know=LONG),
    "hostile": replace(_NOTE, team=HOSTILE, worked=HOSTILE, change=HOSTILE, know=HOSTILE),
}
_ABOUT_A_PHASE: Final[dict[str, object]] = {
    "typical": _TO_DO,
    "empty": replace(_TO_DO, phase="discuss"),
    "discuss": replace(_TO_DO, phase="discuss", themes=("The nightly job", "Review times")),
    "maximal": replace(_TO_DO, phase="vote", team=LONG, dots=12345, extended=True),
    "hostile": replace(_TO_DO, phase="group", team=HOSTILE),
}

_OVER: Final = views.Over(18, "Fraud ML", "C0FRAUD", "collect", "group", DUE)

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
_SHOWN: Final = views.Shown("Fraud ML", 3, 18, 18, "collect", DUE, "U0FACIL", NEXT, (_ACTION,))

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "retros/kick_off": {
        "typical": _KICK_OFF,
        "empty": replace(
            _KICK_OFF,
            wrote=0,
            counted_at=None,
            first_count_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
            facilitator="",
            since_last=(),
            happened=None,
        ),
        "little_happened": replace(_KICK_OFF, happened=views.SinceLast(date(2026, 11, 17), signals=0, expected=0.8)),
        "maximal": replace(
            _KICK_OFF,
            phase="closed",
            team=LONG,
            members=12345,
            wrote=12345,
            voted=12345,
            cards=12345,
            themes=12345,
            thanks=12345,
            not_taken_up=12345,
            agreed=(_LONG_ACTION,) * 60,
            rating=views.Rating(until=NEXT),
            asked=(_LONG_ACTION,) * 60,
            unowned=(_LONG_ACTION,) * 60,
        ),
        "rated": replace(_KICK_OFF, phase="closed", rating=views.Rating(count=6, mean=3.83)),
        "rated_by_few": replace(_KICK_OFF, phase="closed", rating=views.Rating(too_few=True)),
        "too_few": replace(_KICK_OFF, phase="too_few", wrote=2),
        "closed": replace(
            _KICK_OFF,
            phase="closed",
            voted=7,
            agreed=(_ACTION,),
            rating=views.Rating(until=NEXT),
            asked=(_LATE,),
            unowned=(replace(_ACTION, text="Write down who is called", state="handed_back"),),
        ),
        "hostile": replace(
            _KICK_OFF, phase="vote", team=HOSTILE, since_last=(_MISCHIEF,), agreed=(_MISCHIEF,), themes=2
        ),
    },
    "retros/closed_early": {
        "typical": views.ClosedEarly(18, "collect", "U0LEAD", DUE),
        "empty": views.ClosedEarly(1, "group", "U0LEAD", DUE),
        "maximal": views.ClosedEarly(12345, "discuss", "U0LEAD", DUE),
        "hostile": views.ClosedEarly(18, "vote", "U0LEAD", DUE),
    },
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
    "retros/action": {
        **_ABOUT_AN_ACTION,
        "empty": replace(_ASKED, answer_by=None, action=replace(_ACTION, state="handed_back")),
    },
    "retros/asked": _ABOUT_AN_ACTION,
    "retros/handed_back": {**_ABOUT_AN_ACTION, "empty": replace(_ASKED, open=False, unanswered=True)},
    "retros/nudge": {**_ABOUT_AN_ACTION, "empty": replace(_ASKED, action=_LATE)},
    "retros/over": {
        "typical": _OVER,
        "empty": replace(_OVER, asked_again=True),
        "maximal": replace(_OVER, number=12345, team=LONG, ended="vote", phase="vote"),
        "hostile": replace(_OVER, team=HOSTILE, ended="too_few", phase="collect"),
    },
    "retros/begins": {**_ABOUT_A_PHASE, "handed_over": replace(_TO_DO, handover=_NOTE)},
    "retros/handover_asked": _ABOUT_A_NOTE,
    "retros/handover": _ABOUT_A_NOTE,
    "retros/rated": {
        "typical": views.Rated(18, 4, DUE),
        "empty": views.Rated(1, 1, DUE),
        "maximal": views.Rated(12345, 5, DUE),
        "hostile": views.Rated(18, 2, DUE),
    },
    "retros/exported": same({"number": 18}),
    "retros/rated_already": same({"number": 18}),
    "retros/none_closed": {
        "typical": {"number": 18},
        "empty": {"number": 0},
        "maximal": {"number": 12345},
        "hostile": {"number": 1},
    },
    "retros/reminder": _ABOUT_A_PHASE,
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
    "retros/propose": {
        "typical": views.Propose(18, "The nightly job", 2, _DONE_BY),
        "empty": views.Propose(18, "", 1, _DONE_BY),
        "maximal": views.Propose(12345, LONG, 12345, _DONE_BY),
        "hostile": views.Propose(18, HOSTILE, 2, _DONE_BY),
    },
    "retros/finish": {
        "typical": views.Finish("Alert only after two points", "false alarms at most 1 a month"),
        "empty": views.Finish("Alert less", "fewer"),
        "maximal": views.Finish(LONG, LONG),
        "hostile": views.Finish(HOSTILE, HOSTILE),
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
    "retros/shown": {
        "typical": _SHOWN,
        "empty": views.Shown("Fraud ML", 3),
        "maximal": replace(_SHOWN, team=LONG, phase="vote", unfinished=(_LONG_ACTION,) * 60),
        "hostile": replace(_SHOWN, number=0, team=HOSTILE, unfinished=(_MISCHIEF,), may_start=True),
    },
    "retros/not_now": {
        "typical": {"number": 18, "phase": "vote"},
        "empty": {"number": 1, "phase": "closed"},
        "maximal": {"number": 12345, "phase": "too_few"},
        "hostile": {"number": 18, "phase": HOSTILE},
    },
    **{
        f"retros/{template}": same({})
        for template in (
            "running_already",
            "kind_missing",
            "text_missing",
            "link_not_https",
            "card_gone",
            "theme_moves_too",
            "not_in_team",
            "due_past",
            "measure_missing",
            "evidence_missing",
        )
    },
    "retros/enough_wrote": same({"number": 18, "opens_at": DUE}),
    "retros/no_dots": same({"dots": 3}),
    "retros/too_many_dots": same({"given": 5, "dots": 3}),
    "retros/too_many_on_one": same({"most": 2}),
    "retros/enough_actions": same({"most": 2}),
}
