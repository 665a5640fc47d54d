"""A real chromium in front of a real workspace with a real app: nothing of the page is tested without a browser."""

import asyncio
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

import local_slack
from local_slack import Running
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.page.desk import Desk
from tests.local_slack.page.showroom import Showroom

CHROMIUM = shutil.which("chromium")
NO_CHROMIUM = "no chromium on this machine (Debian: apt-get install chromium); the page was not looked at"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="module")
async def slack() -> AsyncIterator[Running]:
    async with local_slack.running(manifest=MANIFEST, rate_limits=False, file_processing_seconds=0.05) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def showroom(slack: Running) -> AsyncIterator[Showroom]:
    """The app, connected."""
    app = Showroom(slack)
    handler = AsyncSocketModeHandler(app.bolt, slack.app_token)
    await handler.connect_async()
    yield app
    await handler.close_async()
    await asyncio.sleep(0)


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A tab of its own, in which no script may fail."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    tab = await context.new_page()
    tab.set_default_timeout(5000)
    failures: list[str] = []
    tab.on("pageerror", lambda error: failures.append(str(error)))
    yield tab
    await context.close()
    assert failures == []


@pytest_asyncio.fixture(loop_scope="module")
async def desk(page: Page, slack: Running) -> Desk:
    return Desk(page, slack)
