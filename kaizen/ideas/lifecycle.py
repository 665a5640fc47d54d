"""How an idea may move: New, Triaged, Approved, In progress, Done; or Declined, or Withdrawn by its author."""

from typing import Final

from storage.ideas import OPEN_STATES, IdeaState

WORDS: Final = {
    IdeaState.NEW: ("New", "🆕"),
    IdeaState.TRIAGED: ("Triaged", "🔎"),
    IdeaState.APPROVED: ("Approved", "✅"),
    IdeaState.IN_PROGRESS: ("In progress", "🔧"),
    IdeaState.DONE: ("Done", "🏁"),
    IdeaState.DECLINED: ("Declined", "🚫"),
    IdeaState.WITHDRAWN: ("Withdrawn", "↩️"),
}

_FORWARD: Final = {
    IdeaState.NEW: (IdeaState.TRIAGED, IdeaState.APPROVED, IdeaState.DECLINED),
    IdeaState.TRIAGED: (IdeaState.APPROVED, IdeaState.DECLINED),
    IdeaState.APPROVED: (IdeaState.IN_PROGRESS, IdeaState.DECLINED),
    IdeaState.IN_PROGRESS: (IdeaState.DONE, IdeaState.APPROVED),
    IdeaState.DONE: (),
    IdeaState.DECLINED: (IdeaState.TRIAGED,),
    IdeaState.WITHDRAWN: (),
}


def next_states(state: str, *, author: bool = False) -> tuple[IdeaState, ...]:
    """Where an idea may go from *state*; only its author may withdraw it, and only while it is open.

    >>> next_states("approved")
    (<IdeaState.IN_PROGRESS: 'in_progress'>, <IdeaState.DECLINED: 'declined'>)
    """
    now = IdeaState(state)
    return _FORWARD[now] + ((IdeaState.WITHDRAWN,) if author and now in OPEN_STATES else ())


def is_editable(state: str) -> bool:
    """Whether its author may still word it and estimate it anew: once it is approved, its estimate is frozen."""
    return state in {IdeaState.NEW, IdeaState.TRIAGED}


def is_open(state: str) -> bool:
    """Whether an idea still waits for something."""
    return state in OPEN_STATES


def words(state: str) -> tuple[str, str]:
    """The name and the emoji of a state, for people."""
    return WORDS[IdeaState(state)]
