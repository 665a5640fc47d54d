"""What falls due while the local workspace's clock moves, in words instead of the keys of jobs."""

from typing import Final

WORDS: Final = {
    "alerts.ask": "an alert still waits for somebody's answer",
    "alerts.call": "nobody has taken up an alert in time",
    "alerts.snooze_over": "the snooze of an alert is over",
    "digests.weekly": "a team's digest is posted",
    "facilitators.ask": "somebody is given the next retro to facilitate",
    "facilitators.fall_back": "without a yes, the next one is asked to facilitate",
    "facilitators.tell": "somebody at work hears that it is their turn to facilitate",
    "ideas.tell": "somebody at work hears that an idea has moved",
    "ideas.triage": "the day by which an idea was to be triaged is over",
    "monitors.sweep": "a monitor looks at its metric",
    "retros.count": "a retro's message counts who has taken part",
    "retros.phase": "a phase of a retro is over",
    "retros.ratings": "the answers to how a retro was are counted",
    "retros.start": "a team's retro begins",
    "retros.tell": "somebody at work is asked to take part in a retro",
    "retros.tell_owner": "somebody at work hears of an action",
    "retros.unanswered": "an action's owner has not answered in time",
}


def said(due: str) -> str:
    """One line about something due, which the scheduler names by its kind and its key; as it is, if nobody knows it.

    >>> said("retros.start team:3"), said("reminder next")
    ("a team's retro begins", 'reminder next')
    """
    kind, _, _ = due.partition(" ")
    return WORDS.get(kind, due)
