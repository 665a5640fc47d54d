"""What a command line leaves behind in its process, put back."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def logs_go_where_they_went() -> Iterator[None]:
    """A command configures the logs of the whole process; their stream is closed when the test that ran it ends."""
    level = logging.getLogger().level

    yield

    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if type(handler) is not logging.StreamHandler]
    root.setLevel(level)
    structlog.reset_defaults()
