"""What people meet after an idea is submitted, and just before: similar ones, edits, evidence, withdrawals, codes."""

import asyncio
from typing import Any

from tests.stage import Actor, Scene

LATENCY = {"latency_low": 60, "latency_likely": 90, "latency_high": 120}
PAIN = "p95 latency is 410 ms, and a third of it are repeated feature lookups."
SAME = "Feature lookups are repeated for the same customer; p95 latency suffers."


async def eventually(look):
    for _ in range(200):
        if found := await look():
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came within four seconds")


async def begins(actor: Actor, **typed: Any) -> dict[str, Any]:
    """The first step of an idea; the second is open after it."""
    await actor.types("/kaizen idea")
    await actor.submits(**{"pain": PAIN, "areas": ["latency"], **typed})
    return await actor.view()


async def an_idea(actor: Actor, **typed: Any) -> None:
    await begins(actor, **typed)
    await actor.submits(**LATENCY)


async def card(scene: Scene, number: int = 1) -> dict[str, Any]:
    return next(m for m in await scene.somebody(0).reads() if not m["ephemeral"] and f"K-{number} " in m["text"])


async def own_message(actor: Actor, number: int = 1) -> dict[str, Any]:
    """What the author was told, and edits since."""
    return next(m for m in await actor.reads_privately() if f"Saved as K-{number}" in m["text"])


async def clicks_privately(actor: Actor, action: str, message: dict[str, Any], callback: str) -> dict[str, Any]:
    await actor.member.click(action, message={"channel": await actor.member.direct(), "ts": message["ts"]})
    return await modal(actor, callback)


async def clicks_in_modal(actor: Actor, action: str, callback: str) -> dict[str, Any]:
    await actor.member.click(action, view=(await actor.view())["id"])
    return await modal(actor, callback)


async def modal(actor: Actor, callback: str) -> dict[str, Any]:
    async def look():
        stack = await actor.member.views()
        return stack and stack[-1]["callback_id"] == callback and stack[-1]

    return await eventually(look)


async def test_a_similar_idea_is_shown_before_any_figure_is_asked(scene: Scene):
    await an_idea(scene.somebody(0))

    second = await begins(scene.somebody(1), pain=SAME)

    shown = [block.get("text", {}).get("text", "") for block in second["blocks"]]
    assert shown[0].startswith("*1 similar idea*")
    assert "K-1" in shown[1]
    assert "lookups" in shown[1].partition("both say:")[2]
    assert [element["text"]["text"] for element in second["blocks"][2]["elements"]] == ["+1 this instead", "Open"]


async def test_with_no_similar_idea_nothing_stands_in_the_way(scene: Scene):
    await an_idea(scene.somebody(0))

    second = await begins(scene.somebody(1), pain="Reviewers wait for chargeback labels.")

    assert "similar" not in str(second["blocks"])


async def test_a_vote_instead_counts_and_done_drops_what_was_typed(scene: Scene):
    await an_idea(scene.somebody(0))
    somebody = scene.somebody(1)
    await begins(somebody, pain=SAME)

    confirmed = await clicks_in_modal(somebody, "ideas.join", "ideas.joined")
    done = await somebody.submits()

    assert "1 vote now" in str(confirmed["blocks"])
    assert done["response_action"] == "clear"
    assert "1 vote" in (await card(scene))["text"]
    await somebody.types("/kaizen idea")
    assert SAME not in str((await somebody.view())["blocks"])


async def test_back_to_mine_brings_back_every_word_and_it_can_still_be_submitted(scene: Scene):
    await an_idea(scene.somebody(0))
    somebody = scene.somebody(1)
    await begins(somebody, pain=SAME)
    confirmed = await clicks_in_modal(somebody, "ideas.join", "ideas.joined")

    await somebody.member.close(confirmed["id"])
    await somebody.submits(pain=SAME, areas=["latency"])
    submitted = await somebody.submits(**LATENCY)

    assert submitted["response_action"] == "clear"
    assert SAME in (await card(scene, 2))["text"]


async def test_a_similar_idea_is_looked_at_as_a_whole_on_top_of_ones_own(scene: Scene):
    await an_idea(scene.somebody(0), proposal="Cache them.")
    somebody = scene.somebody(1)
    await begins(somebody, pain=SAME)

    whole = await clicks_in_modal(somebody, "ideas.open", "ideas.whole")

    assert "Cache them." in str(whole["blocks"])
    assert [view["callback_id"] for view in await somebody.member.views()] == [
        "ideas.submit",
        "ideas.estimate",
        "ideas.whole",
    ]


