"""The bytes of an uploaded table as text. What cannot be read for sure is refused, with how to save it instead."""

import codecs
from typing import Final

from kaizen.refusals import Refusal

FIELD: Final = "file"
"""Where the modal says what is wrong with a file."""

MOST_BYTES: Final = 1_000_000
"""Ten times what two hundred long lines need."""

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""How a file may begin that says how it is written: Excel's *CSV UTF-8* and *Unicode text* do."""

WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx, .ods and .xls begin, whatever they are called."""


def text(content: bytes) -> str:
    """UTF-8, or UTF-16 that says so. Other encodings look alike, and a wrong guess would misspell names for ever."""
    if content.startswith(WORKBOOKS):
        raise Refusal("monitors/file_is_a_workbook", field=FIELD)
    mark, encoding = next((known for known in MARKS if content.startswith(known[0])), (b"", "utf-8"))
    read = _decoded(content.removeprefix(mark), encoding)
    if "\0" in read:
        raise Refusal("monitors/file_is_no_text", field=FIELD)
    return read


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or b"\0" in content:
            raise Refusal("monitors/file_is_no_text", field=FIELD) from error
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal("monitors/file_is_not_utf8", field=FIELD, line=line) from error
