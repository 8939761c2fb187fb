"""The shapes of evidence and of the terms that words name."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache

from graphql_api.graph.shape import Answered, Computed, Field, Iri, Link, Made, One, Scalar, Shape, path
from kg.fragments import fragments
from kg.terms import PREFIXES, definition, term

_OA, _RDF, _SKOS = PREFIXES["oa"], PREFIXES["rdf"], PREFIXES["skos"]
TARGET = path(f"{_OA}hasTarget")
"""From evidence to the words that it quotes; facts that quote the same words share them."""

_SELECTOR = f"{_OA}hasSelector"
_BOXES = path(_SELECTOR, f"{_RDF}value")


def one(name: str, description: str, *way: str, kind: Scalar = str, needed: bool = False) -> One:
    """A field with one value, or with one at most, at the end of some steps; of no step it is the thing's own IRI."""
    return One(name=name, description=description, path=path(*way), kind=kind, is_required=needed)


def by_name(*fields: Field) -> Mapping[str, Field]:
    """Fields by their names."""
    return {field.name: field for field in fields}


@cache
def place_shapes() -> Mapping[str, Shape]:
    """The shapes of evidence and terms, by name."""
    return {shape.name: shape for shape in (_evidence(), _box(), _concept(), _matched())}


def _evidence() -> Shape:
    """The words themselves: `TARGET` leads to them."""
    quote = "The words themselves: the document's characters from start to end."
    start = "The offset of the first quoted character in the document's text."
    end = "The offset just after the last quoted character."
    document = "The IRI of the document, which holds the digest of its bytes."
    boxes = "Where each line of the words is printed, in reading order; empty for a source without pages."
    return Shape(
        name="Evidence",
        description=definition("Evidence"),
        cls=term("Evidence"),
        fields=by_name(
            one("quote", quote, _SELECTOR, f"{_OA}exact", needed=True),
            *(one(name, definition(name), term(name)) for name in ("section", "heading", "table")),
            one("start", start, _SELECTOR, f"{_OA}start", kind=int, needed=True),
            one("end", end, _SELECTOR, f"{_OA}end", kind=int, needed=True),
            one("document", document, f"{_OA}hasSource", kind=Iri, needed=True),
            Computed(
                name="page",
                description="The page, counted from 1, on which the words begin; null for a source without pages.",
                path=_BOXES,
                compute=_page,
            ),
            Made(
                name="boxes",
                description=boxes,
                path=_BOXES,
                target="PrintedBox",
                make=_boxes,
            ),
        ),
    )


def _page(written: Sequence[str]) -> int | None:
    return next((box.page for box in fragments(" ".join(written))), None)


def _boxes(written: Sequence[str]) -> Sequence[Mapping[str, Answered]]:
    return [asdict(box) for box in fragments(" ".join(written))]


def _box() -> Shape:
    sizes = {
        "page": "The page, counted from 1.",
        "left": "How far from the page's left edge the box begins.",
        "top": "How far from the page's top the box begins.",
        "width": "How wide the box is.",
        "height": "How high the box is.",
    }
    described = (
        one(name, sentence, kind=int if name == "page" else float, needed=True) for name, sentence in sizes.items()
    )
    return Shape(
        name="PrintedBox",
        description="A box on a page, in points from the page's top left corner.",
        cls=f"{_OA}FragmentSelector",
        fields=by_name(*described),
    )


def _concept() -> Shape:
    broader = "The name of what the term is below: of a CTCAE term its organ class."
    return Shape(
        name="Concept",
        description="A term of a list that printed words name, beside the words.",
        cls=f"{_SKOS}Concept",
        fields=by_name(
            one("id", "The term's IRI.", kind=Iri, needed=True),
            one("label", "The term's name.", f"{_SKOS}prefLabel", needed=True),
            one("scheme", "The IRI of the list that has the term.", f"{_SKOS}inScheme", kind=Iri, needed=True),
            one("broader", broader, f"{_SKOS}broader", f"{_SKOS}prefLabel"),
            Link(
                name="exactMatch",
                description="The same terms of other vocabularies: of a MedDRA table that the user loaded.",
                path=path(f"{_SKOS}exactMatch"),
                target="MatchedConcept",
                is_many=True,
            ),
        ),
    )


def _matched() -> Shape:
    return Shape(
        name="MatchedConcept",
        description="A term of another vocabulary that says the same.",
        cls=f"{_SKOS}Concept",
        fields=by_name(
            one("id", "The term's IRI.", kind=Iri, needed=True),
            one("label", "The term's name.", f"{_SKOS}prefLabel", needed=True),
            one("notation", "The term's code.", f"{_SKOS}notation"),
        ),
    )
