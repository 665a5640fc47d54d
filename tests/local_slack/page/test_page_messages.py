"""Messages: drawn, updated in place, reacted to, answered in threads."""

import asyncio
import io

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.local_slack.page.desk import AMARA, GRACE
from tests.local_slack.page.showroom import button, card, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

LONG = "\n".join(f"Line {number} of a long story." for number in range(40))


async def test_a_card_shows_its_header_words_links_and_buttons(desk, showroom):
    await showroom.post("Cache the look-ups", blocks=card())
    await desk.sit()

    shown = desk.message("Cache the look-ups")

    await expect(shown.get_by_role("heading", name="Cache the look-ups")).to_be_visible()
    await expect(shown.locator("strong", has_text="Today")).to_be_visible()
    await expect(shown.get_by_role("link", name="the trace")).to_have_attribute("href", "https://example.com/trace")
    await expect(shown.get_by_text("APP", exact=True)).to_be_visible()
    await expect(shown.get_by_role("button", name="Vote")).to_be_visible()


async def test_a_vote_changes_the_card_in_place_and_nothing_jumps(desk, showroom):
    await showroom.post("Cache the look-ups", blocks=card())
    for number in range(30):
        await showroom.post(f"message number {number}")
    await desk.sit()
    shown = desk.message("Cache the look-ups")
    vote = shown.get_by_role("button", name="Vote")
    await vote.scroll_into_view_if_needed()
    before = await vote.bounding_box()

    await vote.click()
    await expect(shown.get_by_text("1 vote")).to_be_visible()

    assert await vote.bounding_box() == before
    assert await vote.evaluate("node => node === document.activeElement"), "the keyboard stays where it was"


async def test_declining_asks_first_and_keeping_tells_nobody(desk, showroom):
    await showroom.post("Cache the look-ups", blocks=card())
    await desk.sit()
    decline = desk.message("Cache the look-ups").get_by_role("button", name="Decline")

    await decline.click()
    await desk.page.get_by_role("button", name="Keep").click()
    await decline.click()
    await desk.page.get_by_role("button", name="Decline it").click()

    await expect(desk.page.locator("dialog")).to_have_count(0)
    await showroom.heard()
    assert showroom.told[0]["actions"][0]["action_id"] == "decline"


async def test_an_overflow_menu_is_worked_with_the_keyboard(desk, showroom):
    await showroom.post("Cache the look-ups", blocks=card())
    await desk.sit()

    await desk.message("Cache the look-ups").locator(".overflow").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        await desk.page.keyboard.press(key)

    await showroom.heard()
    assert showroom.told[0]["actions"][0]["selected_option"]["value"] == "assign"


async def test_a_new_message_appears_by_itself_and_is_announced(desk, showroom):
    await desk.sit()

    await showroom.post("Something new")

    await expect(desk.message("Something new")).to_be_visible()
    await showroom.post("And another")
    await expect(desk.page.locator("#announcer")).to_have_text("Counting House: And another")


async def test_who_reads_further_up_is_not_torn_to_the_end(desk, showroom):
    first = await read_further_up(desk, showroom)
    before = await first.bounding_box()

    await showroom.post("Something new")
    await expect(desk.message("Something new")).to_have_count(1)

    assert await first.bounding_box() == before


async def test_new_messages_are_offered_to_who_reads_further_up(desk, showroom):
    first = await read_further_up(desk, showroom)
    before = await first.bounding_box()
    offer = desk.page.get_by_role("button", name="New messages: go to the end")
    await expect(offer).to_be_hidden()

    await showroom.post("Something new")
    await expect(offer).to_be_visible()
    assert await first.bounding_box() == before
    await desk.page.locator(".main .composer-input").focus()
    await desk.page.keyboard.press("Shift+Tab")
    await expect(offer).to_be_focused()
    await desk.page.keyboard.press("Enter")

    await expect(desk.message("Something new")).to_be_in_viewport()
    await expect(offer).to_be_hidden()
    await expect(desk.page.locator(".main .messages")).to_be_focused()


async def test_who_scrolls_to_the_end_is_no_longer_offered_new_messages(desk, showroom):
    await read_further_up(desk, showroom)
    await showroom.post("Something new")
    offer = desk.page.get_by_role("button", name="New messages")
    await expect(offer).to_be_visible()

    await desk.message("Something new").scroll_into_view_if_needed()

    await expect(offer).to_be_hidden()


@pytest.mark.parametrize(
    ("said", "answer"), [("/count whisper", "Nobody else sees this."), ("My own words", "My own words")]
)
async def test_what_one_causes_oneself_comes_into_view(desk, showroom, said, answer):
    await read_further_up(desk, showroom)

    await desk.say(said)

    await expect(desk.message(answer)).to_be_in_viewport()
    await expect(desk.page.get_by_role("button", name="New messages")).to_be_hidden()


async def read_further_up(desk, showroom):
    for number in range(40):
        await showroom.post(f"message number {number}")
    await desk.sit()
    first = desk.message("message number 3").first
    await first.scroll_into_view_if_needed()
    await expect(desk.message("message number 39")).not_to_be_in_viewport()
    return first


async def test_a_list_stays_at_its_end_while_its_pictures_come(desk, showroom):
    await desk.page.route("http://pictures.example/*", draw_picture)
    for number in range(12):
        picture = {"type": "image", "image_url": f"http://pictures.example/{number}.svg", "alt_text": f"Chart {number}"}
        await showroom.post(f"Chart {number}", blocks=[picture])
    await showroom.post("The last word")

    await desk.sit()
    for picture in await desk.page.locator(".picture img").all():
        await expect(picture).to_have_js_property("naturalHeight", 320)

    await expect(desk.message("The last word")).to_be_in_viewport()


