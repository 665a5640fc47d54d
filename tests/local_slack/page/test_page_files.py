"""Files in a modal: chosen, listed, taken away."""

import pytest
from playwright.async_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_file_can_be_taken_away_and_chosen_again(desk, showroom):
    await desk.sit()
    await desk.say("/count everything")
    await desk.modal.wait_for()
    chooser = desk.field("files/it")
    table = {"name": "readings.csv", "mimeType": "text/csv", "buffer": b"a,b"}

    await chooser.set_input_files([table, table | {"name": "notes.txt"}])
    await expect(desk.modal.locator(".given-name")).to_have_text(["readings.csv", "notes.txt"])
    await desk.modal.get_by_role("button", name="Remove readings.csv").click()
    await expect(desk.modal.locator(".given-name")).to_have_text(["notes.txt"])

    await chooser.set_input_files([table])
    await expect(desk.modal.locator(".given-name")).to_have_text(["notes.txt", "readings.csv"])
