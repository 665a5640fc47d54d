"""Modals before there is an idea, or before it is changed."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.choices import Choice
from message_templates.ideas import views
from message_templates.ideas.examples.matter import (
    AREAS,
    AREAS_ASKED,
    EDIT,
    EVERY_AREA,
    HOSTILE_DRAFT,
    HOSTILE_SIMILAR,
    JOINED,
    LONG,
    SAVED_UNNAMED,
    SIMILAR,
    SUBMIT,
    SURENESS,
    UNNAMED,
)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "ideas/submit": {
        "typical": replace(SUBMIT, kept=True),
        "empty": replace(SUBMIT, draft=views.Draft()),
        "maximal": views.SubmitView(
            draft=views.Draft(LONG, LONG, tuple(area.value for area in AREAS), LONG, "team:99"),
            areas=AREAS,
            places=tuple(Choice(f"team:{n}", f"{n} {LONG}") for n in range(140)),
            place="team:99",
            unnamed_choice=UNNAMED,
            models_known=True,
            model=Choice("model:7", LONG),
            kept=True,
        ),
        "hostile": replace(SUBMIT, draft=HOSTILE_DRAFT, places=(Choice("team:3", HOSTILE),)),
    },
    "ideas/estimate": {
        "typical": views.EstimateView(AREAS_ASKED, SURENESS, SIMILAR),
        "empty": views.EstimateView(AREAS_ASKED[:1], SURENESS),
        "maximal": views.EstimateView(
            EVERY_AREA, SURENESS, (replace(SIMILAR[0], title=LONG, shared=(LONG,) * 5),) * 3, LONG
        ),
        "hostile": views.EstimateView(
            (views.AreaView("time", HOSTILE, "", HOSTILE),), SURENESS, (HOSTILE_SIMILAR,), HOSTILE
        ),
    },
    "ideas/reestimate": {
        "typical": views.EstimateView((replace(AREAS_ASKED[0], low="60", likely="90", high="120.5"),), SURENESS),
        "empty": views.EstimateView(AREAS_ASKED, SURENESS),
        "maximal": views.EstimateView(EVERY_AREA, SURENESS, (), LONG),
        "hostile": views.EstimateView((views.AreaView("time", HOSTILE, "", HOSTILE, HOSTILE),), SURENESS, (), HOSTILE),
    },
    "ideas/joined": {
        "typical": JOINED,
        "empty": replace(JOINED, votes=1),
        "maximal": replace(JOINED, title=LONG, number=123456, votes=12345),
        "hostile": replace(JOINED, title=HOSTILE),
    },
    "ideas/edit": {
        "typical": EDIT,
        "empty": replace(EDIT, proposal="", kept=False),
        "maximal": replace(EDIT, number=123456, pain=LONG, proposal=LONG, areas=tuple(area.value for area in AREAS)),
        "hostile": replace(EDIT, pain=HOSTILE, proposal=HOSTILE),
    },
    "ideas/saved_unnamed": {
        "typical": SAVED_UNNAMED,
        "empty": replace(SAVED_UNNAMED, title="Slow"),
        "maximal": replace(SAVED_UNNAMED, title=LONG, number=123456),
        "hostile": replace(SAVED_UNNAMED, title=HOSTILE),
    },
}
