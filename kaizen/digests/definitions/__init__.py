"""What each figure of a digest means and where it comes from: tables, so that none goes without."""

from typing import Final

from kaizen.digests.definitions.defining import Definition
from kaizen.digests.definitions.ideas import OF_IDEAS
from kaizen.digests.definitions.models import MONITORS, OF_MODELS
from kaizen.digests.definitions.team import OF_THE_TEAM

ALL: Final = (*OF_IDEAS, *OF_MODELS, *OF_THE_TEAM)

__all__ = ["ALL", "MONITORS", "Definition"]
