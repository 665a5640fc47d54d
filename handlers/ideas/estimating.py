"""The figures of an idea: asked for each of its areas, and read from what was entered."""

from handlers.forms import Form
from kaizen.ideas import areas
from kaizen.ideas.estimating import EstimateForm, Gains


def gains(form: Form) -> Gains:
    asked = [area.key for area in areas.AREAS if f"{area.key}_sureness" in form]
    estimates = tuple(
        EstimateForm(
            area=key,
            unit=form.text(f"{key}_unit"),
            low=form.number(f"{key}_low"),
            likely=form.number(f"{key}_likely"),
            high=form.number(f"{key}_high"),
            sureness=form.option(f"{key}_sureness"),
        )
        for key in asked
    )
    return Gains(estimates, form.text("people_or_fairness"))
