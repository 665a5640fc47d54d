"""Modals: errors at the field, nothing typed is lost, views stack, every element says what was chosen."""

import re

import pytest
from playwright.async_api import expect

from tests.local_slack.page.desk import AMARA, GRACE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_refusal_stands_at_its_field_with_the_focus_and_what_was_typed(desk, showroom):
    await desk.sit()
    form = await desk.open_form()
    await desk.field("problem/it").fill("It is slow")
    await desk.field("high/it").fill("3")

    await form.get_by_role("button", name="Send").click()

    await expect(form.get_by_text("High must be at least 5.")).to_be_visible()
    await expect(desk.field("high/it")).to_be_focused()
    await expect(desk.field("high/it")).to_have_accessible_description("High must be at least 5.")
    await expect(desk.field("problem/it")).to_have_value("It is slow")


async def test_an_error_goes_when_its_field_is_mended_and_the_form_can_be_sent(desk, showroom):
    await desk.sit()
    form = await desk.open_form()
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_text("Please complete this required field.")).to_be_visible()

    await desk.page.keyboard.type("It is slow")

    await expect(desk.field("problem/it")).to_have_value("It is slow")
    await expect(form.get_by_text("Please complete this required field.")).to_have_count(0)
    await form.get_by_role("button", name="Send").click()
    await expect(desk.page.locator(".modal")).to_have_count(0)
    assert showroom.told[-1]["view"]["state"]["values"]["problem"]["it"]["value"] == "It is slow"


async def test_an_update_by_the_app_keeps_what_was_typed(desk, showroom):
    await desk.sit()
    await desk.open_form()
    await desk.field("problem/it").fill("Half a sen")

    await desk.choose("area/it", "Accuracy")

    await expect(desk.modal.get_by_text("You chose Accuracy")).to_be_visible()
    await expect(desk.field("problem/it")).to_have_value("Half a sen")
    await expect(desk.field("area/it")).to_have_text("Accuracy")
    assert showroom.told[-1]["view"]["state"]["values"]["problem"]["it"]["value"] == "Half a sen"


async def test_escape_closes_the_view_on_top_and_the_one_below_is_as_it_was(desk, showroom):
    await desk.sit()
    await desk.open_form()
    await desk.field("problem/it").fill("Not lost")

    await desk.modal.get_by_role("button", name="Details").click()
    await expect(desk.modal.get_by_role("heading", name="Details")).to_be_visible()
    await expect(desk.field("detail/it")).to_be_focused()
    await desk.page.keyboard.press("Escape")

    await expect(desk.modal.get_by_role("heading", name="Short form")).to_be_visible()
    await expect(desk.field("problem/it")).to_have_value("Not lost")
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator(".modal")).to_have_count(0)
    await expect(desk.page.locator(".main .composer-input")).to_be_focused()


async def test_escape_in_a_list_closes_the_list_and_not_the_modal(desk, showroom):
    await desk.sit()
    await desk.open_form()

    await desk.field("area/it").click()
    await desk.page.keyboard.press("Escape")

    await expect(desk.page.locator(".choices-search")).to_have_count(0)
    await expect(desk.modal.get_by_role("heading", name="Short form")).to_be_visible()
    await expect(desk.field("area/it")).to_be_focused()


async def test_characters_are_counted_only_near_the_limit(desk, showroom):
    await desk.sit()
    await desk.open_form()
    counter = desk.modal.locator(".counter")

    await desk.field("problem/it").fill("x" * 35)
    await expect(counter).to_be_hidden()
    await desk.field("problem/it").fill("x" * 38)

    await expect(counter).to_have_text("2")


async def test_sending_waits_quietly_at_first_and_cannot_be_done_twice(desk, showroom):
    await desk.sit()
    form = await desk.open_form()
    await desk.field("problem/it").fill("slow")
    send = form.get_by_role("button", name="Send")

    await send.click()

    await expect(send).to_be_disabled()
    assert await send.get_attribute("aria-busy") is None, "nothing turns within the first 300 ms"
    await expect(send).to_have_attribute("aria-busy", "true")
    await expect(desk.page.locator(".modal")).to_have_count(0)
    assert [one.get("type") for one in showroom.told].count("view_submission") == 1


async def test_an_app_that_answers_nonsense_costs_nothing_that_was_typed(desk, showroom):
    await desk.sit()
    form = await desk.open_form()
    await desk.field("problem/it").fill("broken")

    await form.get_by_role("button", name="Send").click()

    await expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting.")
    await expect(desk.field("problem/it")).to_have_value("broken")
    await expect(form.get_by_role("button", name="Send")).to_be_enabled()


async def test_an_optional_choice_can_be_taken_back(desk, showroom):
    await desk.sit()
    form = await desk.open_form()
    await desk.choose("area/it", "Cost")
    await expect(desk.field("area/it")).to_have_text("Cost")

    await form.get_by_role("button", name="Clear Area").click()

    await expect(desk.field("area/it")).to_have_text("Choose an option")


