"""What the idea templates show."""

from message_templates.ideas.views.begun import (
    AreaView,
    Draft,
    EditView,
    EstimateView,
    Joined,
    Saved,
    SimilarIdea,
    SubmitView,
)
from message_templates.ideas.views.owned import EvidenceView, Followed, Mine, Reminder, Untriaged, WithdrawView
from message_templates.ideas.views.shown import (
    Card,
    Edited,
    EstimateShown,
    Evidence,
    Listed,
    ListedIdea,
    Moved,
    MoveView,
    Whole,
)

__all__ = [
    "AreaView",
    "Card",
    "Draft",
    "EditView",
    "Edited",
    "EstimateShown",
    "EstimateView",
    "Evidence",
    "EvidenceView",
    "Followed",
    "Joined",
    "Listed",
    "ListedIdea",
    "Mine",
    "MoveView",
    "Moved",
    "Reminder",
    "Saved",
    "SimilarIdea",
    "SubmitView",
    "Untriaged",
    "Whole",
    "WithdrawView",
]
