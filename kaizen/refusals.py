"""A refusal is not a crash: it names a template, so that its words live with all other words."""

from typing import Any


class Refusal(Exception):
    """The bot will not do this, and says why.

    *template* names the words (``"ideas/high_below_likely"``), *field* the modal's input at which they are shown,
    and *figures* what the sentence needs.
    """

    def __init__(self, template: str, *, field: str | None = None, **figures: Any) -> None:
        super().__init__(template)
        self.template = template
        self.field = field
        self.figures = figures


class Refusals(Exception):
    """Several fields at once, so that a person mends them in one go."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(refusal.template for refusal in refusals))
        self.refusals = refusals
