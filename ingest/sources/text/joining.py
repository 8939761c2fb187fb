"""Wrapped lines joined to running text that knows where each of its characters stands."""

import re
from collections.abc import Iterable

from ingest.aligned import AlignedText
from ingest.sources.text.lines import Line

Vocabulary = frozenset[str]
"""The words of a document in lower case, hyphenated ones as one word."""

_PRINTED = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")
_OPEN_END = re.compile(r"[^\s\-–—][-\u2010/]$")
_SIGN = re.compile(r"(?:^|[\s(\[,])[-−–]$")
_NUMBER = re.compile(r"\d")
_RANGE = re.compile(r"\d\s[-−–]$")
_SOFT_HYPHEN = "\u00ad"
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


def vocabulary(text: str) -> Vocabulary:
    """The words of a text, to tell a hyphen that belongs to a word from one that only wraps it."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def joined(lines: Iterable[Line], words: Vocabulary = frozenset()) -> AlignedText:
    r"""The lines as one text: wraps joined, runs of white space made one space, ligatures spelled out.

    A line that ends with a hyphen or slash is joined without a space, unless the hyphen is suspended ("3- to 4-week").
    A hyphen is dropped only where the document also has the word without it and never with it.
    """
    text = AlignedText("", ())
    for line in lines:
        following = _clean(line)
        text = _join(text, following, words) if text.text else following
    return text


def _join(text: AlignedText, following: AlignedText, words: Vocabulary) -> AlignedText:
    if not following.text:
        return text
    cut, separator = seam(text.text, following.text, words)
    kept = text.slice(0, len(text.text) - cut)
    return AlignedText.join((kept, following), separator)


def seam(before: str, following: str, words: Vocabulary) -> tuple[int, str]:
    """How a line is joined to the text before it: how many characters that loses at its end, and what stands between.

    A sign of a number stays with it, if it is none between two numbers.

    >>> seam("(-10.7, -", "7.1)", frozenset()), seam("4 -", "7 days", frozenset())
    ((0, ''), (0, ' '))
    >>> seam("3-", "to 4-week", frozenset()), seam("single-", "dose", frozenset()), seam("in\u00ad", "fusion", frozenset())
    ((0, ' '), (0, ''), (1, ''))
    """
    if before.endswith(_SOFT_HYPHEN):
        return 1, ""
    if _SIGN.search(before) and not _RANGE.search(before) and _NUMBER.match(following):
        return 0, ""
    if not _OPEN_END.search(before) or _SUSPENDED.match(following):
        return 0, " "
    return (1, "") if _only_wraps(before, following, words) else (0, "")


def _only_wraps(text: str, following: str, words: Vocabulary) -> bool:
    before, after = _HYPHENATED.search(text), _FIRST_WORD.match(following)
    if before is None or after is None or not after.group().islower():
        return False
    first, second = before.group(1).lower(), after.group().lower()
    return first + second in words and f"{first}-{second}" not in words


def _clean(line: Line) -> AlignedText:
    words, offsets = list[str](), list[int]()
    stripped = line.text.strip()
    if stripped == " ".join(stripped.split()):
        start = line.span.start + line.text.index(stripped)
        return _without_ligatures(AlignedText.with_offsets(stripped, range(start, start + len(stripped))))
    for match in _PRINTED.finditer(line.text):
        start = line.span.start + match.start()
        if words:
            offsets.append(start - 1)
        words.append(match.group())
        offsets.extend(range(start, start + len(match.group())))
    return _without_ligatures(AlignedText.with_offsets(" ".join(words), tuple(offsets)))


def _without_ligatures(text: AlignedText) -> AlignedText:
    if text.text.isascii() or _LIGATURES.keys().isdisjoint(text.text):
        return text
    spelled = [
        (letter, offset)
        for character, offset in zip(text.text, text.offsets, strict=True)
        for letter in _LIGATURES.get(character, character)
    ]
    return AlignedText.with_offsets("".join(letter for letter, _ in spelled), tuple(offset for _, offset in spelled))