async def draw_picture(route):
    """A picture whose size nobody knows before it is there, and that is there in the frame after the last one."""
    number = int(route.request.url.rpartition("/")[2].removesuffix(".svg"))
    await asyncio.sleep(0.016 * number)
    await route.fulfill(
        content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg" width="400" height="320"/>'
    )


async def test_a_picture_of_known_size_has_its_place_before_it_is_there(desk, showroom):
    arrived = asyncio.Event()

    async def late(route):
        await arrived.wait()
        await route.continue_()

    await desk.page.route("**/files/**", late)
    await showroom.client.files_upload_v2(
        channel=await desk.channel_id("model-care"), content=blank_picture(600, 720), filename="chart.png"
    )
    await desk.sit()
    shown = desk.page.locator(".picture img")
    await expect(shown).to_have_attribute("height", "360")
    before = await shown.bounding_box()

    arrived.set()
    await expect(shown).to_have_js_property("naturalHeight", 720)

    assert await shown.bounding_box() == before
    assert before["height"] == pytest.approx(360, abs=2)


def blank_picture(width, height):
    drawn = io.BytesIO()
    Image.new("L", (width, height)).save(drawn, "png")
    return drawn.getvalue()


async def test_what_grows_further_up_does_not_push_away_what_is_read(desk, showroom):
    top = await showroom.post("the topmost")
    for number in range(40):
        await showroom.post(f"message number {number}")
    await desk.sit()
    read = desk.message("message number 14").first
    await read.scroll_into_view_if_needed()
    before = await read.bounding_box()

    await showroom.client.chat_update(channel=await desk.channel_id("model-care"), ts=top, text=LONG)
    await expect(desk.message("Line 39 of a long story.")).to_have_count(1)

    assert await read.bounding_box() == before


async def test_an_ephemeral_answer_says_that_nobody_else_sees_it(desk, showroom):
    await desk.sit()

    await desk.say("/count whisper")

    await expect(desk.message("Nobody else sees this.").get_by_text("Only visible to you")).to_be_visible()
    await desk.sit(GRACE)
    await expect(desk.message("Nobody else sees")).to_have_count(0)


async def test_a_reaction_is_put_and_taken_away_with_the_same_chip(desk, showroom):
    await showroom.post("React to me")
    await desk.sit()
    shown = desk.message("React to me")

    await shown.hover()
    await shown.get_by_role("button", name="Add reaction").click()
    await desk.page.get_by_role("button", name="tada", exact=True).click()

    chip = shown.get_by_role("button", name="tada, 1: Amara Okafor")
    await expect(chip).to_have_attribute("aria-pressed", "true")
    await chip.click()
    await expect(chip).to_have_count(0)


async def test_a_reply_goes_into_the_thread_and_is_counted(desk, showroom):
    await showroom.post("A question")
    await desk.sit()
    shown = desk.message("A question")

    await shown.hover()
    await shown.get_by_role("button", name="Reply in thread").click()
    await desk.say("An *answer* with <b>", where=".side")

    answer = desk.page.locator(".side .message", has_text="An answer with <b>")
    await expect(answer.locator("strong")).to_have_text("answer")
    await expect(shown.get_by_role("button", name="1 reply")).to_contain_text("last today at")
    await expect(desk.page.locator(".main .message", has_text="An answer")).to_have_count(0)


async def test_an_edited_message_says_so(desk, showroom):
    ts = await showroom.post("First words")
    await showroom.client.chat_update(channel=await desk.channel_id("model-care"), ts=ts, text="Better words")

    await desk.sit()

    await expect(desk.message("Better words").get_by_text("(edited)")).to_be_visible()


async def test_a_long_section_folds_and_stays_open_once_opened(desk, showroom):
    blocks = [section(LONG, "long"), {"type": "actions", "block_id": "do", "elements": [button("Vote", "vote")]}]
    ts = await showroom.post("long", blocks=blocks)
    await desk.sit()
    folded = desk.page.locator(".folded")
    await expect(folded).to_have_count(1)

    await desk.page.get_by_role("button", name="Show more").click()
    blocks[1]["elements"][0] = button("Voted", "vote")
    await showroom.client.chat_update(channel=await desk.channel_id("model-care"), ts=ts, text="long", blocks=blocks)

    await expect(desk.page.get_by_role("button", name="Voted")).to_be_visible()
    await expect(folded).to_have_count(0)


async def test_what_is_unread_is_bold_until_it_is_read(desk, showroom):
    await desk.sit(AMARA, "general")
    await showroom.post("Look here")
    line = desk.page.get_by_role("link", name="model-care, 1 unread")
    await expect(line).to_have_css("font-weight", "700")

    await line.click()

    await expect(desk.message("Look here")).to_be_visible()
    await expect(desk.page.get_by_role("link", name="model-care", exact=True)).to_have_attribute("aria-current", "page")
    await desk.sit(AMARA, "general")
    await expect(desk.page.get_by_role("link", name="model-care", exact=True)).to_have_css("font-weight", "400")


async def test_a_permalink_opens_its_message_in_the_page(desk, showroom):
    ts = await showroom.post("The very one")
    for number in range(40):
        await showroom.post(f"message number {number}")
    where = {"channel": await desk.channel_id("model-care"), "message_ts": ts}
    permalink = (await showroom.client.chat_getPermalink(**where))["permalink"]

    await desk.page.goto(permalink)

    await expect(desk.message("The very one")).to_be_in_viewport()
    await showroom.post(f"See <{permalink}|what was said>", channel="#ml-alerts")
    await desk.sit(AMARA, "ml-alerts")
    await desk.page.get_by_role("link", name="what was said").click()
    await expect(desk.message("The very one")).to_be_in_viewport()
