"""The three secrets that Slack gives an app: what each looks like, where it is found, and what is wrong with ours."""

import re
from dataclasses import dataclass

from bot.settings import Settings, SettingsWrong


@dataclass(frozen=True)
class Token:
    """One secret: *field* of the settings holds it, and what matches *looks* may be one."""

    setting: str
    field: str
    looks: str
    described: str
    where: str

    def of(self, settings: Settings) -> str:
        """The secret itself; empty where none is set."""
        value: str = getattr(settings, self.field).get_secret_value()
        return value

    def fault(self, settings: Settings) -> str:
        """What is wrong with it as far as one can see without asking Slack; empty if nothing is."""
        value = self.of(settings)
        if not value:
            return f"missing; {self.where}"
        return "" if re.fullmatch(self.looks, value) else f"it is {self.described}, and this is none; {self.where}"


BOT = Token(
    setting="SLACK_BOT_TOKEN",
    field="slack_bot_token",
    looks=r"(xoxe\.)?xoxb-\S+",  # with token rotation, as under the Slack CLI, it begins with xoxe.xoxb-
    described="a bot token, xoxb-…",
    where="copy it from the app's page, OAuth & Permissions",
)

APP = Token(
    setting="SLACK_APP_TOKEN",
    field="slack_app_token",
    looks=r"xapp-\S+",
    described="an app token, xapp-…",
    where="make one on the app's page, Basic Information, App-Level Tokens, with the scope connections:write "
    "(Socket Mode needs it; kaizen run --http PORT does not)",
)

SIGNING = Token(
    setting="SLACK_SIGNING_SECRET",
    field="slack_signing_secret",
    looks=r"(?!xox|xapp)\S+",
    described="a signing secret, which begins neither with xox nor with xapp",
    where="copy it from the app's page, Basic Information, App Credentials "
    "(--http needs it to tell Slack from anybody else; Socket Mode does not)",
)


def require(settings: Settings, *wanted: Token) -> None:
    """Name everything that is wrong at once, so that nobody mends one thing after the other."""
    faults = [f"  {token.setting}: {fault}" for token in wanted if (fault := token.fault(settings))]
    if faults:
        first = "Slack would not know us. Put into .env (README.md, 'Connect a real workspace'):"
        raise SettingsWrong("\n".join([first, *faults, "Or try the bot without Slack: kaizen local"]))
