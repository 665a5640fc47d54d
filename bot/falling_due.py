"""What falls due while the local workspace's clock moves, in words instead of the keys of jobs."""

from typing import Final

WORDS: Final = {
    "alerts.ask": "does an alert still wait for somebody's answer?",
    "alerts.call": "has somebody taken up an alert?",
    "alerts.snooze_over": "is the snooze of an alert over?",
    "digests.weekly": "a team's digest is due",
    "facilitators.ask": "does a team's next retro have its facilitator?",
    "facilitators.fall_back": "has somebody said yes to facilitating a retro?",
    "facilitators.tell": "does somebody at work have to hear that it is their turn to facilitate?",
    "ideas.tell": "does somebody at work have to hear that an idea has moved?",
    "ideas.triage": "has somebody triaged an idea?",
    "monitors.sweep": "a monitor looks at its metric",
    "retros.count": "how many have taken part in a retro?",
    "retros.phase": "is a phase of a retro over?",
    "retros.ratings": "how did people find a retro?",
    "retros.start": "can a team's retro begin?",
    "retros.tell": "does somebody at work have to be asked to take part in a retro?",
    "retros.tell_owner": "does somebody at work have to hear of an action?",
    "retros.unanswered": "has an action's owner answered?",
    "teams.tell_left": "does somebody at work have to hear who is out of a private channel?",
}
"""What the bot looks at: a question wherever it may find that nothing is left to do.

Somebody may have taken the alert up hours before."""


def said(due: str) -> str:
    """One line about something due, which the scheduler names by its kind and its key; as it is, if nobody knows it.

    >>> said("retros.start team:3"), said("reminder next")
    ("can a team's retro begin?", 'reminder next')
    """
    kind, _, _ = due.partition(" ")
    return WORDS.get(kind, due)
