"""Around the messages: people, channels, the Home tab, the clock, the developer's timeline, the phone."""

import json

import pytest
import yaml
from playwright.async_api import expect
from slack_sdk.errors import SlackApiError

import local_slack
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.page.desk import AMARA, GRACE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_the_address_names_who_and_where(desk, showroom):
    ts = await showroom.post("A question")
    await desk.sit(GRACE, more=f"/thread/{ts}")

    await desk.page.reload()

    await expect(desk.page.get_by_role("button", name="Acting as Grace Liu")).to_be_visible()
    await expect(desk.page.get_by_role("heading", name="model-care")).to_be_visible()
    await expect(desk.page.locator(".side .message", has_text="A question")).to_be_visible()


async def test_an_address_without_a_place_leads_where_the_bot_is(desk, showroom):
    await desk.page.goto(f"{desk.slack.url}/")

    await expect(desk.page.get_by_role("heading", name="model-care")).to_be_visible()
    assert f"/channel/{await desk.channel_id('model-care')}" in desk.page.url


async def test_one_becomes_another_person_with_their_time_and_their_channels(desk, showroom):
    await desk.sit(AMARA)
    await expect(desk.page.get_by_role("link", name="audit-room")).to_be_visible()

    await desk.page.get_by_role("button", name="Acting as Amara Okafor").click()
    await desk.page.get_by_role("menuitemradio", name="Grace Liu").click()

    await expect(desk.page.get_by_role("button", name="Acting as Grace Liu")).to_contain_text("Los Angeles")
    await expect(desk.page.get_by_role("link", name="audit-room")).to_have_count(0)
    await desk.say("Hello from Grace")
    await expect(desk.message("Hello from Grace").locator(".author")).to_have_text("Grace Liu")


async def test_an_empty_channel_says_what_to_try(desk, showroom):
    await desk.sit(AMARA, "ml-alerts")

    await expect(desk.page.locator(".empty")).to_have_text("Nothing here yet. Try /count.")


async def test_a_channel_one_is_not_in_can_be_joined(desk, showroom):
    tom = "U05B7KQTNZL"
    await desk.sit(tom, "random")

    await desk.page.get_by_role("button", name="Join channel").click()
    await desk.say("Here I am")

    await expect(desk.message("Here I am")).to_be_visible()


async def test_the_app_can_be_added_to_a_channel_that_lacks_it(desk, showroom):
    await desk.sit(AMARA, "random")

    add = desk.page.get_by_role("button", name="Add Counting House")
    await add.click()

    await expect(add).to_have_count(0)
    random = next(one for one in (await desk.slack.visitor.workspace())["channels"] if one["name"] == "random")
    assert random["bot_is_member"]


async def test_a_channel_is_made_from_the_sidebar(desk, showroom):
    await desk.sit()

    await desk.page.get_by_role("button", name="New channel").click()
    await desk.page.get_by_role("textbox", name="Name").fill("new-things")
    await desk.page.get_by_role("button", name="Create").click()

    await expect(desk.page.get_by_role("heading", name="new-things")).to_be_visible()


async def test_home_and_messages_are_the_two_tabs_of_the_app(desk, showroom):
    await desk.sit()

    await desk.page.get_by_role("link", name="Counting House").click()
    await expect(desk.page.get_by_text("Hello @Amara Okafor")).to_be_visible()
    await desk.page.get_by_role("button", name="Messages").click()
    await desk.say("Hello app")

    await expect(desk.message("Hello app")).to_be_visible()


async def test_a_button_on_the_home_tab_reaches_the_app(desk, showroom):
    await desk.home()

    await desk.page.get_by_role("button", name="Open").click()

    await expect(desk.page.get_by_role("alert")).to_have_count(0)
    clicks = [one for one in showroom.told if one.get("type") == "block_actions"]
    assert clicks[0]["view"]["type"] == "home"


async def test_a_missing_app_is_named_with_what_to_do(desk):
    await desk.sit()

    banner = desk.page.locator("#banner")

    await expect(banner).to_contain_text("Counting House is not connected.")
    await expect(banner).to_contain_text(f"KAIZEN_SLACK_API_URL={desk.slack.api_url}")


async def test_the_banner_goes_when_the_app_comes(desk, showroom):
    await desk.sit()

    await expect(desk.page.locator("#banner")).to_be_hidden()


async def test_the_clock_moves_and_says_that_nobody_drives_it(desk, showroom):
    await desk.sit()
    bar = desk.page.locator("#clock")
    before = await bar.locator("time").text_content()

    await bar.get_by_role("button", name="+1 day").click()

    await expect(bar.locator("time")).not_to_have_text(before)
    await expect(bar.get_by_role("status")).to_contain_text("No bot drives this clock")
    moved = (await desk.slack.visitor.get("clock"))["moved_seconds"]
    assert 86_399 <= moved <= 86_401


async def test_next_monday_is_monday_at_eight_where_one_sits(desk, showroom):
    await desk.sit(GRACE)

    await desk.page.get_by_role("button", name="Next Monday 08:00").click()

    await expect(desk.page.locator("#clock time")).to_contain_text("Mon")
    await expect(desk.page.locator("#clock time")).to_contain_text("08:00")


async def test_the_clock_goes_to_a_chosen_date(desk, showroom):
    await desk.sit(GRACE)

    await desk.page.get_by_role("button", name="To a date").click()
    await desk.page.get_by_label("Move to", exact=True).fill("2031-03-04T10:30")
    await desk.page.get_by_role("button", name="Move", exact=True).click()

    await expect(desk.page.locator("#clock time")).to_have_text("Tue, Mar 4, 10:30")


