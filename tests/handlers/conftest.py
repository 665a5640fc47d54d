from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import stage
from tests.stage import Scene


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    """The whole bot, running in a local workspace."""
    async with stage.open(database_url, tmp_path) as found:
        yield found
