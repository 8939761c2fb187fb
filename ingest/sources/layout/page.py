"""A printed page: its words with their boxes, and the lines drawn on it. What every source with a layout becomes first."""

from dataclasses import dataclass

from ingest.document import Box
from ingest.sources.writing.runs import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Characters without a blank between them, of one font and height.

    `size` is the font's in points, `styles` hold "bold", "underline" and "italics". `kind` tells raised and lowered
    characters from plain ones; "m" and a raised "2" right behind it are two words that touch (`joins` is True: no blank
    stands between the word and the one before it).
    """

    text: str
    box: Box
    size: float
    styles: frozenset[str] = frozenset()
    kind: Kind = Kind.PLAIN
    joins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, counted from 1, of some points' width and height: words in the order of the source, and drawn lines.

    A line drawn is a box of almost no width (vertical) or height (horizontal); the edges of a drawn rectangle are four.
    `is_picture` tells a page that shows an image and no words.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    is_picture: bool = False
