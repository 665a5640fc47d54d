"""Everything that is written on the page can be read: contrast of at least 4.5, computed from the style sheet."""

import re
from pathlib import Path

import pytest

import local_slack

PALETTE = Path(local_slack.__file__).parent / "page" / "palette.css"
LEAST_TEXT = 4.5
LEAST_EDGE = 3.0
"""WCAG 2.2: 1.4.3 for text, 1.4.11 for the edges of fields and buttons."""

TEXT_ON = [
    ("ink", ("ground", "ground-quiet", "ground-hover", "ground-private", "badge", "pressed", "code-ground")),
    ("ink-quiet", ("ground", "ground-quiet", "ground-hover", "ground-private", "code-ground")),
    ("accent", ("ground", "ground-quiet", "ground-private", "mention")),
    ("wrong", ("ground", "ground-hover")),
    ("code", ("code-ground",)),
    ("mention-me-ink", ("mention-me",)),
    ("badge-ink", ("badge",)),
    ("on-accent", ("accent",)),
    ("on-primary", ("primary",)),
    ("on-danger", ("danger",)),
    ("sidebar-ink", ("sidebar", "sidebar-hover")),
    ("sidebar-strong", ("sidebar", "sidebar-hover")),
    ("sidebar-here-ink", ("sidebar-here",)),
    ("bar-ink", ("bar",)),
    ("bar-quiet", ("bar",)),
    ("banner-ink", ("banner",)),
    ("notice-ink", ("notice",)),
]
PAIRS = [(ink, ground) for ink, grounds in TEXT_ON for ground in grounds]


def palettes() -> dict[str, dict[str, str]]:
    """The colours by day, and by night (where night says nothing, day holds)."""
    light, dark = PALETTE.read_text(encoding="utf-8").split("@media")
    colours = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    day = dict(colours.findall(light))
    return {"light": day, "dark": day | dict(colours.findall(dark))}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_on_their_ground(mode, ink, ground):
    colours = palettes()[mode]

    assert contrast(colours[ink], colours[ground]) >= LEAST_TEXT


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_edges_of_fields_can_be_seen(mode):
    colours = palettes()[mode]

    assert contrast(colours["line-strong"], colours["ground"]) >= LEAST_EDGE


def test_black_on_white_has_the_contrast_that_the_standard_prints():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_colour_that_a_sheet_uses_is_in_the_palette():
    sheets = PALETTE.parent.glob("*.css")
    used = {name for sheet in sheets for name in re.findall(r"var\(--([\w-]+)", sheet.read_text(encoding="utf-8"))}
    defined = set(re.findall(r"--([\w-]+):", PALETTE.read_text(encoding="utf-8")))

    assert used - defined - {"indent"} == set()


def test_no_sheet_but_the_palette_names_a_colour():
    others = [sheet for sheet in PALETTE.parent.glob("*.css") if sheet != PALETTE]
    masks = re.compile(r"mask-image:[^;]*;")

    named = {
        sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", masks.sub("", sheet.read_text(encoding="utf-8")))
        for sheet in others
    }

    assert {name: colours for name, colours in named.items() if colours} == {}
