"""What the bot spent of a team's attention: the messages that it really posted in the channel, by what they were."""

from collections import Counter
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen.teams import defaults
from message_templates.digests import views
from storage import alerts, messages
from storage.teams import Team

EXEMPT: Final = 1
"""The severity whose alerts may always be said."""


def spent(session: Session, team: Team, *, since: datetime, until: datetime) -> views.Noise:
    """New messages in the team's channel, counted from the outbox; those of severity 1 apart."""
    posted = messages.posted_in_channel(session, team.workspace, team.channel, since=since, until=until)
    urgent = {
        f"alerts:{case.id}:card"
        for case in alerts.of_team(session, team.workspace, team.id or 0)
        if case.severity == EXEMPT
    }
    counted = Counter(key.partition(":")[0] for key in posted if key not in urgent)
    kinds = tuple(views.Posted(kind, count) for kind, count in counted.most_common())
    exempt = sum(key in urgent for key in posted)
    return views.Noise(sum(counted.values()), int(defaults.POSTS_A_WEEK.value), kinds, exempt)
