"""``kaizen audit verify``: recompute every chain of the log, and name the first link that does not hold."""

from bot import upgrading
from bot.settings import Settings
from kaizen import audit
from kaizen.audit import Verification
from storage import audit as stored
from storage.database import Database


async def verify(settings: Settings) -> int:
    """Print one line for each workspace; 1 if a chain is broken."""
    database = Database(settings.database)
    try:
        upgrading.require(database)
        upgrading.upgrade(database)
        workspaces = await database.read(stored.workspaces)
        found = {name: await _of(database, name) for name in workspaces}
    finally:
        await database.close()
    for name, verification in found.items():
        print(f"{name}: {words(verification)}")  # noqa: T201  -- the command's answer
    if not found:
        print("Nothing has been recorded yet.")  # noqa: T201
    return int(any(not verification.holds for verification in found.values()))


async def _of(database: Database, workspace: str) -> Verification:
    return await database.read(lambda session: audit.verify(session, workspace))


def words(found: Verification) -> str:
    """What a verification proves, and what it does not."""
    tail = f"; {found.unsealed} newer not sealed yet" if found.unsealed else ""
    if not found.holds:
        there = f" What stands there now: {found.says}." if found.says else ""
        return (
            f"BROKEN at link {found.broken_at}: {found.why}.{there} The links before it hold{tail}. "
            "Keep this database as it is, and compare it with a backup."
        )
    return (
        f"{found.sealed} links hold{tail}. Head {found.head}. This shows edits to kept rows; "
        "newest rows that were cut off show only if this head was noted down elsewhere."
    )
