"""What every listener and every job has at hand."""

from dataclasses import dataclass

from kaizen.clock import Clock
from kaizen.sealing import Seal
from storage.database import Database


@dataclass(frozen=True)
class Runtime:
    """The database, the clocks, the seal, and whom the bot is in Slack."""

    database: Database
    clock: Clock
    seal: Seal
