"""What is found: a fact by its quotes and by what it is of, a section by its title and its own text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Store

from kg.facts import FACT_KINDS, Fact
from kg.query import lexical
from kg.read_facts import layouts
from kg.subjects import SUBJECTS
from kg.terms import PREFIXES, class_of, term

SECTION = "section"
"""What sections are called among the kinds of facts."""

KINDS = (SECTION, *(kind.kind for kind in FACT_KINDS))

_TITLES = ("title", "term", "abbreviation", "expansion")
"""Fields that name what a fact is of, beside those that tell its subject."""

_NO_NAMES = {"grade", "number", "unit"}

_OA = PREFIXES["oa"]
_PLACES = f"""SELECT ?place ?text ?start {{ GRAPH %s {{ ?place <{_OA}hasSelector> ?at , ?quote .
  ?at <{_OA}start> ?start . ?quote <{_OA}exact> ?text }} }}"""
_CITED = f"""SELECT ?s ?place {{ GRAPH %s {{ ?s <{term("evidence")}> ?e .
  ?e <{term("position")}> ?position ; <{_OA}hasTarget> ?place }} }} ORDER BY ?s ?position"""
_SECTIONS = f"""SELECT ?s ?text ?start ?number ?title {{ GRAPH %s {{
  ?s a <{term("Section")}> ; <{term("text")}> ?text ; <{term("start")}> ?start
  OPTIONAL {{ ?s <{term("number")}> ?number }} OPTIONAL {{ ?s <{term("title")}> ?title }} }} }} ORDER BY ?start ?s"""
_CLASSES = f"SELECT ?s ?class {{ GRAPH %s {{ ?s a ?class ; <{term('statedBy')}> ?label }} }}"
_WORDS = "SELECT ?s ?property ?value { GRAPH %s { VALUES ?property { %s } ?s ?property ?value } } ORDER BY ?s ?value"


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a label, and where they start in the text of its document."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact or section as it is found. `title` names what it is of; the first of its texts states it most fully."""

    iri: str
    kind: str
    title: str
    texts: Sequence[Text]


def entries_of(store: Store, version: str) -> Iterator[Entry]:
    """The sections of a version, then its facts."""
    graph = NamedNode(version)
    for iri, text, start, number, title in lexical(store, _SECTIONS % graph):
        named = " ".join(filter(None, (number, title)))
        yield Entry(iri=str(iri), kind=SECTION, title=named, texts=[Text(str(text), int(str(start)))])
    kinds = {class_of(kind): kind for kind in FACT_KINDS}
    facts = {str(iri): kinds[str(cls)] for iri, cls in lexical(store, _CLASSES % graph) if cls in kinds}
    titles = defaultdict[str, list[str]](list)
    for iri, name, value in lexical(store, _WORDS % (graph, " ".join(sorted(_named())))):
        if iri in facts and facts[iri] in _named()[f"<{name}>"]:
            titles[iri].append(str(value))
    for iri, texts in _texts(store, graph).items():
        yield Entry(iri=iri, kind=facts[iri].kind, title=" ".join(titles[iri]), texts=texts)


def _texts(store: Store, graph: NamedNode) -> Mapping[str, Sequence[Text]]:
    """What each fact quotes, the fullest statement first; the same words once."""
    places = {place: Text(str(text), int(str(start))) for place, text, start in lexical(store, _PLACES % graph)}
    texts = defaultdict[str, dict[Text, None]](dict)
    for iri, place in lexical(store, _CITED % graph):
        texts[str(iri)][places[place]] = None
    return {iri: list(held) for iri, held in texts.items()}


@cache
def _named() -> Mapping[str, frozenset[type[Fact]]]:
    """The properties whose words name what facts are of, as SPARQL names them, each with the kinds of these facts."""
    found = defaultdict[str, set[type[Fact]]](set)
    for kind in FACT_KINDS:
        subjects = SUBJECTS.get(kind, ())
        naming = set(_TITLES).union(*((*one.named, *one.phrases) for one in subjects)) - _NO_NAMES
        for name, place in layouts()[kind].items():
            if place.member is str and name in naming:
                found[f"<{place.predicate}>"].add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}
