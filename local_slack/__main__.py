"""``python -m local_slack``: a workspace for people, until Ctrl-C."""

import argparse
import asyncio
import signal
import sys
from datetime import datetime
from pathlib import Path

from local_slack import DEMONSTRATION, running
from local_slack.keeping import UnreadableStateError
from local_slack.serving import Running


def parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local_slack", description="A Slack workspace on this machine.")
    parser.add_argument("--port", type=int, default=3456, help="where it listens; 0 chooses a free port")
    parser.add_argument("--manifest", type=Path, default=Path("app_manifest.yaml"), help="the app's manifest")
    parser.add_argument(
        "--workspace", type=Path, default=DEMONSTRATION, help="who and what is there at the first start"
    )
    parser.add_argument("--state", type=Path, help="a file in which everything is kept from start to start")
    parser.add_argument("--deliver", default="socket", help="'socket', or the address of the app's /slack/events")
    parser.add_argument("--no-rate-limits", action="store_true", help="let the app call as fast as it likes")
    parser.add_argument("--refuse-scope", action="append", default=[], help="an optional scope that is not granted")
    parser.add_argument("--now", type=datetime.fromisoformat, help="the team's time at the first start (ISO 8601)")
    return parser.parse_args(arguments)


def announced(slack: Running) -> str:
    """The address, and what an app needs to connect."""
    credentials = slack.slack.app.credentials
    return (
        f"Local Slack: {slack.url}\n"
        f"  SLACK_BOT_TOKEN={credentials.bot_token}\n"
        f"  SLACK_APP_TOKEN={credentials.app_token}\n"
        f"  SLACK_SIGNING_SECRET={credentials.signing_secret}\n"
        f"  KAIZEN_SLACK_API_URL={slack.api_url}\n"
    )


async def stand(wishes: argparse.Namespace) -> None:
    """Stand until somebody asks to stop."""
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    async with running(
        manifest=wishes.manifest,
        workspace=wishes.workspace,
        state=wishes.state,
        port=wishes.port,
        now=wishes.now,
        delivery=wishes.deliver,
        rate_limits=not wishes.no_rate_limits,
        refused_scopes=frozenset(wishes.refuse_scope),
    ) as slack:
        sys.stdout.write(announced(slack))
        sys.stdout.flush()
        await stopped.wait()


def main(arguments: list[str]) -> int:
    """Stand, or say in one sentence why that is impossible."""
    wishes = parsed(arguments)
    try:
        asyncio.run(stand(wishes))
    except FileNotFoundError as error:
        sys.stderr.write(f"There is no file {error.filename}.\n")
    except OSError as error:
        sys.stderr.write(f"The workspace cannot listen on port {wishes.port}: {error.strerror}. Try --port 0.\n")
    except UnreadableStateError as error:
        sys.stderr.write(f"{error}\nMove the file away to begin anew.\n")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