async def test_the_timeline_shows_calls_and_deliveries_and_errors_in_red(desk, showroom):
    await desk.sit(more="/timeline")
    await desk.say("/count things")
    await desk.modal.wait_for()
    await desk.page.keyboard.press("Escape")
    calls = desk.page.locator(".entry")

    opened = calls.filter(has_text="views.open")
    await expect(opened).to_be_visible()
    await opened.locator("summary").click()

    body = await opened.locator("pre").text_content()
    assert json.loads(body)


async def test_a_refused_call_is_red_in_the_timeline(desk, showroom):
    await desk.sit(more="/timeline")

    with pytest.raises(SlackApiError, match="channel_not_found"):
        await showroom.client.chat_postMessage(channel="C0NOWHERE", text="lost")

    wrong = desk.page.locator(".entry-wrong", has_text="chat.postMessage")
    await expect(wrong).to_contain_text("channel_not_found")


async def test_a_fault_is_caused_from_the_menu(desk, showroom):
    await desk.sit(more="/timeline")

    await desk.page.get_by_role("button", name="Faults").click()
    await desk.page.get_by_label("Fault", exact=True).select_option("server_error")
    await desk.page.get_by_label("Method").select_option("chat.postMessage")
    await desk.page.get_by_role("button", name="Cause").click()

    await expect(desk.page.locator(".faults-waiting")).to_contain_text("server_error on chat.postMessage, 1 left")
    assert (await desk.slack.visitor.get("faults"))["faults"]


async def test_on_a_phone_one_column_shows_and_the_arrow_leads_back(desk, showroom):
    await showroom.post("A question")
    await desk.page.set_viewport_size({"width": 390, "height": 844})
    await desk.sit()
    await expect(desk.page.locator("#sidebar")).to_be_hidden()

    await desk.page.get_by_role("button", name="Back to the list").click()

    await expect(desk.page.locator("#sidebar")).to_be_visible()
    await expect(desk.page.locator("#main")).to_be_hidden()
    width = await desk.page.evaluate("document.documentElement.scrollWidth")
    assert width == 390, "nothing hangs over the edge"


async def test_a_workspace_that_stops_is_noticed_and_its_return_too(page, unused_tcp_port, tmp_path):
    kept = {"manifest": MANIFEST, "port": unused_tcp_port, "state": tmp_path / "state.json"}
    banner = page.locator("#banner")

    async with local_slack.running(**kept) as first:
        await page.goto(f"{first.url}/#/as/{AMARA}/channel/C05MODELCAR")
        await expect(banner).to_contain_text("is not connected")
    await expect(banner).to_contain_text("The workspace does not answer.")

    async with local_slack.running(**kept):
        await expect(banner).to_contain_text("is not connected", timeout=15_000)


async def test_to_an_app_that_does_not_read_one_cannot_write(page):
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True

    async with local_slack.running(manifest=manifest) as slack:
        talk = await slack.member(AMARA).direct("app")
        await page.goto(f"{slack.url}/#/as/{AMARA}/channel/{talk}")

        await expect(page.get_by_text("Sending messages to this app has been turned off.")).to_be_visible()
        await expect(page.get_by_role("textbox")).to_have_count(0)


async def test_no_click_is_lost_because_the_sidebar_was_drawn_again_under_it(desk, showroom):
    await desk.sit()
    await showroom.post("the page has been drawn")
    await expect(desk.message("the page has been drawn")).to_be_visible()
    line = await desk.page.get_by_role("link", name="ml-alerts").element_handle()

    for number in range(3):
        await showroom.post(f"message number {number}")
    await expect(desk.message("message number 2")).to_be_visible()

    assert await line.evaluate("node => node.isConnected")


async def test_the_page_says_what_of_slack_it_leaves_out(desk):
    await desk.sit()

    await desk.page.get_by_role("button", name="About this workspace").click()

    for sentence in (await desk.slack.visitor.workspace())["not_imitated"]:
        await expect(desk.page.get_by_text(sentence)).to_be_visible()


async def test_the_plan_of_the_workspace_is_a_switch(desk):
    await desk.sit()

    await desk.page.get_by_role("button", name="About this workspace").click()
    await desk.page.get_by_label("Paid plan").uncheck()

    await expect(desk.page.get_by_role("region", name="User groups")).to_have_count(0)
    assert not (await desk.slack.visitor.workspace())["paid"]


async def test_user_groups_stand_in_the_sidebar_and_let_people_in_and_out(desk):
    await desk.sit()
    line = desk.page.get_by_role("button", name="User group @kaizen-facilitator")
    await expect(line).to_have_attribute("title", "Tom Whitfield")

    await line.click()
    await desk.page.get_by_role("menuitemcheckbox", name="Grace Liu").click()

    await expect(line).to_have_attribute("title", "Tom Whitfield, Grace Liu")
    await line.click()
    await expect(desk.page.get_by_role("menuitemcheckbox", name="Grace Liu")).to_be_checked()
    await expect(desk.page.get_by_role("menuitemcheckbox", name="Helen Marsh")).to_have_count(0)  # a guest


async def test_a_new_user_group_begins_with_whoever_makes_it(desk):
    await desk.sit()
    await desk.page.get_by_role("button", name="New user group").click()

    await desk.page.get_by_label("Handle").fill("on-call")
    await desk.page.get_by_role("button", name="Create").click()

    line = desk.page.get_by_role("button", name="User group @on-call")
    await expect(line).to_have_attribute("title", "Amara Okafor")
