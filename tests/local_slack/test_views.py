"""Views: triggers, stacks, hashes, sizes, what stays when a view is replaced."""

import asyncio
import copy

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack import MemberInterfaceError
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.test_web_api import AMARA, CARE, refusal


def modal(title: str = "Hello", **more) -> dict:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [field("name", max_length=10)],
    } | more


def field(name: str, **element) -> dict:
    return {
        "type": "input",
        "block_id": name,
        "label": {"type": "plain_text", "text": name.title()},
        "element": {"type": "plain_text_input", "action_id": "text"} | element,
    }


@pytest.fixture
def trigger(slack):
    """A trigger as a person's deed gives it; the app that would be told is not needed here."""
    return lambda **context: slack.slack.triggers.give(AMARA, **context)


async def opened(client, trigger, **more) -> dict:
    return (await client.views_open(trigger_id=trigger(), view=modal(**more)))["view"]


async def test_a_trigger_opens_one_modal(slack, client, trigger):
    given = trigger()
    await client.views_open(trigger_id=given, view=modal())

    assert await refusal(client.views_open(trigger_id=given, view=modal())) == "exchanged_trigger_id"
    assert len(await slack.member(AMARA).views()) == 1


async def test_a_trigger_expires():
    async with local_slack.running(manifest=MANIFEST, trigger_seconds=0.05) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        given = slack.slack.triggers.give(AMARA)
        await asyncio.sleep(0.1)

        assert await refusal(client.views_open(trigger_id=given, view=modal())) == "expired_trigger_id"


async def test_a_refused_view_does_not_cost_the_trigger(client, trigger):
    given = trigger()

    assert await refusal(client.views_open(trigger_id=given, view=modal("x" * 25))) == "invalid_arguments"
    assert (await client.views_open(trigger_id=given, view=modal()))["ok"]


async def test_three_views_stand_on_one_another_and_no_fourth(slack, client, trigger):
    first = await opened(client, trigger)
    second = (await client.views_push(trigger_id=trigger(view=first["id"]), view=modal("Two")))["view"]
    third = (await client.views_push(trigger_id=trigger(view=second["id"]), view=modal("Three")))["view"]
    fourth = await refusal(client.views_push(trigger_id=trigger(view=third["id"]), view=modal("Four")))

    assert fourth == "push_limit_reached"
    assert [view["title"]["text"] for view in await slack.member(AMARA).views()] == ["Hello", "Two", "Three"]
    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])


async def test_a_view_is_pushed_only_from_a_modal(client, trigger):
    assert await refusal(client.views_push(trigger_id=trigger(), view=modal())) == "not_found"


