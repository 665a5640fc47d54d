"""The app as it is installed in the workspace: its ids, its tokens, what it may do."""

import secrets
from dataclasses import asdict, dataclass

from local_slack import identities
from local_slack.manifest import Manifest
from local_slack.workspace import Json, Member, Workspace


@dataclass(frozen=True)
class Credentials:
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str


@dataclass(frozen=True)
class Installation:
    credentials: Credentials
    manifest: Manifest
    scopes: frozenset[str]


def fresh_credentials() -> Credentials:
    """New random ids and tokens; they open nothing but this workspace."""
    app_id = identities.new("A")
    return Credentials(
        app_id=app_id,
        bot_id=identities.new("B"),
        bot_user_id=identities.new("U"),
        bot_token=f"xoxb-local-{secrets.token_hex(12)}",
        app_token=f"xapp-local-{app_id}-{secrets.token_hex(12)}",
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )


def install(workspace: Workspace, manifest: Manifest, kept: Json | None, refused: frozenset[str]) -> Installation:
    """Give the app a bot user and its tokens, or those that the saved state remembers.

    The admin who installs may leave out the *refused* scopes, if the manifest calls them optional.
    """
    credentials = Credentials(**kept) if kept else fresh_credentials()
    if needed := refused - manifest.optional_scopes:
        raise ValueError(f"Only optional scopes can be refused; the manifest insists on {', '.join(sorted(needed))}.")
    name = manifest.bot_name.lower().replace(" ", "_")
    bot = Member(credentials.bot_user_id, name, manifest.bot_name, title=manifest.app_name, is_bot=True)
    workspace.members[bot.id] = bot
    for channel in workspace.channels.values():
        channel.members = [bot.id if member == "app" else member for member in channel.members]
    return Installation(credentials, manifest, manifest.scopes - refused)


def remembered(installation: Installation) -> Json:
    return asdict(installation.credentials)
