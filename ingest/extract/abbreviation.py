"""Abbreviations: those that a note below a table lists, and those that stand in brackets behind their words."""

import re
from collections.abc import Iterator

from ingest.document import Part
from ingest.passages import Passage
from ingest.reading import Reading
from kg.codes import Form
from kg.facts import Abbreviation

_LISTED = re.compile(
    r"(?:^|(?<=[;,.:]\s)|(?<=[;,]))\s*(?P<short>[A-Za-z][A-Za-z0-9/+–-]{0,11})\s?=\s?(?P<long>[^=;]+?)(?=;|\.?\s*$|\.\s|,\s*[A-Za-z][A-Za-z0-9/+–-]*\s?=)"
)
_COLON = re.compile(r"(?:^|(?<=[;,]\s))(?P<short>[A-Z][A-Za-z0-9/+-]{1,9}):\s+(?P<long>[^:;,.]+)")
_BRACKETED = re.compile(r"\((?P<short>[A-Za-z][A-Za-z0-9/+-]{1,9})\)")
_WORD = re.compile(r"[A-Za-z0-9]+")
_CAPITALS = re.compile(r"[A-Z]")


def extract(reading: Reading) -> Iterator[Abbreviation]:
    """One abbreviation per definition, wherever it stands outside Highlights."""
    for passage in reading.passages:
        if passage.part is not Part.HIGHLIGHTS:
            yield from _listed(passage)
            yield from _bracketed(passage)


def _listed(passage: Passage) -> Iterator[Abbreviation]:
    for found in _LISTED.finditer(passage.text.text):
        long = found["long"].strip(" .,")
        if _CAPITALS.search(found["short"]) and not long[:1].isdigit():
            place = slice(found.start("short"), found.end("long"))
            yield _abbreviation(passage, place, found["short"], long, Form.LIST)
    for found in _COLON.finditer(passage.text.text):
        long = found["long"].strip()
        if long_form_start(f"{long} ", found["short"]) == 0:
            place = slice(found.start("short"), found.end("long"))
            yield _abbreviation(passage, place, found["short"], long, Form.LIST)


def _bracketed(passage: Passage) -> Iterator[Abbreviation]:
    text = passage.text.text
    for found in _BRACKETED.finditer(text):
        short = found["short"]
        if len(_CAPITALS.findall(short)) < 2:
            continue
        start = long_form_start(text[: found.start()], short)
        if start is not None:
            long = text[start : found.start()].strip()
            yield _abbreviation(passage, slice(start, found.end()), short, long, Form.SENTENCE)


def long_form_start(before: str, short: str) -> int | None:
    """Where the words that an abbreviation stands for begin in the text before it; None if its letters do not agree.

    The letters of the abbreviation are looked for from its end backwards, its first one at the start of a word (Schwartz
    and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", 2003).

    >>> "after a complete remission "[long_form_start("after a complete remission ", "CR"):]
    'complete remission '
    """
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    words = list(_WORD.finditer(before))
    most = min(len(letters) + 5, len(letters) * 2)
    earliest = words[-most].start() if len(words) >= most else 0
    position = len(before) - 1
    for order, letter in enumerate(reversed(letters)):
        is_first = order == len(letters) - 1
        while position >= earliest and not _agrees(before, position, letter, at_start=is_first):
            position -= 1
        if position < earliest:
            return None
        position -= 1
    start = position + 1
    between = before[start:]
    return None if re.search(r"[.;:()\[\]]", between) or len(between.strip()) <= len(short) else start


def _agrees(text: str, position: int, letter: str, *, at_start: bool) -> bool:
    starts_word = position == 0 or not text[position - 1].isalnum()
    return text[position].casefold() == letter and (starts_word or not at_start)


def _abbreviation(passage: Passage, place: slice, short: str, long: str, form: Form) -> Abbreviation:
    tokens = passage.tokens.char_span(place.start, place.stop, alignment_mode="expand")
    return Abbreviation(
        evidence=(passage.evidence(tokens),),
        read_by=f"abbreviation.{'listed' if form is Form.LIST else 'bracketed'}",
        form=form,
        abbreviation=short,
        expansion=long,
    )
