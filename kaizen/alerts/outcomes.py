"""What a case turned out to be; false alarms are named as what was false about them."""

from typing import Final

OUTCOMES: Final = {
    "real_fixed": "Real – fixed",
    "real_accepted": "Real – accepted risk",
    "false_limit": "False alarm – limit too tight",
    "false_data": "False alarm – data late or wrong",
    "expected": "Expected change",
    "duplicate": "Duplicate of another case",
    "unclear": "Could not tell",
    "data_back": "Data came back",
}

CHOOSABLE: Final = tuple(key for key in OUTCOMES if key != "data_back")
"""What a person may say; that data are back is seen, not said."""

REAL: Final = frozenset({"real_fixed", "real_accepted"})
FALSE: Final = frozenset({"false_limit", "false_data"})
JUDGED: Final = REAL | FALSE
SETTLED: Final = frozenset({"expected", "real_accepted"})
"""People know of it and leave it so: while it lasts it is no news."""
