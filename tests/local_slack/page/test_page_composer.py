"""The composer: commands with completion, messages, mentions, history, shortcuts."""

import pytest
from playwright.async_api import expect

from tests.local_slack.page.desk import AMARA, GRACE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_slash_offers_commands_with_hint_and_description(desk, showroom):
    await desk.sit()

    await desk.page.locator(".main .composer-input").press_sequentially("/c")

    offered = desk.page.get_by_role("option")
    await expect(offered).to_have_count(1)
    await expect(offered).to_contain_text("/count [what]")
    await expect(offered).to_contain_text("Count something")
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.locator(".main .composer-input")).to_have_value("/count ")


async def test_enter_sends_and_shift_enter_begins_a_new_line(desk, showroom):
    await desk.sit()
    composer = desk.page.locator(".main .composer-input")

    await composer.press_sequentially("first")
    await composer.press("Shift+Enter")
    await composer.press_sequentially("second")
    await composer.press("Enter")

    await expect(composer).to_have_value("")
    await expect(desk.message("second")).to_be_visible()  # the field is empty before the message has arrived
    [said] = await desk.slack.member(AMARA).messages("#model-care")
    assert said["text"] == "first\nsecond"


async def test_what_is_typed_is_escaped_and_a_name_becomes_a_mention(desk, showroom):
    await desk.sit()

    await desk.page.locator(".main .composer-input").press_sequentially("1 < 2 & <b> @gra")
    await expect(desk.page.get_by_role("option")).to_contain_text("Grace Liu")
    await desk.page.keyboard.press("Tab")
    await desk.page.keyboard.press("Enter")

    await expect(desk.message("1 < 2 & <b> @Grace Liu")).to_be_visible()
    [said] = await desk.slack.member(AMARA).messages("#model-care")
    assert said["text"] == f"1 &lt; 2 &amp; &lt;b&gt; <@{GRACE}>"


async def test_arrow_up_brings_back_what_was_sent(desk, showroom):
    await desk.sit()
    await desk.say("one")
    await expect(desk.message("one")).to_be_visible()
    await desk.say("two")
    await expect(desk.message("two")).to_be_visible()
    composer = desk.page.locator(".main .composer-input")

    await composer.press("ArrowUp")
    await expect(composer).to_have_value("two")
    await composer.press("ArrowUp")
    await expect(composer).to_have_value("one")
    await composer.press("ArrowDown")
    await composer.press("ArrowDown")

    await expect(composer).to_have_value("")


async def test_a_draft_waits_in_its_own_channel(desk, showroom):
    await desk.sit()
    await desk.page.locator(".main .composer-input").fill("half a thought")

    await desk.page.get_by_role("link", name="general").click()
    await expect(desk.page.locator(".main .composer-input")).to_have_value("")
    await desk.page.get_by_role("link", name="model-care").click()

    await expect(desk.page.locator(".main .composer-input")).to_have_value("half a thought")


async def test_commands_do_not_work_in_threads_and_say_so(desk, showroom):
    ts = await showroom.post("A question")
    await desk.sit(more=f"/thread/{ts}")

    await desk.say("/count things", where=".side")

    await expect(desk.page.get_by_role("alert")).to_have_text("/count is not supported in threads. Sorry!")
    await expect(desk.page.locator(".side .composer-input")).to_have_value("/count things")
    assert showroom.told == []


async def test_an_unknown_command_is_refused_and_can_be_said_with_a_space_before(desk, showroom):
    await desk.sit()

    await desk.say("/frobnicate now")
    await expect(desk.page.get_by_role("alert")).to_contain_text("/frobnicate is not a valid command")
    await desk.page.locator(".main .composer-input").fill(" /frobnicate now")
    await desk.page.keyboard.press("Enter")

    await expect(desk.message("/frobnicate now")).to_be_visible()


async def test_without_an_app_a_command_says_so_and_gives_the_words_back(desk):
    await desk.sit()

    await desk.say("/count things")

    await expect(desk.page.get_by_role("alert")).to_be_visible()
    await expect(desk.page.locator(".main .composer-input")).to_have_value("/count things")


async def test_a_global_shortcut_opens_from_the_lightning(desk, showroom):
    await desk.sit()

    await desk.page.locator(".main .composer").get_by_role("button", name="Shortcuts").click()
    await desk.page.get_by_role("menuitem", name="Count something").click()

    await expect(desk.modal.get_by_role("heading", name="Short form")).to_be_visible()
    assert showroom.told[-1]["callback_id"] == "count.anything"


async def test_a_message_shortcut_knows_its_message_also_in_a_thread(desk, showroom):
    ts = await showroom.post("A question")
    await showroom.post("An answer", thread_ts=ts)
    await desk.sit(more=f"/thread/{ts}")
    answer = desk.page.locator(".side .message", has_text="An answer")

    await answer.hover()
    await answer.get_by_role("button", name="More actions").click()
    await desk.page.get_by_role("menuitem", name="Count this message").click()

    await expect(desk.modal.get_by_role("heading", name="Short form")).to_be_visible()
    assert showroom.told[-1]["message"]["text"] == "An answer"
