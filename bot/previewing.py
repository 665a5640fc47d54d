"""``kaizen preview``: what every template looks like, without a database, a network or a Slack."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from message_templates.catalogue import Shown


def add_arguments(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "preview",
        help="render the templates with their examples, as Slack would get them",
        description="Render templates with their examples, without database or network.",
    )
    parser.add_argument("template", nargs="?", metavar="TEMPLATE", help="one template, for example ideas/card")
    parser.add_argument("--all", metavar="DIR", type=Path, help="write every template with each example to a file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write all to a folder, or one template to the output; 1 if something breaks a limit of Slack's."""
    from message_templates import catalogue  # noqa: PLC0415  -- "kaizen --help" does not wait for Jinja

    if args.all:
        return _write_all(list(catalogue.all_shown()), args.all)
    if not args.template:
        return _complain("Say which template, or --all DIR. There are: " + ", ".join(catalogue.templates()))
    if args.template not in catalogue.templates():
        return _complain(f"There is no template {args.template}. There are: " + ", ".join(catalogue.templates()))
    shown = [catalogue.shown(args.template, example) for example in catalogue.EXAMPLES]
    sys.stdout.write(_json([_described(each) for each in shown]) + "\n")
    return _problems(shown)


def _write_all(shown: "list[Shown]", folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each in shown:
            name = f"{each.template.replace('/', '.')}.{each.example}.json"
            (folder / name).write_text(_json(_described(each)) + "\n", encoding="utf-8")
    except OSError as error:
        return _complain(f"{folder} cannot be written to ({error.strerror}); name a folder that can.")
    sys.stdout.write(f"{len(shown)} files in {folder}\n")
    return _problems(shown)


def _problems(shown: "list[Shown]") -> int:
    from message_templates import limits  # noqa: PLC0415  -- as above

    found = [
        f"{each.template} ({each.example}): {problem}"
        for each in shown
        for problem in limits.problems(each.surface, each.payload)
    ]
    sys.stderr.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


def _described(each: "Shown") -> dict[str, Any]:
    return {"template": each.template, "example": each.example, "surface": each.surface, "payload": each.payload}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2
