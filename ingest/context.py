"""Context: words of a sentence that change what a fact read from it means, and that the fact leaves out.

A dose read from "5 mg in patients with renal impairment" that knows nothing of the impairment is wrong. The risky words
are data (context.toml), after the ConText algorithm (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002): each has a
direction, a reach and words that stop it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.tokens import CROSS_REFERENCE, quantity_of, tokenize
from kg.errors import KnowledgeError

PATH = Path(__file__).with_name("context.toml")
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_ENDS_OF_CONTENT = frozenset({",", ";", ".", ":"})
_KEYS = {"id", "words", "kind", "direction", "reach", "stops", "content", "content_stops", "accepts", "rejects"}
_OPTIONAL = {"content", "content_stops"}


class Risk(StrEnum):
    """How a word changes a statement."""

    NEGATION = "negation"
    CONDITION = "condition"
    TIME = "time"
    EXCEPTION = "exception"
    COMPARISON = "comparison"
    MODALITY = "modality"
    HARMLESS = "harmless"


class Direction(StrEnum):
    """On which side of a risky word the words stand that it changes."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


SERIOUS = frozenset({Risk.NEGATION, Risk.CONDITION, Risk.EXCEPTION})
"""The risks that make a fact incomplete whatever its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence and the stretches of it that a fact explains."""

    text: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of context.toml; the file says what each field means. `words` are phrases as words in lower case."""

    id: str
    words: tuple[tuple[str, ...], ...]
    kind: Risk
    direction: Direction
    reach: int
    stops: frozenset[str]
    content: bool
    content_stops: frozenset[str]
    accepts: tuple[Example, ...]
    rejects: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry at some words of a sentence, from `start` to before `end`."""

    entry: Entry
    start: int
    end: int


def unexplained(
    sentence: TokenSpan | Doc, explained: Sequence[TokenSpan], kinds: frozenset[Risk] = SERIOUS
) -> tuple[str, ...]:
    """The risky words of a sentence that bear on the explained stretches and that none of these covers.

    `explained` are the stretches that a fact was read from: the words and slots of its pattern, without gaps.

    >>> sentence = tokenize("Interrupt the infusion unless the patient is stable.")
    >>> unexplained(sentence, [sentence[0:3]])
    ('unless',)
    >>> unexplained(sentence, [sentence[0:3], sentence[4:8]])
    ()
    """
    tokens = list(_words(sentence))
    words = [word.lower() for word, _ in tokens]
    covered = {token.i for span in explained for token in span}
    known = {index for index, (_, token) in enumerate(tokens) if token in covered}
    risky = [found for found in _found(words) if found.entry.kind in kinds]
    return tuple(
        " ".join(word for word, _ in tokens[found.start : found.end])
        for found in risky
        if _bears_on(found, words, known) and not _is_known(found, words, known)
    )


def _words(sentence: TokenSpan | Doc) -> Iterator[tuple[str, int]]:
    """The words and signs of a sentence, also those within a token of several words, each with its token's index.

    A quantity is one word; a cross-reference is none.
    """
    for token in sentence:
        if token.ent_type_ == CROSS_REFERENCE:
            continue
        words = [token.text] if quantity_of(token) is not None else _WORD.findall(token.text)
        yield from ((word, token.i) for word in words)


def _found(words: Sequence[str]) -> Iterator[_Found]:
    """The entries in a sentence from left to right, the longest where several begin, none within another."""
    at = 0
    while at < len(words):
        candidates = _phrases().get(words[at], ())
        match = next(((p, e) for p, e in candidates if tuple(words[at : at + len(p)]) == p), None)
        if match is None:
            at += 1
            continue
        phrase, entry = match
        yield _Found(entry, at, at + len(phrase))
        at += len(phrase)


def _bears_on(found: _Found, words: Sequence[str], known: set[int]) -> bool:
    """Whether an explained word is within the reach of a risky word."""
    reached: list[int] = []
    if found.entry.direction is not Direction.BACKWARD:
        reached.extend(_reached(found, words, range(found.end, len(words))))
    if found.entry.direction is not Direction.FORWARD:
        reached.extend(_reached(found, words, range(found.start - 1, -1, -1)))
    return any(index in known for index in reached)


