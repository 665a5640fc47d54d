"""``python -m bot.demonstration``: set the scene in the workspace that the environment names."""

import asyncio

from bot import logs, team_clock
from bot.demonstration import entering
from bot.settings import Settings
from bot.wiring import wire


async def main() -> None:
    """Set the scene in the workspace that the environment names."""
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    bot = wire(settings)
    try:
        await asyncio.to_thread(bot.runtime.database.upgrade)
        await team_clock.read(settings.team_clock_url, bot.runtime.clock)
        await entering.set_scene(bot)
    finally:
        await bot.runtime.workshop.close()
        await bot.runtime.database.close()


if __name__ == "__main__":
    asyncio.run(main())
