"""What every listener and every job has at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaizen.clock import Clock
from kaizen.sealing import Seal
from kaizen.workshop import Workshop
from sources.base import Source
from storage.database import Database


@dataclass(frozen=True)
class Runtime:
    """The database, the clocks, the seal; the child process that calculates, and the sources by their kind."""

    database: Database
    clock: Clock
    seal: Seal
    workshop: Workshop = field(default_factory=Workshop)
    sources: Mapping[str, Source] = field(default_factory=dict)
