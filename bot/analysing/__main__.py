"""`python -m bot.analysing analyse FILE ...`: the command by itself."""

import argparse
import sys

from bot import analysing


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.analysing")
    analysing.add_arguments(parser.add_subparsers(required=True))
    return analysing.run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
