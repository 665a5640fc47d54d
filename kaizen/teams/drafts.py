"""What was entered for a team that could not begin yet, so that nobody types it twice."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from kaizen import permissions
from kaizen.people import Person
from kaizen.teams.forms import TeamForm
from storage import teams as stored
from storage.teams import Craft


def keep(session: Session, person: Person, channel: str, form: TeamForm, *, now: datetime) -> None:
    """Keep it for the next time that *person* opens the form in that channel; the newest replaces what was kept."""
    permissions.require(person, "teams.set_up")
    session.merge(
        stored.TeamDraft(
            workspace=person.workspace, channel=channel, user=person.user, content=_content(form), saved_at=now
        )
    )


def kept(session: Session, person: Person, channel: str) -> TeamForm | None:
    """What *person* entered there last, if no team came of it."""
    draft = stored.draft(session, person.workspace, channel, person.user)
    return _form(draft.content, lead=person.user) if draft else None


def _content(form: TeamForm) -> dict[str, Any]:
    return {
        "name": form.name,
        "zone": form.zone,
        "members": sorted(form.members),
        "crafts": {str(craft): sorted(form.crafts.get(craft, ())) for craft in Craft},
        "facilitators": sorted(form.facilitators),
        "day_starts": form.day_starts,
        "day_ends": form.day_ends,
    }


def _form(content: dict[str, Any], *, lead: str) -> TeamForm:
    return TeamForm(
        name=content["name"],
        zone=content["zone"],
        lead=lead,
        members=frozenset(content["members"]),
        crafts={Craft(craft): frozenset(users) for craft, users in content["crafts"].items()},
        facilitators=frozenset(content["facilitators"]),
        day_starts=content["day_starts"],
        day_ends=content["day_ends"],
    )
