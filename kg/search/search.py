"""Searches: the hits for some phrases, the best first, in pages, and how many there are of each kind and label."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Literal

from kg.errors import QueryError, QueryTimeoutError
from kg.search.entries import KINDS
from kg.search.index import ROWS, Index, texts_of
from kg.search.phrases import Phrase, phrases_of
from kg.search.snippet import Snippet, snippet

By = Literal["kind", "label"]
"""What hits are counted by: their kinds, or the IRIs of their labels."""

Cell = str | int | float | None

_SCORE = "bm25(words, 4.0, 1.0)"
"""A word in a title counts four times as much as one in a text."""

_FOUND = f"""
WHERE words MATCH :match AND words.rowid / {ROWS} IN
    (SELECT id FROM version WHERE (:older OR is_current) AND (:label IS NULL OR label = :label))
AND (:kinds IS NULL OR (SELECT kind FROM hit WHERE id = words.rowid) IN (SELECT value FROM json_each(:kinds)))
"""
"""The rows that are found. Their numbers tell their versions, so that a hit is looked up only where its kind matters."""

_PAGE = f"""
SELECT hit.id, hit.kind, hit.iri, hit.title, version.iri, version.label, score
FROM (SELECT rowid, {_SCORE} AS score FROM words {_FOUND} %s LIMIT :limit) AS found
CROSS JOIN hit ON hit.id = found.rowid CROSS JOIN version ON version.id = hit.version
"""
_FORWARD = _PAGE % f"AND (:score IS NULL OR ({_SCORE}, rowid) > (:score, :id)) ORDER BY score, rowid"
_BACKWARD = _PAGE % f"AND (:score IS NULL OR ({_SCORE}, rowid) < (:score, :id)) ORDER BY score DESC, rowid DESC"
_ANCHOR = f"""
SELECT rowid, {_SCORE} FROM words WHERE words MATCH :match AND rowid =
(SELECT hit.id FROM hit JOIN version ON version.id = hit.version WHERE version.iri = :version AND hit.iri = :iri)
"""
_COUNT = f"SELECT count(*) FROM words {_FOUND}"
_FACETS: Mapping[By, str] = {
    "kind": f"""SELECT hit.kind, count(*) AS n FROM words CROSS JOIN hit ON hit.id = words.rowid {_FOUND}
GROUP BY hit.kind ORDER BY n DESC, hit.kind""",
    "label": f"""SELECT version.label, count(*) AS n FROM words CROSS JOIN version ON version.id = words.rowid / {ROWS}
{_FOUND} GROUP BY version.label ORDER BY n DESC, version.label""",
}
_STEPS = 10_000
"""How many steps SQLite takes between two looks at the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the order of hits one stands: its version, its IRI, and its score when it was told."""

    version: str
    iri: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A fact or section that was found, in a version of a label. The higher its score, the better it fits.

    `title` has the number and title of a section, and of a fact the printed words that name what it is of.
    """

    kind: str
    iri: str
    title: str
    version: str
    label: str
    score: float
    snippet: Snippet

    @property
    def place(self) -> Place:
        """Where it stands in the order."""
        return Place(version=self.version, iri=self.iri, score=self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A statement that the index was asked: how many rows it gave, and how many milliseconds it took."""

    sql: str
    rows: int
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search, in the current versions alone unless `older` ones are asked for.

    `kinds` are the kinds that are kept, `label` is the IRI of the only label. All questions together may take `seconds`; what
    is asked is written down in `ran`.
    """

    index: Index
    phrases: Sequence[Phrase]
    kinds: Sequence[str] | None = None
    label: str | None = None
    older: bool = False
    seconds: float = 10.0
    began: float = field(default_factory=perf_counter, init=False)
    ran: list[Ran] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        index: Index,
        typed: str,
        *,
        kinds: Sequence[str] | None = None,
        label: str | None = None,
        older: bool = False,
        seconds: float = 10.0,
    ) -> "Search":
        """The search for what was typed; `QueryError` where that holds no word, or for an unknown kind."""
        unknown = next((kind for kind in kinds or () if kind not in KINDS), None)
        if unknown is not None:
            raise QueryError(f"there is no kind {unknown!r}", expected=f"one of {', '.join(KINDS)}")
        phrases = phrases_of(typed)
        return cls(index=index, phrases=phrases, kinds=kinds, label=label, older=older, seconds=seconds)

    def page(self, size: int, place: Place | None = None, *, is_backward: bool = False) -> Sequence[Hit]:
        """The first hits in order, or those behind a place; backward the last ones, or those before it."""
        with self.index.reading() as connection:
            behind = self._behind(connection, place) if place else {"score": None, "id": None}
            rows = self._rows(connection, _BACKWARD if is_backward else _FORWARD, limit=size, **behind)
            texts = texts_of(connection, json.dumps([row[0] for row in rows]))
        found = [
            Hit(
                kind=str(kind),
                iri=str(iri),
                title=str(title),
                version=str(version),
                label=str(label),
                score=-float(score or 0),
                snippet=snippet(texts[int(at or 0)], self.phrases),
            )
            for at, kind, iri, title, version, label, score in rows
        ]
        return found[::-1] if is_backward else found

    def count(self) -> int:
        """How many hits there are."""
        with self.index.reading() as connection:
            ((number,),) = self._rows(connection, _COUNT)
        return int(number or 0)

    def facets(self, by: By) -> Sequence[tuple[str, int]]:
        """How many hits there are of each kind or label, the most first."""
        with self.index.reading() as connection:
            return [(str(value), int(number or 0)) for value, number in self._rows(connection, _FACETS[by])]

    def _behind(self, connection: sqlite3.Connection, place: Place) -> Mapping[str, Cell]:
        """Where a place is in the order now; if its hit is gone, where its score is."""
        rows = self._rows(connection, _ANCHOR, version=place.version, iri=place.iri)
        at, score = rows[0] if rows else (0, -place.score)
        return {"score": score, "id": at}

    def _rows(self, connection: sqlite3.Connection, sql: str, **given: Cell) -> Sequence[tuple[Cell, ...]]:
        start = perf_counter()
        connection.set_progress_handler(lambda: perf_counter() - self.began > self.seconds, _STEPS)
        try:
            rows: Sequence[tuple[Cell, ...]] = connection.execute(sql, {**self._given(), **given}).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            remedy = "look for more words, or in one label"
            raise QueryTimeoutError(f"the search ran past {self.seconds:g} seconds", remedy=remedy) from error
        taken = (perf_counter() - start) * 1000
        self.ran.append(Ran(sql=sql.strip(), rows=len(rows), milliseconds=round(taken, 3)))
        return rows

    def _given(self) -> Mapping[str, Cell]:
        return {
            "match": matching(self.phrases),
            "kinds": None if self.kinds is None else json.dumps(list(self.kinds)),
            "label": self.label,
            "older": self.older,
        }


def matching(phrases: Sequence[Phrase]) -> str:
    """Phrases as FTS5 reads them: words alone, of letters, figures and points, so that nothing in them is syntax.

    >>> matching(phrases_of('CD22 "infusion rate" neutro*'))
    '"cd 22" AND "infusion rate" AND ("neutro" OR "neutro" *)'
    """
    return " AND ".join(map(_matching, phrases))


def _matching(phrase: Phrase) -> str:
    whole = f'"{" ".join(phrase.words)}"'
    if phrase.beginning is None:
        return whole
    begun = f'"{" ".join((*phrase.words[:-1], phrase.beginning))}" *'
    return f"({whole} OR {begun})"
