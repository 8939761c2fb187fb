"""What a statement leaves out: conditions of its sentence that no field of the fact holds.

A limit or a material that is printed with "if ..." and read without it would be wrong. Such a fact is marked incomplete
with those words, so that every interface shows it with its quote and never as unconditional.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from ingest.context import Risk, unexplained
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Administration, Dose, Fact, Material, Preparation, TimeLimit
from kg.identity import OUTSIDE_CONTENT

_CONDITIONAL = (Administration, Dose, Material, Preparation, TimeLimit)
_RISKS = frozenset({Risk.CONDITION})
_WORD = re.compile(r"\w+")


def completed(statements: Iterable[Fact]) -> Iterator[Fact]:
    """The statements, each with the conditions of its own sentence that it does not hold."""
    for statement in statements:
        if isinstance(statement, _CONDITIONAL) and statement.form is not Form.TABLE and not statement.incomplete:
            yield replace(statement, incomplete=left_out(statement))
        else:
            yield statement


def left_out(statement: Fact) -> tuple[str, ...]:
    """The conditions in a statement's quote that none of its fields repeats."""
    sentence = tokenize(" ".join(statement.evidence[0].quote.split()))
    told = _told(statement)
    explained = [
        sentence[token.i : token.i + 1]
        for token in sentence
        if token.ent_type_ or set(_WORD.findall(token.lower_)) & told
    ]
    words = unexplained(sentence, explained, kinds=_RISKS)
    return tuple(_condition(sentence.text, word) for word in words)


def _condition(sentence: str, word: str) -> str:
    """The condition that a word brings, up to the next comma or stop.

    >>> _condition("However, if the solution is filtered, use glass.", "if")
    'if the solution is filtered'
    """
    found = re.search(rf"\b{re.escape(word)}\b[^,;.]*", sentence)
    return found.group().strip() if found else word


def _told(statement: Fact) -> frozenset[str]:
    """The words of the statement's own fields."""
    told = (getattr(statement, field.name) for field in fields(statement) if field.name not in OUTSIDE_CONTENT)
    return frozenset(word for value in told if isinstance(value, str) for word in _WORD.findall(value.casefold()))
