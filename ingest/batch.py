"""Many files taken in at once: read and checked in processes of their own, stored by this one, label by label.

A file that cannot be read, takes too long or breaks the reader costs its own labels alone. What a label states goes to the
store through a file on disk, so that memory stays bounded however many labels there are.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp

from ingest.document import Document
from ingest.pipeline import checked, label_of
from ingest.sources import read_all
from ingest.unread_format import unread_format
from kg.errors import LabelgraphError, NoLabelError
from kg.facts import Fact
from kg.memory import collector_paused
from kg.search.index import Index
from kg.store import open_store, put_statements
from kg.versions import OFFICIAL, ReadFrom, read_before
from kg.workers import Limits, worked

_SHOWN = 80
"""How many characters of the words of a statement that was left out are shown."""


class Fate(StrEnum):
    """What became of a label, or of a file that holds none."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to take in. One that was named is a label; one found in a folder may be something else."""

    path: Path
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a label: its fate, with the reason where it was not stored, and what was read from it.

    `unread_format` says why no facts are read from a label in another format; `left_out` tells the statements that violate
    the shapes, which are not stored. `replaces` names the file that the same version had been read from, if another.
    """

    name: str
    fate: Fate
    reason: str | None = None
    unread_format: str | None = None
    facts: Mapping[str, int] = field(default_factory=dict)
    not_understood: int = 0
    left_out: tuple[str, ...] = ()
    warnings: int = 0
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A label that was read, and for one that is to be stored what the store needs."""

    outcome: Outcome
    to_store: "_ToStore | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _ToStore:
    """The version of a label: its IRI, its document's digest and whether that is official, and the file of its statements."""

    version: str
    digest: str
    is_official: bool
    statements: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """The label that a version was taken from, and the name of its file."""

    name: str
    label: _ToStore

    def is_in_place_of(self, name: str, label: _ToStore) -> bool:
        """Whether the same version of another file is not to be taken: only official XML replaces what another form gave."""
        return self.name != name and self.label.is_official is label.is_official


def sources_of(paths: Iterable[Path]) -> Iterator[Source]:
    """The files of some paths: those named, and all below a named folder, but for hidden ones, in order."""
    for path in paths:
        if path.is_dir():
            yield from (Source(path=found, is_named=False) for found in sorted(_below(path)))
        else:
            yield Source(path=path, is_named=True)


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where, name) for name in files if not name.startswith("."))


def ingest_files(
    sources: Iterable[Source], store: Path, limits: Limits, meddra: Path | None = None
) -> Iterator[tuple[Source, tuple[Outcome, ...]]]:
    """Take in files, and tell of each what became of its labels, in their order.

    The store is opened with the first label that is to be stored. Raises `StoreError` if it cannot be. Left or
    interrupted, the store holds whole labels; at the end it is compacted, and then read in half of the time, and the index of
    words is brought in step with it. Copies of a label that was taken before are skipped. `meddra` is the path of a user's MedDRA table.
    """
    opened, is_changed, taken = None, False, dict[str, _Taken]()
    with TemporaryDirectory(prefix="labelgraph-") as spool:
        for source, found in worked(partial(_read, spool, meddra), sources, limits):
            outcomes = list[Outcome]()
            for read in (_broken(source, found),) if isinstance(found, LabelgraphError) else found:
                outcome, ready = read.outcome, read.to_store
                if ready:
                    opened = opened or open_store(store)
                    before = read_before(opened, ready.version, ready.digest)
                    first = taken.get(ready.version)
                    if first and first.is_in_place_of(outcome.name, ready):
                        outcome = _second(outcome, ready, first)
                    elif before and before.is_official and not ready.is_official:
                        outcome = _kept(outcome, before)
                    else:
                        is_new = put_statements(opened, ready.version, ready.statements)
                        is_changed = is_changed or is_new
                        replaced = before.name if before and is_new else None
                        outcome = replace(outcome, fate=outcome.fate if is_new else Fate.UNCHANGED, replaces=replaced)
                        taken[ready.version] = _Taken(name=outcome.name, label=ready)
                    ready.statements.unlink()
                outcomes.append(outcome)
            yield source, tuple(outcomes)
    if opened:
        if is_changed:
            opened.optimize()
        Index.of(opened, store).bring_in_step(opened)


def _second(outcome: Outcome, ready: _ToStore, first: _Taken) -> Outcome:
    """What becomes of a label whose version was taken from another file: which one is right is not told by their order."""
    if ready.digest == first.label.digest:
        return replace(outcome, fate=Fate.SKIPPED, reason=f"the same label, byte for byte, as {first.name}")
    reason = f"another label with the set id and version of {first.name}; expected one; leave the wrong one out"
    return replace(outcome, fate=Fate.FAILED, reason=reason)


def _kept(outcome: Outcome, before: ReadFrom) -> Outcome:
    """What becomes of a label whose version the store holds from the official form: that stays, whatever the order."""
    reason = f"the store holds this version from {before.name!r}, its official XML"
    return replace(outcome, fate=Fate.SKIPPED, reason=reason)


def _read(spool: str, meddra: Path | None, source: Source) -> tuple[_Read, ...]:
    """The labels of a file, each read and checked; runs in a process of its own."""
    return tuple(_labels(spool, meddra, source))


def _labels(spool: str, meddra: Path | None, source: Source) -> Iterator[_Read]:
    try:
        documents = read_all(source.path)
    except LabelgraphError as error:
        yield _unread(source, error)
        return
    while True:
        try:
            with collector_paused():
                read = _label(spool, meddra, source, next(documents))
        except StopIteration:
            return
        except LabelgraphError as error:
            read = _unread(source, error)
        yield read


def _label(spool: str, meddra: Path | None, source: Source, document: Document) -> _Read:
    ready = checked(label_of(document, meddra))
    descriptor, path = mkstemp(dir=spool, suffix=".nt")
    with os.fdopen(descriptor, "wb") as file:
        file.write(ready.statements)
    outcome = Outcome(
        name=document.name.replace(source.path.name, str(source.path), 1),
        fate=Fate.STORED,
        unread_format=next((gap.reason for gap in unread_format(document)), None),
        facts=Counter(fact.kind for fact in ready.label.facts),
        not_understood=len(ready.label.document.not_understood),
        left_out=tuple(map(_words, ready.refused)),
        warnings=len(ready.warnings),
    )
    to_store = _ToStore(
        version=ready.version,
        digest=document.digest,
        is_official=document.media_type == OFFICIAL,
        statements=Path(path),
    )
    return _Read(outcome=outcome, to_store=to_store)


def _words(fact: Fact) -> str:
    return f"{fact.kind} {' '.join(fact.evidence[0].quote.split())[:_SHOWN]!r}"


def _unread(source: Source, error: LabelgraphError) -> _Read:
    """A label that cannot be read, or a file in a folder that holds none."""
    is_other = isinstance(error, NoLabelError) and not source.is_named
    place = (error.where or "").replace(source.path.name, str(source.path), 1)
    reason = str(error).removeprefix(f"{error.where}: ")
    name = place if place.startswith(str(source.path)) else str(source.path)
    return _Read(outcome=Outcome(name=name, fate=Fate.SKIPPED if is_other else Fate.FAILED, reason=reason))


def _broken(source: Source, error: LabelgraphError) -> _Read:
    return _Read(outcome=Outcome(name=str(source.path), fate=Fate.FAILED, reason=str(error)))
