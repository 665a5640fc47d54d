"""Structured logs, one event a line, with no secret in them."""

import asyncio
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import aiohttp
import structlog

SECRET: Final = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?<=Bearer )\S+")
"""Tokens of Slack, passwords in addresses, bearer tokens."""


def configure(level: str, form: str) -> None:
    """Send every log of the process, our own and the libraries', through the same three steps."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        *([structlog.processors.format_exc_info] if form == "json" else []),
        without_secrets,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        # Rich tracebacks print the locals of every frame, and with them what people wrote.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for chatty in ("slack_bolt", "slack_sdk", "aiohttp", "alembic", "httpx", "apscheduler"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for said in (_not_about_our_token, _a_lost_connection_in_one_line):
        logging.getLogger("slack_bolt").addFilter(said)
    logging.getLogger("apscheduler.executors.default").addFilter(_not_that_we_stop)
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # that a tick is skipped while one runs is meant
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,  # loggers made before this line follow it too
    )


def without_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out whatever looks like a secret, wherever it stands."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = SECRET.sub("[secret]", value)
    return event


def _not_about_our_token(record: logging.LogRecord) -> bool:
    """Bolt reads SLACK_BOT_TOKEN by itself and then warns that the client we hand in has it already."""
    return "`token` will be unused" not in record.getMessage()


def _a_lost_connection_in_one_line(record: logging.LogRecord) -> bool:
    """The SDK logs each failed attempt to connect with its way through aiohttp; what happened stands in its message."""
    error = _error(record)
    if isinstance(error, aiohttp.ClientError | ConnectionError | TimeoutError):
        record.msg, record.args = f"{record.getMessage()} [{type(error).__name__}]", ()
        record.exc_info = None
    return True


def _not_that_we_stop(record: logging.LogRecord) -> bool:
    """A tick that is cut off because the bot stops is no error: the next tick does what was due."""
    return not isinstance(_error(record), asyncio.CancelledError)


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None
