"""Running text as runs of characters that are plain, raised, lowered, or the mark of a note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ingest.document import Box


class Kind(Enum):
    """How a run of characters stands in its line."""

    PLAIN = auto()
    RAISED = auto()
    LOWERED = auto()
    NOTE = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlace:
    """Where characters are printed: the page, counted from 1, and the box around them."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one kind, with their styles: bold, underline, italics; `place` is where a page prints them."""

    text: str
    kind: Kind = Kind.PLAIN
    styles: frozenset[str] = frozenset()
    place: RunPlace | None = None


def lines(inline: Iterable[Run]) -> tuple[tuple[Run, ...], ...]:
    """The runs between breaks; lines without a word are left out."""
    found: list[list[Run]] = [[]]
    for run in inline:
        if run.kind is Kind.BREAK:
            found.append([])
        else:
            found[-1].append(run)
    return tuple(tuple(line) for line in found if printed(line))


def printed(inline: Iterable[Run]) -> str:
    """The characters of some runs with single blanks between words."""
    return " ".join("".join(run.text for run in inline).split())


def all_bold(inline: Sequence[Run]) -> bool:
    """Whether every character of some runs is bold; False if there are none."""
    words = [run for run in inline if run.text.strip() and run.text.strip() != "•"]
    return bool(words) and all("bold" in run.styles for run in words)


def all_styled(inline: Sequence[Run]) -> bool:
    """Whether every character of some runs is bold, underlined or in italics; False if there are none."""
    words = [run for run in inline if run.text.strip(" .:\n")]
    return bool(words) and all(run.styles for run in words)