async def test_the_author_is_told_who_triages_and_edits_in_two_steps(scene: Scene):
    lead, author = scene.somebody(0), scene.somebody(1)
    await lead.types("/kaizen team")
    await lead.submits()
    await an_idea(author)
    told = await own_message(author)

    await clicks_privately(author, "ideas.edit", told, "ideas.edit")
    await author.submits(pain="p95 is 900 ms.")
    saved = await author.submits(latency_high=150)

    assert f"<@{lead.id}> triages it by" in told["text"]
    assert saved["response_action"] == "clear"
    assert "p95 is 900 ms." in (await card(scene))["text"]
    assert "60 to 150" in (await card(scene))["text"]
    [line] = (await author.reads(thread=(await card(scene))["ts"]))[1:]
    assert "changed the problem and the estimate of K-1" in line["text"]


async def test_without_a_team_the_author_reads_that_nobody_has_promised_anything(scene: Scene):
    author = scene.somebody(1)

    await an_idea(author)

    assert "nobody has promised to triage it" in (await own_message(author))["text"]


async def test_evidence_stands_in_the_thread_of_the_card(scene: Scene):
    author = scene.somebody(1)
    await an_idea(author)
    await clicks_privately(author, "ideas.add_evidence", await own_message(author), "ideas.evidence")

    refused = await author.submits(words="31% on Monday.", link="the dashboard")
    await author.submits(words="31% on Monday.", link="https://example.invalid/d")

    assert "https://" in refused["errors"]["link"]
    [line] = (await author.reads(thread=(await card(scene))["ts"]))[1:]
    assert "31% on Monday." in line["text"]
    assert "https://example.invalid/d" in line["text"]


async def test_withdrawing_keeps_the_votes_and_takes_the_buttons_away(scene: Scene):
    author, voter = scene.somebody(1), scene.somebody(2)
    await an_idea(author)
    await voter.clicks("ideas.vote", await card(scene))
    asked = await clicks_privately(author, "ideas.withdraw", await own_message(author), "ideas.withdraw")

    await author.submits()

    withdrawn, told = await card(scene), await own_message(author)
    assert "1 vote, which the card keeps" in str(asked["blocks"])
    assert f"Withdrawn by <@{author.id}>, 1 vote, kept" in withdrawn["text"]
    assert [block["type"] for block in withdrawn["blocks"]].count("actions") == 0
    assert [element["text"]["text"] for element in told["blocks"][-1]["elements"]] == ["Open"]


async def test_the_code_shows_the_unnamed_author_where_it_stands_and_withdraws_without_a_name(scene: Scene):
    author = scene.somebody(1)
    await an_idea(author, unnamed=["unnamed"])
    code = str((await author.view())["blocks"][1]["text"]["text"]).split("`")[1]
    await author.types(f"/kaizen ideas {code}")

    async def shown():
        return [m for m in await author.reads() if m["ephemeral"] and "Your unnamed idea K-1" in m["text"]]

    [followed] = await eventually(shown)
    await author.clicks("ideas.withdraw_unnamed", followed)
    await modal(author, "ideas.withdraw")
    await author.submits(reason="It was a mistake.")

    withdrawn = await card(scene)
    [line] = (await author.reads(thread=withdrawn["ts"]))[1:]
    assert "Withdrawn by its author" in withdrawn["text"]
    assert "by its author" in line["text"]
    assert author.id not in str([withdrawn, line])


async def test_an_unnamed_idea_is_not_withdrawn_by_who_has_no_code(scene: Scene):
    author, other = scene.somebody(1), scene.somebody(2)
    await an_idea(author, unnamed=["unnamed"])
    forged = {"type": "button", "action_id": "ideas.withdraw_unnamed", "text": {"type": "plain_text", "text": "W"}}
    button = {**forged, "value": "unnamed:1~AAAAAAAAAAAAAAAA"}

    await scene.bot.client.chat_postMessage(
        channel=scene.channel("model-care"), text="forged", blocks=[{"type": "actions", "elements": [button]}]
    )
    planted = next(message for message in await other.reads() if message["text"] == "forged")
    await other.clicks("ideas.withdraw_unnamed", planted)

    assert "New" in (await card(scene))["text"]
    assert await other.member.views() == []
