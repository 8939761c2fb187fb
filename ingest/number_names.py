"""Numbers that are a part of a name and state no amount: "Study 1", "CTCAE version 4.03", "mg/m 2" (number_names.toml)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.locator import Span

PATH = Path(__file__).with_name("number_names.toml")
_DIGITS = re.compile(r"(?<![A-Za-z0-9])\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameShape:
    """An entry of number_names.toml; the file says what each field means."""

    id: str
    shape: re.Pattern[str]
    accepts: tuple[tuple[str, tuple[str, ...]], ...]
    rejects: tuple[str, ...]


def names_with_numbers(text: str) -> Iterator[Span]:
    """Where a text prints names that have numbers in them.

    >>> [(span.start, span.end) for span in names_with_numbers("Rash was common in Study 1 (12%).")]
    [(19, 26)]
    """
    for shape in name_shapes():
        yield from (Span(*found.span()) for found in shape.shape.finditer(text))


@cache
def name_shapes() -> tuple[NameShape, ...]:
    """The entries of number_names.toml. Raises `KnowledgeError`, naming the entry, if one lacks examples."""
    return tuple(_shape(entry) for entry in tomllib.loads(PATH.read_text(encoding="utf-8"))["name"])


def problems(shape: NameShape) -> Iterator[str]:
    """What is wrong with an entry by its own examples."""
    for text, numbers in shape.accepts:
        if (read := _numbers(shape, text)) != numbers:
            yield f"{text!r} has the numbers {read} in names, expected {numbers}"
    for text in shape.rejects:
        if read := _numbers(shape, text):
            yield f"{text!r} has the numbers {read} in names, expected none"


def _numbers(shape: NameShape, text: str) -> tuple[str, ...]:
    return tuple(
        number.group() for found in shape.shape.finditer(text) for number in _DIGITS.finditer(text, *found.span())
    )


def _shape(entry: dict[str, object]) -> NameShape:
    name = str(entry["id"])
    accepts, rejects = entry.get("accepts"), entry.get("rejects")
    if not isinstance(accepts, list) or not isinstance(rejects, list) or not accepts or not rejects:
        raise KnowledgeError(f"entry {name!r} lacks examples", where=PATH.name, expected="accepts and rejects")
    return NameShape(
        id=name,
        shape=re.compile(str(entry["shape"])),
        accepts=tuple((str(one["text"]), tuple(map(str, one["numbers"]))) for one in accepts),
        rejects=tuple(map(str, rejects)),
    )
