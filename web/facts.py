"""What a page shows of a label: its facts with all their places and marks, gathered from the questions of `queries/`."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.facts import FACT_KINDS, Fact
from kg.fragments import fragments
from kg.identity import ID, slug
from kg.query import Ask, Row, Value
from kg.terms import property_of
from web.wording import word

_ALSO_IN = property_of(Fact, "also_in")
_OF_FACTS = ("evidence", "fact_values", "threshold", "instruction", "difference")
"""Questions of what is said of facts beside their own rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of the label and where they stand. `name` is how a pharmacist would cite it."""

    quote: str
    section: str | None
    section_title: str | None
    heading: str | None
    table: str | None
    start: int
    end: int
    page: int | None = None

    @property
    def name(self) -> str:
        """Where the words stand: "Section 2.4, Table 5", "Boxed warning", or the heading above where nothing is numbered."""
        named = {"boxed": "Boxed warning", "highlights": "Highlights"}
        if self.section is None:
            place = self.heading or self.section_title or "Outside the sections"
        else:
            place = named.get(self.section) or f"Section {self.section}"
        named_places = (place, self.table, f"page {self.page}" if self.page else None)
        return ", ".join(name for name in named_places if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFact:
    """A fact of a label as a page shows it. `lists` holds the fields with several values, by the name of the property."""

    kind: str
    row: Row
    places: Sequence[Place]
    also_in: Sequence[Place]
    lists: Mapping[str, Sequence[Value]]
    thresholds: Sequence[Row]
    instructions: Sequence[Row]
    differs_from: Sequence[str]

    @property
    def name(self) -> str:
        """The fact's name on its page: the last part of its IRI."""
        return str(self.row["fact"]).rpartition("/")[2]

    @property
    def incomplete(self) -> Sequence[str]:
        """Words that were not understood; the fact holds only together with its quote."""
        return [str(words) for words in self.lists.get("incomplete", ())]

    @property
    def shown(self) -> Sequence[Place]:
        """The places shown beside the fact: of a table its row and its cell, else the fullest statement."""
        row, *others = self.places
        return [row, *others[:1]] if row.table and others and others[0].table == row.table else [row]

    @property
    def further(self) -> Sequence[Place]:
        """The other places that the fact was read from."""
        return self.places[len(self.shown) :]

    @property
    def cited(self) -> Place:
        """The place that states the fact most fully."""
        return self.places[0]

    def says(self, words: Sequence[str]) -> bool:
        """Whether each of some lower-case words occurs in what the fact states or quotes."""
        values = (*self.row.values(), *(value for held in self.lists.values() for value in held))
        quotes = (place.quote for place in (*self.places, *self.also_in))
        text = " ".join([*(word(value) for value in values), *quotes]).lower()
        return all(one in text for one in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFacts:
    """A label and all that was read from it; `facts` has the facts of each kind in the order of the document."""

    label: Row
    facts: Mapping[str, Sequence[ShownFact]]
    not_understood: Sequence[Row]

    @property
    def name(self) -> str:
        """The label's name in addresses of pages."""
        return name_of(self.label)


def name_of(label: Row) -> str:
    """The name of a label in addresses: the last part of its IRI."""
    return str(label["label"]).rpartition("/")[2]


def find_label(ask: Ask, name: str) -> Row:
    """The label of a name in addresses; NotFoundError if there is none."""
    if name != slug(name):
        raise NotFoundError(f"there is no label {name!r}", remedy="see the list of labels")
    return ask("label", {"label": f"{ID}label/{name}"})[0]


def label_facts(ask: Ask, label: Row) -> LabelFacts:
    """All facts of a label, with a fixed number of questions however many facts there are."""
    of_label: Mapping[str, Value] = {"label": label["label"]}

    def by_fact(query: str) -> Mapping[str, list[Row]]:
        grouped = defaultdict[str, list[Row]](list)
        for row in ask(query, of_label):
            grouped[str(row["fact"])].append(row)
        return grouped

    shown = _shower({query: by_fact(query) for query in _OF_FACTS})
    facts = {kind.kind: [shown(kind.kind, row) for row in ask(kind.kind, of_label)] for kind in FACT_KINDS}
    return LabelFacts(label=label, facts=facts, not_understood=ask("not_understood", of_label))


def _shower(said: Mapping[str, Mapping[str, list[Row]]]) -> Callable[[str, Row], ShownFact]:
    """A function that makes a shown fact of a row, with what other questions say of it."""

    def shown(kind: str, row: Row) -> ShownFact:
        fact = str(row["fact"])
        evidence, values, thresholds, instructions, differences = (said[query].get(fact, ()) for query in _OF_FACTS)
        lists = defaultdict[str, list[Value]](list)
        for held in values:
            lists[str(held["property"]).rpartition("#")[2]].append(held["value"])
        return ShownFact(
            kind=kind,
            row=row,
            places=[_place(one) for one in evidence if one["role"] != _ALSO_IN],
            also_in=[_place(one) for one in evidence if one["role"] == _ALSO_IN],
            lists=lists,
            thresholds=thresholds,
            instructions=instructions,
            differs_from=[str(one["other"]).rpartition("/")[2] for one in differences],
        )

    return shown


def _place(row: Row) -> Place:
    return Place(
        quote=str(row["quote"]),
        section=_text(row["section"]),
        section_title=_text(row["sectionTitle"]),
        heading=_text(row["heading"]),
        table=_text(row["table"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        page=next((box.page for box in fragments(_text(row["printed"]))), None),
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
