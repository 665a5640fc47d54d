"""Whatever changes state asks the table first, and every row of the table is asked by somebody."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kaizen
from kaizen import permissions

ROOT = Path(kaizen.__file__).parent

CHANGES = {"audit.record", "session.add", "session.add_all", "session.delete", "session.merge", "stored.change_setting"}
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
ASKS = {"permissions.require", "permissions.may"}

NEEDS_NO_PERMISSION = {
    "ideas.submitting.keep": "one's own draft, which nobody else can read or use",
    "ideas.drafts.leave": "the same",
    "ideas.joining.drop": "the same",
}


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """Every function of kaizen by its path, such as ``teams.changing.settle``."""
    found = {}
    for file in ROOT.rglob("*.py"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                found[f"{module}.{node.name}"] = node
    return found


def called(path: str) -> Iterator[str]:
    """What a function calls, as it is written there: ``permissions.require``, ``_changeable``."""
    for node in ast.walk(functions()[path]):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def reached(path: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """What a function calls, itself or through functions of kaizen."""
    names = set(called(path))
    module, feature = path.rpartition(".")[0], path.split(".", maxsplit=1)[0]
    for name in list(names):
        for further in (f"{module}.{name}", f"{feature}.{name}", name):
            if further in functions() and further not in seen | {path}:
                names |= reached(further, seen | {path})
    return names


def deeds() -> list[str]:
    """The public functions in which somebody changes something."""
    return sorted(
        path
        for path, node in functions().items()
        if not node.name.startswith("_")
        and any(argument.arg == "person" for argument in node.args.args)
        and reached(path) & CHANGES
    )


def asked() -> set[str]:
    """The actions for which the table is asked anywhere."""
    found: set[str] = set()
    for path, function in functions().items():
        calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
        for call in calls:
            if ast.unparse(call.func) in ASKS:
                found |= actions(path.rpartition(".")[0], call.args[1])
    return found


def actions(module: str, argument: ast.expr) -> set[str]:
    """The actions that an argument may stand for: itself, or what a function beside it may answer."""
    if isinstance(argument, ast.Call):
        return set(constants(functions()[f"{module}.{ast.unparse(argument.func)}"]))
    return set(constants(argument))


def constants(node: ast.AST) -> Iterator[str]:
    """The strings with a dot in a piece of source, which actions are."""
    for found in ast.walk(node):
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and ACTION.fullmatch(found.value):
            yield found.value


def test_this_contract_sees_the_deeds_that_there_are():
    assert {"teams.setting_up.set_up", "teams.changing.change", "models.registering.register"} <= set(deeds())


def test_every_deed_asks_the_table():
    unasked = {path for path in deeds() if not reached(path) & ASKS}

    assert unasked == set(NEEDS_NO_PERMISSION)


def test_every_action_that_is_asked_for_stands_in_the_table():
    assert asked() <= set(permissions.ALLOWED)


def test_every_row_of_the_table_is_asked_for():
    assert set(permissions.ALLOWED) <= asked()
