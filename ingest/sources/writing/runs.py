"""Running text as runs of characters that are plain, raised, lowered, or the mark of a note."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from msgspec import Struct

from ingest.document import Box

_NO_WORDS = re.compile(r"[\s.:]*")


class Kind(Enum):
    """How a run of characters stands in its line."""

    PLAIN = auto()
    RAISED = auto()
    LOWERED = auto()
    NOTE = auto()
    BREAK = auto()


_BREAK = Kind.BREAK


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlace:
    """Where characters are printed: the page, counted from 1, and the box around them."""

    page: int
    box: Box


class Run(Struct, frozen=True, gc=False):
    """Characters of one kind, with their styles: bold, underline, italics; `place` is where a page prints them.

    A label has thousands, which are made in a tenth of the time that a dataclass takes.
    """

    text: str
    kind: Kind = Kind.PLAIN
    styles: frozenset[str] = frozenset()
    place: RunPlace | None = None


def lines(inline: Iterable[Run]) -> list[tuple[Run, ...]]:
    """The runs between breaks; lines without a word are left out."""
    inline = tuple(inline)
    breaks = [index for index, run in enumerate(inline) if run.kind is _BREAK]
    if not breaks:
        return [inline] if has_words(inline) else []
    starts, ends = [0, *(index + 1 for index in breaks)], [*breaks, len(inline)]
    return [line for start, end in zip(starts, ends, strict=True) if has_words(line := inline[start:end])]


def has_words(inline: Iterable[Run]) -> bool:
    """Whether some runs print more than white space."""
    return bool("".join([run.text for run in inline]).strip())


def printed(inline: Sequence[Run]) -> str:
    """The characters of some runs with single blanks between words."""
    text = inline[0].text if len(inline) == 1 else "".join([run.text for run in inline])
    return " ".join(text.split())


def single_spaced(text: str) -> str:
    """A text with one blank for each stretch of white space."""
    if "  " not in text and text.isprintable():
        return text
    words = text.strip()
    if "  " in words or not words.isprintable():
        words = " ".join(words.split())
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def all_bold(inline: Iterable[Run]) -> bool:
    """Whether every character of some runs is bold, but for marks of notes; False if there are none."""
    found = False
    for run in inline:
        if run.kind is not Kind.NOTE and run.text and not run.text.isspace() and run.text.strip() != "•":
            if "bold" not in run.styles:
                return False
            found = True
    return found


def all_styled(inline: Iterable[Run]) -> bool:
    """Whether every character of some runs is bold, underlined or in italics; False if there are none."""
    found = False
    for run in inline:
        if not _NO_WORDS.fullmatch(run.text):
            if not run.styles:
                return False
            found = True
    return found
