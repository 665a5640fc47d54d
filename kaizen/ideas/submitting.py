"""An idea in two steps: what hurts (kept as a draft), then what it would gain; only then it is an idea."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Outcome
from kaizen.ideas import cards, estimating, telling, triaging
from kaizen.ideas.estimating import Gains
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import roles, setting_up
from message_templates.ideas import views
from storage import ideas as stored
from storage import numbers, teams

TITLE_LENGTH: Final = 90
"""A title stands in lists, in digests and on a phone; the card below it has the whole text."""

CODE_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0, O, 1 and I, which are hard to copy from a screen."""

CODE_LENGTH: Final = 12
"""60 bits: beyond guessing."""


@dataclass(frozen=True)
class Place:
    """Where the card will stand."""

    channel: str
    team_id: int | None = None
    private: bool = False


def places(session: Session, person: Person, *, here: setting_up.Place | None = None) -> Mapping[str, str]:
    """Where *person*, who speaks from the channel *here*, may put an idea: value to label, the likeliest first."""
    own = teams.of_channel(session, person.workspace, here.channel) if here else None
    others = teams.visible(session, person.workspace, person.user, guest=person.guest)
    ordered = ([own] if own else []) + [team for team in others if not own or team.id != own.id]
    if person.guest:  # they read along in more teams than they belong to
        ordered = [team for team in ordered if _may_submit(session, person, team)]
    found = {f"team:{team.id}": team.name for team in ordered}
    if here and not own and not person.guest:
        return {f"channel:{here.channel}:{int(here.private)}": "This channel", **found}
    if not found:
        raise Refusal("refusals/guest" if person.guest else "ideas/no_place")
    return found


def _may_submit(session: Session, person: Person, team: teams.Team) -> bool:
    return permissions.may(person, "ideas.submit", also=roles.in_team(session, team.id, person))


def place(session: Session, person: Person, reference: str) -> Place:
    """The place that an option of `places` stands for."""
    kind, _, rest = reference.partition(":")
    if kind == "channel":
        channel, _, private = rest.partition(":")
        return Place(channel, private=private == "1")
    team = teams.team(session, person.workspace, int(rest))
    if team is None:
        raise Refusal("refusals/not_found", field="place", what="team")
    return Place(team.channel, team.id, team.private)


def keep(session: Session, person: Person, draft: views.Draft, *, now: datetime) -> None:
    """Keep the first step, so that nothing typed is lost before the second is done."""
    if not draft.pain.strip():
        raise Refusal("ideas/pain_missing", field="pain")
    if not draft.areas:
        raise Refusal("ideas/areas_missing", field="areas")
    content = {**asdict(draft), "areas": list(draft.areas)}
    session.merge(
        stored.Draft(workspace=person.workspace, author=person.user, source=draft.source, content=content, saved_at=now)
    )


def kept(session: Session, person: Person, source: str = "") -> views.Draft | None:
    """The first step of an idea that somebody began, from *source* or from nothing, and did not submit."""
    found = stored.draft(session, person.workspace, person.user, source)
    return views.Draft(**{**found.content, "areas": tuple(found.content["areas"])}) if found else None


def taken_up(kept: views.Draft | None, begun: views.Draft) -> views.Draft:
    """What to go on with: what was kept, and what is said now below it; an idea of a message began with its words."""
    if kept is None:
        return begun
    if begun.source or begun.pain in kept.pain:
        return kept
    return replace(kept, pain=f"{kept.pain}\n\n{begun.pain}")


def submit(
    session: Session, person: Person, gains: Gains, *, source: str = "", code: str = "", now: datetime
) -> tuple[Outcome, views.Saved]:
    """Make the kept draft an idea: numbered, on its card, its author told once.

    Without a name it is followed by the *code*, of which only the fingerprint is kept.
    """
    draft = kept(session, person, source)
    if draft is None:
        raise Refusal("ideas/draft_gone")
    where = place(session, person, draft.place)
    permissions.require(person, "ideas.submit", also=roles.in_team(session, where.team_id, person))
    estimating.check(gains.estimates)
    code = (code or follow_code(secrets.token_bytes(CODE_LENGTH))) if draft.unnamed else ""
    idea = _store(session, person, draft, gains, where=where, code=code, now=now)
    session.delete(session.get_one(stored.Draft, (person.workspace, person.user, source)))
    saved = views.Saved(_id(idea), idea.number, idea.title, idea.channel, code)
    audit.record(
        session,
        workspace=person.workspace,
        actor=idea.author,
        action="ideas.submit",
        subject=f"idea:{idea.id}",
        details={"number": idea.number, "model": idea.model, "areas": list(draft.areas), "unnamed": draft.unnamed},
        now=now,
    )
    triaging.plan(session, idea)
    said = [cards.announced(session, idea), *telling.author(session, idea, now=now)]
    return Outcome(person.workspace, said), saved


def _store(
    session: Session, person: Person, draft: views.Draft, gains: Gains, *, where: Place, code: str, now: datetime
) -> stored.Idea:
    idea = stored.Idea(
        workspace=person.workspace,
        number=numbers.next_number(session, person.workspace, "idea"),
        team_id=where.team_id,
        channel=where.channel,
        private=where.private,
        author=None if draft.unnamed else person.user,
        follow_code=hashed(code) if code else None,
        title=title(draft.proposal.strip() or draft.pain),
        pain=draft.pain.strip(),
        proposal=draft.proposal.strip(),
        model=draft.model,
        people_or_fairness=gains.people_or_fairness.strip(),
        source=draft.source,
        submitted_at=now,
        moved_at=now,
    )
    session.add(idea)
    session.flush()
    estimating.keep(session, _id(idea), gains)
    return idea


def title(words: str) -> str:
    """The first sentence of *words*, at most `TITLE_LENGTH` characters, cut between words.

    >>> title("Cache the feature lookups. They are a third of the latency.")
    'Cache the feature lookups'
    """
    first_line = words.strip().splitlines()[0].strip()
    sentence = first_line.split(". ")[0].rstrip(".")
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    cut = sentence[: TITLE_LENGTH - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[TITLE_LENGTH // 2 :] else cut).rstrip(" ,;:") + "…"


def hashed(code: str) -> str:
    """How a follow code is kept: whoever reads the database cannot claim the idea."""
    return hashlib.sha256(code.replace("-", "").strip().upper().encode()).hexdigest()


def follow_code(secret: bytes) -> str:
    """A code made of a secret: each byte chooses one of 32 letters, so that none is likelier than another.

    >>> follow_code(bytes(range(12)))
    'ABCD-EFGH-JKLM'
    """
    letters = "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in secret[:CODE_LENGTH])
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def _id(idea: stored.Idea) -> int:
    if idea.id is None:
        raise ValueError("This idea has not been stored yet, so nothing can refer to it.")
    return idea.id