def _reached(found: _Found, words: Sequence[str], indexes: range) -> Iterator[int]:
    for index in indexes[: found.entry.reach]:
        if words[index] in found.entry.stops:
            return
        yield index


def _is_known(found: _Found, words: Sequence[str], known: set[int]) -> bool:
    """Whether a risky word is explained itself, or brings words of its own most of which are."""
    if all(index in known for index in range(found.start, found.end)):
        return True
    if not found.entry.content:
        return False
    content: list[int] = []
    for index in range(found.end, len(words)):
        if words[index] in _ENDS_OF_CONTENT or words[index] in found.entry.content_stops:
            break
        content.append(index)
    return 2 * sum(index in known for index in content) >= max(len(content), 1)


def problems(entry: Entry) -> Iterator[str]:
    """What is wrong with an entry by its own examples."""
    for examples, expected in ((entry.accepts, True), (entry.rejects, False)):
        for example in examples:
            if _is_reported(entry, example) is not expected:
                yield f"{example.text!r} with {list(example.about)} explained is {'not ' if expected else ''}reported"


def _is_reported(entry: Entry, example: Example) -> bool:
    doc = tokenize(example.text)
    spans = [
        doc.char_span(start, start + len(words)) for words in example.about if (start := example.text.find(words)) >= 0
    ]
    explained = [span for span in spans if span is not None]
    if len(explained) != len(example.about):
        raise KnowledgeError(
            f"{list(example.about)} are no whole words of {example.text!r}", where=f"context.toml, entry {entry.id!r}"
        )
    own = {" ".join(phrase) for phrase in entry.words}
    return any(words.lower() in own for words in unexplained(doc, explained, frozenset(Risk)))


@cache
def context() -> tuple[Entry, ...]:
    """The entries of context.toml. Raises KnowledgeError, naming the entry, if one is malformed."""
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return tuple(_entry(entry) for entry in data["entry"])


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    """The phrases of all entries by their first word, the longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in context():
        for phrase in entry.words:
            by_first.setdefault(phrase[0], []).append((phrase, entry))
    return {first: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for first, pairs in by_first.items()}


def _entry(entry: Mapping[str, object]) -> Entry:
    place = f"{PATH.name}, entry {entry.get('id')!r}"
    keys = set(entry)
    if not (_KEYS - _OPTIONAL <= keys <= _KEYS):
        wrong = sorted(keys ^ _KEYS - _OPTIONAL)
        raise KnowledgeError(f"keys missing or unknown: {wrong}", where=place, expected=f"{sorted(_KEYS)}")
    kind, direction, reach = entry["kind"], entry["direction"], entry["reach"]
    if kind not in list(Risk) or direction not in list(Direction) or not isinstance(reach, int):
        raise KnowledgeError(
            f"kind {kind!r}, direction {direction!r}, reach {reach!r}", where=place, expected="see the file's head"
        )
    if not entry["rejects"] or not (entry["accepts"] or kind == Risk.HARMLESS):
        raise KnowledgeError("no examples", where=place, expected="at least one in accepts and in rejects")
    return Entry(
        id=str(entry["id"]),
        words=tuple(tuple(_WORD.findall(phrase.lower())) for phrase in _texts(entry, "words", place)),
        kind=Risk(str(kind)),
        direction=Direction(str(direction)),
        reach=reach,
        stops=frozenset(_texts(entry, "stops", place)),
        content=bool(entry.get("content", False)),
        content_stops=frozenset(_texts(entry, "content_stops", place)) if "content_stops" in entry else frozenset(),
        accepts=tuple(_examples(entry, "accepts", place)),
        rejects=tuple(_examples(entry, "rejects", place)),
    )


def _texts(entry: Mapping[str, object], key: str, where: str) -> list[str]:
    values = entry[key]
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise KnowledgeError(f"{key} is {values!r}", where=where, expected="a list of texts")
    return values


def _examples(entry: Mapping[str, object], key: str, where: str) -> Iterator[Example]:
    values = entry[key]
    for value in values if isinstance(values, list) else [values]:
        match value:
            case {"text": str(text), "about": list(about)}:
                yield Example(text=text, about=tuple(str(words) for words in about))
            case _:
                raise KnowledgeError(
                    f"{key} holds {value!r}", where=where, expected='{ text = "...", about = ["..."] }'
                )
