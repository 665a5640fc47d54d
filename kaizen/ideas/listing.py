"""The ideas that somebody may see, filtered by what they typed: ``/kaizen ideas open latency cache``."""

import re
from collections.abc import Callable
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, func, or_

from kaizen.ideas import areas, following, lifecycle, worth
from kaizen.ideas.submitting import hashed
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import telling_apart
from message_templates.ideas import views
from storage import ideas as stored
from storage import teams
from storage.ideas import Estimate, Idea

PAGE: Final = 8
"""Ideas on one page: each takes two blocks, and a phone shows about three."""


def listed(session: Session, person: Person, query: str, *, first: int = 0) -> views.Listed:
    """One page of ideas, what is open first: by votes, or with the word ``top`` by score."""
    wanted, by_score = _order(query)
    found, total = stored.listed(
        session,
        person.workspace,
        person.user,
        guest=person.guest,
        conditions=_conditions(person, wanted),
        by_score=by_score,
        offset=first,
        limit=PAGE,
    )
    named = telling_apart.names(session, person)
    lines = tuple(_line(session, idea, votes, team=named.get(idea.team_id, "")) for idea, votes in found)
    next_page = f"{first + PAGE}:{query}" if first + PAGE < total else ""
    asked = wanted.strip().lower()
    return views.Listed(
        lines,
        total,
        first,
        wanted,
        next_page,
        code=_is_code(asked),
        mine=asked == "mine",
        by_score=by_score,
        open_first=not _names_a_status(asked),
    )


def _order(query: str) -> tuple[str, bool]:
    """What is asked for, and whether by score.

    >>> _order("open Top latency")
    ('open latency', True)
    """
    words = query.split()
    others = [word for word in words if word.lower() != "top"]
    return " ".join(others), len(others) < len(words)


def _line(session: Session, idea: Idea, votes: int, *, team: str) -> views.ListedIdea:
    status, emoji = lifecycle.words(idea.state)
    return views.ListedIdea(
        idea.id or 0,
        idea.number,
        idea.title,
        status,
        emoji,
        votes,
        idea.author,
        idea.submitted_at,
        lifecycle.is_open(idea.state),
        worth.shown(session, idea),
        team,
    )


def _conditions(person: Person, query: str) -> list[ColumnElement[bool]]:
    """What every word asks for; without any word, ideas that were taken back stand aside."""
    words = _kept_together(query).split()
    return [_condition(person, word) for word in words] or [col(Idea.state) != stored.IdeaState.WITHDRAWN]


def _names_a_status(asked: str) -> bool:
    """Whether only ideas of some status are asked for.

    >>> _names_a_status("latency open"), _names_a_status("status:in progress"), _names_a_status("latency")
    (True, True, False)
    """
    return any(_key(word.removeprefix("status:")) in _STATUSES for word in _kept_together(asked).split())


def _is_code(asked: str) -> bool:
    """Whether a follow code was typed, and not a word of twelve letters.

    >>> _is_code("qf7k-2mxp-9wtr"), _is_code("code:aaaabbbbcccc"), _is_code("dependencies"), _is_code("preparedness")
    (True, True, False, False)
    """
    return bool(following.code_in(asked)) and not asked.isalpha()


def _kept_together(query: str) -> str:
    """The query, with ``in progress`` and ``area:data quality`` as one word each: people type what they read.

    >>> _kept_together("In progress area:Data quality latency")
    'in_progress area:data_quality latency'
    """
    return _OF_TWO_WORDS.sub(lambda found: found[0].lower().replace(" ", "_"), query)


def _condition(person: Person, word: str) -> ColumnElement[bool]:
    """What one typed word asks for: ``status:open``, ``area:latency``, ``model:…``, ``mine``, ``K-12``, or text."""
    key, colon, value = word.partition(":")
    if word.lower() == "mine":
        return col(Idea.author) == person.user
    if colon and key.lower() in _KEYS:
        return _KEYS[key.lower()](value.lower())
    if _key(word) in _STATUSES:
        return _status(word)
    if numbered := _NUMBER.fullmatch(word):
        return col(Idea.number) == int(numbered[1])
    return _text(word)


def _status(value: str) -> ColumnElement[bool]:
    if _key(value) not in _STATUSES:
        raise Refusal("ideas/unknown_status", status=value, known=sorted({"open", *_WORDS_OF_STATUSES}))
    return col(Idea.state).in_(_STATUSES[_key(value)])


def _area(value: str) -> ColumnElement[bool]:
    if _key(value) not in _AREAS:
        raise Refusal("ideas/unknown_area", area=value, known=sorted(_WORDS_OF_AREAS))
    return exists().where(col(Estimate.idea_id) == col(Idea.id), col(Estimate.area) == _AREAS[_key(value)])


def _team(value: str) -> ColumnElement[bool]:
    named = func.lower(col(teams.Team.name)).contains(value, autoescape=True)
    return exists().where(col(teams.Team.id) == col(Idea.team_id), named)


def _text(value: str) -> ColumnElement[bool]:
    fields = (Idea.title, Idea.pain, Idea.proposal, Idea.model)
    said = [func.lower(col(field)).contains(value.lower(), autoescape=True) for field in fields]
    return or_(*said, *([_area(value)] if _key(value) in _AREAS else []))


def _model(value: str) -> ColumnElement[bool]:
    return func.lower(col(Idea.model)).contains(value, autoescape=True)


def _code(value: str) -> ColumnElement[bool]:
    return col(Idea.follow_code) == hashed(value)


def _key(words: str) -> str:
    return words.lower().replace("-", "_").replace(" ", "_")


_NUMBER: Final = re.compile(r"K-(\d{1,9})", re.IGNORECASE)
_KEYS: Final[dict[str, Callable[[str], ColumnElement[bool]]]] = {
    "status": _status,
    "area": _area,
    "model": _model,
    "team": _team,
    "code": _code,
}
_STATUSES: Final = {"open": stored.OPEN_STATES, **{state.value: (state,) for state in stored.IdeaState}}
_AREAS: Final = {_key(name): area.key for area in areas.AREAS for name in (area.key, area.label)}
_WORDS_OF_STATUSES: Final = [words.lower() for words, _ in lifecycle.WORDS.values()]
_WORDS_OF_AREAS: Final = [area.label.lower() for area in areas.AREAS]
_OF_TWO_WORDS: Final = re.compile(
    "|".join(
        [rf"(?<!\S)(?:status:)?{words}(?!\S)" for words in _WORDS_OF_STATUSES if " " in words]
        + [rf"(?<!\S)area:{words}(?!\S)" for words in _WORDS_OF_AREAS if " " in words]
    ),
    re.IGNORECASE,
)
