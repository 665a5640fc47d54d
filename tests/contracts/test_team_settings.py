"""What `/kaizen settings` promises is what happens: each setting is read where something acts by it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kaizen
from kaizen.teams import defaults
from kaizen.teams.settings import Setting

ROOT = Path(kaizen.__file__).parent.parent
LAYERS = ("bot", "handlers", "scheduler", "outbox", "kaizen", "storage", "sources", "analysis", "message_templates")

SHOWS_THEM = {"kaizen/teams/defaults.py", "kaizen/teams/contradictions.py", "kaizen/teams/showing.py"}
"""These list, compare and print settings; nothing happens by them."""

CONVENTIONS = "analysis/conventions.py"
"""Figures of the arithmetic, which settings take over instead of repeating them."""


@cache
def trees() -> dict[str, ast.Module]:
    files = (file for layer in LAYERS for file in (ROOT / layer).rglob("*.py"))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text()) for file in files}


def read_from(module: str, tree: ast.AST) -> Iterator[str]:
    """The names that some code reads as ``module.NAME``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == module:
            yield node.attr


def imports(tree: ast.Module, package: str, module: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == package and any(name.name == module for name in node.names)
        for node in tree.body
    )


@cache
def acted_by() -> frozenset[str]:
    """The settings that are read by code which does something."""
    acting = {path: tree for path, tree in trees().items() if path not in SHOWS_THEM}
    return frozenset(
        name
        for tree in acting.values()
        if imports(tree, "kaizen.teams", "defaults")
        for name in read_from("defaults", tree)
    )


@cache
def taken_over() -> dict[str, set[str]]:
    """The conventions of the arithmetic that each setting shows."""
    found = {}
    for node in trees()["kaizen/teams/defaults.py"].body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = set(read_from("conventions", node.value))
    return found


def settings() -> dict[str, str]:
    """The settings by the names of their constants."""
    return {constant: value.name for constant, value in vars(defaults).items() if isinstance(value, Setting)}


def test_every_setting_is_read_where_something_is_done_by_it_or_shows_a_figure_of_the_arithmetic():
    idle = {name for constant, name in settings().items() if constant not in acted_by() and not taken_over()[constant]}

    assert idle == set(), "nothing happens by these: read them where something acts, or promise less"


def test_every_convention_of_the_arithmetic_is_read_by_the_arithmetic():
    named = {
        target.id
        for node in trees()[CONVENTIONS].body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for each in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for target in ast.walk(each)
        if isinstance(target, ast.Name)
    }
    read = {
        name
        for path, tree in trees().items()
        if path.startswith("analysis/") and path != CONVENTIONS and imports(tree, "analysis", "conventions")
        for name in read_from("conventions", tree)
    }

    assert named == read


def test_the_settings_are_all_that_the_team_is_shown():
    assert set(settings().values()) == set(defaults.ALL)
