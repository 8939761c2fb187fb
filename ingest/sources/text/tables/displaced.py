"""Names of groups that stand apart from their rows.

A PDF's text may print the rows of a page first ("Any 7 5", "Severe 2 1", "Any 9 4", "Severe 3 3"), and the names of the
groups to which they belong behind them, in their order. They are told apart where labels recur ("Any"): each time they do,
a group begins. The names are taken only if every page has as many as groups begin there; a name more on a page is that of
the group with which the next page begins. A name among the rows of a page must be that of the group below it, or of the one
whose last values stand around it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Words
from ingest.sources.text.tables.header_items import is_heading
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.notes import begins_notes
from ingest.sources.text.tables.runs import Name, Run, is_prose

_MARKERS = re.compile(r"[*†‡§¶#]+")
_LEAST_NAMES = 2
_NONE = ""
"""Stands for the label of a row that is in no group."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A run with the names that stand in front of it, by the page that prints them."""

    run: Run
    names: tuple[Name, ...]
    begins: bool = False
    """Whether a group begins with it whose name stands apart."""
    name: Name = ()
    """The name of the group that begins with it, where that stands right above."""


def with_names(found: Sequence[Run], lines: Sequence[Words], columns: int) -> tuple[list[Run], int] | None:
    """The runs with the names of their groups, and the index of the line behind them and their names.

    None if no names stand apart from their rows, or if it is not certain which name is whose.
    """
    parts, last = _parts(found, columns), found[-1].after
    if not parts or sum(part.begins for part in parts) < _LEAST_NAMES:
        return None
    tail = list(_tail([line for line in lines if line.after > last]))
    names = [name for part in parts for name in part.names] + tail
    owners = _owners(parts, names)
    if owners is None or not _are_in_place(parts, owners):
        return None
    named = dict(zip(owners, names, strict=True))
    after = max(last, *(line.after for name in tail for _, line in name), last)
    return [_named(part, named.get(at)) for at, part in enumerate(parts)], after


def _named(part: _Part, name: Name | None) -> Run:
    """A run without the names in front of it, and with its own."""
    run = part.run
    taken = {id(line) for other in (*part.names, part.name) for _, line in other}
    kept = [(label, line) for label, line in zip(run.labels, run.texts, strict=True) if id(line) not in taken]
    labels, texts = [label for label, _ in kept], [line for _, line in kept]
    return replace(run, labels=labels, texts=texts, name=name or part.name)


def _parts(found: Sequence[Run], columns: int) -> list[_Part]:
    """The runs with the names between them; none if some values stand without a label, or no labels recur."""
    recurring = _recurring(found, columns)
    parts, seen = list[_Part](), set[str]()
    for at, run in enumerate(found):
        if not run.labels or run.is_stacked or len(run.values) > columns:
            return []
        *names, own = _chunks(run)
        label = _label(own[-1][0])
        if len(run.values) < columns and label not in recurring:
            before = found[at - 1] if at else run
            if len(before.values) + len(run.values) > columns:
                return []
            parts.append(_Part(run, (*names, own)))
        elif label not in recurring:
            seen = {_NONE}
            parts.append(_Part(run, tuple(names)))
        else:
            name, starts = own[:-1], not parts or label in seen or _NONE in seen or len(own) > 1
            seen = {label} if starts else seen | {label}
            parts.append(_Part(run, tuple(names), begins=starts and not name, name=name))
    return parts if recurring else []


def _recurring(found: Sequence[Run], columns: int) -> frozenset[str]:
    """The labels that recur, and those that name nothing but a degree ("Severe"), which no row has by itself."""
    texts = [run.labels[-1] for run in found if run.labels and len(run.values) == columns]
    labels = Counter(_label(text) for text in texts if not text.text[0].islower())
    recurring = {label for label, count in labels.items() if count > 1}
    return frozenset(recurring | {label for label in labels if _is_degree(label)}) if recurring else frozenset()


def _is_degree(label: str) -> bool:
    return lexicon().degree.fullmatch(label) is not None or is_heading(label)


def _label(text: AlignedText) -> str:
    return _MARKERS.sub("", text.text).strip().casefold()


def _chunks(run: Run) -> list[Name]:
    """The texts of a run with their lines, parted where blank lines stand."""
    chunks = list[list[tuple[AlignedText, Words]]]()
    for label, line in zip(run.labels, run.texts, strict=True):
        if line.set_off or not chunks:
            chunks.append([])
        chunks[-1].append((label, line))
    return [tuple(chunk) for chunk in chunks]


def _tail(lines: Sequence[Words]) -> Iterator[Name]:
    """The names behind the last values, on their page, up to notes or running text."""
    chunk = list[tuple[AlignedText, Words]]()
    for line in lines:
        if line.set_off and chunk:
            yield tuple(chunk)
            chunk = []
        alone = line.set_off or chunk
        if not alone or begins_notes(line.words) or is_prose(line.words) or _MARKERS.fullmatch(line.words):
            return
        if line.page != lines[0].page:
            return
        chunk.append((line.text, line))
    if chunk:
        yield tuple(chunk)


def _are_in_place(parts: Sequence[_Part], owners: Sequence[int]) -> bool:
    """Whether each name that stands among the rows of its page is that of the group at its place."""
    found = iter(owners)
    for at, part in enumerate(parts):
        is_row = part.run.texts[-1] not in (line for name in part.names for _, line in name)
        begun = max((before for before in range(at) if parts[before].begins), default=at)
        place = at if is_row else begun
        if any(next(found) != place and name[0][1].page == part.run.page for name in part.names):
            return False
    return True


def _owners(parts: Sequence[_Part], names: Sequence[Name]) -> list[int] | None:
    """For each name the run with which its group begins; None if some page has other names than groups.

    The first group of a page belongs to a name that the page before has over.
    """
    begins = [(at, part.run.texts[-1].page) for at, part in enumerate(parts) if part.begins]
    first = {part.run.texts[-1].page: at for at, part in reversed(list(enumerate(parts)))}
    pages = sorted({page for _, page in begins} | {name[0][1].page for name in names})
    owners, over = list[int](), False
    for page in pages:
        groups = [at for at, own in begins if own == page]
        if over and (not groups or groups[0] != first[page]):
            return None
        count = sum(name[0][1].page == page for name in names) + over
        over = count == len(groups) + 1
        if count != len(groups) and not over:
            return None
        owners += groups
    return None if over else owners
