"""What a statement leaves out: risky words and numbers of its sentence that no field of the fact holds.

A limit or a rule that is printed with "if ...", "unless ..." or "not", and read without it, would be wrong. Such a fact is
marked incomplete with those words, so that every interface shows it with its quote and never as unconditional. What each
kind of fact must explain is data (completeness.toml).
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from spacy.tokens import Span as TokenSpan

from ingest.audit import audit
from ingest.context import Risk, unexplained
from ingest.document import Document
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import FACT_KINDS, Fact, Threshold
from kg.identity import OUTSIDE_CONTENT
from kg.locator import Span

PATH = Path(__file__).with_name("completeness.toml")
_WORD = re.compile(r"\w+")
_NUMBER_AND_UNIT = re.compile(r"\d[\d.,]*(?:[-–‑]?[^\s\d.,;:()\[\]]+|\s+[^\s\d.,;:()\[\]]+)?")
_NUMBER = "number"
_LINKS = frozenset({"for", "in"})
"""Words of a condition ("in pediatric patients") that no field repeats."""
_WHOLE = frozenset({"text"})
"""Fields that repeat the whole sentence, so that a word in them is quoted, and not explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """completeness.toml: the risks by kind of fact, whether its numbers are checked, and what codes say."""

    risks: Mapping[str, frozenset[Risk]]
    numbered: frozenset[str]
    explained: Mapping[str, frozenset[Risk]]
    words: Mapping[str, frozenset[str]]


def completed(document: Document, statements: Iterable[Fact]) -> Iterator[Fact]:
    """The statements of a document, each with the risky words and the unread numbers of its own sentence."""
    stated = tuple(statements)
    unread = tuple(number.span for number in audit(document, stated).not_captured())
    for statement in stated:
        if statement.form is Form.TABLE or statement.incomplete or statement.kind not in checks().risks:
            yield statement
        else:
            words = (*left_out(statement), *_numbers(document, statement, unread))
            yield replace(statement, incomplete=tuple(dict.fromkeys(words)))


def left_out(statement: Fact) -> tuple[str, ...]:
    """The conditions, negations and exceptions in a statement's quote that none of its fields tells."""
    codes = frozenset(_codes(statement))
    said = frozenset(risk for code in codes for risk in checks().explained.get(code, ()))
    risks = checks().risks[statement.kind] - said
    told = _told(statement) | frozenset(word for code in codes for word in checks().words.get(code, ()))
    quote = tokenize(" ".join(statement.evidence[0].quote.split()))
    found = [words for sentence in quote.sents for words in _unexplained(sentence, told, risks)]
    return tuple(words for words in found if not any(words in other and words != other for other in found))


def _unexplained(sentence: TokenSpan, told: frozenset[str], risks: frozenset[Risk]) -> Iterator[str]:
    """The risky words of a sentence that speaks of what the fact tells, with the words that they bring."""
    own = [token for token in sentence if set(_WORD.findall(token.lower_)) & told]
    if own:
        known = [*own, *(token for token in sentence if token.ent_type_ or token.lower_ in _LINKS)]
        spans = [sentence.doc[token.i : token.i + 1] for token in known]
        for word in unexplained(sentence, spans, kinds=risks):
            yield _phrase(sentence.text, word)


def _phrase(sentence: str, word: str) -> str:
    """The phrase that a word brings, up to the next comma or stop.

    >>> _phrase("However, if the solution is filtered, use glass.", "if")
    'if the solution is filtered'
    """
    found = re.search(rf"\b{re.escape(word)}\b[^,;.]*", sentence)
    return found.group().strip() if found else word


def _numbers(document: Document, statement: Fact, unread: Sequence[Span]) -> Iterator[str]:
    """The numbers of a statement's quote that no fact has read, with the word behind each."""
    if statement.kind not in checks().numbered:
        return
    quoted = statement.evidence[0].span
    for span in unread[bisect_left(unread, quoted) :]:
        if span.start >= quoted.end:
            return
        found = _NUMBER_AND_UNIT.match(document.text, span.start, quoted.end)
        if span.start >= quoted.start and found is not None:
            yield " ".join(found.group().split()).rstrip(".,;:)]")


def _told(statement: Fact) -> frozenset[str]:
    """The words of the statement's own fields."""
    return frozenset(word for value in _values(statement) for word in _WORD.findall(value.casefold().replace("_", " ")))


def _values(statement: Fact) -> Iterator[str]:
    for field in fields(statement):
        if field.name not in OUTSIDE_CONTENT and field.name not in _WHOLE:
            value = getattr(statement, field.name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, str):
                    yield one
                elif isinstance(one, Threshold):
                    yield f"{one.parameter} {one.relative_to or ''}"


def _codes(statement: Fact) -> Iterator[str]:
    for field in fields(statement):
        if field.name not in OUTSIDE_CONTENT:
            value = getattr(statement, field.name)
            yield from (
                one.value for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, StrEnum)
            )


@cache
def checks() -> Checks:
    """What completeness.toml asks; raises `KeyError` for a kind of fact and `ValueError` for a risk that there is not."""
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    known = {kind.kind for kind in FACT_KINDS}
    risks = {kind: entry["risks"] for entry in data["check"] for kind in entry["kinds"]}
    if unknown := risks.keys() - known:
        raise KeyError(f"{PATH.name} names kinds of facts that there are not: {sorted(unknown)}")
    return Checks(
        risks={kind: frozenset(Risk(risk) for risk in asked if risk != _NUMBER) for kind, asked in risks.items()},
        numbered=frozenset(kind for kind, asked in risks.items() if _NUMBER in asked),
        explained={
            code: frozenset({Risk(entry["risk"])})
            for entry in data["code"]
            if "risk" in entry
            for code in entry["codes"]
        },
        words={
            code: frozenset(entry["words"]) for entry in data["code"] if "words" in entry for code in entry["codes"]
        },
    )
