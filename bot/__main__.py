"""``python -m bot`` is the same as ``kaizen``."""

import sys

from bot.cli import main

sys.exit(main())
