"""What the page shows of a search: hits with the words marked, and the kinds of which there are any."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.facts import FACT_KINDS
from kg.search.entries import SECTION
from kg.search.search import Hit, Search
from kg.search.snippet import Snippet
from kg.terms import label

SHOWN = 50
"""How many hits a page shows, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words of a label that were found: the label, what kind of statement it is, and where it stands.

    `pieces` are the words with whether each piece of them is what was looked for; `quote` are the characters to mark in the
    text of the label, from the first such piece to the last.
    """

    label: str
    kind: str
    title: str
    pieces: Sequence[tuple[str, bool]]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundKind:
    """A kind of which there are hits: its id, what it is called, how many there are, and whether it alone is shown."""

    id: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found: the best hits of how many, and of each kind how many."""

    hits: Sequence[Found]
    count: int
    kinds: Sequence[FoundKind]


def results(search: Search, every: Search) -> Results:
    """What a search found; `every` looks for the same in all kinds."""
    counts = every.facets("kind")
    chosen = search.kinds or ()
    return Results(
        hits=[_found(hit) for hit in search.page(SHOWN)],
        count=sum(count for kind, count in counts if not chosen or kind in chosen),
        kinds=[
            FoundKind(id=kind, name=kind_names()[kind], count=count, is_chosen=kind in chosen) for kind, count in counts
        ],
    )


@cache
def kind_names() -> Mapping[str, str]:
    """What is found, by the ids of its kinds, as people call it."""
    return {SECTION: SECTION, **{kind.kind: label(kind.__name__) for kind in FACT_KINDS}}


def _found(hit: Hit) -> Found:
    shown, marks = hit.snippet, hit.snippet.highlights
    start, end = (marks[0].start, marks[-1].end) if marks else (0, len(shown.text))
    return Found(
        label=hit.label,
        kind=kind_names()[hit.kind],
        title="" if hit.title in shown.text else hit.title,
        pieces=list(_pieces(shown)),
        quote=f"{shown.start + start}-{shown.start + end}",
    )


def _pieces(shown: Snippet) -> Iterator[tuple[str, bool]]:
    at = 0
    for mark in shown.highlights:
        yield shown.text[at : mark.start], False
        yield shown.text[mark.start : mark.end], True
        at = mark.end
    yield shown.text[at:], False
