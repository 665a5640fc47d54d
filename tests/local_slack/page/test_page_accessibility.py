"""Every control has a name that a screen reader can say, as chromium itself computes it."""

import pytest

from tests.local_slack.page.showroom import button, card

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CONTROLS = {
    "button", "checkbox", "combobox", "DisclosureTriangle", "link", "listbox", "menuitem", "menuitemradio", "option",
    "radio", "radiogroup", "searchbox", "spinbutton", "textbox", "dialog", "image", "Date", "DateTime", "InputTime",
}  # fmt: skip


async def unnamed(page) -> list[str]:
    """The controls in chromium's accessibility tree that have no name."""
    session = await page.context.new_cdp_session(page)
    nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] in CONTROLS]
    assert len(seen) >= 10, "the tree was read"
    return [node["role"]["value"] for node in seen if not node.get("name", {}).get("value", "").strip()]


async def test_every_control_of_a_conversation_has_a_name(desk, showroom):
    ts = await showroom.post("Cache the look-ups", blocks=card())
    where = await desk.channel_id("model-care")
    await desk.slack.member("U05C2PRYDWS").react(where, ts, "tada")
    await showroom.post("A reply", thread_ts=ts)

    await desk.sit(more=f"/thread/{ts}")
    await desk.page.locator(".side .message").last.wait_for()

    assert await unnamed(desk.page) == []


async def test_every_field_of_a_modal_has_a_name(desk, showroom):
    await desk.sit()
    await desk.say("/count everything")
    await desk.modal.wait_for()

    assert await unnamed(desk.page) == []


async def test_every_control_of_the_home_tab_the_timeline_and_the_faults_has_a_name(desk, showroom):
    await desk.home(more="/timeline")
    await desk.page.get_by_role("button", name="Faults").click()

    assert await unnamed(desk.page) == []


async def test_every_control_in_a_message_has_a_name(desk, showroom):
    elements = [
        {"type": "users_select", "action_id": "who"},
        {"type": "datepicker", "action_id": "day"},
        button("Go", "go"),
    ]
    await showroom.post("Choose", blocks=[{"type": "actions", "block_id": "a", "elements": elements}])
    await desk.sit()
    await desk.page.locator(".block-actions").wait_for()

    assert await unnamed(desk.page) == []


async def test_the_focus_can_be_seen_on_every_kind_of_control(desk, showroom):
    await showroom.post("Cache the look-ups", blocks=card())
    await desk.sit()
    rings = []

    for _ in range(25):
        await desk.page.keyboard.press("Tab")
        rings.append(await desk.page.evaluate(RING))

    assert all(rings), rings


RING = """() => {
  const node = document.activeElement;
  if (node === document.body) return "body";
  const styles = [node, node.closest(".composer") ?? node].map((one) => getComputedStyle(one));
  return styles.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none") ? "ring" : "";
}"""


async def test_the_edges_of_the_modal_keep_the_keyboard_inside(desk, showroom):
    await desk.sit()
    await desk.open_form()

    for _ in range(20):
        await desk.page.keyboard.press("Tab")
        inside = await desk.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert inside
