"""A bot without Slack looks at one monitor until its signal is found, and tells what its process has loaded."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlmodel import Session, SQLModel, select

from bot import wiring
from bot.settings import Settings
from kaizen.monitors import registering
from kaizen.people import Person
from scheduler.ticking import Ticker
from storage.alerts import Alert
from storage.pictures import Picture
from storage.teams import Membership, Team

NOW = datetime(2035, 6, 1, 12, tzinfo=UTC)
TABLE = """name,source,question,every,baseline,label_delay
Latency,files,file=latency.csv time=day value=latency,day,30,0
"""


def prepare(session: Session) -> int:
    team = Team(
        workspace="T1",
        channel="C1",
        name="Care",
        zone="UTC",
        day_starts="09:00",
        day_ends="17:00",
        lead="U1",
        created_at=NOW,
    )
    session.add(team)
    session.flush()
    session.add(Membership(team_id=team.id or 0, workspace="T1", user="U1"))
    return team.id or 0


def count(session: Session, table: type[SQLModel]) -> int:
    return len(session.exec(select(table)).all())


async def main(url: str, folder: Path) -> None:
    days = [(NOW - timedelta(days=60 - number)).date() for number in range(60)]
    figures = [100 + (number * 37) % 11 + (60 if number == 59 else 0) for number in range(60)]
    (folder / "latency.csv").write_text(
        "\n".join(["day,latency", *(f"{day},{figure}" for day, figure in zip(days, figures, strict=True))])
    )
    settings = Settings(
        _env_file=None, SLACK_BOT_TOKEN="xoxb-1-nobody-listens", slack_api_url="http://127.0.0.1:9/api/",
        database_url=SecretStr(url), data_dir=folder, files_dir=folder,
    )  # fmt: skip
    bot = wiring.wire(settings)
    bot.runtime.clock.move_to(NOW)
    database = bot.runtime.database
    await database.transact(prepare)
    person = Person("T1", "U1")
    await database.transact(
        lambda session: (
            registering.register(session, person, TABLE, channel="C1", sources=bot.runtime.sources, now=NOW) and None
        )
    )
    await look(bot.ticker, lambda session: count(session, Alert), database)
    loaded = sorted({"numpy", "pandas", "scipy", "matplotlib", "pyarrow"} & set(sys.modules))
    alerts, pictures = await database.read(lambda session: (count(session, Alert), count(session, Picture)))
    sys.stdout.write(f"alerts={alerts}\npictures={pictures}\nloaded={','.join(loaded)}\n")
    await bot.runtime.workshop.close()
    await database.close()


async def look(ticker: Ticker, question, database) -> None:
    for _ in range(600):
        await ticker.tick()
        if await database.read(question):
            break
        await asyncio.sleep(0.1)
    await ticker.queue.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
