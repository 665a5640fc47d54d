"""When something was, as a template tells it."""

from datetime import date, datetime

Moment = date | datetime
"""A calendar day for readings of a day or more, else a moment."""
