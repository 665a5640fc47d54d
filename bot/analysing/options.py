"""What ``--option KEY=VALUE`` says."""

from typing import Any

ELSEWHERE = {
    "value": "--value COL",
    "time": "--time COL",
    "size": "--size COL",
    "subgroup": "--subgroup COL",
    "chart": "--chart KIND",
    "kind": "--chart KIND",
    "baseline": "--baseline N",
    "rules": "--rules SET",
    "target": "--target X",
    "centre": "--target X",
    "excluded": "--option exclude=COL",
}
"""What is not an option but an argument of its own, and how it is written."""

FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def read(given: list[str]) -> dict[str, Any]:
    """The options by name: yes and no, numbers, or words.

    Examples
    --------
    >>> read(["width=2.5", "screening=yes", "eight=both"])
    {'width': 2.5, 'screening': True, 'eight': 'both'}
    """
    options = {}
    for each in given:
        key, found, text = each.partition("=")
        if not found or not key:
            raise ValueError(f"An option is written key=value, not {each!r}.")
        if key in ELSEWHERE:
            raise ValueError(f"{key} is no option; write {ELSEWHERE[key]}.")
        if key in options:
            raise ValueError(f"Option {key} is given twice; which one is meant?")
        options[key] = _typed(text)
    return options


def _typed(text: str) -> float | bool | str:
    if text.lower() in FLAGS:
        return FLAGS[text.lower()]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
