"""What the Slack CLI begins as *start*: the bot, with the tokens that the CLI puts into the environment."""

import sys

from bot import cli

if __name__ == "__main__":  # a child process of the bot reads this file as well, and must not begin another bot
    sys.exit(cli.main(["run"]))  # without the CLI's own arguments: they say how a script may answer it
