"""How much text a label may have: far more than any has, so that what is made to take long is refused at once.

And what identifies a label: a set id is a UUID, or another identifier of HL7, and a version a number.
"""

import re

from kg.errors import SourceError

MOST_LINES = 100_000
"""Labels have at most about 2,200."""

MOST_IN_LINE = 100_000
"""How many characters a line may have, which in XML and JSON is a paragraph; those of labels have at most about 16,000."""

MOST_IN_TEXT = 2_000_000
"""Labels have at most about 190,000 characters."""

_IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,63}")
_SHOWN = 40


def check_identifier(name: str, field: str, value: str | None) -> None:
    """Raise SourceError, naming the file and the field, for a set id or version that could not be one of HL7."""
    if value is not None and not _IDENTIFIER.fullmatch(value):
        shown = (
            repr(value) if len(value) <= _SHOWN else f"{value[:_SHOWN]!r} and {len(value) - _SHOWN:,} characters more"
        )
        expected = "letters, digits, hyphens and points, at most 64"
        raise SourceError(f"the {field} is {shown}", where=name, expected=expected, remedy="correct it or leave it out")


def check_bounds(name: str, text: str) -> None:
    """Raise SourceError, naming the file and the line, for a text that is longer than that of any label."""
    if len(text) > MOST_IN_TEXT:
        raise _beyond(f"the text has {len(text):,} characters", name, MOST_IN_TEXT)
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise _beyond(f"the text has {len(lines):,} lines", name, MOST_LINES)
    for number, line in enumerate(lines, start=1):
        if len(line) > MOST_IN_LINE:
            raise _beyond(f"a line has {len(line):,} characters", f"{name}, line {number}", MOST_IN_LINE)


def _beyond(what: str, where: str, most: int) -> SourceError:
    return SourceError(what, where=where, expected=f"at most {most:,}, more than any label has")
