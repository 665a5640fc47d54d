"""``python -m bot`` is the same as ``kaizen``."""

import sys

from bot.cli import main

if __name__ == "__main__":  # a process that the bot starts imports this file again, and must not run it
    sys.exit(main())
