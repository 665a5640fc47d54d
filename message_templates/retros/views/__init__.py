"""What the templates about retros show."""

from message_templates.retros.views.closed import Handover, Rated, Rating
from message_templates.retros.views.decided import ActionLine, ActionShown, Finish, Propose
from message_templates.retros.views.running import ClosedEarly, KickOff, Over, Shown, SinceLast, Skipped, ToDo
from message_templates.retros.views.written import (
    Candidate,
    CardForm,
    CardShown,
    Discussed,
    MyCards,
    Names,
    Review,
    ReviewedTheme,
    Themes,
    ThemeShown,
    Vote,
)

__all__ = [
    "ActionLine",
    "ActionShown",
    "Candidate",
    "CardForm",
    "CardShown",
    "ClosedEarly",
    "Discussed",
    "Finish",
    "Handover",
    "KickOff",
    "MyCards",
    "Names",
    "Over",
    "Propose",
    "Rated",
    "Rating",
    "Review",
    "ReviewedTheme",
    "Shown",
    "SinceLast",
    "Skipped",
    "ThemeShown",
    "Themes",
    "ToDo",
    "Vote",
]
