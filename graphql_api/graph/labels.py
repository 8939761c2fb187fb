"""The shapes of labels, their versions, documents and sections, and of what their data list."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from graphql_api.graph.facts import fact_shapes, fields_of
from graphql_api.graph.places import by_name, one, place_shapes
from graphql_api.graph.shape import Field, Iri, Link, One, Shape, Stated, Versions, path
from kg.codes import LabelFormat
from kg.facts import FACT_KINDS
from kg.listing import LISTED_KINDS, Listed, ListedPackage
from kg.terms import PREFIXES, class_of, definition, term

_OA = PREFIXES["oa"]
_VERSION_OF, _LISTING = term("versionOf"), term("listing")
_PLURALS: Mapping[str, str] = {
    "LabelWarning": "warnings",
    "Efficacy": "efficacy",
    "Immunogenicity": "immunogenicity",
    "Counselling": "counselling",
    "CountStatistic": "statistics",
    "LabAbnormality": "labAbnormalities",
    "Discrepancy": "discrepancies",
    "Handling": "handling",
}
"""What the facts of a kind are called together, where that is not its name and an "s"."""


IDENTIFIED = ("Label", "LabelVersion", "Section", "NotUnderstood", *(kind.__name__ for kind in FACT_KINDS))
"""The shapes whose things are found by their IRIs: each stands in the graph of a version of its label."""


def plural(name: str) -> str:
    """What the things of a shape are called together.

    >>> plural("DoseRule"), plural("Discrepancy")
    ('doseRules', 'discrepancies')
    """
    return _PLURALS.get(name) or f"{name[0].lower()}{name[1:]}s"


@cache
def label_shapes() -> Mapping[str, Shape]:
    """The shapes of labels and of what they hold besides facts, by name."""
    listed = (_listed(kind) for kind in LISTED_KINDS)
    shapes = (_label(), _version(), _document(), _section(), _not_understood(), *listed)
    return {shape.name: shape for shape in shapes}


def _label() -> Shape:
    """A label: what is said of its current version, and all of its versions."""
    return Shape(
        name="Label",
        description=definition("Label"),
        cls=term("Label"),
        by_default=("name",),
        fields=by_name(
            one("id", "The label's IRI.", kind=Iri, needed=True),
            one("name", definition("name"), term("name")),
            one("setId", definition("setId"), term("setId")),
            Link(
                name="version",
                description=definition("currentVersion"),
                path=f"^<{_VERSION_OF}>",
                target="LabelVersion",
                is_many=False,
                is_required=True,
            ),
            Versions(
                name="versions",
                description=definition("hasVersion"),
                path="",
                target="LabelVersion",
            ),
            *_about_version(f"^<{_VERSION_OF}>/"),
        ),
    )


def _version() -> Shape:
    return Shape(
        name="LabelVersion",
        description=definition("LabelVersion"),
        cls=term("LabelVersion"),
        fields=by_name(
            one("id", "The version's IRI, which also names its graph.", kind=Iri, needed=True), *_about_version("")
        ),
    )


def _about_version(way: str) -> Iterator[Field]:
    """What is said of a version: `way` leads from the thing to it."""
    texts = {"splVersion": (term("splVersion"),), "labeler": (_LISTING, term("labeler"))}
    for name, steps in texts.items():
        yield _from(way, one(name, definition(name), *steps))
    yield _from(way, one("effective", definition("effective"), _LISTING, term("effective"), kind=date))
    yield _from(way, one("format", definition("format"), term("format"), kind=LabelFormat, needed=True))
    document = Link(
        name="document",
        description=definition("document"),
        path=way + path(term("document")),
        target="Document",
        is_many=False,
        is_required=True,
    )
    listing = Link(
        name="listing",
        description=definition("Listing"),
        path=way + path(_LISTING),
        target="Listing",
        is_many=False,
    )
    yield from (document, listing)
    yield Stated(name="sections", description="The sections, in reading order.", path="", target="Section")
    yield Stated(name="notUnderstood", description=definition("NotUnderstood"), path="", target="NotUnderstood")
    for kind in FACT_KINDS:
        name = kind.__name__
        yield Stated(name=plural(name), description=definition(name), path="", target=name)


def _from(way: str, field: One) -> One:
    return replace(field, path=way + field.path)


def _document() -> Shape:
    said = (one(name, definition(name), term(name), needed=True) for name in ("fileName", "mediaType", "sha256"))
    return Shape(
        name="Document",
        description=definition("Document"),
        cls=term("Document"),
        fields=by_name(one("id", "The document's IRI.", kind=Iri, needed=True), *said),
    )


def _section() -> Shape:
    text = "The words of the section up to the next one, which may be its first subsection."
    return Shape(
        name="Section",
        description=definition("Section"),
        cls=term("Section"),
        order=path(term("start")),
        fields=by_name(
            one("id", "The section's IRI.", kind=Iri, needed=True),
            _label_of("The label that has the section."),
            *(one(name, definition(name), term(name)) for name in ("number", "title", "loinc")),
            one("part", definition("part"), term("part"), needed=True),
            one("text", text, term("text"), needed=True),
            one("start", definition("start"), term("start"), kind=int, needed=True),
            one("end", definition("end"), term("end"), kind=int, needed=True),
        ),
    )


def _label_of(description: str) -> Link:
    """The label of what stands in a document, which only its version knows."""
    return Link(
        name="label",
        description=description,
        path=path(_VERSION_OF),
        target="Label",
        is_many=False,
        is_required=True,
        of_graph=True,
    )


def _not_understood() -> Shape:
    target, selector = f"{_OA}hasTarget", f"{_OA}hasSelector"
    start = "The offset of the first character in the document's text; null for a document without words."
    return Shape(
        name="NotUnderstood",
        description=definition("NotUnderstood"),
        cls=term("NotUnderstood"),
        order=path(target, selector, f"{_OA}start"),
        fields=by_name(
            one("id", "The IRI of the stretch.", kind=Iri, needed=True),
            _label_of("The label that has the stretch."),
            one("reason", definition("reason"), term("reason"), needed=True),
            one("section", definition("section"), target, term("section")),
            one("quote", "The document's characters from start to end.", target, selector, f"{_OA}exact"),
            one("start", start, target, selector, f"{_OA}start", kind=int),
            one("end", "The offset just after the last character.", target, selector, f"{_OA}end", kind=int),
        ),
    )


def _listed(kind: type[Listed]) -> Shape:
    """What is listed, made from the dataclasses of `kg.listing`."""
    found = [field for field, _ in fields_of(kind)]
    if kind is ListedPackage:
        found.append(one("ndc11", definition("ndc11"), term("ndc11")))
    return Shape(name=kind.__name__, description=definition(kind.__name__), cls=class_of(kind), fields=by_name(*found))


@cache
def shapes_by_class() -> Mapping[str, Shape]:
    """The shapes of `IDENTIFIED` by the IRI of their class."""
    return {shapes()[name].cls: shapes()[name] for name in IDENTIFIED}


@cache
def shapes() -> Mapping[str, Shape]:
    """All shapes by name."""
    return {**label_shapes(), **place_shapes(), **fact_shapes()}
