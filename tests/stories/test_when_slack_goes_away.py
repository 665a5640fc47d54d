"""Slack goes away and comes back; the bot is there again, with every one of its connections."""

import asyncio
from pathlib import Path

import local_slack
from bot import connecting, running
from tests import stage


async def test_both_connections_come_back_after_slack_was_away(tmp_path: Path):
    kept = {"manifest": stage.MANIFEST, "state": tmp_path / "workspace.json", "rate_limits": False}
    async with local_slack.running(**kept) as slack:
        port = int(slack.url.rpartition(":")[2])
        settings = stage.settings(slack, f"sqlite:///{tmp_path / 'kaizen.sqlite3'}", tmp_path)
        bot = running.at_work(settings)
        await bot.__aenter__()
    await asyncio.sleep(1)

    try:
        async with local_slack.running(**kept, port=port) as slack:
            async with asyncio.timeout(90):
                while (await slack.visitor.workspace())["app"]["connections"] < connecting.SOCKETS:
                    await asyncio.sleep(0.2)

            answered = await slack.member("U05AVAMBEKI").command("C05MODELCAR", "/kaizen", "help")

            assert answered["ok"]
    finally:
        await bot.__aexit__(None, None, None)
