"""What an idea would gain: asked for each of its areas, checked, and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlmodel import Session

from kaizen.ideas import areas
from kaizen.refusals import Refusal, Refusals
from message_templates.choices import Choice
from message_templates.ideas import views
from storage import ideas as stored

UNKNOWN: Final = "unknown"
"""How sure one is who does not know yet."""


@dataclass(frozen=True)
class EstimateForm:
    """What was entered for one area."""

    area: str
    unit: str
    low: float | None
    likely: float | None
    high: float | None
    sureness: str

    @property
    def known(self) -> bool:
        """Whether there is anything to check: three empty figures say that nobody knows yet."""
        return self.sureness != UNKNOWN and self.any_figure

    @property
    def any_figure(self) -> bool:
        """Whether there is a figure at all."""
        return (self.low, self.likely, self.high) != (None, None, None)


@dataclass(frozen=True)
class Gains:
    """The second step of the modal."""

    estimates: tuple[EstimateForm, ...]
    people_or_fairness: str = ""


def asked(wanted: Sequence[str], known: Mapping[str, stored.Estimate] | None = None) -> tuple[views.AreaView, ...]:
    """What is asked about the areas of an idea, with the figures that are *known* already."""
    return tuple(_asked(area, (known or {}).get(area.key)) for area in areas.AREAS if area.key in wanted)


def sureness() -> tuple[Choice, ...]:
    """How sure one can be."""
    return tuple(Choice(key, words) for key, words in areas.SURENESS.items())


def keep(session: Session, idea_id: int, gains: Gains) -> None:
    """Store the figures of an idea that has none, in the order in which they were asked for."""
    for position, form in enumerate(gains.estimates):
        session.add(_estimate(form, idea_id, position))
    session.flush()


def check(forms: Sequence[EstimateForm]) -> None:
    """Refuse at every field that needs mending, all at once."""
    wrong = [refusal for form in forms if form.any_figure for refusal in _wrong(form)]
    if wrong:
        raise Refusals(wrong)


def _wrong(form: EstimateForm) -> list[Refusal]:
    if not form.known:
        return [Refusal("ideas/figures_of_unknown", field=f"{form.area}_sureness")]
    if form.low is None or form.likely is None or form.high is None:
        missing = next(name for name in ("low", "likely", "high") if getattr(form, name) is None)
        return [Refusal("ideas/estimate_missing", field=f"{form.area}_{missing}")]
    wrong = _beyond(form)
    if form.likely < form.low:
        wrong.append(Refusal("ideas/likely_below_low", field=f"{form.area}_likely", low=form.low))
    if form.high < form.likely:
        wrong.append(Refusal("ideas/high_below_likely", field=f"{form.area}_high", likely=form.likely))
    if not areas.BY_KEY[form.area].better and not form.unit.strip():
        wrong.append(Refusal("ideas/unit_missing", field=f"{form.area}_unit"))
    return wrong


def _beyond(form: EstimateForm) -> list[Refusal]:
    """A share has a hundred points at most, so that no gain in them is larger."""
    most = areas.BY_KEY[form.area].most
    figures = {"low": form.low, "likely": form.likely, "high": form.high}
    return [
        Refusal("ideas/beyond_a_share", field=f"{form.area}_{name}", most=most)
        for name, figure in figures.items()
        if most is not None and figure is not None and abs(figure) > most
    ]


def _estimate(form: EstimateForm, idea_id: int, position: int) -> stored.Estimate:
    known = form.known
    return stored.Estimate(
        idea_id=idea_id,
        position=position,
        area=form.area,
        unit=areas.BY_KEY[form.area].better or form.unit.strip(),
        low=form.low if known else None,
        likely=form.likely if known else None,
        high=form.high if known else None,
        sureness=form.sureness if known else UNKNOWN,
    )


def _asked(area: areas.Area, known: stored.Estimate | None) -> views.AreaView:
    if known is None:
        return views.AreaView(area.key, area.label, area.better, area.suggested_unit)
    low, likely, high = (_entered(figure) for figure in (known.low, known.likely, known.high))
    unit = "" if area.better else known.unit
    return views.AreaView(
        area.key, area.label, area.better, area.suggested_unit, unit, low, likely, high, known.sureness
    )


def _entered(figure: float | None) -> str:
    """A figure as a field for numbers takes it, without an exponent."""
    return "" if figure is None else f"{Decimal(repr(figure)).normalize():f}"
