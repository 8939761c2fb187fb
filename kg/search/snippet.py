"""Where in a label's words a phrase stands: the stretch that shows most of what was looked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.locator import Span
from kg.search.entries import Text
from kg.search.phrases import Phrase
from kg.search.words import places_of, words_of

WIDTH = 300
"""How many characters of a label are shown of a hit, unless one phrase is longer."""


_SPACE, _LAST_SPACE = re.compile(r"\s+"), re.compile(r"\s+\S*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Characters of a label, where they start in the text of its document, and which of them, counted from the first, are what was looked for."""

    text: str
    start: int
    highlights: tuple[Span, ...]

    @property
    def end(self) -> int:
        """The offset in the document just after the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a phrase, given by its number, stands in a text."""

    start: int
    end: int
    phrase: int


def snippet(texts: Sequence[Text], phrases: Sequence[Phrase]) -> Snippet:
    """What to show of the texts of a hit: of the first with most of the phrases, the stretch with most of them.

    Where no text has any, because what the fact is of is printed elsewhere, that is the start of the first.
    """
    found = [list(_found(words_of(text.text), phrases)) for text in texts]
    chosen = max(range(len(texts)), key=lambda at: len({number for number, *_ in found[at]}))
    text = texts[chosen]
    places = places_of(text.text, [at for _, *ends in found[chosen] for at in ends])
    phrase_of = (number for number, *_ in found[chosen])
    pairs = zip(places[::2], places[1::2], phrase_of, strict=True)
    marks = [_Mark(first.start, last.end, number) for first, last, number in pairs]
    start, end = _window(text.text, marks)
    end = start + len(text.text[start:end].rstrip())
    inside = [Span(mark.start - start, mark.end - start) for mark in marks if start <= mark.start and mark.end <= end]
    return Snippet(text=text.text[start:end], start=text.start + start, highlights=tuple(_joined(sorted(inside))))


def _found(words: Sequence[str], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, int]]:
    """The places of phrases in a text: the number of the phrase, of its first word and of its last one."""
    for number, phrase in enumerate(phrases):
        for at in phrase.places(words):
            yield number, at, at + len(phrase.words) - 1


def _window(text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
    """The characters to show: whole words, and what is marked among them."""
    if len(text) <= WIDTH:
        return 0, len(text)
    first, last = _densest(sorted(marks, key=attrgetter("start")))
    spare = max(WIDTH - (last - first), 0)
    low = max(min(first - spare // 3, len(text) - WIDTH), 0)
    high = low + max(WIDTH, last - first)
    begun = _SPACE.search(text, low, first) if low else None
    ended = None if high >= len(text) else _LAST_SPACE.search(text, last, high)
    return begun.end() if begun else min(low, first), ended.start() if ended else min(high, len(text))


def _densest(marks: Sequence[_Mark]) -> tuple[int, int]:
    """Where the stretch with most phrases, and of these most places, begins and ends; 0 where there is none."""
    best, most = (0, 0), (0, 0)
    for at, mark in enumerate(marks):
        near = [one for one in marks[at : at + WIDTH] if one.end <= max(mark.start + WIDTH, mark.end)]
        worth = len({one.phrase for one in near}), len(near)
        if worth > most:
            best, most = (mark.start, max(one.end for one in near)), worth
    return best


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans, those that overlap or repeat as one."""
    held: Span | None = None
    for span in spans:
        if held is not None and span.start < held.end:
            held = Span(held.start, max(held.end, span.end))
        else:
            if held is not None:
                yield held
            held = span
    if held is not None:
        yield held
