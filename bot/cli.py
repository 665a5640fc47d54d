"""``kaizen``: the command line. Each command imports what it needs when it is called, so that --help is quick."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, run, and turn what went wrong into one sentence and an exit code."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.run
    try:
        return command(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kaizen", description="The Kaizen bot: ideas, retros, honest alerts and digests for AI teams in Slack."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="run the bot in a real Slack workspace")
    run.add_argument("--http", type=_port, metavar="PORT", help="listen for signed requests instead of Socket Mode")
    run.set_defaults(run=_run)

    local = commands.add_parser("local", help="try the bot in a local workspace, in a browser; no Slack needed")
    local.add_argument("--port", type=_port, default=3456, help="where the page answers (default: %(default)s)")
    local.add_argument("--fresh", action="store_true", help="forget what an earlier local workspace kept")
    local.add_argument("--empty", action="store_true", help="begin without the demonstration's team, at today's date")
    local.set_defaults(run=_local)

    doctor = commands.add_parser("doctor", help="check tokens, scopes, membership, database and zones")
    doctor.set_defaults(run=_doctor)

    database = commands.add_parser("db", help="the database").add_subparsers(required=True, metavar="WHAT")
    database.add_parser("upgrade", help="bring the tables up to date").set_defaults(run=_upgrade)

    audit = commands.add_parser("audit", help="the append-only log").add_subparsers(required=True, metavar="WHAT")
    audit.add_parser("verify", help="recompute the chains and name the first broken link").set_defaults(run=_verify)

    _add_features(commands)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def _add_features(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that stand in files of their own; each sets `run`."""
    from bot import analysing, drifting, previewing

    for feature in (previewing, analysing, drifting):
        feature.add_arguments(commands)


def _run(arguments: argparse.Namespace) -> int:
    from bot import memory

    memory.spare()  # before the rest is imported

    import asyncio

    from bot import logs, running

    def started() -> int:
        settings = _settings()
        logs.configure(settings.log_level, settings.log_format)
        asyncio.run(running.run(settings, port=arguments.http))
        return 0

    return _said_plainly(started)


def _local(arguments: argparse.Namespace) -> int:
    from bot import local

    return _said_plainly(lambda: local.run(port=arguments.port, fresh=arguments.fresh, empty=arguments.empty))


def _doctor(_arguments: argparse.Namespace) -> int:
    import asyncio

    from bot import doctor

    return _said_plainly(lambda: asyncio.run(doctor.examine(_settings())))


def _upgrade(_arguments: argparse.Namespace) -> int:
    from bot import upgrading
    from storage.database import Database

    def upgraded() -> int:
        database = Database(_settings().database)
        upgrading.upgrade(database)
        print(f"The database {database.shown} is up to date.")
        return 0

    return _said_plainly(upgraded)


def _verify(_arguments: argparse.Namespace) -> int:
    import asyncio

    from bot import verifying

    return _said_plainly(lambda: asyncio.run(verifying.verify(_settings())))


def _settings() -> "Settings":
    from pydantic import ValidationError

    from bot.settings import Settings, SettingsWrong

    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{_variable(str(wrong['loc'][0]))}: {_plainly(wrong['msg'])}" for wrong in error.errors()]
        raise SettingsWrong("These settings cannot be used:\n  " + "\n  ".join(lines)) from error


def _variable(name: str) -> str:
    """What somebody writes into the environment: Slack's own names are their fields' aliases, ours have a prefix."""
    return name if name.isupper() else f"KAIZEN_{name.upper()}"


def _plainly(sentence: str) -> str:
    """Our own words without pydantic's prefix."""
    return sentence.removeprefix("Value error, ").replace("Input should be", "it must be")


def _said_plainly(command: Callable[[], int]) -> int:
    from bot.settings import SettingsWrong

    try:
        return command()
    except SettingsWrong as error:
        print(error, file=sys.stderr)
        return 2
