"""The index of words: a SQLite file beside the store, written whole or not at all, and never asked when it is not in step.

It holds the versions that the store holds, told by the digests of their statements, with a row for each fact and section of
each. Bringing it in step reads from the graph what is new or changed, and drops what is gone; that another version became
the current one changes no row of words. Words are indexed without their texts (FTS5, contentless); the texts stand beside
them.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Store

from kg.errors import SearchUnavailableError
from kg.search.entries import Entry, Text, entries_of
from kg.search.words import words_of
from kg.store import HeldVersion, held_versions

FORMAT = 2
"""To be raised with every change of the tables, or of how `words` and `entries` read: an index of another format is made anew."""

ROWS = 2**20
"""Of how many rows a version may have numbers: the row of a hit has that of its version times this, and its own behind it."""

_log = logging.getLogger("labelgraph.search")

_BREAK = " \ue000 "
"""Stands between two texts, so that no phrase reaches from one into the other: no text has it as a word."""

_TABLES = """
CREATE TABLE state (digest TEXT NOT NULL);
CREATE TABLE version (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT NOT NULL, is_current INTEGER NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE hit (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, iri TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    UNIQUE (version, iri)
);
CREATE TABLE text (
    hit INTEGER NOT NULL, place INTEGER NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (hit, place)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize="ascii tokenchars '.'");
"""
_GONE = """
SELECT hit.id, hit.title, text.text FROM hit LEFT JOIN text ON text.hit = hit.id
WHERE hit.version = ? ORDER BY hit.id, text.place
"""
_PRIMARY = 0xFF
"""The bits of SQLite's codes that tell the error; the others tell more of it."""

_WAIT = 60.0
"""Seconds to wait for another process that is writing the index."""

_REMEDY = "delete that file if it is damaged, and run `labelgraph search` once as a user who may write there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The index of a store: its file, the versions that it must hold to be in step, and a name of what that is."""

    path: Path
    versions: tuple[HeldVersion, ...]
    state: str

    @classmethod
    def of(cls, store: Store, store_path: Path) -> "Index":
        """The index of the store in a folder, whether it is there or not."""
        whole, versions = store_path.resolve(), held_versions(store)
        state = sha256(repr((FORMAT, versions)).encode()).hexdigest()
        return cls(path=whole.with_name(f"{whole.name}.search"), versions=versions, state=state)

    @classmethod
    def in_step(cls, store: Store, store_path: Path) -> "Index":
        """The index of a store, brought in step with it. Where it cannot be, that is logged, and searches say so."""
        index = cls.of(store, store_path)
        try:
            index.bring_in_step(store)
        except SearchUnavailableError as error:
            _log.warning("nothing can be searched: %s", error)
        return index

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The index, to be asked; `SearchUnavailableError` where it is missing, broken or not in step with the store."""
        try:
            with closing(self._connected("ro")) as connection:
                connection.execute("BEGIN")
                if connection.execute("SELECT digest FROM state").fetchall() != [(self.state,)]:
                    raise self._unavailable("the index of words is of another state of the store")
                yield connection
        except sqlite3.Error as error:
            raise self._unavailable(f"the index of words cannot be read: {error}") from error

    def bring_in_step(self, store: Store) -> int:
        """Make the index hold what the store does; how many versions were read for it or left it.

        Raises `SearchUnavailableError` where it is not in step and cannot be written.
        """
        if self._is_in_step():
            return 0
        try:
            try:
                return self._written(store)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & _PRIMARY not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                    raise
                self.path.unlink()
                return self._written(store)
        except (sqlite3.Error, OSError) as error:
            raise self._unavailable(f"the index of words cannot be written: {error}") from error

    def _written(self, store: Store) -> int:
        """All changes within one transaction: what is not committed is gone when the connection is closed."""
        with closing(self._writable()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            changed = self._changed(connection, store)
            connection.execute("COMMIT")
        return changed

    def _is_in_step(self) -> bool:
        try:
            with self.reading():
                return True
        except SearchUnavailableError:
            return False

    def _unavailable(self, what: str) -> SearchUnavailableError:
        return SearchUnavailableError(what, where=str(self.path), remedy=_REMEDY)

    def _connected(self, mode: str) -> sqlite3.Connection:
        address = f"file:{quote(str(self.path))}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)

    def _writable(self) -> sqlite3.Connection:
        """The index to write to; one of another format is thrown away."""
        connection = self._connected("rwc")
        found = connection.execute("SELECT user_version FROM pragma_user_version").fetchone()
        if found == (FORMAT,) or not _tables(connection):
            return connection
        connection.close()
        self.path.unlink()
        return self._connected("rwc")

    def _changed(self, connection: sqlite3.Connection, store: Store) -> int:
        """Bring the tables in step, within a transaction."""
        if not _tables(connection):
            for statement in filter(str.strip, _TABLES.split(";\n")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        held = dict(connection.execute("SELECT iri, digest FROM version"))
        wanted = {one.iri: one.digest for one in self.versions}
        gone = [iri for iri in held if wanted.get(iri) != held[iri]]
        new = [one for one in self.versions if held.get(one.iri) != one.digest]
        for iri in gone:
            _drop(connection, iri)
        for one in new:
            _add(connection, one, entries_of(store, one.iri))
        flags = ((one.is_current, one.iri) for one in self.versions)
        connection.executemany("UPDATE version SET is_current = ? WHERE iri = ?", flags)
        connection.execute("DELETE FROM state")
        connection.execute("INSERT INTO state VALUES (?)", (self.state,))
        return len({*gone, *(one.iri for one in new)})


def _tables(connection: sqlite3.Connection) -> int:
    """How many tables there are."""
    ((number,),) = connection.execute("SELECT count(*) FROM sqlite_schema")
    return int(number)


def _add(connection: sqlite3.Connection, version: HeldVersion, entries: Iterable[Entry]) -> None:
    row = (version.iri, version.label, version.is_current, version.digest)
    added = connection.execute(
        "INSERT INTO version (iri, label, is_current, digest) VALUES (?, ?, ?, ?)", row
    ).lastrowid
    numbered = list(enumerate(entries, start=ROWS * (added or 0)))
    hits = ((at, added, one.iri, one.kind, one.title) for at, one in numbered)
    connection.executemany("INSERT INTO hit (id, version, iri, kind, title) VALUES (?, ?, ?, ?, ?)", hits)
    texts = ((at, place, each.start, each.text) for at, one in numbered for place, each in enumerate(one.texts))
    connection.executemany("INSERT INTO text (hit, place, start, text) VALUES (?, ?, ?, ?)", texts)
    words = ((at, *_indexed(one.title, [each.text for each in one.texts])) for at, one in numbered)
    connection.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", words)


def _drop(connection: sqlite3.Connection, version: str) -> None:
    """Take a version out. An index without texts is told which words it held of each row."""
    (held,) = connection.execute("SELECT id FROM version WHERE iri = ?", (version,)).fetchone()
    hits = dict[int, tuple[str, list[str]]]()
    for at, title, text in connection.execute(_GONE, (held,)):
        hits.setdefault(at, (title, []))[1].append(text or "")
    words = ((at, *_indexed(*said)) for at, said in hits.items())
    connection.executemany("INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)", words)
    connection.execute("DELETE FROM text WHERE hit IN (SELECT id FROM hit WHERE version = ?)", (held,))
    connection.execute("DELETE FROM hit WHERE version = ?", (held,))
    connection.execute("DELETE FROM version WHERE id = ?", (held,))


def _indexed(title: str, texts: Sequence[str]) -> tuple[str, str]:
    """The words of a row's title and of its texts, as FTS5 is given them."""
    return " ".join(words_of(title)), _BREAK.join(" ".join(words_of(text)) for text in texts)


def texts_of(connection: sqlite3.Connection, hits: str) -> dict[int, list[Text]]:
    """The texts of some rows, given as a JSON list of their numbers."""
    found = dict[int, list[Text]]()
    for hit, start, text in connection.execute(_TEXTS, (hits,)):
        found.setdefault(hit, []).append(Text(text, start))
    return found


_TEXTS = "SELECT hit, start, text FROM text WHERE hit IN (SELECT value FROM json_each(?)) ORDER BY hit, place"
