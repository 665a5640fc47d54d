"""A table of monitors is uploaded in the page, as a person does it: with mistakes first, then mended."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from tests import stage
from tests.stage import Scene

CHROMIUM = shutil.which("chromium")
HEAD = "name;source;question;every;baseline;label_delay"
GOOD = (
    f"{HEAD}\r\n"
    "Accuracy;files;file=a.csv time=t value=mean(p==q);day;100;2d\r\n"
    "p95 latency;files;file=a.csv time=t value=p95(ms);hour;200;0\r\n"
)
A_MISTAKE = GOOD.replace("hour", "hourly")
MANY_MISTAKES = "\n".join([HEAD, *(f"Metric {number};files;file=a.csv;daily;7;" for number in range(5))])

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (Debian: apt-get install chromium)"),
]


@pytest.fixture
async def scene(sqlite, tmp_path: Path) -> AsyncIterator[Scene]:
    (tmp_path / "files").mkdir()
    url = sqlite.make()
    async with stage.open(url, tmp_path, files_dir=tmp_path / "files") as found:
        yield found
    sqlite.drop(url)


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
async def page(request, scene: Scene) -> AsyncIterator[Page]:
    """The team's channel on the lead's screen."""
    width, height = request.param
    lead = scene.somebody(0)
    await lead.types("/kaizen team")
    await lead.submits()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = await chromium.new_page(viewport={"width": width, "height": height})
        await tab.goto(f"{scene.slack.url}/#/as/{lead.id}/channel/{scene.channel('model-care')}")
        await tab.locator(".main .composer-input").wait_for()
        yield tab
        await chromium.close()


def modal(page: Page) -> Locator:
    return page.locator(".modal .modal-panel:not([hidden])")


async def say(page: Page, words: str) -> None:
    await page.locator(".main .composer-input").press_sequentially(words)
    await page.locator(".main .composer-input").press("Enter")


async def send(page: Page, content: str) -> None:
    """Choose a file, in the place of the one before, and submit."""
    if await (before := modal(page).get_by_role("button", name="Remove monitors.csv")).count():
        await before.click()
    chosen = {"name": "monitors.csv", "mimeType": "text/csv", "buffer": content.encode("utf-8-sig")}
    await modal(page).locator("input[type=file]").set_input_files(chosen)
    await expect(modal(page).locator(".given-name")).to_have_text("monitors.csv")
    await modal(page).get_by_role("button", name="Watch these").click()


async def test_a_table_with_mistakes_is_mended_uploaded_again_and_watched(page: Page):
    await say(page, "/kaizen monitor")
    await modal(page).wait_for()

    await send(page, A_MISTAKE)
    await expect(modal(page).get_by_text("Line 3, every: 'hourly' is no length of time")).to_be_visible()
    await expect(modal(page).locator("input[type=file]")).to_be_focused()

    await send(page, MANY_MISTAKES)
    await expect(modal(page)).to_contain_text("15 mistakes in the table")
    await expect(modal(page)).to_contain_text("Line 6, label_delay: say how late labels come")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"
    await modal(page).get_by_role("button", name="Back").last.click()
    await expect(modal(page).locator(".given-name")).to_have_text("monitors.csv")

    await send(page, GOOD)
    await expect(page.locator(".modal")).to_have_count(0)
    told = "Watching 2 new monitors for model-care from monitors.csv"  # once the arithmetic has begun and has foreseen
    await expect(page.locator(".main")).to_contain_text(told, timeout=45_000)

    await say(page, "/kaizen monitors")
    listed = page.locator(".main .message", has_text="2 monitors").last
    await expect(listed).to_contain_text("Accuracy")
    await expect(listed).to_contain_text("p95 latency")
