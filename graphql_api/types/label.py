"""Labels: which there are, the documents they were read from, their sections, and their facts by kind."""

from datetime import date

import strawberry

from graphql_api.context import Info
from graphql_api.types.described import described
from graphql_api.types.fact import read
from graphql_api.types.label_facts import (
    ClinicalFacts,
    DosingFacts,
    PreparationFacts,
    ProductFacts,
    ReactionFacts,
    StudyFacts,
    WordingFacts,
)
from graphql_api.types.listing import Listing, listing_of
from kg.codes import LabelFormat
from kg.query import Row, Value
from kg.read_listing import LISTING_QUESTIONS, read_listing
from kg.terms import definition


@strawberry.type(description=definition("Document"))
class Document:
    """The file that a label was read from."""

    id: strawberry.ID = strawberry.field(description="The document's IRI.")
    file_name: str = strawberry.field(description=definition("fileName"))
    media_type: str = strawberry.field(description=definition("mediaType"))
    sha256: str = strawberry.field(description=definition("sha256"))


@strawberry.type(description=definition("Section"))
class Section:
    """A section with the text that stands before the next one."""

    id: strawberry.ID = strawberry.field(description="The section's IRI.")
    number: str | None = strawberry.field(description=definition("number"))
    title: str | None = strawberry.field(description=definition("title"))
    part: str = strawberry.field(description=definition("part"))
    text: str = strawberry.field(
        description="The words of the section up to the next one, which may be its first subsection."
    )
    start: int = strawberry.field(description=definition("start"))
    end: int = strawberry.field(description=definition("end"))


@strawberry.type(description=definition("NotUnderstood"))
class NotUnderstood:
    """A stretch of the document that could not be read."""

    reason: str = strawberry.field(description=definition("reason"))
    section: str | None = strawberry.field(description=definition("section"))
    quote: str = strawberry.field(description="The document's characters from start to end.")
    start: int = strawberry.field(description="The offset of the first character in the document's text.")
    end: int = strawberry.field(description="The offset just after the last character.")


@strawberry.type(description=definition("Label"))
class Label(ProductFacts, ClinicalFacts, DosingFacts, PreparationFacts, ReactionFacts, StudyFacts, WordingFacts):
    """A label in its current version."""

    id: strawberry.ID = strawberry.field(description="The label's IRI.")
    name: str | None = strawberry.field(description=definition("name"))
    set_id: str | None = strawberry.field(description=definition("setId"))
    version: strawberry.ID = strawberry.field(description=definition("currentVersion"))
    spl_version: str | None = strawberry.field(description=definition("splVersion"))
    format: LabelFormat = strawberry.field(description=definition("format"))
    effective: date | None = strawberry.field(description=definition("effective"))
    labeler: str | None = strawberry.field(description=definition("labeler"))
    document: Document = strawberry.field(description=definition("document"))

    @described("The sections of the label in reading order, each before those below it.")
    async def sections(self, info: Info, number: str | None = None, text_contains: str | None = None) -> list[Section]:
        filters = {"number": number, "textContains": text_contains}
        return [_section(row) for row in await info.context.loaders.of_label("section", self.id, filters)]

    @described(definition("Listing"))
    async def listing(self, info: Info) -> Listing | None:
        of_label = info.context.loaders.of_label
        held = read_listing({question: await of_label(question, self.id, {}) for question in LISTING_QUESTIONS})
        return listing_of(held) if held else None

    @described("The stretches of the label that could not be read.")
    async def not_understood(self, info: Info) -> list[NotUnderstood]:
        rows = await info.context.loaders.of_label("not_understood", self.id, {})
        return [read(NotUnderstood, row) for row in rows]


def label_of(row: Row) -> Label:
    """The label of a row of `queries/label.rq`."""
    document = Document(
        id=strawberry.ID(str(row["document"])),
        file_name=str(row["fileName"]),
        media_type=str(row["mediaType"]),
        sha256=str(row["sha256"]),
    )
    effective = row["effective"]
    return Label(
        id=strawberry.ID(str(row["label"])),
        version=strawberry.ID(str(row["version"])),
        document=document,
        name=_text(row["name"]),
        set_id=_text(row["setId"]),
        spl_version=_text(row["splVersion"]),
        format=LabelFormat(str(row["format"])),
        effective=effective if isinstance(effective, date) else None,
        labeler=_text(row["labeler"]),
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _section(row: Row) -> Section:
    return read(Section, {**row, "fact": row["section"]})
