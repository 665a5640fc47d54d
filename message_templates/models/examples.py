"""What each template about the register looks like."""

from dataclasses import replace
from typing import Final

from message_templates.catalogue import HOSTILE, same
from message_templates.choices import Choice
from message_templates.models import views

LONG: Final = "the model that scores every payment before it is settled "
KINDS: Final = (Choice("model", "A model or pipeline"), Choice("dataset", "A dataset"))
TIERS: Final = (
    Choice("high", "High", "Decides about people or a lot of money"),
    Choice("medium", "Medium", "Somebody looks at what it says before it counts"),
    Choice("low", "Low", "A mistake costs little and is soon mended"),
)

_REGISTER: Final = views.Register(KINDS, TIERS, owner="U0AMARA")
_SCORER: Final = views.Registered("fraud-scorer", "model", "U0AMARA", "U0BEN", "high", "Fraud", "v41")
_MERCHANTS: Final = views.Registered("merchants", "dataset", "U0CHIYO", "U0CHIYO", "medium")
_LONG: Final = views.Registered(LONG * 60, "model", "U0AMARA", "U0BEN", "high", LONG * 60, LONG * 60)
_HOSTILE: Final = views.Registered(HOSTILE, "model", "U0AMARA", "U0BEN", "high", HOSTILE, HOSTILE)

EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "models/register": {
        "typical": _REGISTER,
        "empty": views.Register(KINDS, TIERS),
        "maximal": replace(_REGISTER, known=True, steward="U0BEN", name=LONG * 60, domain=LONG * 60, version=LONG * 60),
        "hostile": replace(_REGISTER, name=HOSTILE, domain=HOSTILE, version=HOSTILE),
    },
    "models/registered": {
        "typical": _SCORER,
        "empty": _MERCHANTS,
        "maximal": _LONG,
        "hostile": _HOSTILE,
    },
    "models/listed": {
        "typical": views.Listed((replace(_SCORER, id=3, may_change=True), _MERCHANTS), 2),
        "empty": views.Listed((), 0),
        "maximal": views.Listed((replace(_LONG, id=3, may_change=True),) * 100, 12345),
        "hostile": views.Listed((_HOSTILE,), 1, may_register=False),
    },
    "models/field_missing": same({}),
    "models/name_too_long": same({"longest": 60}),
    "models/name_taken": {
        "typical": {"name": "fraud-scorer"},
        "empty": {"name": "x"},
        "maximal": {"name": LONG * 60},
        "hostile": {"name": HOSTILE},
    },
}
