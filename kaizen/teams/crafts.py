"""The four points of view of a Kaizen team, guessed from what people's Slack profiles say they do."""

from typing import Final

from storage.teams import Craft

WORDS: Final[dict[Craft, tuple[str, ...]]] = {
    Craft.COMPLIANCE: ("complian", "legal", "privacy", "governance", "audit", "regulat", "ethic", "risk", "counsel"),
    Craft.MLOPS: ("mlops", "ml ops", "platform", "devops", "sre", "reliability", "infrastructure", "engineer"),
    Craft.DATA_SCIENCE: ("data scien", "scientist", "research", "statistic", "analyst", "machine learning", "modeller"),
    Craft.BUSINESS: ("product", "business", "manager", "owner", "operations", "customer", "finance", "sales", "market"),
}
"""Parts of titles, the most telling craft first: a "risk analyst" looks at risk, a "data engineer" runs things."""


LABELS: Final = {
    Craft.DATA_SCIENCE: "Data science",
    Craft.MLOPS: "MLOps",
    Craft.COMPLIANCE: "Compliance",
    Craft.BUSINESS: "Business",
}


def guessed(title: str) -> Craft | None:
    """The craft that a title speaks of; None leaves the place empty rather than wrong.

    >>> guessed("Senior Data Scientist"), guessed("Model risk & compliance"), guessed("Poet")
    (<Craft.DATA_SCIENCE: 'data_science'>, <Craft.COMPLIANCE: 'compliance'>, None)
    """
    said = title.casefold()
    return next((craft for craft, words in WORDS.items() if any(word in said for word in words)), None)


def joined(crafts: frozenset[Craft]) -> str:
    """Crafts as a membership keeps them."""
    return " ".join(craft for craft in Craft if craft in crafts)


def split(kept: str) -> tuple[Craft, ...]:
    """Crafts as a membership kept them."""
    return tuple(Craft(word) for word in kept.split())
