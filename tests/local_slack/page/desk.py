"""Where a test sits: the page in the browser, and the few places one goes to."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page

from local_slack import Running

AMARA, GRACE, YUKI = "U05AVAMBEKI", "U05C2PRYDWS", "U05G1XZTKHP"


@dataclass(frozen=True)
class Desk:
    page: Page
    slack: Running

    async def channel_id(self, name: str) -> str:
        channels = (await self.slack.visitor.workspace())["channels"]
        return next(channel["id"] for channel in channels if channel["name"] == name)

    async def sit(self, who: str = AMARA, channel: str = "model-care", more: str = "") -> None:
        """Open the page as *who* in *channel*, and wait until it is drawn."""
        await self.page.goto(f"{self.slack.url}/#/as/{who}/channel/{await self.channel_id(channel)}{more}")
        await self.page.locator(".main .messages-inner > *").first.wait_for()

    async def home(self, who: str = AMARA, more: str = "") -> None:
        await self.page.goto(f"{self.slack.url}/#/as/{who}/home{more}")
        await self.page.locator(".home .block").first.wait_for()

    async def say(self, words: str, *, where: str = ".main") -> None:
        """Type into the composer and press Enter."""
        composer = self.page.locator(f"{where} .composer-input")
        await composer.click()
        await composer.press_sequentially(words)
        await composer.press("Enter")

    async def open_form(self) -> Locator:
        """The modal that /count opens."""
        await self.say("/count things")
        await self.page.locator(".modal h2").first.wait_for()
        return self.modal

    @property
    def modal(self) -> Locator:
        return self.page.locator(".modal .modal-panel:not([hidden])")

    def message(self, words: str) -> Locator:
        return self.page.locator(".main .message", has_text=words)

    def field(self, name: str) -> Locator:
        """A field of the modal on top, by block_id/action_id."""
        return self.modal.locator(f"[data-field='{name}']")

    async def choose(self, name: str, *labels: str) -> None:
        """Pick choices of a select by their labels, searching for each."""
        for label in labels:
            await self.field(name).click()
            await self.page.locator(".choices-search").fill(label)
            await self.page.locator(".choice.active", has_text=label).click()

    async def run(self, script: str, argument: Any = None) -> Any:
        """Call one of the page's own modules: the script is the body of an asynchronous function of *it*."""
        return await self.page.evaluate(f"async (it) => {{ {script} }}", argument)
