"""All parts of a workspace together, from where it begins or from where it was left."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from local_slack import installation, keeping, manifest
from local_slack.changes import Changes
from local_slack.clock import TeamClock
from local_slack.delivery import Courier
from local_slack.delivery.signed_http import SignedHttp
from local_slack.delivery.sockets import Sockets
from local_slack.faults import Faults
from local_slack.installation import Credentials, Installation
from local_slack.keeping import Keeper
from local_slack.rates import Rates
from local_slack.slack import Options, Slack
from local_slack.timeline import Timeline
from local_slack.triggers import Triggers
from local_slack.workspace import Json, Workspace

DEMONSTRATION = Path(__file__).parent / "workspaces" / "demonstration.json"


@dataclass(frozen=True)
class Origin:
    """Where a workspace comes from."""

    manifest: Path | str | Json
    workspace: Path | str | Json
    state: Path | None
    """What was kept of an earlier run; it counts more than *workspace*."""
    scratch: Path
    """A folder for files when nothing is kept."""
    now: datetime | None
    """The team's time at the very first start."""

    @property
    def files(self) -> Path:
        return self.state.with_name(self.state.name + ".files") if self.state else self.scratch


def assembled(origin: Origin, options: Options) -> Slack:
    """The workspace, ready to listen."""
    kept = keeping.read(origin.state) if origin.state is not None and origin.state.exists() else {}
    workspace = keeping.restored(kept.get("workspace", {}) if kept else _given(origin.workspace))
    app = installation.install(workspace, manifest.read(origin.manifest), kept.get("app"), options.refused_scopes)
    clock, changes = TeamClock(kept.get("moved_seconds", _distance(origin.now))), Changes()
    return Slack(
        workspace=workspace,
        app=app,
        clock=clock,
        options=options,
        changes=changes,
        timeline=Timeline(),
        faults=Faults(),
        rates=Rates(enforced=options.rate_limits),
        triggers=Triggers(options.trigger_seconds),
        courier=_courier(options, app.credentials, changes),
        keeper=Keeper(origin.state, partial(_described, workspace, app, clock)),
        files_folder=origin.files,
    )


def _given(source: Path | str | Json) -> Json:
    return source if isinstance(source, dict) else keeping.read(Path(source))


def _described(workspace: Workspace, app: Installation, clock: TeamClock) -> Json:
    """What the state file holds."""
    return {"moved_seconds": clock.moved_seconds, "app": installation.remembered(app), "workspace": workspace}


def _courier(options: Options, credentials: Credentials, changes: Changes) -> Courier:
    if options.delivery == "socket":
        return Sockets(credentials.app_id, on_change=partial(changes.tell, "app"), patience=options.answer_seconds)
    return SignedHttp(options.delivery, credentials.signing_secret)


def _distance(now: datetime | None) -> float:
    return 0.0 if now is None else now.timestamp() - TeamClock().timestamp()
