"""``kaizen preview``, called as from the command line, in a process of its own where that matters."""

import argparse
import json
import subprocess
import sys

import pytest

from bot import previewing
from message_templates import catalogue

PREVIEW_ALONE = """
import argparse, socket, sys
from bot import previewing

def refuse(*_):
    raise OSError("the preview must not use a network")

socket.socket.connect = refuse
parser = argparse.ArgumentParser()
previewing.add_arguments(parser.add_subparsers())
args = parser.parse_args(["preview", "--all", sys.argv[1]])
code = args.run(args)
loaded = {name.split(".")[0] for name in sys.modules}
print(sorted(loaded & {"sqlmodel", "sqlalchemy", "slack_sdk", "storage", "aiohttp"}))
sys.exit(code)
"""


def preview(*words):
    parser = argparse.ArgumentParser()
    previewing.add_arguments(parser.add_subparsers())
    args = parser.parse_args(["preview", *words])
    return args.run(args)


def test_all_templates_are_written_with_each_example_as_one_file(tmp_path, capsys):
    code = preview("--all", str(tmp_path / "new" / "folder"))

    files = sorted((tmp_path / "new" / "folder").iterdir())
    written = [json.loads(file.read_text()) for file in files]
    assert code == 0, capsys.readouterr().err
    assert len(written) == len(catalogue.templates()) * 4
    assert all(set(each) == {"template", "example", "surface", "payload"} for each in written)
    assert {each["example"] for each in written} == {"typical", "empty", "maximal", "hostile"}
    assert {each["surface"] for each in written} == {"message", "modal", "home"}
    assert all(set(each["payload"]) == {"text", "blocks"} for each in written if each["surface"] == "message")
    assert all(each["payload"]["type"] == each["surface"] for each in written if each["surface"] != "message")


def test_the_preview_needs_no_database_and_no_network(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", PREVIEW_ALONE, str(tmp_path)], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "[]"


def test_one_template_is_printed_with_its_examples(capsys):
    code = preview("refusals/apology")

    printed = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [each["example"] for each in printed] == ["typical", "empty", "maximal", "hostile"]
    assert "7F3A-91" in printed[0]["payload"]["text"]


@pytest.mark.parametrize("words", [["ideas/nonsense"], []])
def test_what_there_is_no_template_for_is_answered_with_those_that_there_are(words, capsys):
    code = preview(*words)

    assert code == 2
    assert "teams/welcome" in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")

    code = preview("--all", str(tmp_path / "file"))

    assert code != 0
    assert "name a folder that can" in capsys.readouterr().err
