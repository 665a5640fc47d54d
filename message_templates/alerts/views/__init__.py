"""What the alert templates show."""

from message_templates.alerts.views.case import Card, Column, Kind, Record, Recovery, Stage
from message_templates.alerts.views.handled import Note, ResolveView, SnoozeView
from message_templates.alerts.views.listed import NAMED_IN_A_STORM, Asked, Called, Line, Listed, Storm

__all__ = [
    "NAMED_IN_A_STORM",
    "Asked",
    "Called",
    "Card",
    "Column",
    "Kind",
    "Line",
    "Listed",
    "Note",
    "Record",
    "Recovery",
    "ResolveView",
    "SnoozeView",
    "Stage",
    "Storm",
]
