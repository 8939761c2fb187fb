"""The lexicons: terms of the field with the ways in which labels print them, one file per kind of term.

A file `lexicon/material.toml` holds the terms of type MATERIAL. Its entries are `[[term]]` with an `id` (the name that
facts carry or a code of `kg.codes`), a `label` as facts print it and `printed`, the other printed forms. `accepts`
are words of a label in which the term is found, `rejects` words in which it is not.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.concepts import FOLDER as LISTS_FOLDER
from kg.errors import KnowledgeError

_FOLDER = Path(__file__).parent / "lexicon"
_LISTS = ("material", "diluent")
"""Lists of terms that are lexicons too: their files stand in `ontology/terms`."""

_NEEDED = {"id", "label", "accepts", "rejects"}
_KEYS = {*_NEEDED, "printed", "in_sentences"}
_NO_TERMS = {"units"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An entry of a lexicon. `kind` is the lexicon's name in capitals, as in patterns: MATERIAL."""

    kind: str
    id: str
    label: str
    printed: tuple[str, ...]
    accepts: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def terms() -> tuple[Term, ...]:
    """All terms of all lexicons.

    Raises `KnowledgeError` if an entry is malformed or a printed form stands for two terms.
    """
    lists = (LISTS_FOLDER / f"{name}.toml" for name in _LISTS)
    paths = sorted([*_FOLDER.glob("*.toml"), *lists], key=lambda path: path.stem)
    found = tuple(term for path in paths if path.stem not in _NO_TERMS for term in _read(path))
    owners: dict[str, Term] = {}
    for term in found:
        for form in term.printed:
            other = owners.setdefault(form.casefold(), term)
            if other is not term:
                raise KnowledgeError(
                    f"{form!r} stands for {other.kind} {other.id} and for {term.kind} {term.id}",
                    where=f"lexicon/{term.kind.lower()}.toml",
                    expected="each printed form in one entry",
                )
    return found


def _read(path: Path) -> Iterator[Term]:
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("term", []):
        if not _NEEDED <= set(entry) <= _KEYS or not (entry["accepts"] and entry["rejects"]):
            raise KnowledgeError(
                f"entry {entry.get('id', entry)!r} has the keys {', '.join(sorted(entry))}",
                where=f"lexicon/{path.name}",
                expected="id, label, accepts and rejects, and printed where there are other forms",
            )
        if not entry.get("in_sentences", True):
            continue
        forms = dict.fromkeys((entry["label"], *entry.get("printed", [])))
        yield Term(
            kind=path.stem.upper(),
            id=entry["id"],
            label=entry["label"],
            printed=tuple(forms),
            accepts=tuple(entry["accepts"]),
            rejects=tuple(entry["rejects"]),
        )