async def test_an_update_with_a_stale_hash_is_refused(client, trigger):
    view = await opened(client, trigger)
    newer = (await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Newer")))["view"]

    stale = await refusal(client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Stale")))

    assert newer["hash"] != view["hash"]
    assert stale == "hash_conflict"


async def test_a_closed_view_cannot_be_updated(slack, client, trigger):
    view = await opened(client, trigger)
    await slack.member(AMARA).close(view["id"])

    assert await refusal(client.views_update(view_id=view["id"], view=modal())) == "not_found"


async def test_a_view_is_found_by_its_external_id_which_is_unique(client, trigger):
    await opened(client, trigger, external_id="the-one")

    updated = await client.views_update(external_id="the-one", view=modal("Found", external_id="the-one"))
    again = await refusal(client.views_open(trigger_id=trigger(), view=modal(external_id="the-one")))

    assert updated["view"]["title"]["text"] == "Found"
    assert again == "duplicate_external_id"


async def test_a_view_of_more_than_250_kilobytes_is_too_large(client, trigger):
    sections = [{"type": "section", "text": {"type": "mrkdwn", "text": "é" * 3000}}] * 50

    assert await refusal(client.views_open(trigger_id=trigger(), view=modal(blocks=sections))) == "view_too_large"


async def test_what_was_typed_stays_across_an_update_while_block_and_action_keep_their_ids(slack, client, trigger):
    amara = slack.member(AMARA)
    two = modal(blocks=[field("name"), field("other")])
    view = (await client.views_open(trigger_id=trigger(), view=two))["view"]
    typed = {block: {"text": {"type": "plain_text_input", "value": "typed"}} for block in ("name", "other")}
    slack.slack.workspace.open_view(view["id"]).state.update(typed)

    changed = copy.deepcopy(two)
    changed["blocks"][1]["block_id"] = "another"
    await client.views_update(view_id=view["id"], view=changed)

    [now] = await amara.views()
    assert now["state"]["values"]["name"]["text"]["value"] == "typed"
    assert now["state"]["values"]["another"]["text"]["value"] is None


async def test_a_new_input_begins_with_its_initial_value(client, trigger):
    view = await opened(client, trigger, blocks=[field("name", initial_value="Ada")])

    assert view["state"]["values"] == {"name": {"text": {"type": "plain_text_input", "value": "Ada"}}}


async def test_the_home_tab_is_one_view_that_is_replaced(slack, client):
    home = {"type": "home", "blocks": [{"type": "divider"}], "private_metadata": "one"}
    first = (await client.views_publish(user_id=AMARA, view=home))["view"]
    second = (await client.views_publish(user_id=AMARA, view=home, hash=first["hash"]))["view"]

    stale = await refusal(client.views_publish(user_id=AMARA, view=home, hash=first["hash"]))

    assert first["id"] == second["id"]
    assert stale == "hash_conflict"
    assert (await slack.member(AMARA).home())["hash"] == second["hash"]


async def test_a_modal_is_not_published_and_a_home_tab_is_not_opened(client, trigger):
    assert await refusal(client.views_publish(user_id=AMARA, view=modal())) == "invalid_arguments"
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    assert await refusal(client.views_open(trigger_id=trigger(), view=home)) == "invalid_arguments"


@pytest.mark.parametrize(
    ("asked", "value", "sentence"),
    [
        ({"type": "plain_text_input"}, None, "required"),
        ({"type": "plain_text_input", "max_length": 3}, "four", "at most 3"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True}, "much", "a number"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1", "2 or more"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "3", "2 or less"),
        ({"type": "email_text_input"}, "amara", "e-mail"),
        ({"type": "url_text_input"}, "harbourline", "address"),
    ],
)
async def test_what_slacks_own_client_would_not_let_pass_never_reaches_the_app(slack, trigger, asked, value, sentence):
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    blocks = [field("asked") | {"element": asked | {"action_id": "text"}}]
    view = (await client.views_open(trigger_id=trigger(), view=modal(blocks=blocks)))["view"]
    typed = {"asked": {"text": {"type": asked["type"], "value": value}}}

    answer = await slack.member(AMARA).submit(view["id"], typed)

    assert answer["response_action"] == "errors"
    assert sentence in answer["errors"]["asked"]
    assert not [entry for entry in await slack.visitor.timeline() if entry["what"] == "view_submission"]


async def test_a_field_that_the_modal_does_not_have_cannot_be_filled(slack, client, trigger):
    view = await opened(client, trigger)

    with pytest.raises(MemberInterfaceError, match="element_not_found"):
        await slack.member(AMARA).submit(view["id"], {"other": {"text": {"value": "x"}}})


async def test_a_modal_is_open_only_on_the_screen_of_its_owner(slack, client, trigger):
    view = await opened(client, trigger)

    with pytest.raises(MemberInterfaceError, match="not_found"):
        await slack.member("U05C2PRYDWS").close(view["id"])


async def test_an_element_that_is_not_there_cannot_be_clicked(slack, client):
    ts = (await client.chat_postMessage(channel=CARE, text="nothing to click"))["ts"]

    with pytest.raises(MemberInterfaceError, match="element_not_found"):
        await slack.member(AMARA).click("vote", message={"channel": CARE, "ts": ts})