TYPED = {
    "text": "A",
    "long": "B\nC",
    "number": "4.5",
    "email": "a@b.example",
    "url": "https://c.example",
    "date": "2026-12-01",
    "time": "08:30",
}


async def enter_everything(desk: Desk) -> None:
    for name, text in TYPED.items():
        await desk.field(f"{name}/it").fill(text)
    await desk.field("at/it").fill("2026-12-01T09:15")
    await desk.choose("one/it", "Cost")
    await desk.choose("some/it", "Latency", "Cost")
    await desk.choose("model/model", "fraud")
    await desk.choose("models/model", "claims", "limit")
    await desk.choose("person/it", "Grace")
    await desk.choose("people/it", "Grace", "Amara")
    await desk.choose("channel/it", "random")
    await desk.choose("talk/it", "audit-room")
    await desk.modal.get_by_role("group", name="Boxes").get_by_label("Latency").check()
    await desk.modal.get_by_role("group", name="Boxes").get_by_label("Accuracy").check()
    await desk.modal.get_by_role("radiogroup", name="Radio").get_by_label("Cost").check()
    await desk.field("files/it").set_input_files({"name": "readings.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    await expect(desk.modal.get_by_text("readings.csv")).to_be_visible()


async def test_every_element_tells_what_was_chosen_in_slacks_own_words(desk, showroom):
    await desk.sit()
    await desk.say("/count everything")
    await desk.modal.wait_for()
    await enter_everything(desk)

    await desk.modal.get_by_role("button", name="Send").click()

    await expect(desk.page.locator(".modal")).to_have_count(0)
    values = {
        block: next(iter(actions.values())) for block, actions in showroom.told[-1]["view"]["state"]["values"].items()
    }
    assert values.pop("files")["files"][0]["name"] == "readings.csv"
    assert {block: said(state) for block, state in values.items()} == {
        **TYPED,
        "one": "cost",
        "some": ["latency", "cost"],
        "model": "fraud-scorer",
        "models": ["claims-router", "limit-setter"],
        "person": GRACE,
        "people": [GRACE, AMARA],
        "channel": await desk.channel_id("random"),
        "talk": await desk.channel_id("audit-room"),
        "boxes": ["latency", "accuracy"],
        "radio": "cost",
        "at": 1796116500,  # 09:15 in London, where Amara sits
    }


def said(state):
    """The one thing in a state besides its type; options by their value."""
    [held] = [value for key, value in state.items() if key != "type"]
    if isinstance(held, list):
        return [one["value"] if isinstance(one, dict) else one for one in held]
    return held["value"] if isinstance(held, dict) else held


async def test_a_select_can_be_worked_with_the_keyboard_alone(desk, showroom):
    await desk.sit()
    await desk.open_form()

    await desk.field("area/it").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        await desk.page.keyboard.press(key)

    await expect(desk.field("area/it")).to_have_text("Accuracy")
    await expect(desk.field("area/it")).to_be_focused()


async def test_a_list_that_opens_near_the_lower_edge_stays_within_the_window(desk, showroom):
    await desk.sit()
    await desk.say("/count everything")
    people = desk.field("people/it")
    await people.evaluate("field => field.scrollIntoView({ block: 'end' })")

    await people.click()

    last = desk.page.get_by_role("option").last
    await last.scroll_into_view_if_needed()
    await expect(last).to_be_in_viewport(ratio=1)


async def test_an_external_select_asks_for_enough_letters_first(desk, showroom):
    await desk.sit()
    await desk.say("/count everything")
    await desk.field("model/model").click()
    await expect(desk.page.get_by_text("Type at least 2 characters.")).to_be_visible()

    await desk.page.keyboard.type("zz")
    await expect(desk.page.get_by_text("No results")).to_be_visible()
    await desk.page.locator(".choices-search").fill("rou")

    await expect(desk.page.get_by_role("option")).to_have_text(["claims-router"])


async def test_a_modal_is_five_hundred_and_twenty_pixels_wide_and_centred(desk, showroom):
    await desk.sit()
    await desk.open_form()

    box = await desk.page.locator(".modal").bounding_box()

    assert (box["x"], box["width"]) == ((1280 - 520) / 2, 520)


async def test_somebody_elses_modal_stays_theirs(desk, showroom):
    await desk.sit()
    await desk.open_form()
    await desk.field("problem/it").fill("Amara's words")

    await desk.sit(GRACE)
    await expect(desk.page.locator(".modal")).to_have_count(0)
    await desk.sit(AMARA)

    await expect(desk.modal.get_by_role("heading", name=re.compile("Short form"))).to_be_visible()
    await expect(desk.field("problem/it")).to_have_value("Amara's words")


async def test_after_a_modal_one_goes_on_writing_where_one_was(desk, showroom):
    await desk.sit()
    await desk.open_form()
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator(".modal")).to_have_count(0)

    await desk.page.keyboard.type("hello")

    await expect(desk.page.locator(".main .composer-input")).to_have_value("hello")
